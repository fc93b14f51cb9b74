/**
 * Accounts of the French chart that may be read beside 411 (PCG): 413 bills receivable, 416 doubtful
 * customers, 4117 retentions, 4191 advances received. Never 418, which is not invoiced yet.
 */
export const ACCOUNT_CHOICES = ['413', '416', '4117', '4191'] as const

export type AccountChoice = (typeof ACCOUNT_CHOICES)[number]

export function isAccountChoice(text: string): text is AccountChoice {
  return ACCOUNT_CHOICES.some((choice) => choice === text)
}
