import { sql } from 'kysely'
import type { PushKind } from '#domain/receivables/pushed-words.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'

/** What a program calls a thing. */
export interface ExternalRef {
  readonly kind: PushKind
  readonly externalId: string
}

/** A thing that a program has pushed before. */
export interface KnownRef extends ExternalRef {
  /** The row that stands for it here: of a merged one, the one that was kept. */
  readonly id: number
  readonly ownId: number
  /** The program has withdrawn it since. */
  readonly isWithdrawn: boolean
}

interface Owner {
  readonly companyId: number
  readonly program: string
}

/** The column that holds the row of a kind. */
export const ID_COLUMNS = {
  customer: 'customer_id',
  invoice: 'invoice_id',
  credit: 'credit_id',
  payment: 'credit_id',
} as const

/** One text for an external identifier, unique among the kinds of a program. */
export function refKey({ kind, externalId }: ExternalRef): string {
  return `${kind}|${externalId}`
}

/** Those of these identifiers that the program has pushed before, by `refKey`. */
export async function readExternalIds(
  tx: ScopedTransaction,
  { companyId, program }: Owner,
  refs: readonly ExternalRef[],
): Promise<ReadonlyMap<string, KnownRef>> {
  const { rows } = await sql<KnownRef>`
    select x.kind, x.external_id as "externalId", x.withdrawn_at is not null as "isWithdrawn",
           coalesce(x.customer_id, x.invoice_id, x.credit_id) as "ownId",
           coalesce(c.merged_into, c.id, i.merged_into, i.id, k.merged_into, k.id) as id
    from (select distinct * from unnest(${refs.map(({ kind }) => kind)}::text[],
            ${refs.map(({ externalId }) => externalId)}::text[]) as u (kind, external_id)) w
      join external_ids x on x.company_id = ${companyId} and x.program = ${program} and x.kind = w.kind
        and x.external_id = w.external_id
      left join customers c on c.company_id = x.company_id and c.id = x.customer_id
      left join invoices i on i.company_id = x.company_id and i.id = x.invoice_id
      left join credits k on k.company_id = x.company_id and k.id = x.credit_id
  `.execute(tx)
  return new Map(rows.map((row) => [refKey(row), row]))
}

/** Which identifier of the program names these rows already, by row; those withdrawn name nothing. */
export async function readNamesOf(
  tx: ScopedTransaction,
  { companyId, program }: Owner,
  column: (typeof ID_COLUMNS)[PushKind],
  ids: readonly number[],
): Promise<ReadonlyMap<number, string>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<{ id: number; name: string }>`
    select ${sql.ref(column)} as id, external_id as name from external_ids
    where company_id = ${companyId} and program = ${program} and ${sql.ref(column)} = any(${ids}::bigint[])
      and withdrawn_at is null
  `.execute(tx)
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Notes under which identifiers rows are known; one withdrawn before is known again. */
export async function writeExternalIds(
  tx: ScopedTransaction,
  { companyId, program, actor }: Owner & { readonly actor: string },
  named: readonly (ExternalRef & { readonly id: number })[],
): Promise<void> {
  if (named.length === 0) return
  const idOf = (column: string) => sql`case when u.id_column = ${column} then u.id end`
  await sql`
    insert into external_ids (company_id, program, kind, external_id, customer_id, invoice_id, credit_id, created_by)
    select ${companyId}, ${program}, u.kind, u.external_id, ${idOf('customer_id')}, ${idOf('invoice_id')},
           ${idOf('credit_id')}, ${actor}
    from unnest(${named.map(({ kind }) => kind)}::text[], ${named.map(({ externalId }) => externalId)}::text[],
      ${named.map(({ id }) => id)}::bigint[], ${named.map(({ kind }) => ID_COLUMNS[kind])}::text[])
      as u (kind, external_id, id, id_column)
    on conflict (company_id, program, kind, external_id) do update
      set customer_id = excluded.customer_id, invoice_id = excluded.invoice_id, credit_id = excluded.credit_id,
          withdrawn_at = null
  `.execute(tx)
}

/** The program no longer has these; what they name stays. */
export async function withdrawExternalIds(
  tx: ScopedTransaction,
  { companyId, program }: Owner,
  refs: readonly ExternalRef[],
): Promise<void> {
  if (refs.length === 0) return
  await sql`
    update external_ids x set withdrawn_at = now()
    from unnest(${refs.map(({ kind }) => kind)}::text[], ${refs.map(({ externalId }) => externalId)}::text[])
      as u (kind, external_id)
    where x.company_id = ${companyId} and x.program = ${program} and x.kind = u.kind
      and x.external_id = u.external_id and x.withdrawn_at is null
  `.execute(tx)
}
