import { sql } from 'kysely'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { ImportScope } from './import-scope.ts'

/** What becomes of an invoice: `set-aside` waits for an answer (« lecture à confirmer »). */
const CHANGE_KINDS = ['new', 'changed', 'settled', 'set-aside'] as const
type ChangeKind = (typeof CHANGE_KINDS)[number]

/** One instalment an import opens, changes, settles or sets aside, with what is open of it before and after. */
interface PlannedChange {
  readonly kind: ChangeKind
  readonly code: string
  readonly customer: string
  readonly number: string | null
  readonly dueOn: string | null
  readonly currency: string
  /** Null for what was not known before. */
  readonly beforeCents: number | null
  readonly afterCents: number
}

/**
 * What an import does to what is owed, as one value: the same file, options, answers and books give the same one, and
 * the same digest. It says what is confirmed is what was shown.
 */
export interface ImportPlan {
  /** By client, then by number; only the first ones. */
  readonly changes: readonly PlannedChange[]
  readonly sums: readonly {
    readonly kind: ChangeKind
    readonly currency: string
    readonly count: number
    readonly beforeCents: number
    readonly afterCents: number
  }[]
  /** Of the whole company once imported: less one the other, the balance of its clients. */
  readonly books: readonly {
    readonly currency: string
    readonly openCents: number
    readonly unallocatedCents: number
  }[]
  /** SHA-256 of every change, in hexadecimal. */
  readonly digest: string
}

const LISTED = 1_000

/** The plan of an import that has been written, in its transaction; rolled back, it is a preview. */
export async function planOf(
  tx: ScopedTransaction,
  { companyId, importId }: ImportScope,
): Promise<ImportPlan> {
  await sql`
    create temporary table planned on commit drop as
    with aside as (
      select distinct instalment_id from dunning_blocks
      where company_id = ${companyId} and kind = 'to-confirm' and lifted_at is null and instalment_id is not null
    ), states as (
      select j.source_key, j.invoice_id, j.customer_id, j.due_on, j.currency, b.open_cents as before_cents,
             case when j.is_final then j.open_cents else 0 end as after_cents,
             a.instalment_id is not null and j.import_id = ${importId} as is_new_aside, j.import_id
      from instalments j
        left join open_before b on b.id = j.id
        left join aside a on a.instalment_id = j.id
      where j.company_id = ${companyId} and (b.id is not null or j.open_cents > 0)
    )
    select s.source_key, c.code, c.name, i.number, i.label, s.due_on, s.currency, s.before_cents, s.after_cents,
           case when s.after_cents = 0 then 'settled' when s.is_new_aside then 'set-aside'
             when s.before_cents is null and s.import_id = ${importId} then 'new' else 'changed' end as kind
    from states s
      join customers c on c.company_id = ${companyId} and c.id = s.customer_id
      join invoices i on i.company_id = ${companyId} and i.id = s.invoice_id
    where coalesce(s.before_cents, 0) <> s.after_cents
  `.execute(tx)
  const changes = await sql<PlannedChange>`
    select kind, code, name as customer, coalesce(number, label) as number, due_on as "dueOn", currency,
           before_cents as "beforeCents", after_cents as "afterCents"
    from planned order by name, code, number, due_on, source_key limit ${LISTED}
  `.execute(tx)
  const sums = await sql<ImportPlan['sums'][number]>`
    select kind, currency, count(*) as count, coalesce(sum(before_cents), 0)::bigint as "beforeCents",
           sum(after_cents)::bigint as "afterCents"
    from planned group by kind, currency order by array_position(${[...CHANGE_KINDS]}::text[], kind), currency
  `.execute(tx)
  const books = await sql<ImportPlan['books'][number]>`
    select currency, sum(open)::bigint as "openCents", sum(credit)::bigint as "unallocatedCents"
    from (
      select currency, open_cents as open, 0 as credit from instalments
      where company_id = ${companyId} and open_cents > 0 and is_final
      union all
      select currency, 0, open_cents from credits where company_id = ${companyId} and open_cents > 0
    ) t group by currency order by currency
  `.execute(tx)
  const digest = await sql<{ digest: string }>`
    select encode(sha256(convert_to(coalesce(string_agg(line, e'\n' order by line collate "C"), ''), 'UTF8')), 'hex')
             as digest
    from (select jsonb_build_array(kind, code, number, label, due_on, currency, before_cents, after_cents)::text as line
      from planned) t
  `.execute(tx)
  return {
    changes: changes.rows,
    sums: sums.rows,
    books: books.rows,
    digest: digest.rows[0]?.digest ?? '',
  }
}
