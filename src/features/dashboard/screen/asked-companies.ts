import { companyCodes } from '#ui/company-choices.tsx'

/** The companies that an address is about: those it names, else all of them. */
export function shownCompanies<Company extends { readonly code: string }>(
  all: readonly Company[],
  address: string | undefined,
): readonly Company[] {
  const chosen = companyCodes(address)
  return chosen.length === 0 ? all : all.filter(({ code }) => chosen.includes(code))
}
