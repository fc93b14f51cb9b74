import { sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import { mustHave, RelancesError } from '#domain/errors.ts'
import { type CustomerTraces, type ErasurePlan, planErasure } from '#domain/people/personal-data.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { ZONE } from '#platform/zone.ts'
import { ERASURE } from './audit-chain.ts'
import { depositsToErase, eraseDeposits, eraseRemarks, recogniserOf } from './erase-import-traces.ts'

/** A client whose data is asked for or erased. */
export interface DataSubject {
  readonly companyId: number
  readonly company: string
  readonly id: number
  readonly code: string
  readonly name: string
}

/** @throws RelancesError not-found, also for a client of a company outside the scope */
export async function findSubject(
  tx: ScopedTransaction,
  by: { readonly id: number } | { readonly company: string; readonly code: string },
): Promise<DataSubject> {
  const customers = tx
    .selectFrom('customers as c')
    .innerJoin('companies as o', 'o.id', 'c.company_id')
    .leftJoin('customers as k', (join) =>
      join.onRef('k.company_id', '=', 'c.company_id').onRef('k.id', '=', 'c.merged_into'),
    )
    .select(['c.company_id as companyId', 'o.code as company'])
    // One that was merged is the one that stands for it: it is one person.
    .select((eb) => [
      eb.fn.coalesce('k.id', 'c.id').as('id'),
      eb.fn.coalesce('k.code', 'c.code').as('code'),
      eb.fn.coalesce('k.name', 'c.name').as('name'),
    ])
  const found = await ('id' in by
    ? customers.where('c.id', '=', by.id)
    : customers.where('o.code', '=', by.company).where('c.code', '=', by.code)
  ).executeTakeFirst()
  if (!found) {
    const known = 'id' in by ? String(by.id) : by.code
    throw new RelancesError('not-found', 'personal-data.no-customer', { customer: known })
  }
  return found
}

/** What erasing would take away, and what stays. */
export interface ErasurePreview {
  readonly plan: ErasurePlan
  readonly goes: {
    readonly contacts: number
    readonly exchanges: number
    /** Reasons written when reminders were held back. */
    readonly reasons: number
    readonly payerNames: number
    /** Imports under way that may name them: whoever sent the file sends it again. */
    readonly waitingImports: number
    readonly hasEmail: boolean
    readonly hasPhone: boolean
  }
  readonly stays: { readonly invoices: number; readonly credits: number; readonly letters: number }
  /** Day of the latest erasure; null when there was none. */
  readonly erasedOn: Day | null
}

/** Says before doing it what `erasePersonalData` would do. */
export async function previewErasure(
  tx: ScopedTransaction,
  { companyId, id }: DataSubject,
  today: Day,
): Promise<ErasurePreview> {
  const { rows } = await sql<
    Omit<ErasurePreview['goes'], 'waitingImports'> &
      ErasurePreview['stays'] &
      CustomerTraces & { erasedOn: Day | null }
  >`
    select
      (select count(*) from customer_contacts where ${of}) as contacts,
      (select count(*) from customer_events where ${of}) as exchanges,
      (select count(*) from dunning_blocks where ${of} and (reason <> '' or lift_reason is not null)) as reasons,
      (select count(*) from payer_names where ${of}) as "payerNames",
      coalesce(c.email, '') <> '' as "hasEmail", coalesce(c.phone, '') <> '' as "hasPhone",
      v.final as invoices, k.count as credits, l.sent as letters,
      greatest(v.latest, k.latest, l.latest) as "latestOn",
      (select count(distinct invoice_id) from instalments where ${of} and is_final and open_cents > 0) as "openInvoices",
      k.open as "openCredits", v.draft + l.draft as drafts,
      l.sent + (select count(*) from e_invoices e where e.company_id = c.company_id and (
        e.invoice_id in (select id from invoices where ${of}) or e.credit_id in (select id from credits where ${of})))
        as archives,
      (select max((n.recorded_at at time zone ${ZONE})::date) from audit_rows r
        join audit_links n on n.company_id = r.company_id and n.id = r.link_id
        where r.company_id = c.company_id and r.customer_id = c.id and r.table_name = ${ERASURE}) as "erasedOn"
    from customers c
    cross join lateral (
      select count(*) filter (where status = 'draft') as draft, count(*) filter (where status = 'final') as final,
        max(coalesce(issued_on, entered_on, created_at::date)) filter (where status <> 'draft') as latest
      from invoices where ${of}) v
    cross join lateral (
      select count(*) as count, count(*) filter (where open_cents > 0) as open,
        max(coalesce(received_on, entered_on, created_at::date)) as latest
      from credits where ${of}) k
    cross join lateral (
      select count(*) filter (where x.status = 'draft') as draft,
        count(*) filter (where x.status in ('confirmed', 'cancelled')) as sent,
        max(r.letter_on) filter (where x.status in ('confirmed', 'cancelled')) as latest
      from letters x join runs r on r.company_id = x.company_id and r.id = x.run_id
      where x.company_id = c.company_id and x.customer_id = c.id) l
    where c.company_id = ${companyId} and c.id = ${id}`.execute(tx)
  const [row] = rows
  if (!row) throw new RelancesError('not-found', 'personal-data.no-customer', { customer: String(id) })
  const { contacts, exchanges, reasons, payerNames, hasEmail, hasPhone } = row
  const waiting = await depositsToErase(tx, companyId, await recogniserOf(tx, { companyId, id }))
  return {
    plan: planErasure(row, today),
    goes: {
      ...{ contacts, exchanges, reasons, payerNames, hasEmail, hasPhone },
      waitingImports: waiting.length,
    },
    stays: { invoices: row.invoices, credits: row.credits, letters: row.letters },
    erasedOn: row.erasedOn,
  }
}

/** Of the client `c` of the query around. */
const of = sql`company_id = c.company_id and customer_id = c.id`

/** What an erasure took away, by kind; it is in the audit under the same words. */
export interface Erasure {
  readonly scope: 'contacts' | 'whole'
  readonly contacts: number
  readonly exchanges: number
  readonly reasons: number
  readonly payer_names: number
}

/** And the files of imports under way, to be removed from the store once the erasure is committed. */
export interface ErasureResult {
  readonly erasure: Erasure
  readonly depositFiles: readonly string[]
}

/**
 * Erases what the plan of the moment allows, in the tables and in the contents of the audit, in one transaction.
 * The client is locked: an import or a hand that would write an invoice waits.
 * @throws RelancesError conflict while something is open, with how many
 */
export async function erasePersonalData(
  tx: ScopedTransaction,
  subject: DataSubject,
  { reason, today }: { readonly reason: string; readonly today: Day },
): Promise<ErasureResult> {
  await tx
    .selectFrom('customers')
    .select('id')
    .where('company_id', '=', subject.companyId)
    .where('id', '=', subject.id)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const { plan } = await previewErasure(tx, subject, today)
  if (plan.scope === 'refused') {
    const { reason: why, count } = mustHave(plan.reasons[0], 'the reason of a refusal')
    throw new RelancesError('conflict', `personal-data.refused-${why}`, { name: subject.name, count })
  }
  const subjects = [...(await mergedInto(tx, subject)), subject]
  // Before what they are recognised by is erased.
  const depositFiles: string[] = []
  for (const one of subjects) {
    const named = await depositsToErase(tx, one.companyId, await recogniserOf(tx, one))
    depositFiles.push(...(await eraseDeposits(tx, one.companyId, named)))
  }
  let erasure: Erasure | null = null
  for (const one of subjects) erasure = await eraseOne(tx, one, plan.scope, reason)
  if (erasure === null) throw new Error('there is one subject at least')
  return { erasure, depositFiles }
}

async function mergedInto(
  tx: ScopedTransaction,
  { companyId, company, id }: DataSubject,
): Promise<readonly DataSubject[]> {
  const rows = await tx
    .selectFrom('customers')
    .select(['id', 'code', 'name'])
    .where('company_id', '=', companyId)
    .where('merged_into', '=', id)
    .orderBy('id')
    .execute()
  return rows.map((row) => ({ ...row, companyId, company }))
}

async function eraseOne(
  tx: ScopedTransaction,
  subject: DataSubject,
  scope: Erasure['scope'],
  reason: string,
): Promise<Erasure> {
  await eraseRemarks(tx, subject)
  const { rows } = await sql<{ done: Erasure }>`
    select erase_personal_data(${subject.companyId}, ${subject.id}, ${scope}, ${reason}) as done`.execute(tx)
  // The codes a merged client had beside its own.
  await sql`
    update merge_changes set before = before - 'other_codes'
    where company_id = ${subject.companyId} and kind = 'customers' and row_id = ${subject.id}
  `.execute(tx)
  const [row] = rows
  if (!row) throw new Error('a function gives a row')
  return row.done
}
