import { sql } from 'kysely'
import { sumCents } from '#domain/days-and-money/money.ts'
import { translate } from '#messages/translate.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { insertAllocations, type NewAllocation, refreshSettled, settleByImport } from './allocations.ts'
import type { Effects } from './e-invoice-effects.ts'

interface Correction {
  readonly old_id: number
  readonly new_id: number
  readonly new_number: string
  /** The corrective document deducts what was paid before: payments then stay where they are. */
  readonly has_prepaid: boolean
}

/** Kept with the block, in the language of the books. */
const REASON = (number: string) => translate('fr', 'imports.superseded-by', { number })

/**
 * Puts corrective invoices (384, 471 to 473) in the place of those they correct, whichever comes
 * first: what was paid of the old one pays the new one, what was left of it is settled, and it is never
 * reminded again, even where a ledger still has both. Returns what was closed.
 */
export async function supersedeCorrected(
  tx: ScopedTransaction,
  effects: Effects,
): Promise<{ readonly instalments: number; readonly cents: number }> {
  const { companyId, importId, actor } = effects
  const corrections = await markCorrected(tx, companyId, importId)
  let [instalments, cents] = [0, 0]
  for (const correction of corrections) {
    await sql`
      insert into dunning_blocks (company_id, customer_id, invoice_id, kind, reason, created_by)
      select company_id, customer_id, id, 'do-not-remind', ${REASON(correction.new_number)}, ${actor}
      from invoices where company_id = ${companyId} and id = ${correction.old_id}
    `.execute(tx)
    if (!correction.has_prepaid) await movePayments(tx, effects, correction)
    const closed = await settleOld(tx, effects, correction.old_id)
    instalments += closed.instalments
    cents += closed.cents
  }
  return { instalments, cents }
}

async function markCorrected(
  tx: ScopedTransaction,
  companyId: number,
  importId: number,
): Promise<readonly Correction[]> {
  const { rows } = await sql<Correction>`
    with corrected as (
      select distinct on (e.invoice_id, p.number)
             i.id as old_id, n.id as new_id, n.number as new_number, e.payable_cents < n.total_cents as has_prepaid
      from e_invoices e
        join invoices n on n.company_id = e.company_id and n.id = e.invoice_id
        cross join unnest(e.previous_numbers) as p (number)
        join invoices i on i.company_id = n.company_id and i.customer_id = n.customer_id and i.id <> n.id
          and i.status = 'final' and i.superseded_by is null and bare_number(i.number) = bare_number(p.number)
          and coalesce(i.issued_on <= n.issued_on, true)
      where e.company_id = ${companyId} and e.is_corrective and ${importId} in (e.import_id, i.import_id)
      order by e.invoice_id, p.number, i.issued_on desc
    )
    update invoices i set superseded_by = c.new_id from corrected c
    where i.company_id = ${companyId} and i.id = c.old_id
    returning c.old_id, c.new_id, c.new_number, c.has_prepaid
  `.execute(tx)
  return rows
}

async function movePayments(
  tx: ScopedTransaction,
  { companyId, importId, actor }: Effects,
  { old_id, new_id, new_number }: Correction,
): Promise<void> {
  const { rows: freed } = await sql<{ instalment_id: number; credit_id: number; amount_cents: number }>`
    update allocations a set cancelled_at = now(), cancelled_by = ${actor}, cancel_reason = ${REASON(new_number)}
    from instalments j
    where a.company_id = ${companyId} and a.cancelled_at is null and a.credit_id is not null
      and j.company_id = a.company_id and j.id = a.instalment_id and j.invoice_id = ${old_id}
    returning a.instalment_id, a.credit_id, a.amount_cents
  `.execute(tx)
  if (freed.length === 0) return
  const open = await tx
    .selectFrom('instalments')
    .select(['id', 'open_cents'])
    .where('company_id', '=', companyId)
    .where('invoice_id', '=', new_id)
    .orderBy('due_on')
    .orderBy('id')
    .execute()
  const moved: NewAllocation[] = []
  for (const { credit_id, amount_cents } of freed) {
    let leftCents = amount_cents
    for (const instalment of open) {
      const amountCents = Math.min(leftCents, instalment.open_cents)
      if (amountCents === 0) continue
      leftCents -= amountCents
      instalment.open_cents -= amountCents
      moved.push({ instalmentId: instalment.id, creditId: credit_id, amountCents, origin: 'lettering' })
    }
  }
  await insertAllocations(tx, companyId, importId, moved, actor)
  const touched = [...freed.map((one) => one.instalment_id), ...open.map(({ id }) => id)]
  await refreshSettled(tx, companyId, [...new Set(touched)], [...new Set(freed.map((one) => one.credit_id))])
}

async function settleOld(tx: ScopedTransaction, { companyId, importId, actor }: Effects, oldId: number) {
  const open = await tx
    .selectFrom('instalments')
    .select(['id as instalmentId', 'open_cents as openCents'])
    .where('company_id', '=', companyId)
    .where('invoice_id', '=', oldId)
    .where('open_cents', '>', 0)
    .execute()
  await settleByImport(tx, { companyId, importId, actor }, open)
  return { instalments: open.length, cents: sumCents(open.map(({ openCents }) => openCents)) }
}
