import { sql } from 'kysely'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { insertAllocations, refreshSettled } from './allocations.ts'
import { withdrawCredits } from './import-absences.ts'
import { isOurs } from './import-reconciliation.ts'
import type { ImportScope } from './import-scope.ts'

/**
 * Payments noted by hand on an invoice (`note-payment.ts`) give way to the books: a noted payment that the file has
 * (same client and amount, days near) is that payment, and settles what the file says it settles; where the file
 * settles its invoice by another payment, it gives up as much, and is withdrawn when nothing is left of it. No
 * euro is counted twice. What the file says nothing of stays noted. All of it comes back if the import is
 * cancelled. To be called once credits are merged, before allocations are reconciled.
 */
export async function giveWayToBooks(tx: ScopedTransaction, scope: ImportScope): Promise<void> {
  await joinBooked(tx, scope)
  await releaseSettled(tx, scope)
  await withdrawIdle(tx, scope)
}

// The books have it: it is noted no more. What they letter wins over the invoice it was noted on.
async function joinBooked(tx: ScopedTransaction, { companyId, fileName, actor }: ImportScope): Promise<void> {
  const { rows } = await sql<{ instalment_id: number; credit_id: number }>`
    update allocations a set cancelled_at = now(), cancelled_by = ${actor}, cancel_reason = ${fileName}
    from credits k join staged_credits s on s.credit_id = k.id
    where k.company_id = ${companyId} and k.noted_cents is not null
      and a.company_id = k.company_id and a.credit_id = k.id and a.cancelled_at is null and a.origin = 'manual'
      and exists (select from staged_allocations w where w.credit_key = s.key)
    returning a.instalment_id, a.credit_id
  `.execute(tx)
  await refresh(tx, companyId, rows)
  await sql`
    update credits k set noted_cents = null from staged_credits s
    where k.company_id = ${companyId} and k.noted_cents is not null and s.credit_id = k.id
  `.execute(tx)
}

interface HeldPart {
  readonly id: number
  readonly instalment_id: number
  readonly credit_id: number
  readonly amount_cents: number
  /** What the file leaves room for. */
  readonly kept_cents: number
}

async function releaseSettled(tx: ScopedTransaction, scope: ImportScope): Promise<void> {
  await keepOnly(tx, scope, await readHeld(tx, scope))
}

/**
 * What a list says more than before, and noted payments had said already (`given_up` of `list_settled`), is the
 * list's now. To be called before its own word is staged.
 */
export async function giveUpNoted(tx: ScopedTransaction, scope: ImportScope): Promise<void> {
  const { rows } = await sql<HeldPart>`
    select a.id, a.instalment_id, a.credit_id, a.amount_cents,
           greatest(0, least(a.amount_cents, sum(a.amount_cents) over all_of - s.given_up
             - (sum(a.amount_cents) over up_to - a.amount_cents)))::bigint as kept_cents
    from list_settled s
      join allocations a on a.company_id = ${scope.companyId} and a.instalment_id = s.id and a.cancelled_at is null
      join credits k on k.company_id = a.company_id and k.id = a.credit_id
    where s.given_up > 0 and k.noted_cents is not null and k.source = 'manual'
      and not exists (select from staged_credits c where c.credit_id = k.id)
    window all_of as (partition by a.instalment_id),
           up_to as (partition by a.instalment_id order by k.received_on, a.id)
  `.execute(tx)
  await keepOnly(tx, scope, rows)
}

async function keepOnly(
  tx: ScopedTransaction,
  { companyId, importId, fileName, actor }: ImportScope,
  held: readonly HeldPart[],
): Promise<void> {
  const parts = held.filter((part) => part.kept_cents < part.amount_cents)
  if (parts.length === 0) return
  await sql`
    update allocations set cancelled_at = now(), cancelled_by = ${actor}, cancel_reason = ${fileName}
    where company_id = ${companyId} and id = any(${parts.map((part) => part.id)}::bigint[])
  `.execute(tx)
  const kept = parts.flatMap((part) =>
    part.kept_cents === 0
      ? []
      : {
          instalmentId: part.instalment_id,
          creditId: part.credit_id,
          amountCents: part.kept_cents,
          origin: 'manual' as const,
        },
  )
  await insertAllocations(tx, companyId, importId, kept, actor)
  await refresh(tx, companyId, parts)
  // What is given up is the books' now; of a payment that keeps nothing `withdrawIdle` withdraws the whole.
  await sql`
    update credits k set amount_cents = k.allocated_cents
    where k.company_id = ${companyId} and k.id = any(${parts.map((part) => part.credit_id)}::bigint[])
      and k.allocated_cents > 0
  `.execute(tx)
}

// Noted payments take, oldest first, what an instalment has left once the file's payments and what others have
// allocated by hand are counted.
async function readHeld(tx: ScopedTransaction, scope: ImportScope): Promise<HeldPart[]> {
  const { rows } = await sql<HeldPart>`
    with wanted as (
      select s.id as instalment_id, sum(w.amount_cents)::bigint as cents
      from staged_allocations w join staged_instalments s on s.key = w.instalment_key
      where w.credit_key is not null
      group by s.id
    ), held as (
      select a.id, a.instalment_id, a.credit_id, a.amount_cents, k.received_on
      from credits k
        join allocations a on a.company_id = k.company_id and a.credit_id = k.id and a.cancelled_at is null
      where k.company_id = ${scope.companyId} and k.noted_cents is not null and k.source = 'manual'
    ), others as (
      select a.instalment_id, sum(a.amount_cents)::bigint as cents
      from allocations a
      where a.company_id = ${scope.companyId} and a.cancelled_at is null and not ${isOurs(scope)}
        and a.instalment_id in (select instalment_id from held) and a.id not in (select id from held)
      group by a.instalment_id
    )
    select h.id, h.instalment_id, h.credit_id, h.amount_cents,
           greatest(0, least(h.amount_cents, j.amount_cents - w.cents - coalesce(o.cents, 0)
             - (sum(h.amount_cents) over (partition by h.instalment_id order by h.received_on, h.id)
               - h.amount_cents)))::bigint as kept_cents
    from held h
      join wanted w on w.instalment_id = h.instalment_id
      join instalments j on j.company_id = ${scope.companyId} and j.id = h.instalment_id
      left join others o on o.instalment_id = h.instalment_id
  `.execute(tx)
  return rows
}

// Of what the file settles otherwise, or no longer has, nothing is left for a noted payment to say.
async function withdrawIdle(tx: ScopedTransaction, scope: ImportScope): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    select k.id from credits k
    where k.company_id = ${scope.companyId} and k.noted_cents is not null and k.source = 'manual'
      and k.withdrawn_by_import is null and k.cancelled_at is null
      and exists (select from allocations a where a.company_id = k.company_id and a.credit_id = k.id
        and a.cancelled_by_import = ${scope.importId})
      and not exists (select from allocations a where a.company_id = k.company_id and a.credit_id = k.id
        and a.cancelled_at is null)
  `.execute(tx)
  await refreshSettled(
    tx,
    scope.companyId,
    [],
    rows.map((row) => row.id),
  )
  await withdrawCredits(
    tx,
    scope,
    rows.map((row) => row.id),
  )
}

async function refresh(
  tx: ScopedTransaction,
  companyId: number,
  touched: readonly { readonly instalment_id: number; readonly credit_id: number }[],
): Promise<void> {
  const instalmentIds = [...new Set(touched.map((row) => row.instalment_id))]
  await refreshSettled(tx, companyId, instalmentIds, [...new Set(touched.map((row) => row.credit_id))])
}
