import { createHash } from 'node:crypto'
import { APIError } from 'better-auth/api'
import { sql } from 'kysely'
import { formatDay } from '#domain/days-and-money/day.ts'
import { RelancesError } from '#domain/errors.ts'
import { narrowRoles } from '#domain/people/capabilities.ts'
import { recordNote } from '#ledger/record-note.ts'
import type { Identify, Visitor } from '#platform/access.ts'
import { isForwarded } from '#platform/client-address.ts'
import type { Config } from '#platform/config.ts'
import type { Database } from '#platform/database.ts'
import type { BetterAuth } from './better-auth.ts'
import { isDemoAllowed } from './first-visit.ts'
import { type PersonWithRoles, readPersonRoles } from './person-roles.ts'
import { isProved } from './proof.ts'
import { doSigned } from './signed-work.ts'

interface IdentifyParts {
  readonly config: Pick<Config, 'demo' | 'host' | 'publicUrl' | 'proxies'>
  readonly database: Pick<Database, 'db'>
  readonly auth: BetterAuth
}

/** Finds who sends a request: by the key it bears, or by the cookie of a session. */
export function createIdentify(parts: IdentifyParts): Identify {
  return async ({ headers, address }) => {
    // Of another scheme than ours (a proxy's own "Basic") nothing is read.
    const bearer = /^Bearer\b(.*)$/i.exec(headers.get('authorization') ?? '')?.[1]?.trim()
    // A key that is refused is not replaced by a cookie: what comes with a key is a program.
    if (bearer !== undefined) return await visitorOfKey(parts, { headers, address }, bearer)
    return await visitorOfSession(parts, headers)
  }
}

/** What is kept of a key: enough to recognise it, not to use it. */
export function hashKey(key: string): string {
  return createHash('sha256').update(key).digest('hex')
}

async function visitorOfSession(parts: IdentifyParts, headers: Headers): Promise<Visitor | null> {
  if (!headers.has('cookie')) return null
  const { response, headers: answered } = await parts.auth.api
    .getSession({ headers, returnHeaders: true })
    .catch(throwLostDatabase)
  if (!response) return null
  const person = await readPerson(parts, headers, response.user.id)
  if (!person) return null
  return {
    actor: { kind: 'user', name: person.name, userId: person.id },
    rights: { roles: person.roles, scopes: null },
    sessionId: response.session.id,
    isProved: () => isProved(parts.database, response.session.id),
    // A session in use is prolonged, and its cookie with it.
    cookies: answered.getSetCookie(),
  }
}

// Reading a session asks nothing but the database, of whose failures better-auth keeps the reason for itself.
function throwLostDatabase(error: unknown): never {
  const isInternal = error instanceof APIError && error.status === 'INTERNAL_SERVER_ERROR'
  throw isInternal ? new RelancesError('unavailable', 'platform.database-lost') : error
}

async function visitorOfKey(
  parts: IdentifyParts,
  { headers, address }: Parameters<Identify>[0],
  bearer: string,
): Promise<Visitor> {
  const { database } = parts
  const key = await database.db
    .selectFrom('api_keys')
    .select(['id', 'name', 'user_id', 'capabilities', 'companies', 'expires_at', 'revoked_at'])
    .select(sql<boolean>`coalesce(expires_at <= now(), false)`.as('has_ended'))
    .where('sha256', '=', hashKey(bearer))
    .executeTakeFirst()
  // Whoever sends a whole key may know what has become of it; of another, that there is none such.
  if (!key) throw new RelancesError('signed-out', 'people.wrong-key')
  if (key.revoked_at) throw new RelancesError('signed-out', 'people.key-revoked', dayOf(key.revoked_at))
  if (key.expires_at && key.has_ended) {
    throw new RelancesError('signed-out', 'people.key-expired', dayOf(key.expires_at))
  }
  const person = await readPerson(parts, headers, key.user_id)
  if (!person) throw new RelancesError('signed-out', 'people.key-of-nobody')
  const name = `${person.name} (${key.name})`
  const named = { name, program: key.name, address }
  const actor = { kind: 'key', ...named, userId: person.id, keyId: key.id } as const
  if (await noteUse(database, key.id)) {
    await doSigned(database, actor, (tx) => recordNote(tx, 'api-key-first-use', { name: key.name }))
  }
  return {
    actor,
    rights: { roles: narrowRoles(person.roles, key.companies), scopes: key.capabilities },
    sessionId: null,
    isProved: async () => false,
    cookies: [],
  }
}

function dayOf(instant: Date): { day: string } {
  return { day: formatDay(instant.toISOString().slice(0, 10)) }
}

/** A person and their roles; null once deactivated, and for the one of --demo where that is not allowed. */
async function readPerson(
  parts: IdentifyParts,
  headers: Headers,
  id: string,
): Promise<PersonWithRoles | null> {
  const person = await readPersonRoles(parts.database, id)
  if (person?.isDemo && !(await isDemoAllowed(parts, isForwarded(headers)))) return null
  return person
}

// To the minute: writing a row at each request would cost more than the answer. Gives whether it is the first use.
async function noteUse(database: Pick<Database, 'db'>, id: number): Promise<boolean> {
  const { rows } = await sql<{ is_first: boolean }>`
    with known as (select id, last_used_at from api_keys where id = ${id}
      and coalesce(last_used_at, '-infinity') < now() - interval '1 minute' for update)
    update api_keys k set last_used_at = now() from known where k.id = known.id
    returning known.last_used_at is null as is_first`.execute(database.db)
  return rows[0]?.is_first ?? false
}
