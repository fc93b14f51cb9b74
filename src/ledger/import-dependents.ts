import { type RawBuilder, sql } from 'kysely'
import type { ScopedTransaction } from '#platform/scoped.ts'

/** Something done since an import over what it brought or changed: it would lose its ground. */
export interface ImportDependent {
  readonly kind: 'letter' | 'allocation' | 'level' | 'block' | 'return' | 'merge' | 'import'
  /** Client, invoice or file, as the user knows it. */
  readonly name: string
  readonly count: number
}

/** How many of each kind are named; the rest is in the counts. */
const NAMED = 20

/** What would lose its ground if the import were cancelled; empty when nothing depends on it. */
export async function findDependents(
  tx: ScopedTransaction,
  companyId: number,
  importId: number,
): Promise<readonly ImportDependent[]> {
  const { rows } = await sql<ImportDependent>`
    with import as materialized (
      select created_at from imports where company_id = ${companyId} and id = ${importId}
    ), matched as materialized (
      -- What the movements it brought were found to be, whoever said so.
      select x.credit_id, x.kind
      from movement_matches x join bank_movements m on m.company_id = x.company_id and m.id = x.movement_id
      where m.company_id = ${companyId} and m.import_id = ${importId} and x.cancelled_at is null
    ), items as materialized (
      -- Instalments it created or changed, and those it settled or opened.
      select i.id, i.invoice_id, i.customer_id from instalments i
      where i.company_id = ${companyId} and i.id in (
        select j.id from invoices v join instalments j on j.company_id = v.company_id and j.invoice_id = v.id
        where v.company_id = ${companyId} and v.import_id = ${importId}
        union select j.id from instalments j where j.company_id = ${companyId} and j.import_id = ${importId}
        union select c.row_id from import_changes c
          where c.company_id = ${companyId} and c.import_id = ${importId} and c.kind = 'instalments'
        union select a.instalment_id from allocations a where a.company_id = ${companyId}
          and (a.import_id = ${importId} or a.cancelled_by_import = ${importId})
        union select a.instalment_id from allocations a where a.company_id = ${companyId}
          and a.cancelled_at is null and a.credit_id in (select credit_id from matched))
    ), money as materialized (
      select k.id, k.customer_id, k.number, k.label from credits k where k.company_id = ${companyId} and k.id in (
        select b.id from credits b where b.company_id = ${companyId} and b.import_id = ${importId}
        union select c.row_id from import_changes c
          where c.company_id = ${companyId} and c.import_id = ${importId} and c.kind = 'credits'
        union select credit_id from matched)
    )
    ${sql.join(
      [
        letters(companyId),
        allocationsSince(companyId),
        levels(companyId, importId),
        blocks(companyId, importId),
        returns(companyId, importId),
        merges(companyId, importId),
        laterImports(companyId, importId),
        laterStatements(companyId, importId),
      ].map((part) => sql`(${part} limit ${NAMED})`),
      sql` union all `,
    )}
  `.execute(tx)
  return rows
}

function letters(companyId: number): RawBuilder<unknown> {
  return sql`
    select 'letter' as kind, c.name, count(distinct l.id) as count
    from items i
      join letter_items t on t.company_id = ${companyId} and t.instalment_id = i.id
      join letters l on l.company_id = t.company_id and l.id = t.letter_id
        and l.status in ('draft', 'confirmed', 'to-review')
      join runs r on r.company_id = l.company_id and r.id = l.run_id
      join import on r.created_at >= import.created_at
      join customers c on c.company_id = l.company_id and c.id = l.customer_id
    group by c.id, c.name order by c.name`
}

// By hand, or by a bank statement, which may have settled what has just come: its own are taken back with it.
function allocationsSince(companyId: number): RawBuilder<unknown> {
  return sql`
    select 'allocation' as kind, coalesce(v.number, v.label, c.name) as name, count(*) as count
    from allocations a
      join import on a.created_at > import.created_at or a.origin = 'statement' and a.created_at = import.created_at
      left join instalments i on i.company_id = a.company_id and i.id = a.instalment_id
      join invoices v on v.company_id = a.company_id and v.id = coalesce(i.invoice_id, a.penalty_invoice_id)
      join customers c on c.company_id = v.company_id and c.id = v.customer_id
    where a.company_id = ${companyId} and a.cancelled_at is null
      and (a.import_id is null or a.origin = 'statement')
      and not (a.origin = 'statement' and a.credit_id in (select credit_id from matched))
      and (a.instalment_id in (select id from items) or a.credit_id in (select id from money))
    group by 2 order by 2`
}

