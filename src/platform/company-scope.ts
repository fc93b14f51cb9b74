import { commonTimeZone } from '#domain/days-and-money/time-zone.ts'
import { RelancesError } from '#domain/errors.ts'
import { CAPABILITIES, type Capability, isAllowed } from '#domain/people/capabilities.ts'
import { translate } from '#messages/translate.ts'
import { currentDay } from './clock.ts'
import type { Context } from './context.ts'
import type { Database } from './database.ts'
import { type ScopedTransaction, withScope } from './scoped.ts'

/**
 * The companies a piece of work is about: those where whoever asks may do it, narrowed to `codes` when it
 * names some. Resolved once; every store function then works inside them, and on the day it is where they are.
 * @throws RelancesError forbidden for a code where their role is not enough, not-found for a code that does
 *   not exist (said only to whom sees every company)
 */
export async function narrowToCompanies(
  database: Pick<Database, 'db'>,
  who: Omit<Context, 'companyIds'>,
  codes?: readonly string[],
): Promise<Context & { readonly companyIds: readonly number[] }> {
  const companies = await withScope(
    database,
    { actor: who.actor, companyIds: 'all' },
    (tx) => tx.selectFrom('companies').select(['id', 'code', 'time_zone']).orderBy('code').execute(),
    { readOnly: true },
  )
  const allowed = companies.filter(({ code }) => permits(who, code))
  const chosen = (codes ?? allowed.map(({ code }) => code)).map((code) => {
    requireCompany(who, code)
    const found = allowed.find((company) => company.code === code)
    if (!found) throw new RelancesError('not-found', 'features.no-company', { code })
    return found
  })
  const timeZone = commonTimeZone(chosen.map((company) => company.time_zone))
  const today = who.followsCalendar ? currentDay({ today: null }, timeZone) : who.today
  return { ...who, today, timeZone, companyIds: [...new Set(chosen.map((company) => company.id))] }
}

/**
 * The scope of one company, and the company itself.
 * @throws RelancesError not-found for a code that is none of the user's companies
 */
export async function narrowToCompany(
  database: Pick<Database, 'db'>,
  who: Omit<Context, 'companyIds'>,
  code: string,
): Promise<{ context: Context; company: { readonly id: number; readonly code: string } }> {
  const context = await narrowToCompanies(database, who, [code])
  const [id] = context.companyIds
  if (id === undefined) throw new Error('one code, one company')
  return { context, company: { id, code } }
}

/** Nothing new enters the books of an archived company. @throws RelancesError conflict */
export async function requireActive(tx: ScopedTransaction, companyId: number): Promise<void> {
  const { code, archived_at } = await tx
    .selectFrom('companies')
    .select(['code', 'archived_at'])
    .where('id', '=', companyId)
    .executeTakeFirstOrThrow()
  if (archived_at !== null) throw new RelancesError('conflict', 'identity.company-archived', { code })
}

/**
 * Refuses, naming the role it takes, what whoever asks may not do in this company.
 * @throws RelancesError forbidden
 */
export function requireCompany(
  who: Pick<Context, 'permission' | 'language'>,
  code: string,
  capability?: Capability,
): void {
  if (permits(who, code, capability) || who.permission === 'everything') return
  const needed = capability ?? who.permission.capability
  const role = translate(who.language, `people.role-${CAPABILITIES[needed]}`)
  throw new RelancesError('forbidden', 'people.role-needed-in', { role, company: code })
}

/** Whether whoever asks may do this in that company. */
export function permits(who: Pick<Context, 'permission'>, code: string, capability?: Capability): boolean {
  if (who.permission === 'everything') return true
  const { roles, scopes } = who.permission
  const needed = capability ?? who.permission.capability
  return isAllowed(roles, needed, code) && (scopes === null || scopes.includes(needed))
}
