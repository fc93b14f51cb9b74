/** Money is an integer number of cents with its currency; no float ever holds an amount. */

/** ISO 4217 code in capitals, "EUR" most of the time. */
export type Currency = string

export interface Money {
  readonly cents: number
  readonly currency: Currency
}

/** Sum of integer cents, exact up to 2^53; throws beyond, since a silent loss of a cent is worse. */
export function sumCents(amounts: Iterable<number>): number {
  let total = 0
  for (const cents of amounts) total += cents
  if (!Number.isSafeInteger(total)) throw new RangeError(`sum of cents out of range: ${total}`)
  return total
}

/**
 * The product's only rounding: half away from zero, to the cent.
 * `numerator / denominator` must both be safe integers, so that 2.675 € is 2.68 € and never 2.67 €.
 */
export function roundHalfUp(numerator: bigint, denominator: bigint): number {
  if (denominator <= 0n) throw new RangeError('denominator must be positive')
  const sign = numerator < 0n ? -1n : 1n
  const doubled = 2n * numerator * sign + denominator
  return Number(sign * (doubled / (2n * denominator)))
}

const NARROW_SPACE = '\u202f'
const NO_BREAK_SPACE = '\u00a0'

/** "1 234,56 €" with U+202F between thousands and U+00A0 before the symbol (French typography). */
export function formatMoney(cents: number, currency: Currency = 'EUR'): string {
  const symbol = currency === 'EUR' ? '€' : currency
  return `${formatCents(cents)}${NO_BREAK_SPACE}${symbol}`
}

/** "1 234,56": the French figure without its currency. */
export function formatCents(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(3, '0')
  const units = digits.slice(0, -2).replace(/\B(?=(\d{3})+$)/g, NARROW_SPACE)
  return `${cents < 0 ? '-' : ''}${units},${digits.slice(-2)}`
}

/** "1234.56": machine form, for QR codes and exports. */
export function decimalCents(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(3, '0')
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`
}
