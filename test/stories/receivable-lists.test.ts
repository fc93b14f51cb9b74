import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { readCustomerList } from '#features/customers/server/list-store.ts'
import type { InvoiceListRow, InvoiceTotals } from '#features/receivables/invoice-contract.ts'
import { readCreditList } from '#features/receivables/server/credit-list-store.ts'
import { readInvoiceList } from '#features/receivables/server/invoice-list-store.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'
import { createTestDatabase } from '../database.ts'
import { openLambert, TODAY } from './lambert.ts'

const database = await createTestDatabase()
const { company, context, api, numbers } = await openLambert(database)

describe('the list of invoices', () => {
  test('opens on the newest, and filters by state, text, level, dates and amount', async () => {
    expect(await numbers('')).toEqual(['=CMD', 'F2', 'F1', 'F3', 'CHF1'])
    expect(await numbers('state=overdue')).toEqual(['=CMD', 'F1', 'F3', 'CHF1'])
    expect(await numbers('state=settled')).toEqual([])
    expect(await numbers('text=dupont')).toEqual(['=CMD', 'F2', 'F1', 'CHF1'])
    expect(await numbers('text=F2')).toEqual(['F2'])
    expect(await numbers(`text=${encodeURIComponent('1 200,00')}`)).toEqual(['F1'])
    expect(await numbers('level=2')).toEqual(['F1'])
    expect(await numbers('issuedFrom=2026-01-06&issuedTo=2026-02-20')).toEqual(['F2', 'F1'])
    expect(await numbers(`customer=${company.customers.get('LEROY')}`)).toEqual(['F3'])
  })

  test.each([
    ['issuedOn', ['CHF1', 'F3', 'F1', 'F2', '=CMD']],
    ['dueOn', ['CHF1', 'F3', 'F1', '=CMD', 'F2']],
    ['number', ['=CMD', 'CHF1', 'F1', 'F2', 'F3']],
    ['total', ['=CMD', 'F3', 'CHF1', 'F2', 'F1']],
    ['open', ['=CMD', 'F3', 'CHF1', 'F2', 'F1']],
  ])('sorted by %s, two by two and whole give the same order, both ways', async (sort, expected) => {
    expect(await numbers(`sort=${sort}&direction=asc`)).toEqual(expected)
    expect(await numbers(`sort=${sort}&direction=desc`)).toEqual(expected.toReversed())
    const seen: (string | null)[] = []
    let after = ''
    do {
      const page = await api.get<{ rows: InvoiceListRow[]; next: string | null }>(
        `/api/invoices?companies=LAMBERT&sort=${sort}&direction=asc&limit=2${after}`,
      )
      seen.push(...page.rows.map((row) => row.number))
      after = page.next ? `&after=${page.next}` : ''
    } while (after !== '')
    expect(seen).toEqual(expected)
  })

  test('sorted by client, a client has its invoices together', async () => {
    expect((await numbers('sort=customer&direction=asc&limit=4')).at(-1)).not.toBe('F3')
    expect((await numbers('sort=customer&direction=desc'))[0]).toBe('F3')
  })

  test('its totals are by currency, and those of the filters', async () => {
    const totals = await api.get<InvoiceTotals>('/api/invoice-totals?companies=LAMBERT')
    expect(totals).toEqual({
      count: 5,
      drafts: 0,
      amounts: [
        { currency: 'EUR', totalCents: 178_001, openCents: 178_001, overdueCents: 128_001 },
        { currency: 'CHF', totalCents: 9_900, openCents: 9_900, overdueCents: 9_900 },
      ],
    })
    const late = await api.get<InvoiceTotals>(
      '/api/invoice-totals?companies=LAMBERT&state=overdue&text=leroy',
    )
    expect(late.amounts).toEqual([
      { currency: 'EUR', totalCents: 7_000, openCents: 7_000, overdueCents: 7_000 },
    ])
  })

  test('exports what is filtered, and no number is taken for a formula', async () => {
    const answer = await api.ask(
      'GET',
      '/api/invoice-export?companies=LAMBERT&state=overdue&text=dupont&format=csv',
    )
    expect(answer.headers.get('content-disposition')).toContain('factures-2026-03-31.csv')
    const [head, ...lines] = (await answer.text()).trimEnd().split('\r\n')
    expect(head).toBe(
      'Entreprise;N°;Code client;Client;Libellé;État;Date;Échéance;Jours de retard;Niveau;Montant TTC;Reste dû;Devise',
    )
    expect(lines).toHaveLength(3)
    expect(lines[0]).toBe(
      "LAMBERT;'=CMD;DUPONT;Dupont & Fils;;échue;21/02/2026;30/03/2026;1;1;10,01;10,01;EUR",
    )
    const inEnglish = await api.ask(
      'GET',
      '/api/invoice-export?companies=LAMBERT&text=F2&format=csv&language=en',
    )
    expect(inEnglish.headers.get('content-disposition')).toContain('invoices-2026-03-31.csv')
    expect((await inEnglish.text()).split('\r\n').slice(0, 2)).toEqual([
      'Company;No.;Customer code;Customer;Description;State;Date;Due;Days late;Level;Total incl. tax;Open;Currency',
      'LAMBERT;F2;DUPONT;Dupont & Fils;;open;20/02/2026;20/04/2026;;1;500,00;500,00;EUR',
    ])
    const workbook = await api.ask('GET', '/api/credit-export?companies=LAMBERT&format=xlsx')
    expect((await workbook.arrayBuffer()).byteLength).toBeGreaterThan(1_000)
  })

  test('what left as a file is in the audit, with who took it', async () => {
    const { rows } = await database.owner.query(
      `select l.actor_kind, r.company_id, r.after ->> 'file_name' as file
       from audit_rows r join audit_links l on l.company_id = r.company_id and l.id = r.link_id
       where r.table_name = 'exports' order by r.id`,
    )
    expect(rows).toEqual([
      { actor_kind: 'user', company_id: company.id, file: 'factures-2026-03-31.csv' },
      { actor_kind: 'user', company_id: company.id, file: 'invoices-2026-03-31.csv' },
      { actor_kind: 'user', company_id: company.id, file: 'avoirs-reglements-2026-03-31.xlsx' },
    ])
  })
})

