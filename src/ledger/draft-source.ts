import { sql } from 'kysely'
import { type Day, laterOf } from '#domain/day.ts'
import type { Cut } from '#domain/late-interest.ts'
import type { Level } from '#domain/levels.ts'
import type { CustomerKind } from '#domain/parties.ts'
import type { Selection } from '#domain/selection.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { type AccountsAsked, type ImputedAccount, readImputedAccounts } from './imputed-credits.ts'
import { cutsOfInstalment } from './late-debts.ts'
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
  return { items, customers: customers.rows, accounts }
}

/** The days a letter counts by: what is due and received by its own date, or by today where that is later. */
export function countedFor(
  { on, today }: Pick<ProposalFilter, 'on' | 'today'>,
  letterOn: Day,
): Pick<AccountsAsked, 'dueBy' | 'countedOn'> {
  return { dueBy: laterOf(on, letterOn), countedOn: laterOf(today, letterOn) }
}

async function readItems(
  tx: ScopedTransaction,
  filter: ProposalFilter,
  selection: Selection,
): Promise<DraftItem[]> {
  const query = sql<DraftItem>`
    with ${await proposedInstalments(tx, filter, selection)},
    of_ticked_clients as (
      select proposed.*, bool_or(is_ticked) over (partition by company_id, customer_id, currency) as is_written_to
      from proposed)
    select p.company_id, p.customer_id, p.currency, p.invoice_id, p.id, p.is_ticked,
           p.open_cents, i.amount_cents, p.level, p.due_on, i.due_is_estimated, i.last_event_id,
           i.last_reminded_on, coalesce(l.level, e.level_before) as last_letter_level,
           inv.number, inv.label, inv.issued_on, settling.cuts
    from of_ticked_clients p
    join instalments i on i.company_id = p.company_id and i.id = p.id
    join invoices inv on inv.company_id = p.company_id and inv.id = p.invoice_id
    left join lateral (
      select e.level_before, e.letter_id from reminder_events e
      where e.company_id = i.company_id and e.instalment_id = i.id and i.last_reminded_on is not null
        and e.reminded_on_after = i.last_reminded_on and e.kind in ('letter', 'import')
      order by e.id desc limit 1) e on true
    cross join lateral ${cutsOfInstalment} settling
    left join letters l on l.company_id = i.company_id and l.id = e.letter_id
    where p.is_written_to
    order by p.due_on, inv.number, p.id`
  return await readTicked(tx, selection, query)
}
