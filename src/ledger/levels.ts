import { type RawBuilder, sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import { manualEvent } from '#domain/dunning/history.ts'
import type { Level } from '#domain/dunning/levels.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { readUnderWay } from './counted-credits.ts'
import { recordEvents } from './history.ts'
import { companyScope, isProposable } from './proposed.ts'

interface LevelOrder {
  readonly companyIds: readonly number[]
  readonly level: Level
  readonly reason: string | null
  readonly actor: string
}

/**
 * Sets the level of the proposed instalments of a client in one currency, or of one of its
 * invoices, as the drop-down of the list does. Returns how many instalments changed.
 */
export async function setProposedLevels(
  tx: ScopedTransaction,
  order: LevelOrder & {
    readonly on: Day
    readonly today: Day
    readonly customerId: number
    readonly currency: string
    readonly invoiceId?: number | undefined
  },
): Promise<number> {
  const underWay = await readUnderWay(tx, { ...order, customerIds: [order.customerId] })
  const invoice = order.invoiceId === undefined ? sql`true` : sql`i.invoice_id = ${order.invoiceId}`
  return await moveTo(
    tx,
    order,
    sql`i.customer_id = ${order.customerId} and i.currency = ${order.currency} and ${invoice}
      and ${isProposable(order.on, underWay)}`,
  )
}

/**
 * Sets the level of every open instalment of an invoice, or of the one due on `dueOn`, as the
 * command line does. Returns how many instalments changed.
 */
export async function setInvoiceLevels(
  tx: ScopedTransaction,
  order: LevelOrder & { readonly invoiceIds: readonly number[]; readonly dueOn?: Day | undefined },
): Promise<number> {
  const due = order.dueOn === undefined ? sql`true` : sql`i.due_on = ${order.dueOn}::date`
  return await moveTo(
    tx,
    order,
    sql`i.invoice_id = any(${order.invoiceIds}::bigint[]) and i.open_cents > 0 and ${due}`,
  )
}

async function moveTo(tx: ScopedTransaction, order: LevelOrder, which: RawBuilder<unknown>): Promise<number> {
  // Locked in the order every writer locks, so that two of them wait instead of deadlocking.
  const found = await sql<{ company_id: number; id: number; level: Level; last_reminded_on: Day | null }>`
    with s as materialized (${companyScope(order.companyIds)})
    select i.company_id, i.id, i.level, i.last_reminded_on
    from instalments i join s on s.company_id = i.company_id
    where ${which}
    order by i.company_id, i.id
    for update of i
  `.execute(tx)
  const events = found.rows
    .filter((row) => row.level !== order.level)
    .map((row) => ({
      companyId: row.company_id,
      instalmentId: row.id,
      reason: order.reason,
      ...manualEvent({ level: row.level, lastRemindedOn: row.last_reminded_on }, order.level),
    }))
  await recordEvents(tx, events, order.actor)
  return events.length
}