// Where old debts begin was said of what the import brought, and is taken back with it.
function levels(companyId: number, importId: number): RawBuilder<unknown> {
  return sql`
    select 'level' as kind, coalesce(v.number, v.label, c.name) as name, count(*) as count
    from items i
      join reminder_events e on e.company_id = ${companyId} and e.instalment_id = i.id
        and e.import_id is distinct from ${importId} and e.kind <> 'start'
      left join reminder_events u on u.company_id = e.company_id and u.id = e.undoes_event_id
      join import on e.occurred_at > import.created_at and u.kind is distinct from 'start'
      join invoices v on v.company_id = e.company_id and v.id = i.invoice_id
      join customers c on c.company_id = e.company_id and c.id = i.customer_id
    group by 2 order by 2`
}

function blocks(companyId: number, importId: number): RawBuilder<unknown> {
  return sql`
    select 'block' as kind, coalesce(v.number, v.label, c.name) as name, count(distinct b.id) as count
    from items i
      join dunning_blocks b on b.company_id = ${companyId} and b.customer_id = i.customer_id
        and (b.invoice_id = i.invoice_id or b.instalment_id = i.id) and b.lifted_at is null
        and b.import_id is distinct from ${importId}
      join import on b.created_at > import.created_at
      join invoices v on v.company_id = b.company_id and v.id = i.invoice_id
      join customers c on c.company_id = b.company_id and c.id = i.customer_id
    group by 2 order by 2`
}

function returns(companyId: number, importId: number): RawBuilder<unknown> {
  return sql`
    select 'return' as kind, coalesce(k.number, k.label, c.name) as name, count(*) as count
    from credit_returns r
      join credits k on k.company_id = r.company_id and k.id = r.credit_id
      join customers c on c.company_id = k.company_id and c.id = k.customer_id
    where r.company_id = ${companyId} and r.cancelled_at is null
      and k.id not in (select credit_id from matched where kind = 'return')
      and (k.id in (select id from money) or r.booked_by_import = ${importId})
    group by 2 order by 2`
}

// What it brought or changed stands for another since, or has another stand for it.
function merges(companyId: number, importId: number): RawBuilder<unknown> {
  return sql`
    select 'merge' as kind, m.id::text as name, count(*) as count
    from merges m
      join merge_changes h on h.company_id = m.company_id and h.merge_id = m.id
    where m.company_id = ${companyId} and m.undone_at is null and m.after_import_id >= ${importId}
      and ((h.kind = 'instalments' and h.row_id in (select id from items))
        or (h.kind = 'invoices' and h.row_id in (select invoice_id from items))
        or (h.kind = 'reminder_events' and h.row_id in (select e.id from reminder_events e
          where e.company_id = ${companyId} and e.instalment_id in (select id from items)))
        or (h.kind = 'credits' and h.row_id in (select id from money))
        or (m.kind = 'credits' and m.kept_id in (select id from money)))
    group by m.id order by m.id`
}

function laterImports(companyId: number, importId: number): RawBuilder<unknown> {
  return sql`
    select 'import' as kind, m.file_name as name, count(*) as count
    from (
      select h.import_id from import_changes h
      where h.company_id = ${companyId} and h.import_id > ${importId} and (
        (h.kind = 'instalments' and h.row_id in (select id from items))
        or (h.kind = 'invoices' and h.row_id in (select invoice_id from items))
        or (h.kind = 'credits' and h.row_id in (select id from money))
        or (h.kind = 'customers' and h.row_id in (
          select c.row_id from import_changes c
          where c.company_id = ${companyId} and c.import_id = ${importId} and c.kind = 'customers')))
      union all
      select coalesce(nullif(a.import_id, ${importId}), a.cancelled_by_import) from allocations a
      where a.company_id = ${companyId} and (a.import_id > ${importId} or a.cancelled_by_import > ${importId})
        and (a.instalment_id in (select id from items) or a.credit_id in (select id from money))
    ) later join imports m on m.company_id = ${companyId} and m.id = later.import_id and m.cancelled_at is null
    group by m.id, m.file_name order by m.file_name`
}

// A later statement that told the same movements: they are kept once, as the first has brought them.
function laterStatements(companyId: number, importId: number): RawBuilder<unknown> {
  return sql`
    select 'import' as kind, m.file_name as name, count(*) as count
    from bank_statements s
      join bank_statements l on l.company_id = s.company_id and l.account_id = s.account_id
        and l.import_id > s.import_id and l.opened_on <= s.closed_on and l.closed_on >= s.opened_on
      join imports m on m.company_id = l.company_id and m.id = l.import_id and m.cancelled_at is null
        and (m.counts ->> 'known')::integer > 0
    where s.company_id = ${companyId} and s.import_id = ${importId}
    group by m.id, m.file_name order by m.file_name`
}
