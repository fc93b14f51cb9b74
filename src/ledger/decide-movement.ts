import { sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import { type Currency, formatMoney, sumCents } from '#domain/days-and-money/money.ts'
import { RelancesError } from '#domain/errors.ts'
import { payerKey } from '#domain/matching/party-name.ts'
import type { Share } from '#domain/receivables/allocation.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { MovementStatus, SetAsideReason } from '#platform/tables-bank.ts'
import { allocateCredit } from './allocate.ts'
import { waitForImport } from './receivable-locks.ts'
import { closeMovements, recordPayments } from './record-payments.ts'
import { returnMovement } from './return-movement.ts'

/** The part of a payment that one customer made. */
export interface PaymentPart {
  readonly customerId: number
  readonly amountCents: number
  /** What it settles; the rest stays unallocated. */
  readonly shares: readonly Share[]
  readonly reasons: readonly string[]
}

/**
 * Says who made a payment and what it settles, as a user decided: one customer, or several when a
 * deposit of cheques was booked in one amount. The payer's name is remembered for the next time.
 * @throws RelancesError not-found; invalid when the parts are not the movement's amount; conflict when
 * it is decided already, or something has less left than asked
 */
export async function confirmPayment(
  tx: ScopedTransaction,
  order: { readonly movementId: number; readonly parts: readonly PaymentPart[]; readonly actor: string },
): Promise<void> {
  const { movementId, parts, actor } = order
  const movement = await lockUndecided(tx, movementId)
  refuseOtherAmount(movement, parts)
  const { companyId } = movement
  const rank = await countMatches(tx, companyId, movementId)
  for (const [index, part] of parts.entries()) {
    const creditId = await recordPart(tx, movement, part, rank + index, actor)
    if (part.shares.length > 0)
      await allocateCredit(tx, { creditId, shares: part.shares, origin: 'statement', actor })
  }
  await closeMovements(tx, companyId, [movementId], 'confirmed', actor)
  const [only, ...others] = parts
  if (only && others.length === 0) await rememberPayer(tx, movement, only.customerId, actor)
}

/**
 * Says which payment a movement takes back, as a user decided.
 * @throws RelancesError not-found, or conflict when either is decided already
 */
export async function confirmReturn(
  tx: ScopedTransaction,
  order: {
    readonly movementId: number
    readonly creditId: number
    readonly reasons: readonly string[]
    readonly actor: string
  },
): Promise<void> {
  const { movementId, creditId, reasons, actor } = order
  const movement = await lockUndecided(tx, movementId)
  if (movement.amountCents > 0) throw new RelancesError('invalid', 'bank.not-a-return')
  await returnMovement(tx, { companyId: movement.companyId, movement, creditId, reasons, actor })
  await closeMovements(tx, movement.companyId, [movementId], 'confirmed', actor)
}

/** Sets a movement aside: no customer is behind it. @throws RelancesError not-found, conflict */
export async function setMovementAside(
  tx: ScopedTransaction,
  order: { readonly movementId: number; readonly reason: SetAsideReason; readonly actor: string },
): Promise<void> {
  const { companyId, id } = await lockUndecided(tx, order.movementId)
  await tx
    .updateTable('bank_movements')
    .set({ status: 'set-aside', set_aside_reason: order.reason, decided_by: order.actor })
    .set({ decided_at: sql`now()` })
    .where('company_id', '=', companyId)
    .where('id', '=', id)
    .execute()
}

/** A movement that nobody else can decide of until the transaction ends. */
export interface LockedMovement {
  readonly id: number
  readonly companyId: number
  readonly bookedOn: Day
  readonly amountCents: number
  readonly currency: Currency
  readonly payer: string | null
  readonly text: string
  readonly line: number
  readonly importId: number
  readonly status: MovementStatus
}

/** Locks a movement and reads it. @throws RelancesError not-found */
export async function lockMovement(tx: ScopedTransaction, movementId: number): Promise<LockedMovement> {
  const known = await tx
    .selectFrom('bank_movements')
    .select('company_id')
    .where('id', '=', movementId)
    .where('status', '<>', 'withdrawn')
    .executeTakeFirst()
  if (!known) throw new RelancesError('not-found', 'bank.no-movement')
  await waitForImport(tx, known.company_id)
  return await tx
    .selectFrom('bank_movements')
    .select(['id', 'company_id as companyId', 'booked_on as bookedOn', 'amount_cents as amountCents'])
    .select(['currency', 'payer', 'text', 'line', 'import_id as importId', 'status'])
    .where('company_id', '=', known.company_id)
    .where('id', '=', movementId)
    .forUpdate()
    .executeTakeFirstOrThrow()
}

// What was set aside may be taken up again; what is matched has to be undone first.
async function lockUndecided(tx: ScopedTransaction, movementId: number): Promise<LockedMovement> {
  const movement = await lockMovement(tx, movementId)
  if (movement.status === 'automatic' || movement.status === 'confirmed')
    throw new RelancesError('conflict', 'bank.already-decided')
  return movement
}

function refuseOtherAmount(movement: LockedMovement, parts: readonly PaymentPart[]): void {
  const { amountCents, currency } = movement
  if (amountCents < 0) throw new RelancesError('invalid', 'bank.not-a-payment')
  const cents = sumCents(parts.map((part) => part.amountCents))
  const isWrong = parts.some(
    (part) => sumCents(part.shares.map((share) => share.amountCents)) > part.amountCents,
  )
  if (isWrong || cents !== amountCents)
    throw new RelancesError('invalid', 'bank.other-amount', {
      amount: formatMoney(amountCents, currency),
      spread: formatMoney(cents, currency),
    })
}

async function countMatches(tx: ScopedTransaction, companyId: number, movementId: number): Promise<number> {
  const { count } = await tx
    .selectFrom('movement_matches')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('company_id', '=', companyId)
    .where('movement_id', '=', movementId)
    .executeTakeFirstOrThrow()
  return count
}

async function recordPart(
  tx: ScopedTransaction,
  movement: LockedMovement,
  part: PaymentPart,
  rank: number,
  actor: string,
): Promise<number> {
  const { id, companyId, bookedOn, currency, payer, text, line, importId } = movement
  const { customerId, amountCents, reasons } = part
  await refuseUnknownCustomer(tx, companyId, customerId)
  const label = [payer, text].filter((words) => words).join(' · ')
  const facts = { movementId: id, receivedOn: bookedOn, currency, label, line, importId, rank }
  const [creditId] = await recordPayments(
    tx,
    companyId,
    [{ ...facts, customerId, amountCents, reasons, shares: [], knownCreditId: null }],
    actor,
  )
  if (creditId === undefined) throw new Error(`payment of movement ${id} not written`)
  return creditId
}

async function refuseUnknownCustomer(tx: ScopedTransaction, companyId: number, customerId: number) {
  const found = await tx
    .selectFrom('customers')
    .select('id')
    .where('company_id', '=', companyId)
    .where('id', '=', customerId)
    .executeTakeFirst()
  if (!found) throw new RelancesError('not-found', 'bank.no-customer')
}

async function rememberPayer(
  tx: ScopedTransaction,
  movement: LockedMovement,
  customerId: number,
  actor: string,
): Promise<void> {
  const key = payerKey(movement.payer ?? '')
  if (key === '') return
  await tx
    .insertInto('payer_names')
    .values({
      company_id: movement.companyId,
      payer_key: key,
      customer_id: customerId,
      movement_id: movement.id,
      created_by: actor,
    })
    .onConflict((conflict) => conflict.columns(['company_id', 'payer_key', 'customer_id']).doNothing())
    .execute()
}
