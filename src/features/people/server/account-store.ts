import { recordNote } from '#ledger/record-note.ts'
import type { Database } from '#platform/database.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { Account } from '../contract.ts'
import { listOpenKeys } from './key-store.ts'

type Db = Pick<Database, 'db'>

/** A person's own account: how they sign in, and where they are signed in. */
export async function readAccount(database: Db, userId: string, sessionId: string | null): Promise<Account> {
  const { db } = database
  const [user, methods, passkeys, sessions, keys] = await Promise.all([
    db
      .selectFrom('users')
      .select(['name', 'email', 'two_factor_enabled'])
      .where('id', '=', userId)
      .executeTakeFirstOrThrow(),
    db.selectFrom('sign_in_methods').select('provider_id').where('user_id', '=', userId).execute(),
    db
      .selectFrom('passkeys')
      .select(['id', 'name', 'created_at'])
      .where('user_id', '=', userId)
      .orderBy('created_at')
      .execute(),
    db
      .selectFrom('sessions')
      .select(['id', 'created_at', 'updated_at', 'ip_address', 'user_agent'])
      .where('user_id', '=', userId)
      .where('expires_at', '>', new Date())
      .orderBy('updated_at', 'desc')
      .execute(),
    listOpenKeys(database, userId),
  ])
  return {
    name: user.name,
    email: user.email,
    hasPassword: methods.some((method) => method.provider_id === 'credential'),
    hasSecondFactor: user.two_factor_enabled,
    passkeys: passkeys.map((passkey) => ({
      id: passkey.id,
      name: passkey.name ?? '',
      createdAt: passkey.created_at?.toISOString() ?? null,
    })),
    keys,
    sessions: sessions.map((session) => ({
      id: session.id,
      isCurrent: session.id === sessionId,
      startedAt: session.created_at.toISOString(),
      lastUsedAt: session.updated_at.toISOString(),
      address: session.ip_address ?? '',
      userAgent: session.user_agent ?? '',
    })),
  }
}

/** Ends one of a person's sessions, or all but the one they ask from. Their cookies no longer open anything. */
export async function endSessions(
  tx: ScopedTransaction,
  userId: string,
  which: { readonly id: string } | { readonly except: string },
): Promise<void> {
  const sessions = tx.deleteFrom('sessions').where('user_id', '=', userId)
  const ended = await ('id' in which
    ? sessions.where('id', '=', which.id)
    : sessions.where('id', '<>', which.except)
  ).executeTakeFirstOrThrow()
  const count = Number(ended.numDeletedRows)
  if (count > 0) await recordNote(tx, 'sessions-ended', { count })
}

/** Forgets a passkey of this person. */
export async function removePasskey(tx: ScopedTransaction, userId: string, id: string): Promise<void> {
  await tx.deleteFrom('passkeys').where('user_id', '=', userId).where('id', '=', id).execute()
}
