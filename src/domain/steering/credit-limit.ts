/** How near a client is to its credit limit (« encours autorisé »). */
export const CREDIT_ALERTS = ['none', 'near', 'over'] as const
export type CreditAlert = (typeof CREDIT_ALERTS)[number]

/** What limits are in: what is open in another currency is never added to it. */
export const LIMIT_CURRENCY = 'EUR'

/** Percent of a credit limit from which it is told. */
export const NEAR_LIMIT_PERCENT = 80

/** Whether what is open in euros, due or not, comes near a limit or is over it; null without a limit. */
export function creditAlert(openCents: number, limitCents: number | null): CreditAlert | null {
  if (limitCents === null) return null
  if (openCents > limitCents) return 'over'
  return openCents > 0 && openCents * 100 >= limitCents * NEAR_LIMIT_PERCENT ? 'near' : 'none'
}
