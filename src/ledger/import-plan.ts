import { sql } from 'kysely'
import type { BlockKind } from '#domain/dunning/blocks.ts'
import type { CustomerFact } from '#domain/people/customer-facts.ts'
import { onlyRow } from '#platform/rows.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { KnownCodes } from './import-known-customers.ts'
import { listPlannedCustomers } from './import-plan-customers.ts'
import type { ImportScope } from './import-scope.ts'

/** What becomes of an invoice: `set-aside` is a block of this import's (an answer is waited for, a bill to come). */
const CHANGE_KINDS = ['new', 'changed', 'settled', 'set-aside'] as const
type ChangeKind = (typeof CHANGE_KINDS)[number]

/** One instalment an import opens, changes, settles or sets aside, with what is open of it before and after. */
export interface PlannedChange {
  readonly kind: ChangeKind
  readonly code: string
  readonly customer: string
  readonly number: string | null
  readonly dueOn: string | null
  /** The due date it had, when the import gives it another; else null. */
  readonly beforeDueOn: string | null
  readonly currency: string
  /** Null for what was not known before. */
  readonly beforeCents: number | null
  readonly afterCents: number
  /** Why this import sets it aside, and the last day it does; null when it does not, or for good. */
  readonly asideFor: BlockKind | null
  readonly asideUntil: string | null
}

/** One client an import creates, changes, or makes owe another sum. */
export interface PlannedCustomer {
  readonly kind: 'new' | 'changed'
  readonly code: string
  readonly name: string
  readonly facts: readonly {
    readonly fact: CustomerFact
    readonly before: string | null
    readonly after: string | null
  }[]
  /** Open invoices less credits, where it changes: the balance of its account. */
  readonly balances: readonly {
    readonly currency: string
    readonly beforeCents: number
    readonly afterCents: number
  }[]
}

/**
 * What an import does to what is owed and to the clients, as one value: the same file, options, answers and books give
 * the same one, and the same digest. It says what is confirmed is what was shown.
 */
export interface ImportPlan {
  /** By client, then by number; only the first ones. */
  readonly changes: readonly PlannedChange[]
  /** By name; only the first ones. */
  readonly customers: readonly PlannedCustomer[]
  readonly customerCounts: { readonly new: number; readonly changed: number }
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
  /**
   * SHA-256 of every change, in hexadecimal: of a client's balance by how much, since a payment that others receive
   * meanwhile moves the balance and not the change.
   */
  readonly digest: string
}

const LISTED = 1_000

/**
 * The plan of an import that has been written, in its transaction; rolled back, it is a preview. `isWhole` lists every
 * change, for a file; `replaced` has the codes that took the place of others (`withKnownCodes`).
 */
export async function planOf(
  tx: ScopedTransaction,
  scope: ImportScope,
  { isWhole, replaced }: { readonly isWhole: boolean } & Pick<KnownCodes, 'replaced'>,
): Promise<ImportPlan> {
  const limit = isWhole ? null : LISTED
  await planChanges(tx, scope)
  const customers = await listPlannedCustomers(tx, scope, { limit, replaced })
  const changes = await sql<PlannedChange>`
    select kind, code, name as customer, coalesce(number, label) as number, due_on as "dueOn",
           before_due_on as "beforeDueOn", currency, before_cents as "beforeCents", after_cents as "afterCents",
           aside_for as "asideFor", aside_until as "asideUntil"
    from planned order by name, code, number, due_on, source_key limit ${limit}
  `.execute(tx)
  const sums = await sql<ImportPlan['sums'][number]>`
    select kind, currency, count(*) as count, coalesce(sum(before_cents), 0)::bigint as "beforeCents",
           sum(after_cents)::bigint as "afterCents"
    from planned group by kind, currency order by array_position(${[...CHANGE_KINDS]}::text[], kind), currency
  `.execute(tx)
  return {
    changes: changes.rows,
    ...customers,
    sums: sums.rows,
    books: await booksOf(tx, scope),
    digest: await digestOfPlan(tx),
  }
}

