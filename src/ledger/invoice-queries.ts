import type { ScopedTransaction } from '#platform/scoped.ts'

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
    .select(['a.id', 'a.instalment_id', 'a.amount_cents', 'a.origin'])
    .select(['k.kind', 'k.number', 'k.received_on', 'k.label'])
}
