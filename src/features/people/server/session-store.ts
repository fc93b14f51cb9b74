import type { Day } from '#domain/days-and-money/day.ts'
import { highestRole, type Roles } from '#domain/people/capabilities.ts'
import { lacksRates } from '#ledger/penalty-rules.ts'
import type { Actor } from '#platform/context.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { Session } from '../session-contract.ts'

const DRAFTS_SHOWN = 20

/** The companies the user works on, by code, each with their role: archived ones are not among them. */
export async function readSessionCompanies(
  tx: ScopedTransaction,
  today: Day,
  roles: Roles,
): Promise<Session['companies']> {
  const rows = await tx
    .selectFrom('companies')
    .select(['code', 'legal_name', 'is_example', 'payments_known_on', 'stale_after_days', 'time_zone'])
    .select(lacksRates(today).as('lacks_rates'))
    .where('archived_at', 'is', null)
    .orderBy('code')
    .execute()
  return rows.map((row) => ({
    code: row.code,
    legalName: row.legal_name,
    // The role everywhere may be less than the one here, or more.
    role: highestRole(roles.everywhere, roles.byCompany[row.code]),
    isExample: row.is_example,
    timeZone: row.time_zone,
    paymentsKnownOn: row.payments_known_on,
    staleAfterDays: row.stale_after_days,
    lacksRates: row.lacks_rates,
  }))
}

/** Drafts to resume, newest first. */
export async function readSessionDrafts(tx: ScopedTransaction): Promise<Session['drafts']> {
  const rows = await tx
    .selectFrom('runs as r')
    .innerJoin('letters as l', (join) =>
      join.onRef('l.company_id', '=', 'r.company_id').onRef('l.run_id', '=', 'r.id'),
    )
    .select((eb) => ['r.id', 'r.letter_on', 'r.created_by', eb.fn.countAll<number>().as('letters')])
    .select((eb) => eb.fn.min('r.created_at').as('created_at'))
    .where('r.status', '=', 'draft')
    .where('l.status', '=', 'draft')
    .groupBy(['r.id', 'r.letter_on', 'r.created_by'])
    .orderBy('r.id', 'desc')
    .limit(DRAFTS_SHOWN)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    letterOn: row.letter_on,
    letters: row.letters,
    createdAt: row.created_at.toISOString(),
    createdBy: row.created_by,
  }))
}

/** What the key that asks may do, and until when; null for a person. */
export async function readSessionKey(tx: ScopedTransaction, actor: Actor): Promise<Session['key']> {
  if (!('keyId' in actor) || actor.keyId === undefined) return null
  const key = await tx
    .selectFrom('api_keys')
    .select(['name', 'prefix', 'capabilities', 'companies', 'expires_at', 'last_used_at'])
    .where('id', '=', actor.keyId)
    .executeTakeFirstOrThrow()
  return {
    name: key.name,
    prefix: key.prefix,
    capabilities: key.capabilities,
    companies: key.companies,
    expiresAt: key.expires_at?.toISOString() ?? null,
    lastUsedAt: key.last_used_at?.toISOString() ?? null,
  }
}
