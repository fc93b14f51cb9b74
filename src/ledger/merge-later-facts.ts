import { type RawBuilder, sql } from 'kysely'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { ERASURE } from './audit-chain.ts'

/** Something done since a merge over what it made one: parting them again would take its ground away. */
export interface LaterFact {
  readonly kind: 'import' | 'letter' | 'allocation' | 'level' | 'contact' | 'merge' | 'erasure'
  /** File, client or document, as the user knows it. */
  readonly name: string
  readonly count: number
}

/** How many of each kind are named. */
const NAMED = 20

/** What forbids undoing a merge; empty when nothing does. */
export async function findLaterFacts(
  tx: ScopedTransaction,
  companyId: number,
  mergeId: number,
): Promise<readonly LaterFact[]> {
  const facts = [imports, letters, allocations, levels, contacts, laterMerges, erasures]
  const { rows } = await sql<LaterFact>`
    with m as materialized (
      select * from merges where company_id = ${companyId} and id = ${mergeId}
    ), moved as materialized (
      select kind, row_id, before from merge_changes where company_id = ${companyId} and merge_id = ${mergeId}
    ), clients as materialized (
      select x.id from m, unnest(array[m.kept_id, m.merged_id]) x (id) where m.kind = 'customers'
    ), documents as materialized (
      select i.id, coalesce(i.number, i.label, '—') as name from invoices i
      where i.company_id = ${companyId} and (i.id in (select row_id from moved where kind = 'invoices')
        or i.id in (select x.id from m, unnest(array[m.kept_id, m.merged_id]) x (id) where m.kind = 'invoices')
        or i.id in (select merged_into from invoices o where o.company_id = ${companyId}
          and o.id in (select row_id from moved where kind = 'invoices'))
        or i.customer_id in (select id from clients))
    ), items as materialized (
      select j.id, d.name from documents d join instalments j on j.company_id = ${companyId} and j.invoice_id = d.id
    ), money as materialized (
      select k.id, coalesce(k.number, k.label, '—') as name from credits k
      where k.company_id = ${companyId} and (k.id in (select row_id from moved where kind = 'credits')
        or k.id in (select x.id from m, unnest(array[m.kept_id, m.merged_id]) x (id) where m.kind = 'credits')
        or k.id in (select merged_into from credits o where o.company_id = ${companyId}
          and o.id in (select row_id from moved where kind = 'credits'))
        or k.customer_id in (select id from clients))
    )
    ${sql.join(
      facts.map((fact) => sql`(${fact(companyId, mergeId)} limit ${NAMED})`),
      sql` union all `,
    )}
  `.execute(tx)
  return rows
}

// One that brought, changed or settled something of theirs and stands; a file that changed nothing of it is none.
function imports(companyId: number): RawBuilder<unknown> {
  return sql`
    select 'import' as kind, f.file_name as name, count(*) as count
    from (
      select i.import_id from invoices i where i.company_id = ${companyId} and i.id in (select id from documents)
      union all
      select j.import_id from instalments j where j.company_id = ${companyId} and j.id in (select id from items)
      union all
      select k.import_id from credits k where k.company_id = ${companyId} and k.id in (select id from money)
      union all
      select h.import_id from import_changes h where h.company_id = ${companyId} and (
        (h.kind = 'invoices' and h.row_id in (select id from documents))
        or (h.kind = 'instalments' and h.row_id in (select id from items))
        or (h.kind = 'credits' and h.row_id in (select id from money)))
      union all
      select unnest(array[a.import_id, a.cancelled_by_import]) from allocations a
      where a.company_id = ${companyId}
        and (a.instalment_id in (select id from items) or a.credit_id in (select id from money))
    ) later
      join m on true
      join imports f on f.company_id = ${companyId} and f.id = later.import_id and f.cancelled_at is null
        and f.id > m.after_import_id
    group by f.id, f.file_name order by f.file_name`
}

function letters(companyId: number): RawBuilder<unknown> {
  return sql`
    select 'letter', c.name, count(distinct l.id)
    from letters l
      join m on true
      join runs r on r.company_id = l.company_id and r.id = l.run_id and r.created_at >= m.created_at
      join customers c on c.company_id = l.company_id and c.id = l.customer_id
    where l.company_id = ${companyId} and l.status in ('draft', 'confirmed', 'to-review')
      and (l.customer_id in (select id from clients) or l.id in (
        select t.letter_id from letter_items t
        where t.company_id = ${companyId} and t.instalment_id in (select id from items)))
    group by c.id, c.name order by c.name`
}

// By hand or by a bank statement; the merge's own are no later facts, nor is what it found cancelled.
function allocations(companyId: number): RawBuilder<unknown> {
  return sql`
    select 'allocation', coalesce(i.name, d.name, k.name), count(*)
    from allocations a
      join m on true
      left join items i on i.id = a.instalment_id
      left join documents d on d.id = a.penalty_invoice_id
      left join money k on k.id = a.credit_id
    where a.company_id = ${companyId} and (i.id is not null or d.id is not null or k.id is not null)
      and (
        (a.created_at >= m.created_at and a.import_id is null and a.cancelled_at is null
          and not exists (select from moved v where v.kind = 'allocations' and v.row_id = a.id))
        or (a.cancelled_at >= m.created_at and a.cancelled_by_import is null and a.created_at < m.created_at
          and not exists (select from moved v where v.kind = 'allocations' and v.row_id = a.id))
        or (a.cancelled_at is not null and a.cancelled_by_import is null
          and exists (select from moved v where v.kind = 'allocations' and v.row_id = a.id and v.before is null)))
    group by 2 order by 2`
}

function levels(companyId: number): RawBuilder<unknown> {
  return sql`
    select 'level', i.name, count(*)
    from reminder_events e
      join m on true
      join items i on i.id = e.instalment_id
    where e.company_id = ${companyId} and e.occurred_at >= m.created_at
      and e.kind in ('manual', 'import', 'start')
      and not exists (select from reminder_events u
        where u.company_id = e.company_id and u.kind = 'undo' and u.undoes_event_id = e.id)
    group by i.name order by i.name`
}

// Contacts are written anew when they are corrected: whose they were is then gone.
function contacts(companyId: number): RawBuilder<unknown> {
  return sql`
    select 'contact', '', count(*) from moved v
    where v.kind = 'customer_contacts' and not exists (select from customer_contacts c
      where c.company_id = ${companyId} and c.id = v.row_id)
    having count(*) > 0`
}

function laterMerges(companyId: number, mergeId: number): RawBuilder<unknown> {
  return sql`
    select 'merge', o.id::text, 1
    from merges o
    where o.company_id = ${companyId} and o.id > ${mergeId} and o.undone_at is null and exists (
      select from merge_changes h where h.company_id = o.company_id and h.merge_id = o.id and (
        (h.kind = 'invoices' and h.row_id in (select id from documents))
        or (h.kind = 'instalments' and h.row_id in (select id from items))
        or (h.kind = 'credits' and h.row_id in (select id from money))
        or (h.kind = 'customers' and h.row_id in (select id from clients))))
    order by o.id`
}

function erasures(companyId: number): RawBuilder<unknown> {
  return sql`
    select 'erasure', '', count(*)
    from audit_rows r join m on true join audit_links n on n.company_id = r.company_id and n.id = r.link_id
    where r.company_id = ${companyId} and r.table_name = ${ERASURE} and n.recorded_at >= m.created_at
      and r.customer_id in (select id from clients)
    having count(*) > 0`
}
