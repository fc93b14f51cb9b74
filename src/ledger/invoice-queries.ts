import { type RawBuilder, sql } from 'kysely'
import { RelancesError } from '#domain/errors.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { isNoted } from './note-payment.ts'

/** One invoice with its company, its customer and the file it came from; to be completed by who asks. */
export function invoiceWithParties(tx: ScopedTransaction, id: number) {
  return tx
    .selectFrom('invoices as i')
    .innerJoin('companies as co', 'co.id', 'i.company_id')
    .innerJoin('customers as c', (join) =>
      join.onRef('c.company_id', '=', 'i.company_id').onRef('c.id', '=', 'i.customer_id'),
    )
    .leftJoin('imports as m', (join) =>
      join.onRef('m.company_id', '=', 'i.company_id').onRef('m.id', '=', 'i.import_id'),
    )
    .where('i.id', '=', id)
    .selectAll('i')
    .select(['co.code as company', 'c.code as customer_code', 'c.name as customer_name', 'm.file_name'])
}

/** SQL: the invoice, and those it stands for since they were merged. */
export function andMergedInvoices(companyId: number, invoiceId: number): RawBuilder<unknown> {
  return sql`select ${invoiceId}::bigint union all
    select o.id from invoices o where o.company_id = ${companyId} and o.merged_into = ${invoiceId}`
}

/** The instalments of an invoice, in the order they are due. */
export function instalmentsOf(tx: ScopedTransaction, companyId: number, invoiceId: number) {
  return tx
    .selectFrom('instalments')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('invoice_id', '=', invoiceId)
    .orderBy('due_on')
    .orderBy('id')
}

/** What settles an invoice, cancelled or not, with its credit; to be narrowed and ordered by who asks. */
export function allocationsOf(tx: ScopedTransaction, companyId: number, invoiceId: number) {
  return tx
    .selectFrom('allocations as a')
    .innerJoin('instalments as i', (join) =>
      join.onRef('i.company_id', '=', 'a.company_id').onRef('i.id', '=', 'a.instalment_id'),
    )
    .leftJoin('credits as k', (join) =>
      join.onRef('k.company_id', '=', 'a.company_id').onRef('k.id', '=', 'a.credit_id'),
    )
    .where('i.company_id', '=', companyId)
    .where('i.invoice_id', '=', invoiceId)
    .select(['a.id', 'i.id as instalment_id', 'a.amount_cents', 'a.origin'])
    .select(['k.kind', 'k.number', 'k.received_on', 'k.label', isNoted.as('is_noted')])
}

/**
 * The invoices of this number, of one client; one that was merged stands under its number for the one that is kept.
 * @throws RelancesError not-found without such an invoice; invalid when two clients have that number and none is named
 */
export async function findInvoicesNumbered(
  tx: ScopedTransaction,
  asked: {
    readonly companyIds: readonly number[]
    readonly invoice: string
    readonly customer?: string | undefined
  },
): Promise<{ readonly id: number }[]> {
  let query = tx
    .selectFrom('invoices as i')
    .innerJoin('customers as c', (join) =>
      join.onRef('c.company_id', '=', 'i.company_id').onRef('c.id', '=', 'i.customer_id'),
    )
    .select(sql<number>`coalesce(i.merged_into, i.id)`.as('id'))
    .select('c.id as customer_id')
    .distinct()
    .where('i.company_id', 'in', asked.companyIds)
    .where('i.number', '=', asked.invoice)
  const { customer } = asked
  if (customer !== undefined)
    query = query.where(sql<boolean>`(c.code = ${customer} or ${customer} = any(c.other_codes))`)
  const found = await query.execute()
  if (found.length === 0)
    throw new RelancesError('not-found', 'features.no-invoice-number', { number: asked.invoice })
  if (new Set(found.map((row) => row.customer_id)).size > 1) {
    throw new RelancesError('invalid', 'features.several-customers', { number: asked.invoice })
  }
  return found
}

/**
 * The one invoice of this number that still asks for something: a number may be used again another year.
 * @throws RelancesError as `findInvoicesNumbered`; conflict when none or several are open
 */
export async function findOpenInvoice(
  tx: ScopedTransaction,
  asked: Parameters<typeof findInvoicesNumbered>[1],
): Promise<number> {
  const found = await findInvoicesNumbered(tx, asked)
  const open = await tx
    .selectFrom('instalments')
    .select('invoice_id')
    .distinct()
    .where('company_id', 'in', asked.companyIds)
    .where(
      'invoice_id',
      'in',
      found.map(({ id }) => id),
    )
    .where('open_cents', '>', 0)
    .execute()
  const [first, ...others] = open
  if (!first) throw new RelancesError('conflict', 'receivables.nothing-open')
  if (others.length > 0)
    throw new RelancesError('conflict', 'receivables.several-open', { number: asked.invoice })
  return first.invoice_id
}
