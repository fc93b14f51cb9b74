import { createHmac, randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { RelancesError } from '#domain/errors.ts'
import type { Config } from '#platform/config.ts'
import type { Database } from '#platform/database.ts'
import { withScope } from '#platform/scoped.ts'
import type { NewAdministrator } from '../contract.ts'
import { type BetterAuth, DEMO_EMAIL } from './better-auth.ts'
import { checkPassword } from './passwords.ts'
import { addUser } from './user-store.ts'

const LOOPBACK = ['127.0.0.1', '::1', 'localhost']
const ACTOR = { kind: 'system', name: 'installation' } as const

type Who = Pick<Database, 'db'>
type DemoConfig = Pick<Config, 'demo' | 'host' | 'publicUrl' | 'proxies'>

/** Whether nobody has an account yet, the person of the demonstration aside. */
export async function isFirstVisit(database: Who): Promise<boolean> {
  const found = await database.db
    .selectFrom('users')
    .select('id')
    .where('is_demo', '=', false)
    .limit(1)
    .execute()
  return found.length === 0
}

/**
 * The code the first visit takes when Relances is reached from elsewhere than this machine, or else whoever
 * came first would be the administrator. Made from the secret: every process of an installation says the same.
 */
export function firstVisitCode(secret: string): string {
  return createHmac('sha256', secret).update('first visit').digest('hex').slice(0, 12)
}

/** Whether others than this machine may reach us, by what is configured. */
export function isReachable(config: Pick<Config, 'host' | 'publicUrl' | 'proxies'>): boolean {
  return config.publicUrl !== null || config.proxies.length > 0 || !LOOPBACK.includes(config.host)
}

/**
 * Whether the person of --demo may be signed in, or stay so: on this machine only, as long as nobody has an
 * account. A proxy, configured or only seen, means that others than this machine may be asking.
 */
export async function isDemoAllowed(
  { config, database }: { readonly config: DemoConfig; readonly database: Who },
  isForwarded: boolean,
): Promise<boolean> {
  if (!config.demo || isReachable(config) || isForwarded) return false
  return await isFirstVisit(database)
}

/**
 * Makes the account of the administrator, with every right everywhere: once.
 * @throws RelancesError conflict when somebody already has an account, invalid for a weak password
 */
export async function createAdministrator(
  database: Who,
  auth: BetterAuth,
  person: Omit<NewAdministrator, 'code'>,
): Promise<void> {
  checkPassword(person.password, person)
  const hash = await (await auth.$context).password.hash(person.password)
  await withScope(database, { actor: ACTOR, companyIds: [] }, async (tx) => {
    // Of two first visits at the same moment, one waits here and is then refused.
    await sql`select pg_advisory_xact_lock(4800480049)`.execute(tx)
    if (!(await isFirstVisit({ db: tx }))) throw new RelancesError('conflict', 'people.not-first')
    const id = await addUser(tx, { ...person, roleEverywhere: 'administrator' }, ACTOR.name)
    await sql`
      insert into sign_in_methods (id, user_id, provider_id, account_id, password)
      values (${randomUUID()}, ${id}, 'credential', ${id}, ${hash})`.execute(tx)
  })
}

/** Makes the person of --demo, when nobody has an account. Gives whether they may be signed in without asking. */
export async function prepareDemo(database: Who, name: string): Promise<boolean> {
  if (!(await isFirstVisit(database))) return false
  await database.db
    .insertInto('users')
    .values({
      id: randomUUID(),
      name,
      email: DEMO_EMAIL,
      role_everywhere: 'administrator',
      is_demo: true,
      created_by: ACTOR.name,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return true
}
