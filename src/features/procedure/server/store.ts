import { type RawBuilder, sql } from 'kysely'
import { RelancesError } from '#domain/errors.ts'
import { readOpenDays, writeClosures } from '#ledger/open-days.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { Procedure, ProcedureChange } from '../contract.ts'

interface CompanyRow {
  id: number
  updated_at: string
  updated_by: string
  minimum_cents: number
  minimum_item_cents: number
  stale_after_days: number | null
  default_payment_term: string
  excludes_provisional: boolean
  one_letter_per_level: boolean
}

/** @throws RelancesError not-found */
export async function readProcedure(tx: ScopedTransaction, code: string): Promise<Procedure> {
  const company = await readCompany(tx, code, sql``)
  const levels = await tx
    .selectFrom('dunning_levels')
    .select(['level', 'delay_days', 'gap_days', 'deadline_days'])
    .where('company_id', '=', company.id)
    .orderBy('level')
    .execute()
  return {
    company: code,
    updatedAt: company.updated_at,
    timings: levels.map((row) => ({
      level: row.level,
      delayDays: row.delay_days,
      gapDays: row.gap_days,
      deadlineDays: row.deadline_days,
    })),
    minimumCents: company.minimum_cents,
    minimumItemCents: company.minimum_item_cents,
    staleAfterDays: company.stale_after_days,
    openDays: await readOpenDays(tx, company.id),
    defaultPaymentTerm: company.default_payment_term,
    excludesProvisional: company.excludes_provisional,
    oneLetterPerLevel: company.one_letter_per_level,
  }
}

/**
 * Replaces the procedure of a company, unless it was changed since `change.updatedAt`.
 * @throws RelancesError not-found, or conflict when someone else was quicker
 */
export async function changeProcedure(
  tx: ScopedTransaction,
  code: string,
  change: ProcedureChange,
  actor: string,
): Promise<Procedure> {
  // Locked before it is compared, so that of two people saving at once the second sees the first.
  const company = await readCompany(tx, code, sql`for update`)
  if (company.updated_at !== change.updatedAt)
    throw new RelancesError('conflict', 'features.procedure-changed', { code, name: company.updated_by })
  await tx
    .updateTable('companies')
    .set({
      minimum_cents: change.minimumCents,
      minimum_item_cents: change.minimumItemCents,
      stale_after_days: change.staleAfterDays,
      skips_weekends: change.openDays.skipsWeekends,
      holidays: change.openDays.holidays,
      default_payment_term: change.defaultPaymentTerm,
      excludes_provisional: change.excludesProvisional,
      one_letter_per_level: change.oneLetterPerLevel,
      updated_at: sql`clock_timestamp()`,
      updated_by: actor,
    })
    .where('id', '=', company.id)
    .execute()
  await writeClosures(tx, company.id, change.openDays.closures)
  for (const timing of change.timings) {
    await tx
      .updateTable('dunning_levels')
      .set({
        delay_days: timing.delayDays,
        gap_days: timing.gapDays,
        deadline_days: timing.deadlineDays,
      })
      .where('company_id', '=', company.id)
      .where('level', '=', timing.level)
      .execute()
  }
  return await readProcedure(tx, code)
}

// The instant as PostgreSQL holds it, to the microsecond: a Date of JavaScript stops at the
// millisecond, in which two people may have saved.
async function readCompany(
  tx: ScopedTransaction,
  code: string,
  lock: RawBuilder<unknown>,
): Promise<CompanyRow> {
  const found = await sql<CompanyRow>`
    select id, to_char(updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as updated_at, updated_by,
           minimum_cents, minimum_item_cents, stale_after_days, default_payment_term, excludes_provisional, one_letter_per_level
    from companies where code = ${code} ${lock}
  `.execute(tx)
  const [company] = found.rows
  if (!company) throw new RelancesError('not-found', 'features.no-company', { code })
  return company
}
