import { type RawBuilder, sql } from 'kysely'
import { formatDay } from '#domain/days-and-money/day.ts'
import { RelancesError } from '#domain/errors.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { ReceivablesFile } from '#readers/records.ts'
import { withdrawCredits } from './import-absences.ts'
import { type CarriedItem, type CarryOver, carryOver, hasOpening } from './import-carry-over.ts'
import { isNotCancelled } from './import-credits.ts'
import type { Coverage, ImportScope } from './import-scope.ts'

type LedgerFile = Pick<ReceivablesFile, 'invoices' | 'credits' | 'allocations'>

/** A ledger joined to those of earlier years, and which of their items it speaks of. */
export interface JoinedBooks extends CarryOver {
  readonly carriedKeys: readonly string[]
  readonly carriedCreditKeys: readonly string[]
}

/**
 * Joins the file to the ledgers of earlier years already imported; the file itself when there are
 * none, or when it has no opening lines yet ("à nouveaux" are often written months later).
 * @throws RelancesError conflict when a later year is already there, opened without this one: its
 * opening lines and these invoices would be claimed twice.
 */
export async function joinEarlierYears(
  tx: ScopedTransaction,
  companyId: number,
  covers: Coverage,
  file: LedgerFile,
): Promise<JoinedBooks> {
  await refuseYearBehind(tx, companyId, covers)
  const nothing = {
    settled: [],
    withdrawn: [],
    replacedLines: 0,
    keptLines: 0,
    carriedKeys: [],
    carriedCreditKeys: [],
  }
  if (!hasOpening(file)) return { ...file, ...nothing }
  const debits = await carriedDebits(tx, companyId, covers)
  const credits = await carriedCredits(tx, companyId, covers)
  if (debits.length + credits.length === 0) return { ...file, ...nothing }
  return {
    ...carryOver(file, { debits, credits }),
    carriedKeys: debits.map((item) => item.key),
    carriedCreditKeys: credits.map((item) => item.key),
  }
}

/** Says to the import which carried items the file speaks of, and withdraws the credits it dropped. */
export async function speakOfCarried(
  tx: ScopedTransaction,
  scope: ImportScope,
  joined: JoinedBooks,
): Promise<void> {
  const { companyId } = scope
  await sql`
    insert into spoken_instalments
    select j.id from instalments j
    where j.company_id = ${companyId} and j.source_key = any(${joined.carriedKeys}::text[])
  `.execute(tx)
  const withdrawn = new Set(joined.withdrawn)
  const kept = joined.carriedCreditKeys.filter((key) => !withdrawn.has(key))
  await sql`
    update credits k set withdrawn_by_import = null
    where k.company_id = ${companyId} and k.source_key = any(${kept}::text[]) and k.withdrawn_by_import is not null
  `.execute(tx)
  const { rows } = await sql<{ id: number }>`
    select k.id from credits k where k.company_id = ${companyId} and k.source_key = any(${joined.withdrawn}::text[])
  `.execute(tx)
  await withdrawCredits(
    tx,
    scope,
    rows.map((row) => row.id),
  )
}

async function refuseYearBehind(tx: ScopedTransaction, companyId: number, covers: Coverage): Promise<void> {
  const { rows } = await sql<{ later_on: string | null; is_known: boolean }>`
    select
      (select min(i.entered_on) from invoices i
       where i.company_id = ${companyId} and i.source = 'fec' and i.status = 'final' and i.kind = 'opening-balance'
         and i.entered_on > ${covers.to}::date) as later_on,
      exists (select from imports m
       where m.company_id = ${companyId} and m.cancelled_at is null and m.covers_from <= ${covers.to}::date
         and m.covers_to >= ${covers.from}::date) as is_known
  `.execute(tx)
  const [found] = rows
  if (found?.later_on && !found.is_known) {
    throw new RelancesError('conflict', 'imports.year-behind', {
      from: formatDay(covers.from),
      to: formatDay(covers.to),
      later: formatDay(found.later_on),
    })
  }
}

// Left when the year opened: what this year's import, a later one or a list has settled does not count.
async function carriedDebits(
  tx: ScopedTransaction,
  companyId: number,
  { from }: Coverage,
): Promise<readonly CarriedItem[]> {
  const { rows } = await sql<CarriedItem>`
    with earlier as (${earlierAllocations(companyId, from)})
    select j.source_key as "key", c.code as "customerCode", j.currency, i.number,
           coalesce(i.issued_on, i.entered_on) as "on", j.amount_cents - coalesce(e.cents, 0) as "leftCents"
    from instalments j
      join invoices i on i.company_id = j.company_id and i.id = j.invoice_id
      join customers c on c.company_id = j.company_id and c.id = j.customer_id
      left join (select instalment_id, sum(cents)::bigint as cents from earlier group by 1) e
        on e.instalment_id = j.id
    where j.company_id = ${companyId} and i.source = 'fec' and i.status = 'final' and i.entered_on < ${from}::date
      and j.amount_cents > coalesce(e.cents, 0)
    order by "on", j.id
  `.execute(tx)
  return rows
}

async function carriedCredits(
  tx: ScopedTransaction,
  companyId: number,
  { from }: Coverage,
): Promise<readonly CarriedItem[]> {
  const { rows } = await sql<CarriedItem>`
    with earlier as (${earlierAllocations(companyId, from)})
    select k.source_key as "key", c.code as "customerCode", k.currency, k.number,
           coalesce(k.received_on, k.entered_on) as "on", k.amount_cents - coalesce(e.cents, 0) as "leftCents"
    from credits k
      join customers c on c.company_id = k.company_id and c.id = k.customer_id
      left join imports w on w.company_id = k.company_id and w.id = k.withdrawn_by_import
      left join (select credit_id, sum(cents)::bigint as cents from earlier group by 1) e on e.credit_id = k.id
    where k.company_id = ${companyId} and k.source = 'fec' and ${isNotCancelled} and k.entered_on < ${from}::date
      and coalesce(w.covers_to >= ${from}::date, true) and k.amount_cents > coalesce(e.cents, 0)
    order by "on", k.id
  `.execute(tx)
  return rows
}

function earlierAllocations(companyId: number, from: string): RawBuilder<unknown> {
  return sql`
    select a.instalment_id, a.credit_id, a.amount_cents as cents
    from allocations a
      left join imports m on m.company_id = a.company_id and m.id = a.import_id
      left join credits k on k.company_id = a.company_id and k.id = a.credit_id
    where a.company_id = ${companyId} and a.cancelled_at is null
      and case when a.origin in ('manual', 'statement') then k.entered_on < ${from}::date else m.kind = 'fec' and m.covers_to < ${from}::date end`
}
