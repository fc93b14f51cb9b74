import { sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import type { HandBlockKind } from '#domain/dunning/blocks.ts'
import { promiseEnd } from '#domain/dunning/promise.ts'
import { RelancesError } from '#domain/errors.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'

/** A block as a person makes it: of a whole client unless an invoice or an instalment is named. */
export interface NewBlock {
  readonly customerId: number
  readonly invoiceId?: number | undefined
  readonly instalmentId?: number | undefined
  readonly kind: HandBlockKind
  readonly reason: string
  /** Last day it holds, inclusive; of a promise, which needs one, the day promised. */
  readonly endsOn?: Day | undefined
  /** What is promised; all that is due by then without it. */
  readonly amountCents?: number | undefined
  readonly currency?: string | undefined
}

/**
 * Sets a client, an invoice or an instalment aside. A promise holds some days longer than promised, as the
 * company tolerates; without an amount it is for all that is due by then. Returns the block's id.
 * @throws RelancesError not-found when the client has no such invoice or instalment, conflict for a promise
 * about nothing open
 */
export async function addBlock(tx: ScopedTransaction, block: NewBlock, actor: string): Promise<number> {
  const companyId = await companyOf(tx, block)
  const promise =
    block.kind === 'promise' && block.endsOn ? await promised(tx, companyId, block.endsOn, block) : null
  const { id } = await tx
    .insertInto('dunning_blocks')
    .values({
      company_id: companyId,
      customer_id: block.customerId,
      invoice_id: block.invoiceId ?? null,
      instalment_id: block.instalmentId ?? null,
      kind: block.kind,
      reason: block.reason,
      amount_cents: block.amountCents ?? null,
      ends_on: block.endsOn ?? null,
      ...promise,
      created_by: actor,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

// What is promised in words is frozen in figures, to be judged later against what has come.
async function promised(
  tx: ScopedTransaction,
  companyId: number,
  promisedOn: Day,
  { customerId, invoiceId, instalmentId, amountCents, currency }: NewBlock,
) {
  const { rows } = await sql<{ currency: string; due_cents: number; open_cents: number; tolerance: number }>`
    select i.currency, c.promise_tolerance_days as tolerance, sum(i.open_cents)::bigint as open_cents,
           coalesce(sum(i.open_cents) filter (where i.due_on <= ${promisedOn}::date), 0)::bigint as due_cents
    from instalments i join companies c on c.id = i.company_id
    where i.company_id = ${companyId} and i.customer_id = ${customerId} and i.open_cents > 0 and i.is_final
      and (${currency ?? null}::text is null or i.currency = ${currency ?? null})
      and (${invoiceId ?? null}::bigint is null or i.invoice_id = ${invoiceId ?? null})
      and (${instalmentId ?? null}::bigint is null or i.id = ${instalmentId ?? null})
    group by i.currency, c.promise_tolerance_days
    order by i.currency <> 'EUR', i.currency
  `.execute(tx)
  const owed = rows[0]
  if (!owed) throw new RelancesError('conflict', 'relations.nothing-to-promise')
  return {
    amount_cents: amountCents ?? (owed.due_cents > 0 ? owed.due_cents : owed.open_cents),
    currency: owed.currency,
    promised_on: promisedOn,
    ends_on: promiseEnd(promisedOn, owed.tolerance),
  }
}

async function companyOf(
  tx: ScopedTransaction,
  { customerId, invoiceId, instalmentId }: Pick<NewBlock, 'customerId' | 'invoiceId' | 'instalmentId'>,
): Promise<number> {
  const found = await sql<{ company_id: number }>`
    select c.company_id from customers c
    where c.id = ${customerId}
      and (${invoiceId ?? null}::bigint is null or exists (select from invoices i
        where i.company_id = c.company_id and i.customer_id = c.id and i.id = ${invoiceId ?? null}))
      and (${instalmentId ?? null}::bigint is null or exists (select from instalments i
        where i.company_id = c.company_id and i.customer_id = c.id and i.id = ${instalmentId ?? null}))
  `.execute(tx)
  const companyId = found.rows[0]?.company_id
  if (companyId === undefined)
    throw new RelancesError('not-found', 'features.no-customer', { id: customerId })
  return companyId
}

/** Lifts a block; false when it was lifted already. @throws RelancesError not-found */
export async function liftBlock(
  tx: ScopedTransaction,
  id: number,
  reason: string | undefined,
  actor: string,
): Promise<boolean> {
  const found = await tx
    .selectFrom('dunning_blocks')
    .select('company_id')
    .where('id', '=', id)
    .executeTakeFirst()
  if (!found) throw new RelancesError('not-found', 'features.no-block', { id })
  const lifted = await tx
    .updateTable('dunning_blocks')
    .set({ lifted_at: sql`now()`, lifted_by: actor, lift_reason: reason ?? null })
    .where('company_id', '=', found.company_id)
    .where('id', '=', id)
    .where('lifted_at', 'is', null)
    .executeTakeFirst()
  return lifted.numUpdatedRows > 0n
}
