import { sql } from 'kysely'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { isBesideList } from './import-beside-hand.ts'
import { giveUpNoted } from './import-noted.ts'
import type { ImportScope } from './import-scope.ts'

/**
 * A list says how much is settled in all. What it said before still stands, and what is known besides (a bank
 * statement, other books, a payment noted by hand) explains as much as it says more; the rest is settled by the
 * import itself. A payment that was only noted gives up what it explains. Allocations by hand of credits that the list
 * has are left out: it knows nothing of them (`fitAllocationsByHand`).
 */
export async function stageSettledByList(tx: ScopedTransaction, scope: ImportScope): Promise<void> {
  const { companyId } = scope
  await sql`
    insert into list_settled
    with said as (
      select s.key, s.id, least(s.settled_cents, j.amount_cents)
               - coalesce((select sum(w.amount_cents) from staged_allocations w
                   where w.instalment_key = s.key and w.credit_key is not null), 0)::bigint as cents,
             coalesce((select sum(w.amount_cents) from staged_allocations w
               where w.instalment_key = s.key and w.credit_key is not null), 0)::bigint as stated
      from staged_instalments s join instalments j on j.company_id = ${companyId} and j.id = s.id
      where s.settled_cents > 0
    ), beside as (
      select a.instalment_id as id,
             coalesce(sum(a.amount_cents) filter (where a.origin = 'settled-by-import'), 0)::bigint as said_before,
             coalesce(sum(a.amount_cents) filter (where a.credit_id is not null and not ${isBesideList}), 0)::bigint as known,
             coalesce(sum(a.amount_cents) filter (where k.noted_cents is not null and k.source = 'manual'
               and not ${isBesideList}), 0)::bigint as noted
      from said s
        join allocations a on a.company_id = ${companyId} and a.instalment_id = s.id and a.cancelled_at is null
        left join credits k on k.company_id = a.company_id and k.id = a.credit_id
      group by a.instalment_id
    ), own as (
      select s.key, s.id, s.cents, greatest(coalesce(b.known, 0) - s.stated, 0) as known, coalesce(b.noted, 0) as noted,
             greatest(least(coalesce(b.said_before, 0), s.cents),
               s.cents - greatest(coalesce(b.known, 0) - s.stated, 0)) as cents_of_list
      from said s left join beside b using (id)
    )
    select key, id, cents_of_list,
           least(noted, greatest(0, cents - cents_of_list - (known - noted)))::bigint as given_up
    from own
  `.execute(tx)
  await giveUpNoted(tx, scope)
  await sql`
    insert into staged_allocations (instalment_key, amount_cents, origin)
    select key, cents_of_list + given_up, 'settled-by-import' from list_settled where cents_of_list + given_up > 0
  `.execute(tx)
}
