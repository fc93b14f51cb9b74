import { type RawBuilder, sql } from 'kysely'
import { RelancesError } from '#domain/errors.ts'
import { isAfter, type Keyset, orderOf, pageOf } from '#platform/keyset.ts'
import { onlyRow } from '#platform/rows.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { ZONE } from '#platform/zone.ts'
import type { AuditFilters } from '../contract.ts'
import { RECORDED } from './recorded.ts'

/** A row of the audit with what it takes to tell it: names are those of today. */
export interface StoredEntry {
  readonly company_id: number
  readonly link_id: number
  readonly id: number
  readonly at: string
  readonly actor: string
  readonly actor_kind: string
  readonly address: string | null
  readonly link: number | null
  readonly table_name: string
  readonly operation: 'insert' | 'update' | 'delete' | 'note'
  readonly row_key: Readonly<Record<string, unknown>>
  readonly before: Readonly<Record<string, unknown>> | null
  readonly after: Readonly<Record<string, unknown>> | null
  readonly is_erased: boolean
  readonly company: string | null
  readonly customer_id: number | null
  readonly customer_code: string | null
  readonly customer_name: string | null
  readonly invoice_id: number | null
  readonly invoice_number: string | null
  readonly currency: string | null
  readonly credit_number: string | null
  readonly credit_kind: string | null
  readonly file_name: string | null
  readonly letter_level: number | null
  readonly letter_run: number | null
  readonly person: string | null
}

export interface AuditRequest extends Omit<AuditFilters, 'companies'> {
  /** With 0 for whoever may read the journal of the installation. */
  readonly companyIds: readonly number[]
  readonly after?: string | undefined
  readonly limit: number
}

/** Clients and invoices a text may stand for: each is an index to walk. */
const MAX_SUBJECTS = 500

/**
 * A page of the audit, the latest first. Each company, and in it each table or subject asked for, is one walk of
 * an index from its end that stops at the page's length: the cost does not grow with what is stored.
 * @throws RelancesError invalid when the text stands for more than 500 clients and invoices
 */
export async function readAudit(
  tx: ScopedTransaction,
  request: AuditRequest,
): Promise<{ readonly rows: StoredEntry[]; readonly next: string | null }> {
  const subjects = request.text?.trim() ? await findSubjects(tx, request.text.trim()) : null
  const { limit } = request
  const { rows } = await sql<StoredEntry>`
    with drivers as materialized (${driversOf(request, subjects)}),
    page as materialized (
      select distinct on (w.link_id, w.id) w.* from drivers d cross join lateral (${walkOf(request)}) w
      order by w.link_id desc, w.id desc limit ${limit + 1}
    )
    ${told}`.execute(tx)
  return pageOf(rows, limit, (row) => [row.link_id, row.id])
}

interface Subjects {
  readonly customers: readonly number[]
  readonly invoices: readonly number[]
}

async function findSubjects(tx: ScopedTransaction, text: string): Promise<Subjects> {
  const found = await sql<Subjects>`
    select array(select customer_id from customers_named(${text}) limit ${MAX_SUBJECTS + 1}) as customers,
      array(select invoice_id from invoices_written(${text}) limit ${MAX_SUBJECTS + 1}) as invoices`.execute(
    tx,
  )
  const { customers, invoices } = onlyRow(found)
  if (customers.length + invoices.length > MAX_SUBJECTS) {
    throw new RelancesError('invalid', 'journal.text-too-wide', { text, max: MAX_SUBJECTS })
  }
  return { customers, invoices }
}

// One row for each walk: company, the links of the period, then what the index is entered by.
function driversOf(
  { companyIds, kind, from, to }: AuditRequest,
  subjects: Subjects | null,
): RawBuilder<unknown> {
  const tables = kind === undefined ? null : RECORDED[kind]
  const starts =
    from === undefined
      ? sql`0`
      : sql`(
    select l.id from audit_links l where l.company_id = c.id and l.recorded_at >= ${midnight(from, 0)}
    order by l.recorded_at, l.id limit 1)`
  const ends =
    to === undefined
      ? sql`9223372036854775807`
      : sql`(
    select l.id from audit_links l where l.company_id = c.id and l.recorded_at < ${midnight(to, 1)}
    order by l.recorded_at desc, l.id desc limit 1)`
  const companies = sql`(select c.id as company_id, ${starts}::bigint as first_link, ${ends}::bigint as last_link
    from unnest(${companyIds}::bigint[]) c (id)) c`
  if (subjects !== null) {
    return sql`
      select c.*, s.customer_id, s.invoice_id, null::text as table_name, ${tables}::text[] as tables
      from (select id as customer_id, null::bigint as invoice_id from unnest(${subjects.customers}::bigint[]) id
        union all select null, id from unnest(${subjects.invoices}::bigint[]) id) s
      cross join ${companies}`
  }
  return sql`
    select c.*, null::bigint as customer_id, null::bigint as invoice_id, t.name as table_name,
      null::text[] as tables
    from ${companies} cross join unnest(${tables ?? [null]}::text[]) t (name)`
}

