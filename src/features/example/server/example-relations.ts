import { type InsertObject, sql } from 'kysely'
import { addDays, type Day } from '#domain/days-and-money/day.ts'
import { promiseEnd } from '#domain/dunning/promise.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { Tables } from '#platform/tables.ts'
import type { ExampleRelations } from './example-names.fr.ts'

interface Scene {
  readonly companyId: number
  readonly today: Day
  readonly actor: string
}

interface Debt {
  readonly customer_id: number
  readonly invoice_id: number
  readonly open_cents: number
}

const TOLERANCE_DAYS = 3

/**
 * What was said with the clients of an example company, each about its largest unpaid invoice: a promise for next
 * week, another not kept, a dispute old enough to be looked at again, a call back due today and one due before.
 */
export async function writeRelations(
  tx: ScopedTransaction,
  companyId: number,
  words: ExampleRelations,
  { today, actor }: Omit<Scene, 'companyId'>,
): Promise<void> {
  const scene = { companyId, today, actor }
  const [promising, late, disputing, calledLately, calledBefore] = await largestDebts(tx, scene)
  if (promising) await promise(tx, scene, promising, { madeOn: today, promisedOn: addDays(today, 7) })
  if (late) {
    const madeOn = addDays(today, -18)
    await call(tx, scene, late, { happenedOn: madeOn, outcome: 'will-pay', text: words.promiseText })
    await promise(tx, scene, late, { madeOn, promisedOn: addDays(today, -8), reason: words.promiseText })
  }
  if (disputing) await dispute(tx, scene, disputing, words.disputeText)
  if (calledLately)
    await call(tx, scene, calledLately, {
      happenedOn: addDays(today, -3),
      outcome: 'reached',
      text: words.callText,
      next: { action: words.callAction, on: today },
    })
  if (calledBefore)
    await call(tx, scene, calledBefore, {
      happenedOn: addDays(today, -6),
      outcome: 'message-left',
      text: '',
      next: { action: words.messageAction, on: addDays(today, -2) },
    })
}

// Unpaid, so that no payment of the books passes for one that was promised.
async function largestDebts(
  tx: ScopedTransaction,
  { companyId, today }: Scene,
): Promise<readonly (Debt | undefined)[]> {
  const { rows } = await sql<Debt>`
    select customer_id, invoice_id, open_cents
    from (
      select distinct on (i.customer_id) i.customer_id, i.invoice_id, i.open_cents
      from instalments i
      where i.company_id = ${companyId} and i.currency = 'EUR' and i.settled_cents = 0
        and i.due_on < ${addDays(today, -20)}::date
        and not exists (select from dunning_blocks b
          where b.company_id = i.company_id and b.customer_id = i.customer_id)
      order by i.customer_id, i.open_cents desc, i.id
    ) debt
    order by open_cents desc, invoice_id
    limit 5
  `.execute(tx)
  return rows
}

async function promise(
  tx: ScopedTransaction,
  scene: Scene,
  debt: Debt,
  said: { readonly madeOn: Day; readonly promisedOn: Day; readonly reason?: string },
): Promise<void> {
  await block(tx, scene, debt, {
    kind: 'promise',
    reason: said.reason ?? '',
    amount_cents: debt.open_cents,
    currency: 'EUR',
    promised_on: said.promisedOn,
    ends_on: promiseEnd(said.promisedOn, TOLERANCE_DAYS),
    ...(said.madeOn === scene.today ? {} : { created_at: noonOf(said.madeOn) }),
  })
}

async function dispute(tx: ScopedTransaction, scene: Scene, debt: Debt, reason: string): Promise<void> {
  await block(tx, scene, debt, { kind: 'dispute', reason, created_at: noonOf(addDays(scene.today, -35)) })
}

type BlockRow = InsertObject<Tables, 'dunning_blocks'>

async function block(
  tx: ScopedTransaction,
  { companyId, actor }: Scene,
  { customer_id, invoice_id }: Debt,
  row: Omit<BlockRow, 'company_id' | 'customer_id' | 'invoice_id' | 'created_by'>,
): Promise<void> {
  await tx
    .insertInto('dunning_blocks')
    .values({ company_id: companyId, customer_id, invoice_id, created_by: actor, ...row })
    .execute()
}

async function call(
  tx: ScopedTransaction,
  { companyId, actor }: Scene,
  { customer_id }: Debt,
  said: {
    readonly happenedOn: Day
    readonly outcome: 'reached' | 'message-left' | 'will-pay'
    readonly text: string
    readonly next?: { readonly action: string; readonly on: Day }
  },
): Promise<void> {
  await tx
    .insertInto('customer_events')
    .values({
      company_id: companyId,
      customer_id,
      kind: 'call',
      outcome: said.outcome,
      text: said.text,
      happened_on: said.happenedOn,
      next_action: said.next?.action ?? null,
      next_action_on: said.next?.on ?? null,
      created_by: actor,
    })
    .execute()
}

// The same day in Paris as in UTC.
function noonOf(day: Day): Date {
  return new Date(`${day}T12:00:00Z`)
}
