import type { ReceivablesFile } from './records.ts'

type Books = Pick<ReceivablesFile, 'invoices' | 'credits' | 'allocations'>

/** What each invoice still owes once the allocations are taken off, by number, or label where there is none. */
export function openByNumber(books: Books): Record<string, number> {
  const open: Record<string, number> = {}
  const paid = paidByInstalment(books)
  for (const invoice of books.invoices) {
    const name = invoice.number ?? invoice.label ?? ''
    for (const { key, amountCents, settledCents } of invoice.instalments) {
      open[name] = (open[name] ?? 0) + amountCents - settledCents - (paid.get(key) ?? 0)
    }
  }
  return open
}

/** What each customer owes net of all credits, by code. */
export function owedByCustomer(books: Books): Record<string, number> {
  const owed: Record<string, number> = {}
  for (const { customerCode, instalments } of books.invoices) {
    for (const { amountCents, settledCents } of instalments)
      owed[customerCode] = (owed[customerCode] ?? 0) + amountCents - settledCents
  }
  for (const { customerCode, amountCents } of books.credits) {
    owed[customerCode] = (owed[customerCode] ?? 0) - amountCents
  }
  return owed
}

function paidByInstalment({ allocations }: Books): Map<string, number> {
  const paid = new Map<string, number>()
  for (const { instalmentKey, amountCents } of allocations) {
    paid.set(instalmentKey, (paid.get(instalmentKey) ?? 0) + amountCents)
  }
  return paid
}
