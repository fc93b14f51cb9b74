import { addTo } from '#domain/days-and-money/add-to.ts'
import { bareNumber } from '#domain/receivables/document-number.ts'
import { askDoubt, type DoubtList } from './doubts.ts'
import type { InvoiceRow } from './invoice-row.ts'
import { newOccurrences, noteLine, occurrenceIssues } from './issues.ts'
import type { AllocationRecord, CreditRecord, InstalmentRecord, InvoiceRecord, ReadIssue } from './records.ts'

export interface Allocated {
  /** What is settled of each, without what a credit is found to account for. */
  readonly invoices: readonly InvoiceRecord[]
  readonly credits: readonly CreditRecord[]
  readonly allocations: readonly AllocationRecord[]
  readonly warnings: readonly ReadIssue[]
}

/**
 * What the credit notes and payments of a list settle, by the numbers in its column « affecté à »: the
 * first instalment due first, as far as both go. A credit whose invoice the list has not stays
 * unallocated, and it is said. Where the invoice is partly settled already and nothing says what is left of the
 * credit, it is counted in that part when the credits come to it exactly; else it is asked. `stated`: allocations the lettering makes.
 */
export function allocationsOf(
  invoices: readonly InvoiceRecord[],
  all: readonly CreditRecord[],
  rows: readonly InvoiceRow[],
  stated: readonly AllocationRecord[],
  doubts: DoubtList,
): Allocated {
  const settling = rows.filter(({ settles, amountCents }) => settles.length > 0 && amountCents < 0)
  // Most lists allocate nothing.
  if (settling.length === 0) return { invoices, credits: all, allocations: stated, warnings: [] }
  const open = openInstalments(invoices)
  for (const { instalmentKey, amountCents } of stated) {
    const instalment = open.byKey.get(instalmentKey)
    if (instalment) instalment.besideCents += amountCents
  }
  const rowOf = new Map(settling.map((row) => [row.line, row]))
  const explained = explainedInvoices(all, rowOf, open)
  const unknown = newOccurrences()
  const allocations: AllocationRecord[] = []
  const credits = all.map((credit) => {
    const row = rowOf.get(credit.line)
    if (!row) return credit
    const instalments: OpenInstalment[] = []
    for (const number of row.settles) {
      const found = open.byNumber.get(invoiceKey(credit, number))
      if (found) instalments.push(...found)
      else noteLine(unknown, credit.line)
    }
    const isExplained = row.settles.some((number) => explained.has(invoiceKey(credit, number)))
    const reading = isExplained ? COUNTED : readingOf(credit, row, instalments, doubts)
    if (reading.isAsked) return { ...credit, doubts: [...(credit.doubts ?? []), reading.id] }
    allocations.push(...allocate(credit, instalments, reading.isCounted))
    return credit
  })
  return {
    invoices: invoices.map((invoice) => withoutCounted(invoice, open)),
    credits,
    allocations: [...stated, ...allocations],
    warnings: occurrenceIssues('list-unknown-allocation', unknown),
  }
}

// --- Is a credit counted in what its invoice has settled? ---

type Reading =
  | { readonly isAsked: true; readonly id: string }
  | { readonly isAsked: false; readonly isCounted: boolean }

const COUNTED: Reading = { isAsked: false, isCounted: true }

// Invoices of which all that is settled is, to the cent, what the credits that name them alone come to.
function explainedInvoices(
  credits: readonly CreditRecord[],
  rowOf: ReadonlyMap<number, InvoiceRow>,
  { byNumber }: OpenInstalments,
): ReadonlySet<string> {
  const sums = new Map<string, number>()
  for (const credit of credits) {
    const row = rowOf.get(credit.line)
    const [number, ...others] = row?.settles ?? []
    if (!row || row.isSettledTold || number === undefined || others.length > 0) continue
    const key = invoiceKey(credit, number)
    addTo(sums, key, credit.amountCents)
  }
  const isExplained = ([key, cents]: readonly [string, number]) =>
    cents > 0 && (byNumber.get(key) ?? []).reduce((sum, { settledCents }) => sum + settledCents, 0) === cents
  return new Set([...sums].filter(isExplained).map(([key]) => key))
}

