import { createCompany } from '#ledger/create-company.ts'
import type { Database } from '#platform/database.ts'
import { withScope } from '#platform/scoped.ts'

const INSTALMENTS_PER_CUSTOMER = 10
/** Rows to a statement: PostgreSQL keeps the constraints to check of a statement in memory. */
const CUSTOMERS_PER_STATEMENT = 10_000

/**
 * A company of `instalments` open instalments, ten a client: one client in ten has an unallocated
 * credit, one in fifty is under a block, a tenth of the instalments are settled besides.
 */
export async function createLargeCompany(database: Database, instalments: number): Promise<number> {
  const scope = { actor: { kind: 'system', name: 'bench' }, companyIds: 'all' } as const
  const code = `BENCH${instalments}`
  const id = await withScope(database, scope, (tx) => createCompany(tx, { code, legalName: code }, 'bench'))
  const customers = instalments / INSTALMENTS_PER_CUSTOMER
  for (let first = 1; first <= customers; first += CUSTOMERS_PER_STATEMENT) {
    await insertCustomers(database, id, first, Math.min(first + CUSTOMERS_PER_STATEMENT - 1, customers))
  }
  await database.owner.query(
    `insert into credits (company_id, customer_id, kind, number, currency, amount_cents, source, source_key, created_by)
     select company_id, id, 'payment', code, 'EUR', 1500, 'manual', code, 'bench' from customers
     where company_id = $1 and id % 10 = 0`,
    [id],
  )
  await database.owner.query(
    `insert into dunning_blocks (company_id, customer_id, kind, created_by)
     select company_id, id, 'dispute', 'bench' from customers where company_id = $1 and id % 50 = 0`,
    [id],
  )
  await database.owner.query('vacuum (analyze)')
  return id
}

async function insertCustomers(
  database: Database,
  companyId: number,
  first: number,
  last: number,
): Promise<void> {
  await database.owner.query(
    `with new_customers as (
       insert into customers (company_id, code, name, postcode, town, kind, created_by, updated_by)
       select $1, 'C' || n, 'Client ' || md5(n::text), '60000', 'Beauvais', 'business', 'bench', 'bench'
       from generate_series($2::int, $3::int) n returning id, code),
     new_invoices as (
       insert into invoices (company_id, customer_id, number, kind, issued_on, currency, total_cents, source, source_key, created_by)
       select $1, id, code || '-' || k, 'invoice', date '2026-01-01' - k, 'EUR', 10000 + k, 'manual', code || '-' || k, 'bench'
       from new_customers, generate_series(1, ${INSTALMENTS_PER_CUSTOMER}) k returning id, customer_id, source_key, issued_on, total_cents)
     insert into instalments (company_id, invoice_id, customer_id, currency, source_key, due_on, amount_cents)
     select $1, id, customer_id, 'EUR', source_key, issued_on + 30, total_cents from new_invoices`,
    [companyId, first, last],
  )
}