test('a page far down reads what it shows, not what is above it', async () => {
  await database.owner.query(
    `with clients as (
       insert into customers (company_id, code, name, kind, created_by, updated_by)
       select $1, 'L' || n, 'Long ' || n, 'business', 'test', 'test' from generate_series(1, 500) n
       returning id, substr(code, 2)::int as n),
     documents as (
       select id, n + 500 * part as n from clients cross join generate_series(0, 3) part),
     new_invoices as (
       insert into invoices (company_id, customer_id, number, kind, issued_on, currency, total_cents, source,
         source_key, created_by)
       select $1, id, 'L' || n, 'invoice', date '2020-01-01' + n, 'EUR', 100, 'manual', 'long:' || n, 'test'
       from documents)
     insert into credits (company_id, customer_id, kind, number, received_on, currency, amount_cents, source,
       source_key, created_by)
     select $1, id, 'payment', 'L' || n, date '2020-01-01' + n, 'EUR', 100, 'manual', 'long:' || n, 'test'
     from documents`,
    [company.id],
  )
  await database.owner.query('analyze customers, invoices, credits')
  const asked = { companyIds: [company.id], direction: 'desc' } as const
  const lists: Readonly<Record<string, (tx: ScopedTransaction, page: Page) => Promise<Next>>> = {
    invoices: (tx, page) => readInvoiceList(tx, { ...asked, ...page, today: TODAY, sort: 'issuedOn' }),
    credits: (tx, page) => readCreditList(tx, { ...asked, ...page, family: 'payments', sort: 'receivedOn' }),
  }
  for (const [table, readPage] of Object.entries(lists)) {
    const { next } = await withScope(database, context, (tx) => readPage(tx, { limit: 1_900 }))
    const rows = await withScope(database, context, async (tx) => {
      // The counter still holds what this connection has not handed over yet.
      const before = await rowsRead(tx, table)
      await readPage(tx, { limit: 5, after: next ?? '' })
      return (await rowsRead(tx, table)) - before
    })
    expect(rows, table).toBeLessThan(20)
  }
})

async function rowsRead(tx: ScopedTransaction, table: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select coalesce(idx_tup_fetch, 0) + seq_tup_read as count from pg_stat_xact_user_tables where relname = ${table}
  `.execute(tx)
  return rows[0]?.count ?? 0
}

interface Next {
  readonly next: string | null
}
interface Page {
  readonly limit: number
  readonly after?: string
}

test.each([
  ['du', ['Dupont & Fils']],
  ['DÜ', ['Dupont & Fils']],
  ['dup', ['Dupont & Fils']],
  ['f3', ['Leroy SARL']],
  ['%', []],
  ['_', []],
  ["'", []],
])(
  'the clients are found by %s, however short it is, in their name or an invoice number',
  async (text, names) => {
    const filters = { state: 'all', sort: 'name', direction: 'asc', text } as const
    const found = await withScope(database, context, (tx) =>
      readCustomerList(tx, { ...filters, companyIds: [company.id], today: TODAY, limit: 10 }),
    )
    expect([...new Set(found.rows.map((row) => row.name))]).toEqual(names)
  },
)
