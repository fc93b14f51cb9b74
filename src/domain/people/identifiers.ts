/** French company identifiers (INSEE, CGI ann. II art. 242 nonies A). All take digits without spaces. */

const LA_POSTE = '356000000'

/** SIREN: 9 digits, Luhn. */
export function isSiren(text: string): boolean {
  return /^\d{9}$/.test(text) && isLuhn(text)
}

/**
 * SIRET: a SIREN and 5 digits, Luhn over the 14; the establishments of La Poste instead have a sum
 * of digits divisible by 5.
 */
export function isSiret(text: string): boolean {
  if (!/^\d{14}$/.test(text)) return false
  if (isLuhn(text)) return isSiren(text.slice(0, 9))
  return text.startsWith(LA_POSTE) && digitSum(text) % 5 === 0
}

/**
 * A VAT number: for France the key of the SIREN (old style, 2 digits, (12 + 3 × SIREN) mod 97; new
 * style with letters is not computed); for other countries only its shape.
 */
export function isVatNumber(text: string): boolean {
  const french = /^FR([0-9A-HJ-NP-Z]{2})(\d{9})$/.exec(text)
  if (!french) return /^[A-Z]{2}[0-9A-Z+*.]{2,12}$/.test(text) && !text.startsWith('FR')
  const [, key = '', siren = ''] = french
  if (!/^\d{2}$/.test(key)) return true
  return Number(key) === (12 + 3 * (Number(siren) % 97)) % 97
}

/** The VAT number of a French company, old style: key and SIREN. Takes a SIREN that `isSiren` holds for right. */
export function frenchVatNumber(siren: string): string {
  return `FR${String((12 + 3 * (Number(siren) % 97)) % 97).padStart(2, '0')}${siren}`
}

/** The SIREN in the name that a FEC must have (LPF A47 A-1): "732829320FEC20231231.txt". Null without a right one. */
export function sirenOfFec(fileName: string): string | null {
  const siren = /(?<!\d)(\d{9})FEC\d{8}/i.exec(fileName)?.[1]
  return siren !== undefined && isSiren(siren) ? siren : null
}

function isLuhn(digits: string): boolean {
  let sum = 0
  for (let place = 0; place < digits.length; place += 1) {
    const digit = Number(digits[digits.length - 1 - place])
    const doubled = place % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

function digitSum(digits: string): number {
  return [...digits].reduce((sum, digit) => sum + Number(digit), 0)
}
