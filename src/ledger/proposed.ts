import { type RawBuilder, sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import { LAST_LEVEL } from '#domain/dunning/levels.ts'
import { isActiveBlock } from './active-block.ts'

/**
 * What is proposed on the page « Relances » (rules §3), as pieces of SQL shared by the page, its
 * totals, the selection, the runs and the command line, so that none of them can disagree.
 *
 * Names expected by the pieces: `s` a row of `companyScope`, `i` an instalment.
 */

/**
 * CTE body: the companies in play with their settings and the delays of levels 1 to 4 as arrays. Nothing of
 * an archived company is proposed.
 * @param today the day by which clients contacted of late are left alone (`advisedFrom`); absent: none is
 */
export function companyScope(companyIds: readonly number[], today?: Day): RawBuilder<unknown> {
  return sql`
    select c.id as company_id, ${today === undefined ? sql`null::jsonb` : leftAlone(today)} as left_alone, c.code as company, c.excludes_provisional,
           greatest(c.minimum_cents, 1) as minimum_cents, greatest(c.minimum_item_cents, 1) as minimum_item_cents,
           array_agg(l.delay_days order by l.level) as delays,
           array_agg(l.gap_days order by l.level) as gaps
    from companies c join dunning_levels l on l.company_id = c.id
    where c.id = any(${companyIds}::bigint[]) and c.archived_at is null
    group by c.id`
}

// Clients contacted of late and the day each is free again, as `leftAloneUntil` (domain/dunning/contacts.ts); null for a
// company that asks for no gap, which costs nothing more. A letter that was undone is no contact, nor is a call that
// nobody answered.
function leftAlone(today: Day): RawBuilder<unknown> {
  const isRecent = (day: string) => sql`${sql.ref(day)} > ${today}::date - x.contact_gap_days`
  return sql`(
    select case when x.contact_gap_days > 0 then (
      select jsonb_object_agg(contacted.customer_id, contacted.last_on + x.contact_gap_days)
      from (select customer_id, max(contacted_on) as last_on from (
          select l.customer_id, r.letter_on as contacted_on from runs r
          join letters l on l.company_id = r.company_id and l.run_id = r.id and l.status = 'confirmed'
          where r.company_id = x.company_id and r.status = 'confirmed' and ${isRecent('r.letter_on')}
          union all
          select e.customer_id, e.happened_on from customer_events e
          where e.company_id = x.company_id and e.kind <> 'note' and e.outcome is distinct from 'no-answer'
            and ${isRecent('e.happened_on')}) one
        group by customer_id) contacted) end
    from run_schedules x where x.company_id = c.id)`
}

/** True for an open instalment of a final invoice, due on or before `on`. Never true without a due date. */
export function isOverdue(on: Day): RawBuilder<boolean> {
  return sql<boolean>`(i.open_cents > 0 and i.is_final and i.due_on <= ${on}::date)`
}

/** The active block on an instalment, its invoice or its client, if any; the gravest first. */
export function activeBlocks(on: Day): RawBuilder<unknown> {
  return sql`
    select b.id, b.kind, b.reason, b.ends_on, b.invoice_id, b.instalment_id, b.doubt_id
    from dunning_blocks b
    where b.company_id = i.company_id and b.customer_id = i.customer_id and ${isActiveBlock(on)}
      and (b.invoice_id is null or b.invoice_id = i.invoice_id)
      and (b.instalment_id is null or b.instalment_id = i.id)`
}

/**
 * True when an overdue instalment may be proposed: not blocked, not under the minimum, not a provisional the company
 * excludes, and not among those a payment under way will settle (`readUnderWay`). Blocks are looked up client by
 * client; `isProposableOfAll` asks the same of whole companies.
 */
export function isProposable(on: Day, underWay: UnderWay): RawBuilder<boolean> {
  return sql<boolean>`(${mayBeProposed(on, underWay)} and not exists (${activeBlocks(on)}))`
}

/** `isProposable` where every instalment of the companies is read: their blocks are read once, into sets. */
export function isProposableOfAll(on: Day, underWay: UnderWay): RawBuilder<boolean> {
  const blocked = (id: string, scope: RawBuilder<unknown>) =>
    sql`select b.company_id, ${sql.ref(`b.${id}`)} from dunning_blocks b
      where ${isActiveBlock(on)} and ${scope}`
  return sql<boolean>`(${mayBeProposed(on, underWay)}
    and (i.company_id, i.customer_id) not in (
      ${blocked('customer_id', sql`b.invoice_id is null and b.instalment_id is null`)})
    and (i.company_id, i.invoice_id) not in (
      ${blocked('invoice_id', sql`b.invoice_id is not null and b.instalment_id is null`)})
    and (i.company_id, i.id) not in (${blocked('instalment_id', sql`b.instalment_id is not null`)}))`
}

function mayBeProposed(on: Day, underWay: UnderWay): RawBuilder<boolean> {
  const ids = [...underWay.keys()]
  const isExpected = ids.length === 0 ? sql`false` : sql`i.id = any(${ids}::bigint[])`
  return sql<boolean>`(${isOverdue(on)} and not (i.is_provisional and s.excludes_provisional)
    and i.open_cents >= s.minimum_item_cents and not ${isExpected})`
}

/** Instalments that a payment under way will settle, and its day: they are set aside until then. */
export type UnderWay = ReadonlyMap<number, Day>

/**
 * First day the next letter of an instalment is advised, or null (domain/dunning/procedure.ts `advisedOn`); not while its
 * client is left alone (domain/dunning/contacts.ts).
 */
export const advisedFrom: RawBuilder<Day | null> = sql<Day | null>`
  case when i.level = ${LAST_LEVEL} and i.had_formal_notice then null
    else greatest(i.due_on + s.delays[i.level], i.last_reminded_on + s.gaps[i.level],
      (s.left_alone ->> i.customer_id::text)::date) end`

/** True unless a payment has probably settled the invoice: `paid` comes from `readProbablyPaid`. */
export function isAdvisable(paid: readonly number[]): RawBuilder<boolean> {
  // A subquery is hashed, where an array whose values the plan does not know is searched for each row.
  return paid.length === 0
    ? sql<boolean>`true`
    : sql<boolean>`i.invoice_id not in (select unnest(${paid}::bigint[]))`
}

/** True for all the page has to account for: what is overdue, and what has no due date at all. */
export function isToAccountFor(on: Day): RawBuilder<boolean> {
  return sql<boolean>`(i.open_cents > 0 and i.is_final and (i.due_on <= ${on}::date or i.due_on is null))`
}
