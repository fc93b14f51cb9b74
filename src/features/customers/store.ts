import { sql } from 'kysely'
import { RelancesError } from '#domain/errors.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { CustomerChange, CustomerDetail } from './contract.ts'

/** @throws RelancesError not-found */
export async function readCustomer(tx: ScopedTransaction, id: number): Promise<CustomerDetail> {
  const row = await tx
    .selectFrom('customers as c')
    .innerJoin('companies as co', 'co.id', 'c.company_id')
    .selectAll('c')
    .select('co.code as company')
    .where('c.id', '=', id)
    .executeTakeFirst()
  if (!row) throw new RelancesError('not-found', 'features.no-customer', { id })
  return {
    id: row.id,
    company: row.company,
    code: row.code,
    name: row.name,
    addressLines: row.address_lines,
    postcode: row.postcode,
    town: row.town,
    country: row.country,
    email: row.email,
    phone: row.phone,
    kind: row.kind,
    language: row.language,
    paymentTerm: row.payment_term,
  }
}

/** Corrects a client; empty lines become absent. @throws RelancesError not-found */
export async function changeCustomer(
  tx: ScopedTransaction,
  id: number,
  change: CustomerChange,
  actor: string,
): Promise<CustomerDetail> {
  await readCustomer(tx, id)
  await tx
    .updateTable('customers')
    .set({
      address_lines: change.addressLines.filter((line) => line !== ''),
      postcode: change.postcode || null,
      town: change.town || null,
      country: change.country || null,
      email: change.email || null,
      phone: change.phone || null,
      kind: change.kind,
      language: change.language,
      updated_at: sql`now()`,
      updated_by: actor,
    })
    .where('id', '=', id)
    .execute()
  return await readCustomer(tx, id)
}
