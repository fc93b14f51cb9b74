import type { PushOutcome } from '#domain/receivables/pushed-words.ts'
import { type ExternalRef, refKey } from './external-ids.ts'
import type { Push } from './push.ts'
import type { PushResult } from './push-order.ts'
import type { PushStates } from './push-outcomes.ts'
import type { Withdrawn } from './push-withdrawals.ts'

/** Thrown to undo a push, whose rows are told all the same: one is refused, or none changes anything. */
export class PushUndone extends Error {
  readonly results: readonly PushResult[]

  constructor(results: readonly PushResult[]) {
    super('nothing of the push is kept')
    this.name = 'PushUndone'
    this.results = results
  }
}

/** A row that was put, with what it has become. */
export interface WrittenRow extends ExternalRef {
  readonly index: number
  readonly id: number
}

/** @throws PushUndone when a row is refused and the push is to be done whole. */
export function stopIfRefused(push: Push): void {
  if (push.isAtomic && push.problems.size > 0) throw new PushUndone(refusedResults(push))
}

// Of a push that is undone, the rows that nothing is wrong with were not done either.
function refusedResults({ items, problems }: Push): PushResult[] {
  return items.map(({ kind, externalId }, index) => {
    const problem = problems.get(index) ?? { code: 'conflict', key: 'programs.with-refused', values: {} }
    return { kind, externalId, outcome: 'refused', id: null, problem }
  })
}

/** Whether the row has changed something. */
export function isDone({ outcome }: PushResult): boolean {
  return outcome !== 'unchanged' && outcome !== 'refused'
}

interface Told {
  readonly before: PushStates
  readonly now: PushStates
  readonly written: readonly WrittenRow[]
  readonly named: ReadonlySet<number>
  readonly withdrawn: Withdrawn
}

/** What became of each row of a push, in order. */
export function resultsOf(push: Push, { before, now, written, named, withdrawn }: Told): PushResult[] {
  const rows = new Map(written.map((row) => [row.index, row]))
  return push.items.map(({ kind, externalId }, index) => {
    const problem = push.problems.get(index) ?? null
    const row = rows.get(index)
    const id = row?.id ?? push.known.get(refKey({ kind, externalId }))?.id ?? null
    if (problem) return { kind, externalId, outcome: 'refused', id, problem }
    const state = kind === 'payment' ? 'credit' : kind
    const outcome =
      withdrawn.get(index) ?? (row ? outcomeOf(row, before[state], now[state], named) : 'unchanged')
    return { kind, externalId, outcome, id, problem: null }
  })
}

function outcomeOf(
  { index, id }: WrittenRow,
  before: ReadonlyMap<number, string>,
  now: ReadonlyMap<number, string>,
  named: ReadonlySet<number>,
): PushOutcome {
  const was = before.get(id)
  if (was === undefined) return 'created'
  if (named.has(index)) return 'joined'
  return was === now.get(id) ? 'unchanged' : 'updated'
}
