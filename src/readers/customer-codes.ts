import { foldCode, unpaddedCode } from '#domain/matching/party-match.ts'
import { payerKey } from '#domain/matching/party-name.ts'
import { customerCodeFromName } from './customer-row.ts'
import type { InvoiceRow } from './invoice-row.ts'
import { newOccurrences, noteLine, occurrenceIssues } from './issues.ts'
import type { ReadIssue } from './records.ts'

/**
 * The rows of a list that have a name and no code, under the code that the same file gives to that name. A name that
 * has several codes is nobody's: its rows stay apart, and it is told.
 */
export function withKnownCodes(rows: readonly InvoiceRow[]): {
  readonly rows: readonly InvoiceRow[]
  readonly warnings: readonly ReadIssue[]
} {
  if (!rows.some(({ isCodeDerived }) => isCodeDerived)) return { rows, warnings: [] }
  const coded = new Map<string, Set<string>>()
  for (const { isCodeDerived, customerCode, customerName } of rows) {
    if (isCodeDerived || customerName === customerCode) continue
    const name = customerCodeFromName(customerName)
    coded.set(name, (coded.get(name) ?? new Set()).add(customerCode))
  }
  const [joined, unsure] = [newOccurrences(), newOccurrences()]
  const read = rows.map((row) => {
    const codes = row.isCodeDerived ? coded.get(row.customerCode) : undefined
    const [customerCode] = codes ?? []
    if (codes === undefined || customerCode === undefined) return row
    noteLine(codes.size > 1 ? unsure : joined, row.line)
    return codes.size > 1 ? row : { ...row, customerCode, isCodeDerived: false }
  })
  return {
    rows: read,
    warnings: [
      ...occurrenceIssues('list-names-joined', joined),
      ...occurrenceIssues('list-names-unsure', unsure),
    ],
  }
}

/**
 * The rows of a list with one spelling of each customer's code, the first: "c1" and "C1" are one customer, unless the
 * rows give them two names; "00077" and "77" are one when the rows give both the same name.
 */
export function withOneCodeEach(rows: readonly InvoiceRow[]): readonly InvoiceRow[] {
  const names = new Map<string, string>()
  for (const { customerCode, customerName } of rows) {
    const name = customerName === customerCode ? '' : payerKey(customerName)
    names.set(customerCode, names.get(customerCode) || name)
  }
  const respelled = firstSpellings(names, foldCode, (found) => new Set(found.filter(Boolean)).size <= 1)
  const repadded = firstSpellings(
    names,
    unpaddedCode,
    (found) => new Set(found).size === 1 && found[0] !== '',
  )
  if (respelled.size + repadded.size === 0) return rows
  return rows.map((row) => {
    const customerCode = repadded.get(row.customerCode) ?? respelled.get(row.customerCode) ?? row.customerCode
    if (customerCode === row.customerCode) return row
    // A row that names nobody repeats its code: that is no name.
    const customerName = row.customerName === row.customerCode ? customerCode : row.customerName
    return { ...row, customerCode, customerName }
  })
}

/** Each code that is another spelling of one met before → that first one, where the names agree. */
function firstSpellings(
  names: ReadonlyMap<string, string>,
  keyOf: (code: string) => string,
  agree: (names: readonly string[]) => boolean,
): ReadonlyMap<string, string> {
  const firsts = new Map<string, string>()
  for (const spellings of Map.groupBy(names, ([code]) => keyOf(code)).values()) {
    const [first] = spellings
    if (!first || spellings.length === 1 || !agree(spellings.map(([, name]) => name))) continue
    for (const [code] of spellings) firsts.set(code, first[0])
  }
  return firsts
}
