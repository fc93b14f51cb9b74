import { decimalCents, parseAmount, sumCents } from '#domain/days-and-money/money.ts'
import type { Share } from '#domain/receivables/allocation.ts'
import type { OpenInstalments } from '../credit-contract.ts'

type OpenInstalment = OpenInstalments['rows'][number]

/** What is typed beside each instalment, by its id; absent or empty: nothing. */
export type SpreadAmounts = Readonly<Record<number, string>>

export interface SpreadReading {
  /** Null while an amount cannot be read, or more is given than there is. */
  readonly shares: readonly Share[] | null
  readonly givenCents: number
  /** What the credit will have left; negative when too much is given. */
  readonly leftCents: number
  /** Ids of the instalments whose amount cannot be read or is more than they owe. */
  readonly wrong: ReadonlySet<number>
}

/** The amounts we suggest, as they would be typed. */
export function suggestedAmounts(rows: readonly OpenInstalment[]): SpreadAmounts {
  return Object.fromEntries(
    rows.flatMap((row) =>
      row.suggestedCents > 0 ? [[row.instalmentId, amountText(row.suggestedCents)]] : [],
    ),
  )
}

/** Reads what is typed against what each instalment owes and what the credit has. */
export function readSpread(
  amounts: SpreadAmounts,
  rows: readonly OpenInstalment[],
  openCents: number,
): SpreadReading {
  const wrong = new Set<number>()
  const shares: Share[] = []
  for (const row of rows) {
    const text = amounts[row.instalmentId]?.trim() ?? ''
    if (text === '') continue
    const amountCents = parseAmount(text)
    if (amountCents === null || amountCents > row.openCents) wrong.add(row.instalmentId)
    else if (amountCents > 0) shares.push({ instalmentId: row.instalmentId, amountCents })
  }
  const givenCents = sumCents(shares.map((share) => share.amountCents))
  const leftCents = openCents - givenCents
  const isReady = wrong.size === 0 && shares.length > 0 && leftCents >= 0
  return { shares: isReady ? shares : null, givenCents, leftCents, wrong }
}

/** « Tout »: all this instalment owes, or all the credit still has beside what the others take. */
export function withAll(
  amounts: SpreadAmounts,
  row: OpenInstalment,
  rows: readonly OpenInstalment[],
  openCents: number,
): SpreadAmounts {
  const others = { ...amounts, [row.instalmentId]: '' }
  const { leftCents } = readSpread(others, rows, openCents)
  const cents = Math.max(0, Math.min(row.openCents, leftCents))
  return { ...amounts, [row.instalmentId]: cents === 0 ? '' : amountText(cents) }
}

function amountText(cents: number): string {
  return decimalCents(cents).replace('.', ',')
}
