import { createCompany } from '#ledger/create-company.ts'
import type { Database } from '#platform/database.ts'
import { withScope } from '#platform/scoped.ts'

/** Clients to a statement: PostgreSQL keeps the constraints to check of a statement in memory. */
const CUSTOMERS_PER_STATEMENT = 10_000

/**
 * A company of `size` clients, each with an open invoice and a credit note or a payment, a quarter of which
 * is allocated in part; a tenth of the clients have no address. Every list has as many rows.
 */
export async function createListedCompany(database: Database, size: number): Promise<number> {
  const scope = { actor: { kind: 'system', name: 'bench' }, companyIds: 'all' } as const
  const code = `LISTS${size}`
  const id = await withScope(database, scope, (tx) => createCompany(tx, { code, legalName: code }, 'bench'))
  for (let first = 1; first <= size; first += CUSTOMERS_PER_STATEMENT) {
    const last = Math.min(first + CUSTOMERS_PER_STATEMENT - 1, size)
    await database.owner.query(INSERT_CUSTOMERS, [id, first, last])
    await database.owner.query(INSERT_ALLOCATIONS, [id, first, last])
  }
  await database.owner.query('vacuum (analyze)')
  return id
}

const INSERT_CUSTOMERS = `
  with new_customers as (
    insert into customers (company_id, code, name, postcode, town, kind, created_by, updated_by)
    select $1, 'C' || n, 'Client ' || md5(n::text), case when n % 10 > 0 then '60000' end, 'Beauvais', 'business',
      'bench', 'bench'
    from generate_series($2::int, $3::int) n returning id, code, substr(code, 2)::int as n),
  new_invoices as (
    insert into invoices (company_id, customer_id, number, kind, issued_on, currency, total_cents, source,
      source_key, created_by)
    select $1, id, 'F' || code, 'invoice', date '2026-03-01' - n % 900, 'EUR', 10000 + n % 7000, 'manual', code, 'bench'
    from new_customers returning id, customer_id, source_key, issued_on, total_cents),
  new_instalments as (
    insert into instalments (company_id, invoice_id, customer_id, currency, source_key, due_on, amount_cents, level)
    select $1, id, customer_id, 'EUR', source_key, issued_on + 30, total_cents, 1 + total_cents % 4
    from new_invoices)
  insert into credits (company_id, customer_id, kind, number, received_on, currency, amount_cents, source,
    source_key, created_by)
  select $1, id, case when n % 2 = 0 then 'payment' else 'credit-note' end, 'K' || code, date '2026-03-01' - n % 700,
    'EUR', 1000 + n % 5000, 'manual', code, 'bench'
  from new_customers`

const INSERT_ALLOCATIONS = `
  insert into allocations (company_id, instalment_id, credit_id, amount_cents, origin, created_by)
  select $1, i.id, k.id, 900, 'manual', 'bench'
  from generate_series($2::int, $3::int, 4) n
    join credits k on k.company_id = $1 and k.source_key = 'C' || n
    join instalments i on i.company_id = $1 and i.source_key = k.source_key`
