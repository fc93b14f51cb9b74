import { type RawBuilder, sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import { settledOn } from '#ledger/customer-standing.ts'
import { reasonWords, statusName } from '#ledger/e-invoice-status-words.ts'
import { isNoted } from '#ledger/note-payment.ts'
import { judgePromises } from '#ledger/promises.ts'
import type { Language } from '#messages/translate.ts'
import type { Context } from '#platform/context.ts'
import { isAfter, type Keyset, orderOf, pageOf } from '#platform/keyset.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { ZONE } from '#platform/zone.ts'
import type { TimelineEntry, TimelinePage, TimelineQuery } from '../timeline-contract.ts'
import { findCustomer } from './store.ts'

interface Who {
  readonly companyId: number
  readonly customerId: number
}

type StoredEntry = Omit<TimelineEntry, 'promise' | 'allocation'>

/**
 * Everything that happened with a client, the latest first: documents, money and what it settles, letters, changes
 * of level, calls and notes, blocks made and lifted. What a page says beside its own rows — what has come of a
 * promise, what an allocation joins — is asked for the page only.
 * @throws RelancesError not-found
 */
export async function readTimeline(
  tx: ScopedTransaction,
  customerId: number,
  { only, after, limit }: TimelineQuery,
  { today, language }: Pick<Context, 'today' | 'language'>,
): Promise<TimelinePage> {
  const { company_id: companyId } = await findCustomer(tx, customerId)
  const families = only === undefined ? Object.values(FAMILIES) : [FAMILIES[only]]
  const found = await sql<StoredEntry>`
    with page as (
      select e.*
      from (${sql.join(
        families.map((family) => family({ companyId, customerId })),
        sql` union all `,
      )}) e (kind, id, "on", actor, number, cents, currency, level, level_before, what, outcome, text, until, run_id)
      where ${isAfter(NEWEST_FIRST, after)}
      order by ${orderOf(NEWEST_FIRST)}
      limit ${limit + 1}
    )
    select e.kind, e.id, e.on, e.actor, e.number, e.cents as "amountCents", e.currency, e.level,
           e.level_before as "levelBefore", e.what, e.outcome, e.text, e.run_id as "runId",
           case e.kind when 'message' then e.id when 'mail' then (select r.message_id from returned_mails r
             where r.company_id = ${companyId} and r.id = e.id) end as "messageId",
           case when e.kind = 'invoice' then (select max(i.due_on) from instalments i
             where i.company_id = ${companyId} and i.invoice_id = e.id) else e.until end as until
    from page e
    order by ${orderOf(NEWEST_FIRST)}
  `.execute(tx)
  const { rows, next } = pageOf(found.rows, limit, (row) => [row.on, row.kind, row.id])
  const promises = rows.filter((row) => row.kind === 'block' && row.what === 'promise').map((row) => row.id)
  const outcomes = await judgePromises(tx, promises, today)
  const allocations = await readAllocations(
    tx,
    companyId,
    rows.filter(isAllocation).map(({ id }) => id),
  )
  return {
    rows: rows.map((row) => ({
      ...row,
      text: row.kind === 'status' ? statusText(language, row) : row.text,
      promise: row.kind === 'block' ? (outcomes.get(row.id)?.state ?? null) : null,
      allocation: isAllocation(row) ? (allocations.get(row.id) ?? null) : null,
    })),
    next,
  }
}

// A status is told in the words of the reader: its name, then its reasons.
function statusText(language: Language, { what, text }: Pick<StoredEntry, 'what' | 'text'>): string {
  const reason = text === null ? null : reasonWords(language, JSON.parse(text))
  return [statusName(language, what ?? ''), reason].filter((one) => one !== null).join(' – ')
}

function isAllocation({ kind }: Pick<StoredEntry, 'kind'>): boolean {
  return kind === 'allocation' || kind === 'allocation-cancelled'
}

async function readAllocations(
  tx: ScopedTransaction,
  companyId: number,
  ids: readonly number[],
): Promise<ReadonlyMap<number, TimelineEntry['allocation']>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<NonNullable<TimelineEntry['allocation']> & { id: number }>`
    select a.id, v.id as "invoiceId", coalesce(v.number, v.label) as "invoiceNumber", k.kind as "creditKind",
           coalesce(k.number, k.label) as "creditNumber", a.penalty_invoice_id is not null as "paysPenalties",
           case when k.customer_id <> v.customer_id then c.name end as "otherCustomer"
    from allocations a
      left join instalments i on i.company_id = a.company_id and i.id = a.instalment_id
      join invoices v on v.company_id = a.company_id and v.id = coalesce(i.invoice_id, a.penalty_invoice_id)
      left join credits k on k.company_id = a.company_id and k.id = a.credit_id
      left join customers c on c.company_id = k.company_id and c.id = k.customer_id
    where a.company_id = ${companyId} and a.id = any(${ids}::bigint[])
  `.execute(tx)
  return new Map(rows.map(({ id, ...allocation }) => [id, allocation]))
}

