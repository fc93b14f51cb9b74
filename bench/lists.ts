import { readCustomerList, readCustomerTotals } from '#features/customers/server/list-store.ts'
import { readAgedBalance, readSchedule } from '#features/lists/server/store.ts'
import { readCreditList, readCreditTotals } from '#features/receivables/server/credit-list-store.ts'
import { readInvoiceList, readInvoiceTotals } from '#features/receivables/server/invoice-list-store.ts'
import { readAgenda } from '#features/relation/server/agenda-store.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'
import { createListedCompany } from './lists-data.ts'
import { type BenchRow, compared } from './row.ts'
import { medianMs, medianPairMs } from './timing.ts'

const TODAY = '2026-03-31'
const ROUNDS = 11
const LIMIT_MS = 150
/** What is sorted, chosen or summed by figures reads those of every row, here all of them open. */
const FIGURES_LIMIT_MS = 500
const OF_FIGURES =
  /by due date|by open amount|by balance|by what is overdue|by oldest due date|by average delay|we owe|totals|to print|by one letter/
/** Below this, a page costs its round trip and little else: its ratio to another would tell of the machine. */
const FLOOR_MS = 15
/** How far the deep page is: pages of 200 rows passed before it. */
const DEEP_PAGES = 100
/** Rows of a list that is printed: more are for a spreadsheet. */
const PRINTED_ROWS = 3_000

function baselineOf(firstMs: number) {
  return firstMs < FLOOR_MS
    ? { name: 'the least that is compared', value: FLOOR_MS }
    : { name: 'the first page', value: firstMs }
}

type ReadPage = (
  tx: ScopedTransaction,
  asked: { readonly after?: string | undefined; readonly limit: number },
) => Promise<{ readonly next: string | null }>

/** The lists of « Ventes » at `size` rows each: the first page, one far down, what is searched, and the totals. */
export async function* benchLists(database: Database, size = 100_000): AsyncGenerator<BenchRow> {
  const companyIds = [await createListedCompany(database, size)]
  const context: Context = {
    actor: { kind: 'system', name: 'bench' },
    permission: 'everything',
    companyIds,
    today: TODAY,
    language: 'fr',
  }
  const inScope = <T>(work: (tx: ScopedTransaction) => Promise<T>) =>
    withScope(database, context, work, { readOnly: true })
  const rows = size.toLocaleString('en')
  for (const [name, read] of Object.entries(pagesOf(companyIds))) {
    let after: string | undefined
    for (let page = 0; page < DEEP_PAGES; page += 1) {
      const { next } = await inScope((tx) => read(tx, { after, limit: 200 }))
      if (next === null) break
      after = next
    }
    const [first, deep] = await medianPairMs(
      ROUNDS,
      () => inScope((tx) => read(tx, { limit: 50 })),
      () => inScope((tx) => read(tx, { after, limit: 50 })),
    )
    yield absolute(`lists: 50 ${name}, of ${rows}`, first)
    yield compared(`lists: 50 ${name}, far down`, 'ms', deep, baselineOf(first), 2)
  }
  for (const [name, work] of Object.entries(answersOf(companyIds, size))) {
    yield absolute(`lists: ${name}, of ${rows}`, await medianMs(ROUNDS, () => inScope(work)))
  }
}

function pagesOf(companyIds: readonly number[]): Readonly<Record<string, ReadPage>> {
  const all = { companyIds, today: TODAY }
  const [newest, oldest] = [{ direction: 'desc' }, { direction: 'asc' }] as const
  const clients = { ...all, ...newest, state: 'all' } as const
  return {
    'invoices, newest first': (tx, page) =>
      readInvoiceList(tx, { ...all, ...page, ...newest, sort: 'issuedOn' }),
    'invoices by due date': (tx, page) => readInvoiceList(tx, { ...all, ...page, ...oldest, sort: 'dueOn' }),
    'invoices by open amount': (tx, page) =>
      readInvoiceList(tx, { ...all, ...page, ...newest, sort: 'open' }),
    'payments, newest first': (tx, page) =>
      readCreditList(tx, { companyIds, ...page, ...newest, family: 'payments', sort: 'receivedOn' }),
    'credits to allocate, oldest first': (tx, page) =>
      readCreditList(tx, { companyIds, ...page, ...oldest, state: 'open', sort: 'receivedOn' }),
    'clients by name': (tx, page) =>
      readCustomerList(tx, { ...all, ...page, ...oldest, state: 'all', sort: 'name' }),
    'clients by balance': (tx, page) => readCustomerList(tx, { ...clients, ...page, sort: 'balance' }),
    'clients by what is overdue': (tx, page) =>
      readCustomerList(tx, { ...clients, ...page, sort: 'overdue' }),
    'clients by oldest due date': (tx, page) => readCustomerList(tx, { ...clients, ...page, sort: 'age' }),
    'clients by average delay': (tx, page) => readCustomerList(tx, { ...clients, ...page, sort: 'average' }),
  }
}

type Work = (tx: ScopedTransaction) => Promise<unknown>

function answersOf(companyIds: readonly number[], size: number): Readonly<Record<string, Work>> {
  const all = { companyIds, today: TODAY }
  const number = `C${Math.floor(size / 2)}`
  const newest = { direction: 'desc', limit: 50 } as const
  const since = { ...all, from: null, to: TODAY }
  return {
    'an invoice by its number': (tx) =>
      readInvoiceList(tx, { ...all, ...newest, text: `F${number}`, sort: 'issuedOn' }),
    'a credit by its number': (tx) =>
      readCreditList(tx, { companyIds, ...newest, text: `K${number}`, sort: 'receivedOn' }),
    'a client by code': (tx) =>
      readCustomerList(tx, { ...all, ...newest, state: 'all', text: number, sort: 'name' }),
    'invoices by one letter': (tx) => readInvoiceList(tx, { ...all, ...newest, text: 'a', sort: 'issuedOn' }),
    'clients by one letter': (tx) =>
      readCustomerList(tx, { ...all, ...newest, state: 'all', text: 'a', sort: 'name' }),
    'clients we owe': (tx) => readCustomerList(tx, { ...all, ...newest, state: 'credit', sort: 'name' }),
    'totals of invoices': (tx) => readInvoiceTotals(tx, all),
    'totals of credits': (tx) => readCreditTotals(tx, { companyIds }),
    'totals of clients': (tx) => readCustomerTotals(tx, { ...all, state: 'all' }),
    'schedule to print': (tx) => readSchedule(tx, since, PRINTED_ROWS),
    'aged balance to print': (tx) => readAgedBalance(tx, since, PRINTED_ROWS),
    agenda: (tx) => readAgenda(tx, { ...all, limit: 20 }),
  }
}

function absolute(name: string, value: number): BenchRow {
  const limit = OF_FIGURES.test(name) ? FIGURES_LIMIT_MS : LIMIT_MS
  return { name, value, unit: 'ms', baseline: null, baselineName: null, ratio: null, limit }
}
