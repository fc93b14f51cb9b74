import type { KnownRef } from './external-ids.ts'
import type { PushOrder, PushProblem } from './push-order.ts'

/** A push under way: what is known of its rows, and which of them are refused, by their place. */
export interface Push extends PushOrder {
  /** By `refKey`: of its rows and of all they name. */
  readonly known: ReadonlyMap<string, KnownRef>
  /** Identifiers that it withdraws, by `refKey`: another may take their place at once. */
  readonly withdrawing: ReadonlySet<string>
  readonly problems: Map<number, PushProblem>
  /** Rows of what was merged here into another row of the program: that one speaks for both. */
  readonly skipped: ReadonlySet<number>
}

/** Whether nothing is to be done of a row. */
export function isOut({ problems, skipped }: Push, index: number): boolean {
  return problems.has(index) || skipped.has(index)
}

/** Refuses a row; the first reason is the one that is told. */
export function refuse(push: Push, index: number, problem: PushProblem): void {
  if (!push.problems.has(index)) push.problems.set(index, problem)
}