// Fills `planned`, an instalment a row.
async function planChanges(tx: ScopedTransaction, { companyId, importId }: ImportScope): Promise<void> {
  await sql`
    insert into planned
    with aside as materialized (
      select instalment_id, invoice_id, customer_id, kind, ends_on from dunning_blocks
      where company_id = ${companyId} and import_id = ${importId} and lifted_at is null
    ), of_instalment as (
      select distinct on (instalment_id) * from aside where instalment_id is not null order by instalment_id, kind
    ), of_invoice as (
      select distinct on (invoice_id) * from aside where instalment_id is null and invoice_id is not null
      order by invoice_id, kind
    ), of_customer as (
      select distinct on (customer_id) * from aside where instalment_id is null and invoice_id is null
      order by customer_id, kind
    ), states as (
      select j.source_key, j.invoice_id, j.customer_id, j.due_on, j.currency, j.import_id,
             case when b.is_final then b.open_cents end as before_cents, case when j.is_final then j.open_cents else 0 end as after_cents,
             case when b.due_on is distinct from j.due_on then b.due_on end as before_due_on,
             coalesce(c.kind, v.kind, a.kind) as aside_for,
             case when c.kind is not null then c.ends_on when v.kind is not null then v.ends_on
               else a.ends_on end as aside_until
      from instalments j
        left join open_before b on b.id = j.id
        left join of_instalment a on a.instalment_id = j.id
        left join of_invoice v on v.invoice_id = j.invoice_id
        left join of_customer c on c.customer_id = j.customer_id
      where j.company_id = ${companyId} and (b.id is not null or j.open_cents > 0)
    )
    select s.source_key, c.code, c.name, i.number, i.label, s.due_on, s.before_due_on, s.currency, s.before_cents,
           s.after_cents, case when s.after_cents > 0 then s.aside_for end as aside_for,
           case when s.after_cents > 0 then s.aside_until end as aside_until,
           case when s.after_cents = 0 then 'settled' when s.aside_for is not null then 'set-aside'
             when s.before_cents is null and s.import_id = ${importId} then 'new' else 'changed' end as kind
    from states s
      join customers c on c.company_id = ${companyId} and c.id = s.customer_id
      join invoices i on i.company_id = ${companyId} and i.id = s.invoice_id
    where coalesce(s.before_cents, 0) <> s.after_cents
      or (s.after_cents > 0 and (s.before_due_on is not null or s.aside_for is not null))
  `.execute(tx)
}

async function booksOf(tx: ScopedTransaction, { companyId }: ImportScope): Promise<ImportPlan['books']> {
  const { rows } = await sql<ImportPlan['books'][number]>`
    select currency, sum(open)::bigint as "openCents", sum(credit)::bigint as "unallocatedCents"
    from (
      select currency, open_cents as open, 0 as credit from instalments
      where company_id = ${companyId} and open_cents > 0 and is_final
      union all
      select currency, 0, open_cents from credits where company_id = ${companyId} and open_cents > 0
    ) t group by currency order by currency
  `.execute(tx)
  return rows
}

async function digestOfPlan(tx: ScopedTransaction): Promise<string> {
  const plan = await sql<{ digest: string }>`
    select encode(sha256(convert_to(coalesce(string_agg(line, e'\n' order by line collate "C"), ''), 'UTF8')), 'hex')
             as digest
    from (
      select jsonb_build_array(kind, code, number, label, due_on, before_due_on, currency, before_cents, after_cents,
        aside_for, aside_until)::text as line from planned
      union all
      select jsonb_build_array(kind, code, name, facts, (
        select jsonb_agg(jsonb_build_array(b ->> 'currency', (b ->> 'afterCents')::bigint - (b ->> 'beforeCents')::bigint))
        from jsonb_array_elements(balances) b))::text from planned_customers
    ) t
  `.execute(tx)
  return onlyRow(plan).digest
}
