import { sql } from 'kysely'
import { addDays, type Day } from '#domain/days-and-money/day.ts'
import { countedClients } from '#ledger/kept-clients.ts'
import { readProbablyPaid } from '#ledger/probable-payments.ts'
import { countAwaitingStart } from '#ledger/starting-levels.ts'
import { readAsSets } from '#platform/planner.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { Checklist, PortfolioRow } from '../contract.ts'

interface Asked {
  readonly companyIds: readonly number[]
  readonly today: Day
}

/** One line for each company, in the order of their codes. */
export async function readPortfolio(
  tx: ScopedTransaction,
  { companyIds, today }: Asked,
): Promise<PortfolioRow[]> {
  const clients = await countedClients(tx, { companyIds, today, on: addDays(today, -1), tab: 'advised' })
  return await readAsSets(
    tx,
    sql<PortfolioRow>`
    with ${clients}, advised as (
      select p.company_id, count(distinct p.customer_id) as clients from p group by p.company_id
    ), overdue as (
      select x.company_id, jsonb_agg(jsonb_build_object('currency', x.currency, 'cents', x.cents)
               order by x.currency <> 'EUR', x.currency) as sums
      from (
        select d.company_id, d.currency, sum(d.open_cents)::bigint as cents from due_sums d
        where d.company_id = any(${companyIds}::bigint[]) and d.due_on < ${today}::date
        group by d.company_id, d.currency having sum(d.items) > 0
      ) x group by x.company_id
    ), sent as (
      select r.company_id, max(r.letter_on) as last_on from runs r
      where r.company_id = any(${companyIds}::bigint[]) and r.status = 'confirmed' group by r.company_id
    ), asked as (
      select d.company_id, count(*) as doubts from import_doubts d
      where d.company_id = any(${companyIds}::bigint[]) and d.decision is null group by d.company_id
    )
    select c.code as company, c.legal_name as name, coalesce(overdue.sums, '[]') as overdue,
           coalesce(advised.clients, 0) as "advisedCustomers", c.payments_known_on as "paymentsKnownOn",
           sent.last_on as "lastLetterOn", coalesce(asked.doubts, 0) as doubts
    from companies c
      left join overdue on overdue.company_id = c.id
      left join advised on advised.company_id = c.id
      left join sent on sent.company_id = c.id
      left join asked on asked.company_id = c.id
    where c.id = any(${companyIds}::bigint[]) and c.archived_at is null
    order by c.code
  `,
  )
}

interface StepCounts {
  readonly company: string
  readonly has_letterhead: boolean
  readonly has_iban: boolean
  readonly addresses: number
  readonly kinds: number
  readonly doubts: number
  readonly has_letter: boolean
}

/** What is left to do of each company that has invoices; a step is derived, and never ticked by hand. */
export async function readChecklist(
  tx: ScopedTransaction,
  { companyIds, today }: Asked,
): Promise<Checklist['companies']> {
  const { rows } = await sql<StepCounts & { id: number }>`
    select c.id, c.code as company,
           coalesce(cardinality(c.address_lines), 0) > 0 and coalesce(c.postcode, '') <> ''
             and coalesce(c.town, '') <> '' as has_letterhead,
           coalesce(c.iban, '') <> '' as has_iban,
           o.addresses, o.kinds,
           (select count(*) from import_doubts d where d.company_id = c.id and d.decision is null) as doubts,
           exists (select from letters l where l.company_id = c.id and l.status = 'confirmed') as has_letter
    from companies c cross join lateral (
      select count(distinct k.id) filter (where coalesce(btrim(k.postcode), '') = '' or coalesce(btrim(k.town), '') = '')
               as addresses,
             count(distinct k.id) filter (where k.kind = 'unknown') as kinds
      from instalments i join customers k on k.company_id = i.company_id and k.id = i.customer_id
      where i.company_id = c.id and i.open_cents > 0 and i.is_final and i.due_on < ${today}::date) o
    where c.id = any(${companyIds}::bigint[]) and c.archived_at is null
      and exists (select from invoices v where v.company_id = c.id)
    order by c.code
  `.execute(tx)
  const lists: Checklist['companies'] = []
  for (const row of rows) {
    const paid = await readProbablyPaid(tx, { companyIds: [row.id] })
    const oldDebts = await countAwaitingStart(tx, { companyId: row.id, today })
    lists.push({ company: row.company, steps: stepsOf(row, { probablyPaid: paid.length, oldDebts }) })
  }
  return lists
}

function stepsOf(
  row: StepCounts,
  { probablyPaid, oldDebts }: { readonly probablyPaid: number; readonly oldDebts: number },
): Checklist['companies'][number]['steps'] {
  const toCheck = row.doubts + probablyPaid
  return [
    { step: 'letterhead', isDone: row.has_letterhead, count: 0 },
    { step: 'iban', isDone: row.has_iban, count: 0 },
    { step: 'addresses', isDone: row.addresses === 0, count: row.addresses },
    { step: 'kinds', isDone: row.kinds === 0, count: row.kinds },
    // Once letters leave, their levels are the answer.
    { step: 'levels', isDone: oldDebts === 0 || row.has_letter, count: oldDebts },
    { step: 'payments', isDone: toCheck === 0, count: toCheck },
    { step: 'letter', isDone: row.has_letter, count: 0 },
  ]
}
