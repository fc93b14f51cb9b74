// The last digit carries the sign: each of these is the digit of its rank. "é" and "è" stand where
// the French set of ISO 646 puts them instead of the braces.
const CREDIT = '{ABCDEFGHI'
const DEBIT = '}JKLMNOPQR'
const MAX_CENTS = 1e15

/**
 * Cents of a CFONB amount (zones 91-104): "0000000000549O" is −54.96 with two decimals. `decimals` is
 * zone 20; blank means two, as seen on some balances. Null when it is no such amount.
 */
export function parseOverpunched(written: string, decimals: string): number | null {
  const parts = /^(\d{13})([A-R{}éè\d])$/.exec(written)
  const places = decimals.trim() === '' ? 2 : Number(decimals)
  if (!parts?.[1] || !parts[2] || !Number.isInteger(places)) return null
  const mark = parts[2].replace('é', '{').replace('è', '}')
  const sign = DEBIT.includes(mark) ? -1 : 1
  const units = Number(parts[1] + lastDigit(mark))
  const cents = places <= 2 ? units * 10 ** (2 - places) : Math.round(units / 10 ** (places - 2))
  return cents > MAX_CENTS ? null : sign * cents || 0
}

function lastDigit(mark: string): string {
  const rank = Math.max(CREDIT.indexOf(mark), DEBIT.indexOf(mark))
  return rank < 0 ? mark : String(rank)
}
