import { isSiren, isSiret } from '#domain/people/identifiers.ts'
import type { PartyFacts, SchemedId } from './e-invoice-facts.ts'
import type { Party } from './e-invoice-record.ts'
import { type IssueCode, issue } from './issues.ts'
import type { ReadIssue } from './records.ts'
import { attributeOf, textOf, type XmlElement } from './xml-tree.ts'

/** The identifiers these elements hold, with their schemeID. */
export function schemedIds(elements: readonly XmlElement[]): readonly SchemedId[] {
  return elements.flatMap((element) => {
    const id = textOf(element)
    return id === null ? [] : { id, scheme: attributeOf(element, 'schemeID') }
  })
}

/**
 * A seller or a buyer with its French identifiers. Their length tells SIREN (9 digits, BT-30, BT-47)
 * from SIRET (14, BT-29, BT-46): old samples of the FNFE put a SIRET under the scheme of SIREN. Both
 * are kept as written even when a check digit is wrong, with a warning.
 */
export function readParty(facts: PartyFacts): { party: Party; warnings: readonly ReadIssue[] } {
  const ids = [...facts.legalIds.filter(mayBeFrench), ...facts.otherIds.filter(isFrench)].map(({ id }) =>
    id.replace(/[\s.]/g, ''),
  )
  const siretGiven = ids.find((id) => /^\d{14}$/.test(id)) ?? null
  const siren = ids.find((id) => /^\d{9}$/.test(id)) ?? siretGiven?.slice(0, 9) ?? null
  const warnings: ReadIssue[] = []
  const warn = (code: IssueCode, value: string) =>
    warnings.push(issue(code, {}, { name: facts.name ?? '', value }))
  let siret = siretGiven
  if (siretGiven !== null && siren !== null && !siretGiven.startsWith(siren)) {
    warn('einvoice-siret-of-another', siretGiven)
    siret = null
  } else if (siretGiven !== null && !isSiret(siretGiven)) warn('einvoice-bad-siren', siretGiven)
  else if (siren !== null && !isSiren(siren)) warn('einvoice-bad-siren', siren)
  const { name, email, phone, address } = facts
  const codes = facts.otherIds.filter(({ scheme }) => !scheme).map(({ id }) => id)
  const vatNumber = facts.vatNumber?.replace(/[\s.]/g, '').toUpperCase() ?? null
  return { party: { name, siren, siret, vatNumber, email, phone, address, codes }, warnings }
}

// ISO 6523: 0002 is SIREN, 0009 SIRET. Ids of other lists (0088, 0184…) may have as many digits.
function isFrench({ scheme }: SchemedId): boolean {
  return scheme === '0002' || scheme === '0009'
}

// A legal identifier without a scheme is French only if its check digit says so: nine digits are
// also what other countries' registers give.
function mayBeFrench(given: SchemedId): boolean {
  const id = given.id.replace(/[\s.]/g, '')
  return given.scheme ? isFrench(given) : isSiren(id) || isSiret(id)
}