const NEWEST_FIRST: Keyset = {
  keys: [
    { of: sql`e.on`, type: 'date' },
    { of: sql`e.kind collate "C"`, type: 'text', collation: 'C' },
    { of: sql`e.id`, type: 'bigint' },
  ],
  direction: 'desc',
}

// The columns of every branch, in order: kind, id, on, actor, number, cents, currency, level, level before,
// what, outcome, text, until, run.
const FAMILIES = { money, reminders, relation }

function money(who: Who): RawBuilder<unknown> {
  return sql`${documents(who)} union all ${allocations(who)}`
}

function documents(who: Who): RawBuilder<unknown> {
  return sql`
    select 'invoice'::text, v.id, coalesce(v.issued_on, v.entered_on, ${madeOn('v')}), null::text,
           coalesce(v.number, v.label), v.total_cents, v.currency, null::smallint, null::smallint, v.kind,
           null::text, null::text, null::date, null::bigint
    from invoices v where v.company_id = ${who.companyId} and v.customer_id = ${who.customerId} and v.status = 'final'
    union all
    select k.kind, k.id, coalesce(k.received_on, k.entered_on, ${madeOn('k')}), null, coalesce(k.number, k.label),
           k.amount_cents, k.currency, null, null, case when ${isNoted} then 'noted' end, null, null, null, null
    from credits k where k.company_id = ${who.companyId} and k.customer_id = ${who.customerId} and k.withdrawn_by_import is null
    union all
    select 'return', r.id, r.returned_on, r.created_by, coalesce(k.number, k.label), k.amount_cents, k.currency,
           null, null, null, null, r.reason, null, null
    from credit_returns r join credits k on k.company_id = r.company_id and k.id = r.credit_id
    where k.company_id = ${who.companyId} and k.customer_id = ${who.customerId} and r.cancelled_at is null`
}

// What settles the client's invoices, then what its money settles of another's. What a file says is settled was so
// on the day the money came, what we allocated when it was done.
function allocations({ companyId, customerId }: Who): RawBuilder<unknown> {
  return sql`
    select t.kind, a.id, t.on, t.actor, null, a.amount_cents, a.currency, null, null, null, null, t.reason, null, null
    from (
      select a.*, v.currency
      from invoices v
        join instalments i on i.company_id = v.company_id and i.invoice_id = v.id and i.is_final
        join allocations a on a.company_id = i.company_id and a.instalment_id = i.id
      where v.company_id = ${companyId} and v.customer_id = ${customerId}
      union all
      select a.*, k.currency
      from credits k
        join allocations a on a.company_id = k.company_id and a.credit_id = k.id
        join instalments i on i.company_id = a.company_id and i.id = a.instalment_id and i.is_final
      where k.company_id = ${companyId} and k.customer_id = ${customerId} and i.customer_id <> k.customer_id
      union all
      select a.*, k.currency
      from credits k join allocations a on a.company_id = k.company_id and a.credit_id = k.id
      where k.company_id = ${companyId} and k.customer_id = ${customerId} and a.penalty_invoice_id is not null
    ) a
      left join credits k on k.company_id = a.company_id and k.id = a.credit_id
      left join imports m on m.company_id = a.company_id and m.id = a.import_id
      cross join lateral (
        select 'allocation' as kind, case when a.import_id is null then ${madeOn('a')} else ${settledOn} end as on,
               a.created_by as actor, null as reason
        union all
        select 'allocation-cancelled', (a.cancelled_at at time zone ${ZONE})::date, a.cancelled_by,
               a.cancel_reason
        where a.cancelled_at is not null
      ) t`
}

