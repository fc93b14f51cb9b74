import { type RawBuilder, sql, type Transaction } from 'kysely'
import { TIME_ZONE } from '#domain/days-and-money/time-zone.ts'
import { RelancesError } from '#domain/errors.ts'
import type { Actor, Context } from './context.ts'
import type { Database } from './database.ts'
import type { Tables } from './tables.ts'

declare const scoped: unique symbol

/**
 * A transaction that already told PostgreSQL which companies it may see. Every store function requires one,
 * so that a query outside a scope does not compile; row-level security would show it nothing anyway.
 */
export type ScopedTransaction = Transaction<Tables> & { readonly [scoped]: true }

export interface ScopeOptions {
  readonly readOnly?: boolean
  /** "repeatable read" gives several queries the same picture; the default re-reads after each lock. */
  readonly isolation?: 'read committed' | 'repeatable read'
  /**
   * A copy a moment late will do, where there is one (DATABASE_REPLICA_URL): for exports and figures, never for what
   * somebody is about to confirm. What the copy cannot answer is asked of the database itself.
   */
  readonly mayLag?: boolean
}

/**
 * Runs `work` in one transaction limited to the companies of `context`, and signed by its actor. Where its picture
 * of the database has aged too much to lock a row it saw, all of it begins again with a new one: what `work` does
 * outside the database must bear being done twice.
 */
export async function withScope<T>(
  { db, replica }: Pick<Database, 'db'> & Partial<Pick<Database, 'replica'>>,
  context: Pick<Context, 'actor' | 'companyIds' | 'timeZone'>,
  work: (tx: ScopedTransaction) => Promise<T>,
  options: ScopeOptions = {},
): Promise<T> {
  const attempt = async (source = db) =>
    await source
      .transaction()
      .setIsolationLevel(options.isolation ?? 'read committed')
      .setAccessMode(options.readOnly ? 'read only' : 'read write')
      .execute(async (transaction) => {
        await setScope(transaction, context)
        return await work(transaction as ScopedTransaction)
      })
  if (options.mayLag && replica) {
    try {
      return await attempt(replica)
    } catch (error) {
      if (error instanceof RelancesError) throw error
    }
  }
  for (let left = ATTEMPTS - 1; ; left -= 1) {
    try {
      return await attempt()
    } catch (error) {
      if (left === 0 || !isAgedPicture(error)) throw error
    }
  }
}

const ATTEMPTS = 5

// 40001: another transaction changed a row after this one, in "repeatable read", had seen it.
function isAgedPicture(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '40001'
}

/** Narrows a transaction to these companies, once it knows them: after creating one, say. */
export async function narrowScope(tx: ScopedTransaction, companyIds: readonly number[]): Promise<void> {
  await sql`select set_config('relances.companies', ${`{${companyIds.join(',')}}`}, true)`.execute(tx)
}

/** Signs what follows in a transaction by somebody else: who asks is only known once they have signed in. */
export async function signTransaction(tx: ScopedTransaction, actor: Actor): Promise<void> {
  await sql`select ${signature(actor)}`.execute(tx)
}

// `true` keeps the settings to this transaction: the next user of the pooled connection starts with none.
async function setScope(
  transaction: Transaction<Tables>,
  context: Pick<Context, 'actor' | 'companyIds' | 'timeZone'>,
): Promise<void> {
  const companies = context.companyIds === 'all' ? '*' : `{${context.companyIds.join(',')}}`
  await sql`
    select set_config('relances.companies', ${companies}, true),
      set_config('relances.zone', ${context.timeZone ?? TIME_ZONE}, true), ${signature(context.actor)}
  `.execute(transaction)
}

function signature(actor: Actor): RawBuilder<unknown> {
  const person = 'userId' in actor ? actor.userId : ''
  return sql`set_config('relances.actor', ${actor.name}, true),
    set_config('relances.actor_kind', ${actor.kind}, true),
    set_config('relances.address', ${actor.address ?? ''}, true),
    set_config('relances.person', ${person}, true)`
}
