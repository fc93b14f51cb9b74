import { addTo } from '#domain/days-and-money/add-to.ts'
import { sumCents } from '#domain/days-and-money/money.ts'
import type { VatShare } from '#domain/receivables/collected-vat.ts'
import { parseCents } from './amounts.ts'
import type { VatFacts } from './e-invoice-facts.ts'

/**
 * The total of an invoice (BT-112, signed cents) by rate of VAT, tax included, positive as the total is told; null when
 * the rates do not add up to it, or one of them cannot be read: nothing is then known of how it divides.
 */
export function vatShares(vat: readonly VatFacts[], totalCents: number): readonly VatShare[] | null {
  const sign = Math.sign(totalCents) || 1
  const shares = new Map<string, number>()
  for (const { percent, base, tax } of vat) {
    const cents = [base, tax].map((text) => (text === null ? null : parseCents(text, '.')))
    const [baseCents, taxCents] = cents
    if (baseCents == null || taxCents == null) return null
    // A category without tax (E, O…) may leave the rate out.
    const rate = percent === null && taxCents === 0 ? '0' : percent
    const key = rate === null ? null : plainPercent(rate)
    if (key === null) return null
    addTo(shares, key, sign * (baseCents + taxCents))
  }
  if (vat.length === 0 || sumCents([...shares.values()]) !== sign * totalCents) return null
  return [...shares].map(([percent, cents]) => ({ percent, cents }))
}

/** A rate as it is compared and written: "20" and "20.000" are "20.00"; null when it is none. */
export function plainPercent(text: string): string | null {
  return /^\d{1,3}(\.\d+)?$/.test(text) ? Number(text).toFixed(2) : null
}
