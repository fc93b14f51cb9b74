import { sql } from 'kysely'
import { type Day, laterOf } from '#domain/days-and-money/day.ts'
import type { Level } from '#domain/dunning/levels.ts'
import type { Selection } from '#domain/dunning/selection.ts'
import type { Cut } from '#domain/penalties/late-interest.ts'
import type { CustomerKind } from '#domain/people/parties.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { andMerged } from './history.ts'
import { type AccountsAsked, type ImputedAccount, readImputedAccounts } from './imputed-credits.ts'
import { cutsOfInstalment } from './late-debts.ts'
import { readPaidPenalties } from './penalty-payments.ts'
import type { ProposalFilter } from './proposed-customers.ts'
import { proposedInstalments, readTicked } from './ticked.ts'

/** One proposed instalment of a client to write to, with all its line on the letter needs. */
export interface DraftItem {
  company_id: number
  customer_id: number
  currency: string
  invoice_id: number
  id: number
  /** Ticked: reminded and moved. Unticked: at most listed "pour mémoire". */
  is_ticked: boolean
  open_cents: number
  amount_cents: number
  level: Level
  due_on: Day
  due_is_estimated: boolean
  last_event_id: number | null
  last_reminded_on: Day | null
  /** Number of the letter it was last reminded by, null when never reminded. */
  last_letter_level: Level | null
  number: string | null
  label: string | null
  issued_on: Day | null
  /** What has settled part of it. */
  cuts: Cut[]
}

export interface DraftCustomer {
  company_id: number
  id: number
  code: string
  name: string
  address_lines: string[]
  postcode: string | null
  town: string | null
  country: string | null
  kind: CustomerKind
  language: 'fr' | 'en'
  /** Name of the contact for reminders. */
  contact: string | null
}

/** All that a draft freezes, read in one picture of the database. */
export interface DraftSource {
  readonly items: readonly DraftItem[]
  /** By name, the order letters are printed in. */
  readonly customers: readonly DraftCustomer[]
  /** What the clients' credits pay, by `accountKey`, of all they owe: ticked or not. */
  readonly accounts: ReadonlyMap<string, ImputedAccount>
  /** By invoice, what was paid of its penalties. */
  readonly paidPenalties: ReadonlyMap<number, number>
}

/** Reads the ticked instalments of a selection and everything their letters say. */
export async function readDraftSource(
  tx: ScopedTransaction,
  filter: ProposalFilter,
  selection: Selection,
  letterOn: Day,
): Promise<DraftSource> {
  const items = await readItems(tx, filter, selection)
  const customerIds = [...new Set(items.map((item) => item.customer_id))]
  const customers = await sql<DraftCustomer>`
    select company_id, id, code, name, address_lines, postcode, town, country, kind, language,
           (select k.name from customer_contacts k
            where k.company_id = c.company_id and k.customer_id = c.id and k.is_for_reminders) as contact
    from customers c where company_id = any(${filter.companyIds}::bigint[]) and id = any(${customerIds}::bigint[])
    order by name, company_id, id
  `.execute(tx)
  const accounts = await readImputedAccounts(tx, {
    companyIds: filter.companyIds,
    customerIds,
    ...countedFor(filter, letterOn),
  })
  const invoiceIds = [...new Set(items.map((item) => item.invoice_id))]
  const paidPenalties = await readPaidPenalties(tx, filter.companyIds, invoiceIds)
  return { items, customers: customers.rows, accounts, paidPenalties }
}

/** The days a letter counts by: what is due and received by its own date, or by today where that is later. */
export function countedFor(
  { on, today }: Pick<ProposalFilter, 'on' | 'today'>,
  letterOn: Day,
): Pick<AccountsAsked, 'dueBy' | 'countedOn'> {
  return { dueBy: laterOf(on, letterOn), countedOn: laterOf(today, letterOn) }
}

type ProposedItem = Pick<
  DraftItem,
  | 'company_id'
  | 'customer_id'
  | 'currency'
  | 'invoice_id'
  | 'id'
  | 'is_ticked'
  | 'open_cents'
  | 'level'
  | 'due_on'
>

async function readItems(
  tx: ScopedTransaction,
  filter: ProposalFilter,
  selection: Selection,
): Promise<DraftItem[]> {
  const proposed = await readTicked(
    tx,
    selection,
    sql<ProposedItem>`
      with ${await proposedInstalments(tx, filter, selection)},
      of_ticked_clients as (
        select proposed.*, bool_or(is_ticked) over (partition by company_id, customer_id, currency) as is_written_to
        from proposed)
      select p.company_id, p.customer_id, p.currency, p.invoice_id, p.id, p.is_ticked, p.open_cents, p.level, p.due_on
      from of_ticked_clients p where p.is_written_to`,
  )
  const details = await readDetails(tx, proposed)
  return proposed
    .flatMap((item): DraftItem[] => {
      const own = details.get(item.id)
      return own ? [{ ...item, ...own }] : []
    })
    .sort(inOrder)
}

type ItemDetails = Omit<DraftItem, keyof ProposedItem>

// Looked up one by one once they are known: joined as sets with the clients, a company just imported, of which
// PostgreSQL knows nothing yet, would have each of its instalments compared with every other.
async function readDetails(
  tx: ScopedTransaction,
  items: readonly ProposedItem[],
): Promise<ReadonlyMap<number, ItemDetails>> {
  if (items.length === 0) return new Map()
  const found = await sql<ItemDetails & { id: number }>`
    select i.id, i.amount_cents, i.due_is_estimated, i.last_event_id, i.last_reminded_on,
           coalesce(l.level, e.level_before) as last_letter_level, inv.number, inv.label, inv.issued_on, settling.cuts
    from unnest(${items.map((item) => item.company_id)}::bigint[], ${items.map((item) => item.id)}::bigint[])
      asked (company_id, id)
    join instalments i on i.company_id = asked.company_id and i.id = asked.id
    join invoices inv on inv.company_id = i.company_id and inv.id = i.invoice_id
    left join lateral (
      select e.level_before, e.letter_id from reminder_events e
      where e.company_id = i.company_id and e.instalment_id = any(${andMerged('i')}) and i.last_reminded_on is not null
        and e.reminded_on_after = i.last_reminded_on and e.kind in ('letter', 'import')
      order by e.id desc limit 1) e on true
    cross join lateral ${cutsOfInstalment} settling
    left join letters l on l.company_id = i.company_id and l.id = e.letter_id
  `.execute(tx)
  return new Map(found.rows.map(({ id, ...details }) => [id, details]))
}

function inOrder(one: DraftItem, other: DraftItem): number {
  return (
    compareTexts(one.due_on, other.due_on) ||
    compareTexts(one.number ?? '\uffff', other.number ?? '\uffff') ||
    one.id - other.id
  )
}

function compareTexts(one: string, other: string): number {
  if (one === other) return 0
  return one < other ? -1 : 1
}
