import { sql } from 'kysely'
import type { ScopedTransaction } from '#platform/scoped.ts'

/**
 * Cuts what the file has in one line as the invoice is known to be cut (an e-invoice, a list with its
 * instalments), when both come to the same amount and the line has no due date of its own. What settles
 * the line settles its parts, the first due first. Their keys are those of the line and a rank, so that
 * the same file read again finds them.
 */
export async function cutLikeKnown(tx: ScopedTransaction, companyId: number): Promise<void> {
  await sql`
    insert into cut_instalments
    with whole as (
      select min(s.key) as key, s.invoice_key, i.invoice_id, min(s.amount_cents) as amount_cents
      from staged_instalments s join staged_invoices i on i.key = s.invoice_key
      where i.invoice_id is not null
      group by s.invoice_key, i.invoice_id
      having count(*) = 1 and bool_and(s.due_is_estimated or s.due_on is null)
    )
    select p.key, p.id, p.amount_cents, p.rank, p.starts_at
    from (
      select w.key, j.id, j.amount_cents,
             row_number() over by_due as rank,
             sum(j.amount_cents) over by_due - j.amount_cents as starts_at,
             sum(j.amount_cents) over (partition by w.key) as known_cents,
             count(*) over (partition by w.key) as parts, w.amount_cents as whole_cents
      from whole w join instalments j on j.company_id = ${companyId} and j.invoice_id = w.invoice_id
      window by_due as (partition by w.key order by j.due_on, j.id)
    ) p
    where p.parts > 1 and p.known_cents = p.whole_cents
  `.execute(tx)
  await sql`
    insert into staged_instalments (key, invoice_key, due_on, due_is_estimated, amount_cents, settled_cents, level,
      last_reminded_on, line, instalment_id)
    select case when c.rank = 1 then s.key || '~' else s.key || '~' || c.rank end, s.invoice_key, s.due_on,
           s.due_is_estimated, c.amount_cents,
           greatest(0, least(s.settled_cents - c.starts_at, c.amount_cents)), s.level, s.last_reminded_on, s.line, c.id
    from cut_instalments c join staged_instalments s on s.key = c.key
  `.execute(tx)
  await sql`
    with wanted as (
      select ctid as place, instalment_key, credit_key, origin, amount_cents,
             sum(amount_cents) over in_order - amount_cents as starts_at
      from staged_allocations where instalment_key in (select key from cut_instalments)
      window in_order as (partition by instalment_key order by credit_key, amount_cents, ctid)
    ), dropped as (
      delete from staged_allocations a using wanted w where a.ctid = w.place
    )
    insert into staged_allocations (instalment_key, credit_key, amount_cents, origin)
    select case when c.rank = 1 then c.key || '~' else c.key || '~' || c.rank end, w.credit_key,
           least(w.starts_at + w.amount_cents, c.starts_at + c.amount_cents) - greatest(w.starts_at, c.starts_at),
           w.origin
    from wanted w join cut_instalments c on c.key = w.instalment_key
      and w.starts_at < c.starts_at + c.amount_cents and w.starts_at + w.amount_cents > c.starts_at
  `.execute(tx)
  await sql`delete from staged_instalments s using cut_instalments c where s.key = c.key`.execute(tx)
}