const LATEST_FIRST: Keyset = {
  keys: [
    { of: sql`r.link_id`, type: 'bigint' },
    { of: sql`r.id`, type: 'bigint' },
  ],
  direction: 'desc',
}

// Every branch ends in the order of (link, row), which its index has: the sort is of one page.
function walkOf({ who, kind, text, after, limit }: AuditRequest): RawBuilder<unknown> {
  const conditions = [
    sql`r.company_id = d.company_id`,
    sql`r.link_id between d.first_link and d.last_link`,
    isAfter(LATEST_FIRST, after),
  ]
  const isAboutSomebody = text !== undefined && text.trim() !== ''
  const from = sql`from audit_links l join audit_rows r on r.company_id = l.company_id and r.link_id = l.id`
  const page = sql`order by ${orderOf(LATEST_FIRST)} limit ${limit + 1}`
  if (who !== undefined) conditions.push(sql`coalesce(l.user_id, l.actor_kind) = ${who}`)
  if (!isAboutSomebody) {
    if (kind !== undefined) conditions.push(sql`r.table_name = d.table_name`)
    // Entered by the person: their links, then the rows of each.
    if (who !== undefined) {
      conditions.push(sql`l.company_id = d.company_id`, sql`l.id between d.first_link and d.last_link`)
      return sql`select r.* ${from} where ${sql.join(conditions, sql` and `)} order by l.id desc, r.id desc
        limit ${limit + 1}`
    }
    return sql`select r.* from audit_rows r where ${sql.join(conditions, sql` and `)} ${page}`
  }
  if (kind !== undefined) conditions.push(sql`r.table_name = any (d.tables)`)
  const where = sql.join(conditions, sql` and `)
  // Two branches, each with its index; a driver is of one of them.
  return sql`
    (select r.* ${from} where r.customer_id = d.customer_id and ${where} ${page})
    union all
    (select r.* ${from} where r.invoice_id = d.invoice_id and ${where} ${page})`
}

function midnight(day: string, daysLater: number): RawBuilder<unknown> {
  return sql`((${day}::date + ${daysLater}::integer)::timestamp at time zone ${ZONE})`
}

// The names of what a page is about; each cast is behind the table it is true of.
const told = sql`
  select r.company_id, r.link_id, r.id, to_char(l.recorded_at at time zone ${ZONE}, 'YYYY-MM-DD HH24:MI:SS') as at,
    l.actor, l.actor_kind, l.address, l.number as link, r.table_name, r.operation, r.row_key, r.before, r.after,
    r.erased_by is not null as is_erased, co.code as company,
    r.customer_id, c.code as customer_code, c.name as customer_name,
    r.invoice_id, coalesce(v.number, v.label) as invoice_number, coalesce(k.currency, v.currency, x.currency) as currency,
    k.number as credit_number, k.kind as credit_kind, m.file_name, x.level as letter_level, x.run_id as letter_run,
    u.name as person
  from page r
  join audit_links l on l.company_id = r.company_id and l.id = r.link_id
  left join companies co on co.id = r.company_id
  left join customers c on c.company_id = r.company_id and c.id = r.customer_id
  left join invoices v on v.company_id = r.company_id and v.id = r.invoice_id
  left join credits k on k.company_id = r.company_id
    and k.id = case when r.table_name = 'credits' then (r.row_key ->> 'id')::bigint end
  left join imports m on m.company_id = r.company_id
    and m.id = case r.table_name when 'imports' then (r.row_key ->> 'id')::bigint
      when 'import_doubts' then (select q.import_id from import_doubts q
        where q.company_id = r.company_id and q.id = (r.row_key ->> 'id')::bigint) end
  left join letters x on x.company_id = r.company_id
    and x.id = case when r.table_name = 'letters' then (r.row_key ->> 'id')::bigint end
  left join users u on u.id = case when r.table_name = 'users' then r.row_key ->> 'id'
    else coalesce(r.row_key ->> 'user_id', r.after ->> 'user_id', r.before ->> 'user_id') end
  order by r.link_id desc, r.id desc`

/** Who appears in the journal of these companies: read by jumps from one to the next, not row by row. */
export async function readPeople(
  tx: ScopedTransaction,
  companyIds: readonly number[],
): Promise<{ readonly who: string; readonly name: string | null }[]> {
  const whom = sql`coalesce(l.user_id, l.actor_kind)`
  const { rows } = await sql<{ who: string; name: string | null }>`
    with recursive jumps (company_id, who) as (
      select c.id, (select ${whom} from audit_links l where l.company_id = c.id order by 1 limit 1)
      from unnest(${companyIds}::bigint[]) c (id)
      union all
      select j.company_id, (select ${whom} from audit_links l where l.company_id = j.company_id and ${whom} > j.who
        order by 1 limit 1)
      from jumps j where j.who is not null
    )
    select distinct j.who, u.name from jumps j left join users u on u.id = j.who
    where j.who is not null order by u.name, j.who`.execute(tx)
  return rows
}
