import { sql } from 'kysely'
import type { z } from 'zod'
import { RelancesError } from '#domain/errors.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { CustomerChoice, newCustomer, numberUses } from '../invoice-contract.ts'

const SHOWN = 20

/** Clients of one company whose code, name, town or invoice number holds the text, by name. */
export async function readCustomerChoices(
  tx: ScopedTransaction,
  companyId: number,
  text: string,
): Promise<CustomerChoice[]> {
  const matches =
    text === ''
      ? sql`true`
      : sql`c.id in (select s.customer_id from search_customers(${text}) s where s.company_id = ${companyId})`
  const { rows } = await sql<CustomerChoice>`
    select c.id, c.code, c.name, c.town, coalesce(c.payment_term, co.default_payment_term) as term
    from customers c join companies co on co.id = c.company_id
    where c.company_id = ${companyId} and c.withdrawn_by_import is null and c.merged_into is null and ${matches}
    order by c.name, c.id limit ${SHOWN}
  `.execute(tx)
  return rows
}

/**
 * Creates a client by hand.
 * @throws RelancesError conflict when the code is taken
 */
export async function createCustomer(
  tx: ScopedTransaction,
  companyId: number,
  customer: Omit<z.output<typeof newCustomer>, 'company'>,
  actor: string,
): Promise<CustomerChoice> {
  const created = await tx
    .insertInto('customers')
    .values({
      company_id: companyId,
      code: customer.code,
      name: customer.name,
      address_lines: customer.addressLine === '' ? [] : [customer.addressLine],
      postcode: customer.postcode || null,
      town: customer.town || null,
      payment_term: customer.paymentTerm || null,
      created_by: actor,
      updated_by: actor,
    })
    .onConflict((conflict) => conflict.columns(['company_id', 'code']).doNothing())
    .returning('id')
    .executeTakeFirst()
  if (!created) throw new RelancesError('conflict', 'receivables.customer-exists', { code: customer.code })
  const { rows } = await sql<CustomerChoice>`
    select c.id, c.code, c.name, c.town, coalesce(c.payment_term, co.default_payment_term) as term
    from customers c join companies co on co.id = c.company_id
    where c.company_id = ${companyId} and c.id = ${created.id}
  `.execute(tx)
  const [choice] = rows
  if (!choice) throw new Error('a customer just created is not there')
  return choice
}

/** Which other invoices of the company bear this number, written this way or another ("FA-012", "fa 12"). */
export async function readNumberUses(
  tx: ScopedTransaction,
  companyId: number,
  number: string,
  except: number | undefined,
): Promise<z.infer<typeof numberUses>['uses']> {
  const { rows } = await sql<z.infer<typeof numberUses>['uses'][number]>`
    select i.id, c.name as customer, i.issued_on as "issuedOn", i.status = 'draft' as "isDraft"
    from invoices i join customers c on c.company_id = i.company_id and c.id = i.customer_id
    where i.company_id = ${companyId}
      and i.id in (select n.invoice_id from invoices_numbered(${companyId}, ${number}) n)
      and i.id is distinct from ${except ?? null}::bigint
    order by i.id limit 5
  `.execute(tx)
  return rows
}