function reminders(who: Who): RawBuilder<unknown> {
  return sql`
    select 'letter'::text, l.id, r.letter_on, l.confirmed_by, null::text, l.net_cents, l.currency, l.level,
           null::smallint, null::text, null::text, null::text, null::date, l.run_id
    from letters l join runs r on r.company_id = l.company_id and r.id = l.run_id
    where l.company_id = ${who.companyId} and l.customer_id = ${who.customerId} and l.status in ('confirmed', 'cancelled')
    union all
    select 'letter-cancelled', l.id, (l.cancelled_at at time zone ${ZONE})::date, l.cancelled_by, null,
           l.net_cents, l.currency, l.level, null, null, null, null, null, l.run_id
    from letters l where l.company_id = ${who.companyId} and l.customer_id = ${who.customerId} and l.status = 'cancelled'
    union all
    select 'message', m.id, (coalesce(m.sent_at, m.state_at) at time zone ${ZONE})::date, m.state_by, null, null, null,
           m.level, null, m.state, null, concat_ws(e'\\n', array_to_string(m.addresses, ', '), m.subject), null, m.run_id
    from messages m where m.company_id = ${who.companyId} and m.customer_id = ${who.customerId}
    union all
    select 'mail', r.id, (r.received_at at time zone ${ZONE})::date, nullif(r.from_address, ''), null, null, null, null, null,
           r.kind, null, coalesce(nullif(r.text, ''), (
             select string_agg(concat_ws(' : ', x->>'address', nullif(x->>'words', '')), e'\\n')
             from jsonb_array_elements(r.recipients) x)), r.promised_on, null
    from returned_mails r where r.company_id = ${who.companyId} and r.customer_id = ${who.customerId}
    union all
    select 'level', e.id, (e.occurred_at at time zone ${ZONE})::date, e.actor, coalesce(v.number, v.label),
           i.open_cents, i.currency, e.level_after, e.level_before, e.kind, null, e.reason, null, null
    from invoices v
      join instalments i on i.company_id = v.company_id and i.invoice_id = v.id
      join reminder_events e on e.company_id = i.company_id and e.instalment_id = i.id
    where v.company_id = ${who.companyId} and v.customer_id = ${who.customerId} and (v.status = 'final' or v.merged_into is not null)
      and (e.kind in ('manual', 'import') or (e.kind = 'start' and not exists (select from reminder_events u
        where u.company_id = e.company_id and u.undoes_event_id = e.id)) or (e.kind = 'merge' and e.level_before <> e.level_after))`
}

function relation(who: Who): RawBuilder<unknown> {
  return sql`
    select 'contact'::text, n.id, n.happened_on, n.created_by, null::text, null::bigint, null::text,
           null::smallint, null::smallint, n.kind, n.outcome,
           concat_ws(e'\\n', nullif(n.text, ''), n.next_action), n.next_action_on, null::bigint
    from customer_events n where n.company_id = ${who.companyId} and n.customer_id = ${who.customerId}
    union all
    select 'block', b.id, ${madeOn('b')}, b.created_by, ${blockedNumber}, b.amount_cents, b.currency, null, null,
           b.kind, null, nullif(b.reason, ''), coalesce(b.promised_on, b.ends_on), null
    from dunning_blocks b where b.company_id = ${who.companyId} and b.customer_id = ${who.customerId}
    union all
    select 'block-lifted', b.id, (b.lifted_at at time zone ${ZONE})::date, b.lifted_by, ${blockedNumber},
           null, null, null, null, b.kind, null, b.lift_reason, null, null
    from dunning_blocks b where b.company_id = ${who.companyId} and b.customer_id = ${who.customerId} and b.lifted_at is not null
    union all
    select 'status', s.id, s.happened_on, null, s.number, null, null, null, null, s.status, null, s.reasons::text, null, null
    from invoices v join e_invoice_statuses s on s.company_id = v.company_id and s.invoice_id = v.id
    where v.company_id = ${who.companyId} and v.customer_id = ${who.customerId} and s.withdrawn_at is null`
}

const blockedNumber = sql`(
  select coalesce(v.number, v.label) from invoices v where v.company_id = b.company_id and v.id = coalesce(b.invoice_id,
    (select i.invoice_id from instalments i where i.company_id = b.company_id and i.id = b.instalment_id)))`

function madeOn(table: string): RawBuilder<Day> {
  return sql<Day>`(${sql.ref(`${table}.created_at`)} at time zone ${ZONE})::date`
}
