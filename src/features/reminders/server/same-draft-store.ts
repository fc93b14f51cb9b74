import { sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import { sumCents } from '#domain/days-and-money/money.ts'
import type { Selection } from '#domain/dunning/selection.ts'
import type { Asked } from '#ledger/asked.ts'
import type { ProposalFilter } from '#ledger/proposed-customers.ts'
import { proposedInstalments, readTicked } from '#ledger/ticked.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'

interface SameDraftQuestion {
  readonly filter: ProposalFilter
  readonly selection: Selection
  readonly letterOn: Day
  /** What the letters of the selection would ask. */
  readonly asked: Asked
  /** Who asks: the drafts of others are theirs to confirm. */
  readonly actor: string
}

/**
 * The latest open draft of a person that holds the letters a selection would make: of the same days, on nothing but
 * what is ticked, as many letters, asking as much in each currency. Null when there is none.
 */
export async function readSameDraft(
  tx: ScopedTransaction,
  { filter, selection, letterOn, asked, actor }: SameDraftQuestion,
): Promise<{ run: number } | null> {
  const drafts = await tx
    .selectFrom('runs')
    .select('id')
    .distinct()
    .where('company_id', 'in', [...filter.companyIds])
    .where('status', '=', 'draft')
    .where('created_by', '=', actor)
    .where('letter_on', '=', letterOn)
    .where('overdue_on', '=', filter.on)
    .execute()
  if (drafts.length === 0) return null
  const within = await readTicked(
    tx,
    selection,
    sql<{ run: number; currency: string; letters: number; net_cents: number }>`
      with ${await proposedInstalments(tx, filter, selection)},
      ticked as materialized (select id from proposed where is_ticked),
      drafted as (select * from letters where run_id = any(${drafts.map(({ id }) => id)}::bigint[])),
      foreign_runs as (
        select d.run_id from drafted d
        join letter_items t on t.company_id = d.company_id and t.letter_id = d.id
        where t.instalment_id not in (select id from ticked))
      select run_id as run, currency, count(*) as letters, sum(net_cents)::bigint as net_cents
      from drafted where run_id not in (select run_id from foreign_runs)
      group by run_id, currency order by run_id desc`,
  )
  const runs = [...Map.groupBy(within, ({ run }) => run)]
  const same = runs.find(([, parts]) => {
    const letters = sumCents(parts.map((part) => part.letters))
    const asks = asked.amounts.filter(({ netCents }) => netCents > 0)
    return (
      letters === asked.letters &&
      asks.length === parts.length &&
      asks.every(({ currency, netCents }) =>
        parts.some((part) => part.currency === currency && part.net_cents === netCents),
      )
    )
  })
  return same ? { run: same[0] } : null
}
