import { sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import { FIRST_LEVEL } from '#domain/dunning/levels.ts'
import { audienceOf, type CustomerKind } from '#domain/people/parties.ts'
import { awaitsStart, proposedStart, readTimings } from '#ledger/starting-levels.ts'
import { onlyRow } from '#platform/rows.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { StartingGroup, StartingLevels } from '../contract.ts'

interface GroupRow extends Omit<StartingGroup, 'example'> {
  readonly example: Omit<StartingGroup['example'], 'audience'> & { readonly kind: CustomerKind }
}

/** What is to be chosen of one company, and how much of what was chosen can still be taken back. */
export async function readStartingLevels(
  tx: ScopedTransaction,
  { companyId, today }: { readonly companyId: number; readonly today: Day },
): Promise<StartingLevels> {
  const timings = await readTimings(tx, companyId)
  const { rows } = await sql<GroupRow>`
    with old as (
      select i.id, i.customer_id, i.invoice_id, i.currency, i.open_cents, i.due_on,
             ${today}::date - i.due_on as late, ${proposedStart(today, timings)} as proposed
      from instalments i where i.company_id = ${companyId} and ${awaitsStart(today)}
    ), sums as (
      select proposed, currency, sum(open_cents)::bigint as cents from old group by proposed, currency
    )
    select o.proposed, count(*) as instalments, count(distinct o.customer_id) as customers,
           min(o.late) as "leastDaysLate", max(o.late) as "mostDaysLate",
           (select jsonb_agg(jsonb_build_object('currency', s.currency, 'cents', s.cents)
              order by s.currency <> 'EUR', s.currency) from sums s where s.proposed = o.proposed) as amounts,
           (select jsonb_build_object('customerId', x.customer_id, 'name', c.name, 'currency', x.currency,
                     'kind', c.kind, 'language', c.language, 'number', coalesce(v.number, v.label), 'dueOn', x.due_on)
            from old x join customers c on c.company_id = ${companyId} and c.id = x.customer_id
              join invoices v on v.company_id = ${companyId} and v.id = x.invoice_id
            where x.proposed = o.proposed order by x.due_on, x.id limit 1) as example
    from old o where o.proposed > ${FIRST_LEVEL}
    group by o.proposed order by o.proposed desc
  `.execute(tx)
  const decided = await sql<{ count: number }>`
    select count(*) as count
    from instalments i join reminder_events e on e.company_id = i.company_id and e.id = i.last_event_id
    where i.company_id = ${companyId} and e.kind = 'start'
  `.execute(tx)
  return {
    groups: rows.map(({ example: { kind, ...example }, ...group }) => ({
      ...group,
      example: { ...example, audience: audienceOf(kind) },
    })),
    decided: onlyRow(decided).count,
  }
}
