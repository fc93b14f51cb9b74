import { createCompany } from '#ledger/create-company.ts'
import type { Database } from '#platform/database.ts'
import { withScope } from '#platform/scoped.ts'

/** A company of `customers` clients with three overdue instalments each. */
export async function createThreefoldCompany(
  database: Database,
  code: string,
  customers: number,
): Promise<number> {
  const scope = { actor: { kind: 'system', name: 'bench' }, companyIds: 'all' } as const
  const id = await withScope(database, scope, (tx) => createCompany(tx, { code, legalName: code }, 'bench'))
  await database.owner.query(
    `with new_customers as (
       insert into customers (company_id, code, name, postcode, town, kind, created_by, updated_by)
       select $1, 'C' || n, 'Client ' || n, '60000', 'Beauvais', 'business', 'bench', 'bench'
       from generate_series(1, $2::int) n returning id, code),
     new_invoices as (
       insert into invoices (company_id, customer_id, number, kind, issued_on, currency, total_cents, source, source_key, created_by)
       select $1, id, code || '-' || k, 'invoice', '2026-01-10', 'EUR', 10000, 'manual', code || '-' || k, 'bench'
       from new_customers, generate_series(1, 3) k returning id, customer_id, source_key)
     insert into instalments (company_id, invoice_id, customer_id, currency, source_key, due_on, amount_cents)
     select $1, id, customer_id, 'EUR', source_key, '2026-02-10', 10000 from new_invoices`,
    [id, customers],
  )
  await database.owner.query('vacuum (analyze)')
  return id
}
