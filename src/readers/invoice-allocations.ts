import { bareNumber } from '#domain/document-number.ts'
import { askDoubt, type DoubtList } from './doubts.ts'
import type { InvoiceRow } from './invoice-row.ts'
import { newOccurrences, noteLine, occurrenceIssues } from './issues.ts'
import type { AllocationRecord, CreditRecord, InstalmentRecord, InvoiceRecord, ReadIssue } from './records.ts'

/**
 * What the credit notes and payments of a list settle, by the numbers in its column « affecté à »: the
 * first instalment due first, as far as both go. A credit whose invoice the list has not stays
 * unallocated, and it is said. An allocated credit is worth what it was, not what is left of it.
 * Where the invoice is partly settled already and nothing says what is left of the credit, it may be counted in that
 * part: it is asked.
 */
export function allocationsOf(
  invoices: readonly InvoiceRecord[],
  all: readonly CreditRecord[],
  rows: readonly InvoiceRow[],
  doubts: DoubtList,
): Settled {
  const settling = rows.filter(({ settles, amountCents }) => settles.length > 0 && amountCents < 0)
  if (settling.length === 0) return { credits: all, allocations: [], warnings: [] }
  const rowOf = new Map(settling.map((row) => [row.line, row]))
  const unknown = newOccurrences()
  const open = openInstalments(invoices)
  const allocations: AllocationRecord[] = []
  const credits: CreditRecord[] = []
  for (const one of all) {
    const row = rowOf.get(one.line)
    const credit = row ? askCounted(one, row, open, doubts) : one
    if (!credit) continue
    credits.push(credit)
    if (credit !== one) continue
    let leftCents = credit.amountCents
    for (const number of row?.settles ?? []) {
      const instalments = open.get(invoiceKey(credit, number))
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
  return { credits, allocations, warnings: occurrenceIssues('list-unknown-allocation', unknown) }
}

interface Settled {
  /** Without those that are counted already. */
  readonly credits: readonly CreditRecord[]
  readonly allocations: readonly AllocationRecord[]
  readonly warnings: readonly ReadIssue[]
}

// Null: it is counted in what the file says is left of its invoice.
function askCounted(
  credit: CreditRecord,
  row: InvoiceRow,
  open: ReadonlyMap<string, readonly OpenInstalment[]>,
  doubts: DoubtList,
): CreditRecord | null {
  const instalments = row.settles.flatMap((number) => open.get(invoiceKey(credit, number)) ?? [])
  if (row.isSettledTold || !instalments.some(({ settledCents }) => settledCents > 0)) return credit
  const { id, answer } = askDoubt(
    doubts,
    { kind: 'counted-credit', value: '', choices: ['settled', 'open'] },
    { cents: -credit.amountCents, currency: credit.currency, line: credit.line },
  )
  if (answer === null) return { ...credit, doubts: [...(credit.doubts ?? []), id] }
  return answer === 'settled' ? null : credit
}

function invoiceKey(
  { customerCode, currency }: Pick<CreditRecord, 'customerCode' | 'currency'>,
  number: string,
): string {
  return `${customerCode}\t${bareNumber(number)}\t${currency}`
}

interface OpenInstalment extends Pick<InstalmentRecord, 'key'> {
  leftCents: number
  /** By what, the file does not say. */
  readonly settledCents: number
}

function openInstalments(invoices: readonly InvoiceRecord[]): ReadonlyMap<string, readonly OpenInstalment[]> {
  const open = new Map<string, OpenInstalment[]>()
  for (const { customerCode, number, currency, instalments } of invoices) {
    if (number === null) continue
    const key = invoiceKey({ customerCode, currency }, number)
    const rows = instalments.map(({ key: instalment, amountCents, settledCents }) => ({
      key: instalment,
      leftCents: amountCents - settledCents,
      settledCents,
    }))
    open.set(key, [...(open.get(key) ?? []), ...rows])
  }
  return open
}
