import { sql } from 'kysely'
import { changedRows } from '#platform/rows.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { EInvoice } from '#readers/e-invoice-record.ts'
import { type Claim, claimOf } from './e-invoice-claim.ts'
import type { Plan } from './e-invoice-plan.ts'

/**
 * Gives the invoices that another file has brought what their document knows better: a real due date
 * where there was an estimate or none, and its instalments where nothing has happened yet to the only
 * one. Amounts stay those of the books. Returns how many instalments changed.
 */
export async function completeJoined(
  tx: ScopedTransaction,
  companyId: number,
  documents: readonly EInvoice[],
  plans: readonly Plan[],
): Promise<number> {
  let changed = 0
  for (const [index, document] of documents.entries()) {
    const joins = plans[index]?.joins
    if (joins && document.kind === 'invoice' && document.dueDates.length > 0) {
      changed += await completeOne(tx, companyId, joins.id, claimOf(document))
    }
  }
  return changed
}

async function completeOne(
  tx: ScopedTransaction,
  companyId: number,
  invoiceId: number,
  { amountCents, instalments }: Claim,
): Promise<number> {
  const known = await tx
    .selectFrom('instalments')
    .select(['id', 'amount_cents', 'settled_cents', 'last_event_id', 'due_on', 'due_is_estimated'])
    .where('company_id', '=', companyId)
    .where('invoice_id', '=', invoiceId)
    .execute()
  const [only, ...others] = known
  if (!only || others.length > 0 || (only.due_on !== null && !only.due_is_estimated)) return 0
  const isUntouched = only.settled_cents === 0 && only.last_event_id === null
  if (instalments.length > 1 && isUntouched && only.amount_cents === amountCents) {
    return await splitInstalment(tx, companyId, only.id, instalments)
  }
  // Nobody is reminded of what is not due yet: of several, the last one.
  const dueOn = instalments.at(-1)?.dueOn
  const result = await sql`
    update instalments set due_on = ${dueOn}::date, due_is_estimated = false
    where company_id = ${companyId} and id = ${only.id}
  `.execute(tx)
  return changedRows(result)
}

// Keys as a ledger read again after this makes them (`import-schedules.ts`).
async function splitInstalment(
  tx: ScopedTransaction,
  companyId: number,
  id: number,
  parts: Claim['instalments'],
): Promise<number> {
  for (const [index, { dueOn, amountCents }] of parts.entries()) {
    if (index === 0) continue
    await sql`
      insert into instalments (company_id, invoice_id, customer_id, currency, source_key, due_on, amount_cents,
        is_provisional)
      select company_id, invoice_id, customer_id, currency, source_key || '~' || ${index + 1}::text,
             ${dueOn}::date, ${amountCents}, is_provisional
      from instalments where company_id = ${companyId} and id = ${id}
    `.execute(tx)
  }
  await sql`
    update instalments set due_on = ${parts[0]?.dueOn}::date, due_is_estimated = false,
      amount_cents = ${parts[0]?.amountCents}
    where company_id = ${companyId} and id = ${id}
  `.execute(tx)
  return parts.length
}
