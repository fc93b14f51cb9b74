/** One row of a ledger or list, as far as its balance goes. */
export interface BalanceRow {
  readonly party: string
  /** Debit less credit. */
  readonly netCents: number
  /** Null where the cell is blank. */
  readonly balanceCents: number | null
}

/**
 * What a column « Solde » beside amounts holds. `running`: the balance of the account after each row; `remaining`:
 * what is left of the row itself; `unclear`: neither.
 */
export type BalanceReading = 'running' | 'remaining' | 'unclear'

/**
 * Tells what a column of balances holds by its figures: solde[i] = solde[i−1] + débit − crédit within the account
 * (or down the whole file, or from the last row up) is a running balance. One row an account reads both ways
 * alike. `isNamedRemaining`: its name says that it is what is left to pay.
 */
export function balanceReadingOf(rows: readonly BalanceRow[], isNamedRemaining: boolean): BalanceReading {
  const isRemaining = rows.every(
    ({ netCents, balanceCents: balance }) =>
      balance === null ||
      balance === 0 ||
      (balance * netCents > 0 && Math.abs(balance) <= Math.abs(netCents)),
  )
  if (isNamedRemaining && isRemaining) return 'remaining'
  const upwards = rows.toReversed()
  const whole = (all: readonly BalanceRow[]) => all.map((row) => ({ ...row, party: '' }))
  // The first row opens the account, unless the figures can only be running ones.
  const isRunning = (all: readonly BalanceRow[]) => runsOn(all, true) || (!isRemaining && runsOn(all, false))
  if ([rows, whole(rows), upwards, whole(upwards)].some(isRunning)) return 'running'
  return isRemaining ? 'remaining' : 'unclear'
}

// Each filled balance is the one before it and what came between; one pair at least must show it.
function runsOn(rows: readonly BalanceRow[], opensAtZero: boolean): boolean {
  const last = new Map<string, number>()
  let pairs = 0
  for (const { party, netCents, balanceCents } of rows) {
    const before = last.get(party)
    if (before !== undefined && balanceCents !== null) {
      if (before + netCents !== balanceCents) return false
      pairs++
    }
    if (opensAtZero && before === undefined && balanceCents !== null && balanceCents !== netCents)
      return false
    const now = balanceCents ?? (before === undefined && !opensAtZero ? undefined : (before ?? 0) + netCents)
    if (now !== undefined) last.set(party, now)
  }
  return pairs > 0
}
