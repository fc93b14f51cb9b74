import { AsyncLocalStorage } from 'node:async_hooks'
import { sql } from 'kysely'
import type { Actor } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { type ScopedTransaction, signTransaction, withScope } from '#platform/scoped.ts'

type Db = Pick<Database, 'db'>

const current = new AsyncLocalStorage<ScopedTransaction>()

/**
 * Does a piece of signing in within one transaction, signed by `actor`: what better-auth writes meanwhile (it
 * works on `followedDatabase`) is written in it too, so that the audit says who, and from where.
 */
export async function doSigned<T>(
  database: Db,
  actor: Actor,
  work: (tx: ScopedTransaction) => Promise<T>,
): Promise<T> {
  return await withScope(database, { actor, companyIds: [] }, (tx) => current.run(tx, () => work(tx)))
}

/** The database for better-auth: the transaction of `doSigned` while there is one, else the pool. */
export function followedDatabase({ db }: Db): Db {
  const followed = new Proxy(db, {
    get(pool, name) {
      const target = current.getStore() ?? pool
      const value = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  return { db: followed }
}

/**
 * Signs the rest of the transaction at hand by the person who has just proved who they are.
 * @returns whether that person may sign in at all
 */
export async function signByPerson(database: Db, userId: string): Promise<boolean> {
  const person = await database.db
    .selectFrom('users')
    .select('name')
    .where('id', '=', userId)
    .where('deactivated_at', 'is', null)
    .executeTakeFirst()
  const tx = current.getStore()
  if (person && tx) {
    const { rows } = await sql<{ address: string }>`
      select coalesce(current_setting('relances.address', true), '') as address`.execute(tx)
    await signTransaction(tx, { kind: 'user', name: person.name, userId, address: rows[0]?.address ?? '' })
  }
  return person !== undefined
}
