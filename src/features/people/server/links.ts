import { createHash, randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { RelancesError } from '#domain/errors.ts'
import { administersWhole, narrowRoles } from '#domain/people/capabilities.ts'
import { recordNote } from '#ledger/record-note.ts'
import type { Actor } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { Link, LinkState } from '../contract.ts'
import type { Forwarding } from './forward.ts'
import { type PersonWithRoles, readPersonRoles } from './person-roles.ts'
import { doSigned } from './signed-work.ts'

const VALID_DAYS = { invitation: 7, reset: 1 } as const
/** Links asked for on the page of a forgotten password that a person has at once. */
const MAX_ASKED = 5

type Db = Pick<Database, 'db'>
type Person = Readonly<{ id: string; name: string }>

interface Made {
  readonly actor: Actor
  /** The address people type. */
  readonly address: string
}

/**
 * A link by which a person chooses a password, once: an invitation for who has none yet, else a reset. Those
 * given before no longer work.
 */
export async function createLink(database: Db, person: Person, { actor, address }: Made): Promise<Link> {
  return await doSigned(database, actor, async (tx) => {
    await lockPerson(tx, person)
    await tx.deleteFrom('links').where('user_id', '=', person.id).execute()
    return await writeLink(tx, person, { actor, address })
  })
}

/**
 * A link somebody asks for who says they are this person: it takes nothing away from those there are, or a stranger
 * who knows an e-mail would cancel the one just handed over. Null when there are enough of them to choose from.
 */
export async function createAskedLink(database: Db, person: Person, { actor, address }: Made) {
  return await doSigned(database, actor, async (tx) => {
    await lockPerson(tx, person)
    const { count } = await tx
      .selectFrom('links')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .where('user_id', '=', person.id)
      .where('made_by', 'is', null)
      .where('expires_at', '>', sql<Date>`now()`)
      .executeTakeFirstOrThrow()
    return Number(count) >= MAX_ASKED ? null : await writeLink(tx, person, { actor, address })
  })
}

/** Whose link it is. @throws RelancesError not-found when it no longer works, or never did */
export async function readLink(
  database: Db,
  token: string,
): Promise<LinkState & { readonly userId: string }> {
  const { id, name, email } = await findPerson(database, token)
  return { userId: id, name, email, isInvitation: !(await hasPassword(database, id)) }
}

/**
 * Sets a password by a link, which dies with all others of its person, and ends every session they had.
 * @throws RelancesError not-found when it no longer works, or never did
 */
export async function spendLink(
  { database, auth }: Forwarding,
  token: string,
  { password, actor }: { readonly password: string; readonly actor: Actor },
): Promise<void> {
  const { internalAdapter, password: hashing } = await auth.$context
  const hash = await hashing.hash(password)
  await doSigned(database, actor, async (tx) => {
    const { id } = await findPerson({ db: tx }, token)
    // Of two who use it at the same moment, one waits here and then finds nothing.
    const spent = await tx
      .deleteFrom('links')
      .where('token_sha256', '=', digestOf(token))
      .executeTakeFirstOrThrow()
    if (spent.numDeletedRows === 0n) throw new RelancesError('not-found', 'people.link-expired')
    await endLinks(tx, id)
    if (await hasPassword({ db: tx }, id)) await internalAdapter.updatePassword(id, hash)
    else {
      const method = { userId: id, providerId: 'credential', accountId: id, password: hash }
      await internalAdapter.createAccount(method)
    }
    await tx.deleteFrom('sessions').where('user_id', '=', id).execute()
  })
}

/** No link of this person works any more. @returns how many did */
export async function endLinks(tx: ScopedTransaction, userId: string): Promise<number> {
  const ended = await tx
    .deleteFrom('links')
    .where('user_id', '=', userId)
    .returning(sql<boolean>`expires_at > now()`.as('worked'))
    .execute()
  return ended.filter(({ worked }) => worked).length
}

/**
 * The person a link is for. Whoever gave it is checked again: they must still be someone who may give it, to the
 * person as they are now.
 */
async function findPerson(database: Db, token: string): Promise<PersonWithRoles> {
  const link = await database.db
    .selectFrom('links')
    .select(['user_id', 'made_by', 'made_by_key'])
    .where('token_sha256', '=', digestOf(token))
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst()
  const person = link && (await readPersonRoles(database, link.user_id))
  if (!person || !(await isGivenRightly(database, link, person))) {
    throw new RelancesError('not-found', 'people.link-expired')
  }
  return person
}

async function isGivenRightly(
  database: Db,
  { made_by, made_by_key }: { readonly made_by: string | null; readonly made_by_key: number | null },
  person: PersonWithRoles,
): Promise<boolean> {
  if (made_by === null) return true
  const maker = await readPersonRoles(database, made_by)
  if (!maker) return false
  if (made_by_key === null) return administersWhole(maker.roles, person.roles)
  const key = await database.db
    .selectFrom('api_keys')
    .select('companies')
    .where('id', '=', made_by_key)
    .where('revoked_at', 'is', null)
    .where((eb) => eb.or([eb('expires_at', 'is', null), eb('expires_at', '>', sql<Date>`now()`)]))
    .executeTakeFirst()
  return key !== undefined && administersWhole(narrowRoles(maker.roles, key.companies), person.roles)
}

async function writeLink(tx: ScopedTransaction, person: Person, { actor, address }: Made): Promise<Link> {
  const token = randomBytes(24).toString('base64url')
  const kind = (await hasPassword({ db: tx }, person.id)) ? 'reset' : 'invitation'
  const { expires_at } = await tx
    .insertInto('links')
    .values({
      token_sha256: digestOf(token),
      user_id: person.id,
      made_by: 'userId' in actor ? actor.userId : null,
      made_by_key: 'userId' in actor ? (actor.keyId ?? null) : null,
      expires_at: sql<Date>`now() + make_interval(days => ${VALID_DAYS[kind]})`,
    })
    .returning('expires_at')
    .executeTakeFirstOrThrow()
  await recordNote(tx, 'link-made', { kind, person: person.name })
  return { url: `${address}/lien/${token}`, expiresAt: expires_at.toISOString() }
}

async function lockPerson(tx: ScopedTransaction, { id }: Person): Promise<void> {
  await tx.selectFrom('users').select('id').where('id', '=', id).forNoKeyUpdate().execute()
}

async function hasPassword({ db }: Db, userId: string): Promise<boolean> {
  const found = await db
    .selectFrom('sign_in_methods')
    .select('id')
    .where('user_id', '=', userId)
    .where('provider_id', '=', 'credential')
    .executeTakeFirst()
  return found !== undefined
}

function digestOf(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}
