import { bareNumber } from '#domain/document-number.ts'
import type { InvoiceRow } from './invoice-row.ts'
import { newOccurrences, noteLine, occurrenceIssues } from './issues.ts'
import type { AllocationRecord, CreditRecord, InstalmentRecord, InvoiceRecord, ReadIssue } from './records.ts'

/**
 * What the credit notes and payments of a list settle, by the numbers in its column « affecté à »: the
 * first instalment due first, as far as both go. A credit whose invoice the list has not stays
 * unallocated, and it is said. An allocated credit is worth what it was, not what is left of it.
 */
export function allocationsOf(
  invoices: readonly InvoiceRecord[],
  credits: readonly CreditRecord[],
  rows: readonly InvoiceRow[],
): { readonly allocations: readonly AllocationRecord[]; readonly warnings: readonly ReadIssue[] } {
  const settling = rows.filter(({ settles, amountCents }) => settles.length > 0 && amountCents < 0)
  if (settling.length === 0) return { allocations: [], warnings: [] }
  const rowOf = new Map(settling.map((row) => [row.line, row]))
  const unknown = newOccurrences()
  const open = openInstalments(invoices)
  const allocations: AllocationRecord[] = []
  for (const credit of credits) {
    let leftCents = credit.amountCents
    for (const number of rowOf.get(credit.line)?.settles ?? []) {
      const instalments = open.get(`${credit.customerCode}\t${bareNumber(number)}\t${credit.currency}`)
      if (!instalments) noteLine(unknown, credit.line)
      for (const instalment of instalments ?? []) {
        const amountCents = Math.min(leftCents, instalment.leftCents)
        if (amountCents <= 0) continue
        leftCents -= amountCents
        instalment.leftCents -= amountCents
        allocations.push({
          creditKey: credit.key,
          instalmentKey: instalment.key,
          amountCents,
          origin: 'lettering',
        })
      }
    }
  }
  return { allocations, warnings: occurrenceIssues('list-unknown-allocation', unknown) }
}

interface OpenInstalment extends Pick<InstalmentRecord, 'key'> {
  leftCents: number
}

function openInstalments(invoices: readonly InvoiceRecord[]): ReadonlyMap<string, readonly OpenInstalment[]> {
  const open = new Map<string, OpenInstalment[]>()
  for (const { customerCode, number, currency, instalments } of invoices) {
    if (number === null) continue
    const key = `${customerCode}\t${bareNumber(number)}\t${currency}`
    const rows = instalments.map(({ key: instalment, amountCents }) => ({
      key: instalment,
      leftCents: amountCents,
    }))
    open.set(key, [...(open.get(key) ?? []), ...rows])
  }
  return open
}
