import { sql } from 'kysely'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { ID_COLUMNS } from './external-ids.ts'
import type { ImportScope } from './import-scope.ts'
import type { PushOrder, PushResult } from './push-order.ts'

/** The import that holds what a program has pushed today. */
export interface PushDay {
  readonly importId: number
  /** Another program has begun its own since. */
  readonly isFollowed: boolean
}

/**
 * All that a program pushes in a day is one import, which a user may take back whole; null before its first push. A file
 * that came meanwhile ends it: what is pushed after would be lost with the file, were that one taken back.
 */
export async function findDay(
  tx: ScopedTransaction,
  { companyId, program, actor }: PushOrder,
): Promise<PushDay | null> {
  const { rows } = await sql<PushDay>`
    select id as "importId", exists (select from imports f where f.company_id = ${companyId} and f.id > imports.id
      and f.cancelled_at is null) as "isFollowed"
    from imports
    where company_id = ${companyId} and kind = 'api' and file_name = ${program} and cancelled_at is null
      and created_by = ${actor} and created_at >= date_trunc('day', now())
      and not exists (select from imports f where f.company_id = ${companyId} and f.kind <> 'api' and f.id > imports.id)
    order by id desc limit 1
  `.execute(tx)
  return rows[0] ?? null
}

/** Goes on with the import of the day, or begins one. */
export async function openDay(
  tx: ScopedTransaction,
  { companyId, program, actor }: PushOrder,
  day: PushDay | null,
): Promise<ImportScope> {
  const base = { companyId, source: 'api', fileName: program, covers: null, actor } as const
  if (day) {
    // As the trigger of a new one does: what is written is this import's.
    await sql`select set_config('relances.import', ${String(day.importId)}, true)`.execute(tx)
    return { ...base, importId: day.importId }
  }
  const { id } = await tx
    .insertInto('imports')
    .values({
      ...{ company_id: companyId, file_name: program, sha256: '', kind: 'api', created_by: actor },
      ...{ covers_from: null, covers_to: null, counts: '{}' },
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return { ...base, importId: id }
}

/**
 * Whether what was just written touches what a later import has brought, changed or settled. Imports that touch one document
 * must stand in the order of what they did: taking one back gives what was before it, and asks what came after.
 * @param done the rows of the push that changed something
 */
export async function isOvertaken(
  tx: ScopedTransaction,
  { companyId }: PushOrder,
  { importId }: PushDay,
  done: readonly PushResult[],
): Promise<boolean> {
  const idsOf = (column: string) =>
    done.flatMap(({ kind, id }) => (ID_COLUMNS[kind] === column && id !== null ? [id] : []))
  const [customers, invoices, credits] = ['customer_id', 'invoice_id', 'credit_id'].map(idsOf)
  const { rows } = await sql`
    with later as materialized (
      select id from imports where company_id = ${companyId} and id > ${importId} and cancelled_at is null
    ), settled as materialized (
      select instalment_id, credit_id from allocations a
      where a.company_id = ${companyId} and (a.import_id = ${importId} and a.created_at >= now()
        or a.cancelled_by_import = ${importId} and a.cancelled_at >= now())
    ), items as materialized (
      select j.id, j.invoice_id, j.import_id from instalments j
      where j.company_id = ${companyId} and (j.invoice_id = any(${invoices}::bigint[])
        or j.id in (select instalment_id from settled))
    ), money as materialized (
      select k.id, k.import_id from credits k
      where k.company_id = ${companyId} and (k.id = any(${credits}::bigint[]) or k.id in (select credit_id from settled))
    )
    select from later l where
      exists (select from import_changes h where h.company_id = ${companyId} and h.import_id = l.id
        and (h.kind = 'customers' and h.row_id = any(${customers}::bigint[])
          or h.kind = 'invoices' and h.row_id in (select invoice_id from items)
          or h.kind = 'instalments' and h.row_id in (select id from items)
          or h.kind = 'credits' and h.row_id in (select id from money)))
      or exists (select from customers c where c.company_id = ${companyId} and c.id = any(${customers}::bigint[])
        and c.import_id = l.id)
      or exists (select from items i join invoices v on v.company_id = ${companyId} and v.id = i.invoice_id
        where l.id in (i.import_id, v.import_id))
      or exists (select from money k where k.import_id = l.id)
      or exists (select from allocations a where a.company_id = ${companyId}
        and l.id in (a.import_id, a.cancelled_by_import)
        and (a.instalment_id in (select id from items) or a.credit_id in (select id from money)))
    limit 1
  `.execute(tx)
  return rows.length > 0
}
