const LONGEST = 20

/** What a company may be called in addresses and exports: "CAFE-FILS". */
export function isCompanyCode(code: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9_.-]{0,31}$/.test(code)
}

/**
 * A code for a new company, which nobody has to choose: "Café & Fils SARL" is CAFE-FILS-SARL, or CAFE-FILS-SARL-2 when
 * that one is taken; "SOCIETE" for a name without a Latin letter. Empty while there is no name.
 */
export function companyCodeOf(name: string, taken: readonly string[]): string {
  if (name.trim() === '') return ''
  const letters = name
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
    .toUpperCase()
    .replaceAll(/[^A-Z0-9]+/g, '-')
  const code = trimmed(trimmed(letters).slice(0, LONGEST)) || 'SOCIETE'
  const isTaken = (one: string) => taken.some((known) => known.toUpperCase() === one)
  if (!isTaken(code)) return code
  let number = 2
  while (isTaken(`${code}-${number}`)) number += 1
  return `${code}-${number}`
}

function trimmed(code: string): string {
  return code.replaceAll(/^-+|-+$/g, '')
}