function readingOf(
  credit: CreditRecord,
  row: InvoiceRow,
  instalments: readonly OpenInstalment[],
  doubts: DoubtList,
): Reading {
  const sum = (read: (instalment: OpenInstalment) => number) =>
    instalments.reduce((total, instalment) => total + read(instalment), 0)
  const uncountedCents = sum(({ uncountedCents: cents }) => cents)
  // Nothing settled without a word of what by, or less than the credit: it is beside.
  if (row.isSettledTold || uncountedCents < credit.amountCents || credit.amountCents === 0)
    return { isAsked: false, isCounted: false }
  // An invoice that is wholly settled is settled by what is allocated to it.
  if (sum(leftOf) === 0) return { isAsked: false, isCounted: true }
  const { id, answer } = askDoubt(
    doubts,
    { kind: 'counted-credit', value: '', choices: ['settled', 'open'] },
    { cents: -credit.amountCents, currency: credit.currency, line: credit.line },
  )
  return answer === null ? { isAsked: true, id } : { isAsked: false, isCounted: answer === 'settled' }
}

function allocate(
  credit: CreditRecord,
  instalments: readonly OpenInstalment[],
  isCounted: boolean,
): readonly AllocationRecord[] {
  let leftCents = credit.amountCents
  const allocations: AllocationRecord[] = []
  for (const instalment of instalments) {
    const amountCents = Math.min(leftCents, isCounted ? instalment.uncountedCents : leftOf(instalment))
    if (amountCents <= 0) continue
    leftCents -= amountCents
    if (isCounted) instalment.uncountedCents -= amountCents
    else instalment.besideCents += amountCents
    allocations.push({
      creditKey: credit.key,
      instalmentKey: instalment.key,
      amountCents,
      origin: 'lettering',
    })
  }
  return allocations
}

// --- Instalments ---

interface OpenInstalment extends Pick<InstalmentRecord, 'key' | 'amountCents' | 'settledCents'> {
  /** Of what the file says settled, the part that no credit accounts for yet. */
  uncountedCents: number
  /** Settled by credits beside what the file says settled. */
  besideCents: number
}

interface OpenInstalments {
  readonly byNumber: ReadonlyMap<string, readonly OpenInstalment[]>
  readonly byKey: ReadonlyMap<string, OpenInstalment>
}

function leftOf({ amountCents, settledCents, besideCents }: OpenInstalment): number {
  return Math.max(0, amountCents - settledCents - besideCents)
}

function openInstalments(invoices: readonly InvoiceRecord[]): OpenInstalments {
  const byNumber = new Map<string, OpenInstalment[]>()
  const byKey = new Map<string, OpenInstalment>()
  for (const invoice of invoices) {
    const items = invoice.instalments.map(({ key, amountCents, settledCents }) => ({
      key,
      amountCents,
      settledCents,
      uncountedCents: settledCents,
      besideCents: 0,
    }))
    for (const item of items) byKey.set(item.key, item)
    if (invoice.number === null) continue
    const key = invoiceKey(invoice, invoice.number)
    byNumber.set(key, [...(byNumber.get(key) ?? []), ...items])
  }
  return { byNumber, byKey }
}

function invoiceKey(
  { customerCode, currency }: Pick<InvoiceRecord, 'customerCode' | 'currency'>,
  number: string,
): string {
  return `${customerCode}\t${bareNumber(number)}\t${currency}`
}

// What a credit accounts for is an allocation, and no longer settled without a word of what by.
function withoutCounted(invoice: InvoiceRecord, { byKey }: OpenInstalments): InvoiceRecord {
  const uncountedOf = ({ key, settledCents }: InstalmentRecord) =>
    byKey.get(key)?.uncountedCents ?? settledCents
  if (invoice.instalments.every((instalment) => uncountedOf(instalment) === instalment.settledCents))
    return invoice
  const instalments = invoice.instalments.map((one) => ({ ...one, settledCents: uncountedOf(one) }))
  return { ...invoice, instalments }
}
