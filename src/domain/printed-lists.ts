/** Schedule of what falls due, balances by age, letters of a period, credits not allocated. */
export const LIST_NAMES = ['schedule', 'aged-balance', 'reminders', 'credits'] as const
export type ListName = (typeof LIST_NAMES)[number]
