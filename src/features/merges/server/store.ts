import { type RawBuilder, sql } from 'kysely'
import type { MergeKind } from '#domain/matching/merge.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { MergeRow } from '../contract.ts'

interface StoredMerge {
  id: number
  company: string
  kind: MergeKind
  kept: MergeRow['kept']
  merged: MergeRow['merged']
  created_at: Date
  created_by: string
  undone_at: Date | null
  undone_by: string | null
}

const SHOWN = 200

/** The merges of these companies, or of one client and its documents, the newest first. */
export async function listMerges(
  tx: ScopedTransaction,
  {
    companyIds,
    customerId,
  }: { readonly companyIds: readonly number[]; readonly customerId?: number | undefined },
): Promise<readonly MergeRow[]> {
  const ofCustomer =
    customerId === undefined
      ? sql`true`
      : sql`case m.kind when 'customers' then ${customerId} in (m.kept_id, m.merged_id)
          when 'invoices' then exists (select from invoices i where i.company_id = m.company_id
            and i.id in (m.kept_id, m.merged_id) and i.customer_id = ${customerId})
          else exists (select from credits k where k.company_id = m.company_id
            and k.id in (m.kept_id, m.merged_id) and k.customer_id = ${customerId}) end`
  const { rows } = await sql<StoredMerge>`
    select m.id, e.code as company, m.kind, m.created_at, m.created_by, m.undone_at, m.undone_by,
           ${sideOf('kept_id')} as kept, ${sideOf('merged_id')} as merged
    from merges m join companies e on e.id = m.company_id
    where m.company_id = any(${companyIds}::bigint[]) and ${ofCustomer}
    order by m.id desc limit ${SHOWN}
  `.execute(tx)
  return rows.map(({ created_at, created_by, undone_at, undone_by, ...row }) => ({
    ...row,
    at: created_at.toISOString(),
    by: created_by,
    undone: undone_at === null ? null : { at: undone_at.toISOString(), by: undone_by ?? '' },
  }))
}

function sideOf(column: 'kept_id' | 'merged_id'): RawBuilder<unknown> {
  const isIt = (table: string) =>
    sql`${sql.ref(`${table}.company_id`)} = m.company_id and ${sql.ref(`${table}.id`)} = ${sql.ref(`m.${column}`)}`
  const client = (table: string) => sql`join customers c on c.company_id = ${sql.ref(`${table}.company_id`)}
    and c.id = ${sql.ref(`${table}.customer_id`)}`
  const told = (name: RawBuilder<unknown>) =>
    sql`json_build_object('id', ${sql.ref(`m.${column}`)}, 'name', ${name}, 'customerCode', c.code)`
  return sql`case m.kind
    when 'customers' then (select ${told(sql`c.name`)} from customers c where ${isIt('c')})
    when 'invoices' then (select ${told(sql`coalesce(i.number, i.label, '—')`)} from invoices i ${client('i')}
      where ${isIt('i')})
    else (select ${told(sql`coalesce(k.number, k.label, '—')`)} from credits k ${client('k')} where ${isIt('k')}) end`
}
