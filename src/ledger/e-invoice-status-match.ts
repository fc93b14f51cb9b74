import { sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { applyStatuses } from './e-invoice-status-effects.ts'

/** UNTDID 1001: statuses of these are about credit notes, which nobody is reminded of. */
export const CREDIT_NOTE_TYPES: readonly string[] = [
  '261',
  '262',
  '296',
  '308',
  '381',
  '396',
  '420',
  '458',
  '502',
  '503',
]

/**
 * Gives the statuses that wait for their invoice to those that are there now: same number, same date of issue where
 * both are known, and one invoice only. Then each has its effect.
 * @returns how many found their invoice
 */
export async function matchStatuses(
  tx: ScopedTransaction,
  { companyId, actor }: { readonly companyId: number; readonly actor: string },
): Promise<number> {
  const waiting = await readWaiting(tx, companyId)
  if (waiting.length === 0) return 0
  const invoices = await readBearing(tx, companyId, [...new Set(waiting.map(({ bare }) => bare))])
  const byNumber = Map.groupBy(invoices, ({ bare }) => bare)
  const found = waiting.flatMap(({ id, bare, issuedOn }) => {
    const same = (byNumber.get(bare) ?? []).filter(
      (invoice) => invoice.issuedOn === null || issuedOn === null || invoice.issuedOn === issuedOn,
    )
    const [only, ...others] = new Set(same.map((invoice) => invoice.id))
    return only !== undefined && others.length === 0 ? { id, invoiceId: only } : []
  })
  if (found.length === 0) return 0
  await sql`
    update e_invoice_statuses s set invoice_id = f.invoice_id
    from unnest(${found.map(({ id }) => id)}::bigint[], ${found.map(({ invoiceId }) => invoiceId)}::bigint[])
      as f (id, invoice_id)
    where s.company_id = ${companyId} and s.id = f.id
  `.execute(tx)
  await applyStatuses(tx, { companyId, actor }, [...new Set(found.map(({ invoiceId }) => invoiceId))])
  return found.length
}

interface Dated {
  readonly id: number
  readonly bare: string
  readonly issuedOn: Day | null
}

async function readWaiting(tx: ScopedTransaction, companyId: number): Promise<readonly Dated[]> {
  const { rows } = await sql<Dated>`
    select w.id, w.bare_number as bare, w.issued_on as "issuedOn" from e_invoice_statuses w
    where w.company_id = ${companyId} and w.invoice_id is null and w.withdrawn_at is null
      and (w.document_type is null or w.document_type <> all (${CREDIT_NOTE_TYPES}::text[]))
  `.execute(tx)
  return rows
}

// A merged invoice is the one that stands for it; the date of an opening entry is no date of issue.
async function readBearing(
  tx: ScopedTransaction,
  companyId: number,
  numbers: readonly string[],
): Promise<readonly Dated[]> {
  const { rows } = await sql<Dated>`
    select coalesce(i.merged_into, i.id) as id, bare_number(i.number) as bare,
           case when i.kind = 'opening-balance' and i.issued_on is not distinct from i.entered_on then null
             else i.issued_on end as "issuedOn"
    from invoices i
    where i.company_id = ${companyId} and (i.status = 'final' or i.merged_into is not null)
      and i.id = any(array(select b.invoice_id from invoices_bearing(${companyId}, ${numbers}::text[]) b))
  `.execute(tx)
  return rows
}
