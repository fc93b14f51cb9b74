import { sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import type { Currency } from '#domain/days-and-money/money.ts'
import { mustHave } from '#domain/errors.ts'
import type { Share } from '#domain/receivables/allocation.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { insertAllocations, refreshSettled } from './allocations.ts'

/** A payment that a bank movement was found to be. */
export interface RecognisedPayment {
  readonly movementId: number
  readonly customerId: number
  readonly currency: Currency
  readonly amountCents: number
  readonly receivedOn: Day
  readonly label: string
  readonly line: number
  readonly importId: number
  /** What it settles; the rest stays unallocated. */
  readonly shares: readonly Share[]
  readonly reasons: readonly string[]
  /** The payment in the books that it is; null when it is new. */
  readonly knownCreditId: number | null
  /** Tells apart the payments of one movement: those of several customers, or of another try. */
  readonly rank: number
}

const LONGEST_LABEL = 200

/**
 * Writes payments recognised on bank movements, what they settle and why, whole batches at a time.
 * The caller has locked the company's imports out, or the movement and its instalments.
 * @returns the ids of the payments, in the order given
 */
export async function recordPayments(
  tx: ScopedTransaction,
  companyId: number,
  payments: readonly RecognisedPayment[],
  actor: string,
): Promise<readonly number[]> {
  if (payments.length === 0) return []
  const created = await createCredits(tx, companyId, payments, actor)
  const settled = payments.map((payment) => ({
    ...payment,
    creditId: payment.knownCreditId ?? mustHave(created.get(sourceKeyOf(payment)), 'a payment just written'),
  }))
  for (const [importId, group] of Map.groupBy(settled, (payment) => payment.importId)) {
    const allocations = group.flatMap(({ shares, creditId }) =>
      shares.map((share) => ({ ...share, creditId, origin: 'statement' as const })),
    )
    await insertAllocations(tx, companyId, importId, allocations, actor)
  }
  const instalmentIds = settled.flatMap(({ shares }) => shares.map(({ instalmentId }) => instalmentId))
  // New payments are born with what they settle.
  const known = settled.flatMap(({ knownCreditId }) => knownCreditId ?? [])
  await refreshSettled(tx, companyId, [...new Set(instalmentIds)], known)
  await sql`
    insert into movement_matches (company_id, movement_id, credit_id, kind, was_known, reasons, created_by)
    select ${companyId}, m, k, 'payment', w, string_to_array(r, ' '), ${actor}
    from unnest(
      ${settled.map(({ movementId }) => movementId)}::bigint[],
      ${settled.map(({ creditId }) => creditId)}::bigint[],
      ${settled.map(({ knownCreditId }) => knownCreditId !== null)}::boolean[],
      ${settled.map(({ reasons }) => reasons.join(' '))}::text[]) as t (m, k, w, r)
  `.execute(tx)
  return settled.map(({ creditId }) => creditId)
}

/** Says that movements are settled matters, by whom. */
export async function closeMovements(
  tx: ScopedTransaction,
  companyId: number,
  movementIds: readonly number[],
  status: 'automatic' | 'confirmed',
  actor: string,
): Promise<void> {
  await sql`
    update bank_movements
    set status = ${status}, set_aside_reason = null, decided_at = now(), decided_by = ${actor}
    where company_id = ${companyId} and id = any(${movementIds}::bigint[])
  `.execute(tx)
}

function sourceKeyOf({ movementId, rank }: RecognisedPayment): string {
  return rank === 0 ? `movement:${movementId}` : `movement:${movementId}:${rank}`
}

async function createCredits(
  tx: ScopedTransaction,
  companyId: number,
  payments: readonly RecognisedPayment[],
  actor: string,
): Promise<ReadonlyMap<string, number>> {
  const fresh = payments.filter(({ knownCreditId }) => knownCreditId === null)
  if (fresh.length === 0) return new Map()
  const column = <T>(read: (payment: RecognisedPayment) => T): T[] => fresh.map(read)
  const allocated = column(({ shares }) => shares.reduce((sum, { amountCents }) => sum + amountCents, 0))
  const { rows } = await sql<{ id: number; source_key: string }>`
    insert into credits (company_id, customer_id, kind, received_on, currency, amount_cents, allocated_cents,
      label, source, source_key, source_line, import_id, created_by)
    select ${companyId}, customer_id, 'payment', received_on, currency, amount_cents, allocated_cents, label,
           'statement', source_key, line, import_id, ${actor}
    from unnest(
      ${column(({ customerId }) => customerId)}::bigint[],
      ${column(({ receivedOn }) => receivedOn)}::date[],
      ${column(({ currency }) => currency)}::text[],
      ${column(({ amountCents }) => amountCents)}::bigint[],
      ${allocated}::bigint[],
      ${column(({ label }) => label.slice(0, LONGEST_LABEL))}::text[],
      ${column(sourceKeyOf)}::text[],
      ${column(({ line }) => line)}::integer[],
      ${column(({ importId }) => importId)}::bigint[])
      as t (customer_id, received_on, currency, amount_cents, allocated_cents, label, source_key, line, import_id)
    returning id, source_key
  `.execute(tx)
  return new Map(rows.map((row) => [row.source_key, row.id]))
}
