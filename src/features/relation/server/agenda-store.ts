import { type RawBuilder, sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import { AGENDA_KINDS, type AgendaKind, daysWaiting } from '#domain/dunning/agenda.ts'
import { isActiveBlock } from '#ledger/active-block.ts'
import { isBrokenPromise, judgePromises } from '#ledger/promises.ts'
import { isAfter, type Keyset, orderOf, pageOf } from '#platform/keyset.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { ZONE } from '#platform/zone.ts'
import type { Agenda, AgendaItem, AgendaPart } from '../contract.ts'

export interface AgendaRequest {
  readonly companyIds: readonly number[]
  readonly today: Day
  readonly kind?: AgendaKind | undefined
  readonly after?: string | undefined
  readonly limit: number
}

/**
 * « À faire aujourd'hui »: nothing of it is stored but what has been dealt with, so that a promise kept at the
 * last minute or an address filled in is no longer asked for. What was done today stays in sight.
 */
export async function readAgenda(tx: ScopedTransaction, request: AgendaRequest): Promise<Agenda> {
  const parts: AgendaPart[] = []
  for (const kind of AGENDA_KINDS) {
    if (request.kind === undefined || request.kind === kind) parts.push(await readPart(tx, kind, request))
  }
  const done = request.kind === undefined ? await readDone(tx, request) : []
  return { parts, done }
}

type StoredItem = Omit<AgendaItem, 'daysWaiting' | 'receivedCents' | 'kind'>

// What waits is found once, with no more than its keys; only the page itself is told in full.
async function readPart(
  tx: ScopedTransaction,
  kind: AgendaKind,
  { companyIds, today, after, limit }: AgendaRequest,
): Promise<AgendaPart> {
  const found = await sql<StoredItem & { count: number }>`
    with subjects as (${SUBJECTS[kind](companyIds, today)}),
    marks as (
      select m.company_id, m.subject_id, max(m.done_on) as done_on from agenda_marks m
      where m.company_id = any(${companyIds}::bigint[]) and m.kind = ${kind}::text and m.undone_at is null
      group by m.company_id, m.subject_id
    ),
    waiting as materialized (
      select s.company_id, s.subject_id, s.name, ${dueDay} as waits_since
      from subjects s left join marks m on m.company_id = s.company_id and m.subject_id = s.subject_id
      where ${dueDay} <= ${today}::date
    ),
    page as (
      select w.*, null::bigint as mark_id, (select count(*) from waiting) as count
      from waiting w
      where ${isAfter(LONGEST_WAIT_FIRST, after)}
      order by ${orderOf(LONGEST_WAIT_FIRST)}
      limit ${limit + 1}::bigint
    )
    select w.count, ${itemColumns} from page w ${itemSource(kind)}
    order by ${orderOf(LONGEST_WAIT_FIRST)}
  `.execute(tx)
  const { rows, next } = pageOf(found.rows, limit, (row) => [row.dueOn, row.name, row.subjectId])
  const items = await withReceipts(
    tx,
    kind,
    rows.map(({ count, ...item }) => item),
    today,
  )
  return {
    kind,
    count: found.rows[0]?.count ?? 0,
    items,
    next,
  }
}

// domain/dunning/agenda.ts `agendaDay`: what was dealt with and is still there comes back after some days, or never.
const dueDay = sql<Day>`case when m.done_on is null or m.done_on < s.since then s.since
  when s.every_days is null then null else m.done_on + s.every_days end`

async function readDone(tx: ScopedTransaction, { companyIds, today }: AgendaRequest): Promise<AgendaItem[]> {
  const done: AgendaItem[] = []
  for (const kind of AGENDA_KINDS) {
    const found = await sql<StoredItem>`
      select ${itemColumns}
      from (
        select m.company_id, m.id as mark_id, m.subject_id, m.done_on as waits_since
        from agenda_marks m
        where m.company_id = any(${companyIds}::bigint[]) and m.kind = ${kind}::text and m.done_on = ${today}::date
          and m.undone_at is null
        order by m.id desc limit ${MOST_DONE}::bigint
      ) w ${itemSource(kind)}
      order by w.mark_id desc
    `.execute(tx)
    done.push(...(await withReceipts(tx, kind, found.rows, today)))
  }
  return done
}

const MOST_DONE = 50

const itemColumns = sql`
  w.subject_id as "subjectId", co.code as company, d.customer_id as "customerId", c.code, c.name,
  coalesce(p.phone, c.phone) as phone, coalesce(p.email, c.email) as email, w.waits_since as "dueOn",
  d.number, d.text, d.amount_cents as "amountCents", d.currency, d.promised_on as "promisedOn",
  d.run_id as "runId", d.message_id as "messageId", w.mark_id as "markId"`

function itemSource(kind: AgendaKind): RawBuilder<unknown> {
  return sql`
    cross join lateral (${DETAILS[kind]}) d
    join customers c on c.company_id = w.company_id and c.id = d.customer_id
    join companies co on co.id = w.company_id
    left join customer_contacts p
      on p.company_id = c.company_id and p.customer_id = c.id and p.is_for_reminders`
}

async function withReceipts(
  tx: ScopedTransaction,
  kind: AgendaKind,
  rows: readonly StoredItem[],
  today: Day,
): Promise<AgendaItem[]> {
  const promises = kind === 'broken-promise' ? rows.map((row) => row.subjectId) : []
  const outcomes = await judgePromises(tx, promises, today)
  return rows.map((row) => ({
    ...row,
    kind,
    daysWaiting: daysWaiting(row.dueOn, today),
    receivedCents: outcomes.get(row.subjectId)?.receivedCents ?? null,
  }))
}

const LONGEST_WAIT_FIRST: Keyset = {
  keys: [
    { of: sql`w.waits_since`, type: 'date' },
    { of: sql`w.name`, type: 'text', collation: 'fr-x-icu' },
    { of: sql`w.subject_id`, type: 'bigint' },
  ],
  direction: 'asc',
}

// What `w` is about, as columns customer_id, number, text, amount_cents, currency,
// promised_on, run_id, message_id.
const eventColumns = sql`n.customer_id, null::text as number,
  coalesce(n.next_action, nullif(n.text, '')) as text, null::bigint as amount_cents, null::text as currency,
  null::date as promised_on, null::bigint as run_id, null::bigint as message_id`
const blockColumns = sql`b.customer_id,
  (select coalesce(v.number, v.label) from invoices v where v.company_id = b.company_id
   and v.id = coalesce(b.invoice_id, (select i.invoice_id from instalments i
     where i.company_id = b.company_id and i.id = b.instalment_id))) as number,
  nullif(b.reason, '') as text, b.amount_cents, b.currency, b.promised_on, null::bigint as run_id, null::bigint as message_id`
const letterColumns = sql`l.customer_id, null::text as number, l.review_reason as text,
  l.net_cents as amount_cents, l.currency, null::date as promised_on, l.run_id, null::bigint as message_id`
const customerColumns = sql`k.id as customer_id, null::text as number, null::text as text,
  (select sum(i.open_cents)::bigint from instalments i where i.company_id = k.company_id and i.customer_id = k.id
   and i.open_cents > 0 and i.is_final and i.currency = 'EUR') as amount_cents, 'EUR' as currency,
  null::date as promised_on, null::bigint as run_id, null::bigint as message_id`
const messageColumns = sql`m.customer_id, null::text as number, array_to_string(m.addresses, ', ') as text,
  l.net_cents as amount_cents, l.currency, null::date as promised_on, null::bigint as run_id, m.id as message_id`

const DETAILS: Readonly<Record<AgendaKind, RawBuilder<unknown>>> = {
  'call-back': sql`select ${eventColumns} from customer_events n where n.company_id = w.company_id and n.id = w.subject_id`,
  'broken-promise': sql`select ${blockColumns} from dunning_blocks b where b.company_id = w.company_id and b.id = w.subject_id`,
  dispute: sql`select ${blockColumns} from dunning_blocks b where b.company_id = w.company_id and b.id = w.subject_id`,
  letter: sql`select ${letterColumns} from letters l where l.company_id = w.company_id and l.id = w.subject_id`,
  reply: sql`select r.customer_id, null::text as number, nullif(left(r.text, 200), '') as text, null::bigint as amount_cents,
      null::text as currency, null::date as promised_on, null::bigint as run_id, r.message_id
    from returned_mails r where r.company_id = w.company_id and r.id = w.subject_id`,
  undelivered: sql`select ${messageColumns} from messages m
    left join letters l on l.company_id = m.company_id and l.id = m.letter_id
    where m.company_id = w.company_id and m.id = w.subject_id`,
  'no-address': sql`select ${customerColumns} from customers k where k.company_id = w.company_id and k.id = w.subject_id`,
}

/** Days before a client without an address, dealt with and still without one, is shown again. */
const ADDRESS_DAYS = 30

// Each with the name of its client, which orders what has waited as long: asked afterwards, it would cost as much.
type Subjects = (companyIds: readonly number[], today: Day) => RawBuilder<unknown>

const SUBJECTS: Readonly<Record<AgendaKind, Subjects>> = {
  // What has come is to be dealt with, were today a day that was set.
  reply: (companyIds, today) => sql`
    select r.company_id, r.id as subject_id, c.name,
           least((r.received_at at time zone ${ZONE})::date, ${today}::date) as since, null::int as every_days
    from returned_mails r join customers c on c.company_id = r.company_id and c.id = r.customer_id
    where r.company_id = any(${companyIds}::bigint[]) and r.kind = 'reply' and r.read_at is null`,
  // Until it has gone another way: on paper, by a later e-mail, or as somebody says.
  undelivered: (companyIds, today) => sql`
    select m.company_id, m.id as subject_id, c.name,
           least((m.state_at at time zone ${ZONE})::date, ${today}::date) as since, null::int as every_days
    from messages m join customers c on c.company_id = m.company_id and c.id = m.customer_id
    where m.company_id = any(${companyIds}::bigint[]) and m.state in ('returned', 'failed') and m.redone_run is null
      and not exists (select from messages later where later.company_id = m.company_id
        and later.customer_id = m.customer_id and later.id > m.id and later.state = 'sent')`,
  'call-back': (companyIds, today) => sql`
    select n.company_id, n.id as subject_id, c.name, n.next_action_on as since, null::int as every_days
    from customer_events n join customers c on c.company_id = n.company_id and c.id = n.customer_id
    where n.company_id = any(${companyIds}::bigint[]) and n.next_action_on <= ${today}::date`,
  'broken-promise': (companyIds, today) => sql`
    select b.company_id, b.id as subject_id, c.name, b.ends_on + 1 as since, null::int as every_days
    from dunning_blocks b join customers c on c.company_id = b.company_id and c.id = b.customer_id
    where b.company_id = any(${companyIds}::bigint[]) and b.kind = 'promise' and b.lifted_at is null
      and b.ends_on < ${today}::date and ${isBrokenPromise(today)}`,
  dispute: (companyIds, today) => sql`
    select b.company_id, b.id as subject_id, c.name, o.dispute_review_days as every_days,
           (b.created_at at time zone ${ZONE})::date + o.dispute_review_days as since
    from dunning_blocks b join companies o on o.id = b.company_id
      join customers c on c.company_id = b.company_id and c.id = b.customer_id
    where b.company_id = any(${companyIds}::bigint[]) and b.kind = 'dispute' and ${isActiveBlock(today)}`,
  letter: (companyIds) => sql`
    select l.company_id, l.id as subject_id, c.name, r.letter_on as since, null::int as every_days
    from letters l join runs r on r.company_id = l.company_id and r.id = l.run_id
      join customers c on c.company_id = l.company_id and c.id = l.customer_id
    where l.company_id = any(${companyIds}::bigint[]) and l.status = 'to-review'`,
  // Only those who would be written to: what they owe is late, and nothing holds it.
  'no-address': (companyIds, today) => sql`
    select k.company_id, k.id as subject_id, k.name, late.since, ${ADDRESS_DAYS}::int as every_days
    from customers k cross join lateral (
      select min(f.first_due_on) + 1 as since from customer_sums f
      where f.company_id = k.company_id and f.customer_id = k.id and f.first_due_on < ${today}::date) late
    where k.company_id = any(${companyIds}::bigint[]) and late.since is not null
      and (coalesce(btrim(k.postcode), '') = '' or coalesce(btrim(k.town), '') = '')
      and not exists (select from dunning_blocks b
        where b.company_id = k.company_id and b.customer_id = k.id and ${isActiveBlock(today)}
          and b.invoice_id is null and b.instalment_id is null)`,
}
