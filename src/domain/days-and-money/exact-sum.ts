import { mustHave } from '#domain/errors.ts'

interface Amount {
  readonly openCents: number
}

/** Beyond this many, ways to reach a sum by chance are too many to mean anything (formats.md §8). */
const MOST_ITEMS = 12

/**
 * The items among the first twelve that add up to `cents` exactly: the fewest, then the earliest in the
 * order given. `isOnly` is false when others would do as well, and null is returned when none do.
 */
export function exactSum<Item extends Amount>(
  items: readonly Item[],
  cents: number,
): { readonly items: readonly Item[]; readonly isOnly: boolean } | null {
  const considered = items.slice(0, MOST_ITEMS)
  let best: readonly Item[] | null = null
  let ways = 0
  const rests = restSums(considered)
  const walk = (at: number, left: number, taken: readonly Item[]): void => {
    if (left === 0) {
      ways += 1
      if (!best || taken.length < best.length) best = taken
      return
    }
    const item = considered[at]
    if (!item || mustHave(rests[at], 'the sum of the rest') < left) return
    if (item.openCents <= left) walk(at + 1, left - item.openCents, [...taken, item])
    walk(at + 1, left, taken)
  }
  walk(0, cents, [])
  return best ? { items: best, isOnly: ways === 1 } : null
}

// What is left from each place on: a walk that cannot reach the sum any more stops there.
function restSums(items: readonly Amount[]): number[] {
  const sums: number[] = []
  let sum = 0
  for (const item of items.toReversed()) {
    sum += item.openCents
    sums.unshift(sum)
  }
  return sums
}
