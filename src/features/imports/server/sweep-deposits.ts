import { sql } from 'kysely'
import type { Background } from '#platform/background.ts'
import { narrowToCompanies } from '#platform/company-scope.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { LOOK_MS, leased } from '#platform/leases.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'
import { DEAD_SECONDS, KEPT_DAYS } from './deposit-store.ts'
import type { Deposits } from './deposits.ts'

interface SweepParts {
  readonly database: Pick<Database, 'db'>
  readonly deposits: Deposits
  readonly today: Context['today']
}

/**
 * Erases what nobody will come back to: deposits abandoned for seven days, files whose import is done, and files that
 * a death has left without a row. Any process does it for all.
 */
export async function sweepDeposits({ database, deposits, today }: SweepParts): Promise<void> {
  // Listed before the rows are read: one that comes meanwhile is not among them.
  const old = await deposits.old()
  const scope = await narrowToCompanies(database, {
    actor: { kind: 'system', name: 'ménage' },
    permission: 'everything',
    today,
    language: 'fr',
  })
  const useless = await withScope(database, scope, async (tx) => [
    ...(await uselessFiles(tx)),
    ...(await withoutRow(tx, old)),
  ])
  await deposits.remove(useless)
  await withScope(database, scope, async (tx) => {
    await sql`delete from deposit_files where id = any(${useless}::uuid[])`.execute(tx)
    await sql`delete from deposits d where ${IS_ABANDONED}`.execute(tx)
    await sql`delete from workers where seen_at < now() - make_interval(secs => ${10 * DEAD_SECONDS})`.execute(
      tx,
    )
  })
}

/** Sweeps every hour, once for all processes. */
export function scheduleSweeps(background: Pick<Background, 'every'>, parts: SweepParts): void {
  const name = 'sweep of deposits'
  const turn = leased(parts.database, { name, everySeconds: HOUR_SECONDS }, () => sweepDeposits(parts))
  background.every({ name, everyMs: LOOK_MS, turn })
}

const HOUR_SECONDS = 60 * 60

const IS_ABANDONED = sql`d.touched_at < now() - make_interval(days => ${KEPT_DAYS})
  and not exists (select from workers w
    where w.id = d.worker_id and w.seen_at > now() - make_interval(secs => ${DEAD_SECONDS}))`

async function uselessFiles(tx: ScopedTransaction): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select f.id from deposit_files f join deposits d on d.id = f.deposit_id
    where d.step = 'done' or ${IS_ABANDONED}`.execute(tx)
  return rows.map(({ id }) => id)
}

async function withoutRow(tx: ScopedTransaction, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from unnest(${ids}::text[]) t (id)
    where not exists (select from deposit_files f where f.id::text = t.id)`.execute(tx)
  return rows.map(({ id }) => id)
}
