import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import type { z } from 'zod'
import { RelancesError } from '#domain/errors.ts'
import type { Capability } from '#domain/people/capabilities.ts'
import type { Actor } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import type { ApiKey, CreatedApiKey, newApiKey } from '../contract.ts'
import { hashKey } from './identify.ts'
import { doSigned } from './signed-work.ts'

type Db = Pick<Database, 'db'>

const PREFIX_LENGTH = 12

/** Keys, newest first: of one person, or of everybody. */
export async function listKeys(database: Db, owner: string | null): Promise<ApiKey[]> {
  const rows = await selectKeys(database)
    .$if(owner !== null, (query) => query.where('k.user_id', '=', owner ?? ''))
    .orderBy('k.id', 'desc')
    .limit(500)
    .execute()
  return rows.map(toKey)
}

/** A person's keys that still open something, newest first. */
export async function listOpenKeys(database: Db, owner: string): Promise<ApiKey[]> {
  const rows = await selectKeys(database)
    .where('k.user_id', '=', owner)
    .where('k.revoked_at', 'is', null)
    .where((eb) => eb.or([eb('k.expires_at', 'is', null), eb('k.expires_at', '>', sql<Date>`now()`)]))
    .orderBy('k.id', 'desc')
    .execute()
  return rows.map(toKey)
}

/** Makes a key, whose secret is given here and nowhere else. */
export async function createKey(
  database: Db,
  maker: Extract<Actor, { userId: string }>,
  wanted: z.output<typeof newApiKey>,
): Promise<CreatedApiKey> {
  const secret = `rel_${randomBytes(32).toString('base64url')}`
  const { id } = await doSigned(database, maker, (tx) =>
    tx
      .insertInto('api_keys')
      .values({
        user_id: maker.userId,
        name: wanted.name,
        prefix: secret.slice(0, PREFIX_LENGTH),
        sha256: hashKey(secret),
        capabilities: wanted.capabilities as Capability[],
        companies: wanted.companies,
        expires_at:
          wanted.validDays === null ? null : sql<Date>`now() + make_interval(days => ${wanted.validDays})`,
      })
      .returning('id')
      .executeTakeFirstOrThrow(),
  )
  const row = await selectKeys(database).where('k.id', '=', id).executeTakeFirstOrThrow()
  return { key: toKey(row), secret }
}

/** A revoked key stays in the list, and opens nothing. @throws RelancesError not-found */
export async function revokeKey(
  database: Db,
  id: number,
  { owner, actor }: { readonly owner: string | null; readonly actor: Actor },
): Promise<ApiKey> {
  const known = (await listKeys(database, owner)).find((key) => key.id === id)
  if (!known) throw new RelancesError('not-found', 'people.no-key')
  await doSigned(database, actor, (tx) =>
    tx
      .updateTable('api_keys')
      .set({ revoked_at: sql`now()`, revoked_by: actor.name })
      .where('id', '=', id)
      .where('revoked_at', 'is', null)
      .execute(),
  )
  return toKey(await selectKeys(database).where('k.id', '=', id).executeTakeFirstOrThrow())
}

function selectKeys({ db }: Db) {
  return db
    .selectFrom('api_keys as k')
    .innerJoin('users as u', 'u.id', 'k.user_id')
    .select([
      'k.id',
      'k.name',
      'k.prefix',
      'u.name as owner',
      'k.capabilities',
      'k.companies',
      'k.created_at',
      'k.expires_at',
      'k.last_used_at',
      'k.revoked_at',
    ])
}

function toKey(row: Awaited<ReturnType<ReturnType<typeof selectKeys>['executeTakeFirstOrThrow']>>): ApiKey {
  return {
    id: row.id,
    name: row.name,
    prefix: row.prefix,
    owner: row.owner,
    capabilities: row.capabilities,
    companies: row.companies,
    createdAt: row.created_at.toISOString(),
    expiresAt: row.expires_at?.toISOString() ?? null,
    lastUsedAt: row.last_used_at?.toISOString() ?? null,
    revokedAt: row.revoked_at?.toISOString() ?? null,
  }
}
