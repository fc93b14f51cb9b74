import type { AccountChoice } from '#domain/receivables/receivable-accounts.ts'

/** The family of an account that may hold what customers owe; 411 is always read, the others when they are chosen. */
export type AccountFamily = '411' | AccountChoice

/** What the accounts of an écriture say of it, as bits added up line by line. */
export const SALES = 1
export const CASH = 2
export const WRITE_OFF = 4
/** Some account of class 6 to 8: the écriture cannot be an opening balance. */
export const RESULT = 8

/** What a line on a customer account is. */
export type LineNature =
  | 'invoice'
  | 'credit-note'
  | 'payment'
  /** Money returned, or a payment that bounced: the customer owes it again. */
  | 'refund'
  | 'write-off'
  | 'opening'
  | 'other'

/**
 * The family of an account, null for any that holds nothing customers owe: 418 is not invoiced yet. A
 * sub-account of 411 may begin with 4117 and be a customer's: the title tells retentions.
 */
export function familyOf(account: string, title: () => string): AccountFamily | null {
  if (!account.startsWith('41')) return null
  if (account.startsWith('411')) {
    return account.startsWith('4117') && /retenue|garantie/i.test(title()) ? '4117' : '411'
  }
  // Many books keep advances in 419 itself.
  if (account.startsWith('4191') || /^4190*$/.test(account)) return '4191'
  if (account.startsWith('413')) return '413'
  return account.startsWith('416') ? '416' : null
}

/** The bit of the account written at `start`; the journal's code is free and says nothing. */
export function accountFlag(text: string, start: number): number {
  const first = text.charCodeAt(start) - ZERO
  const second = text.charCodeAt(start + 1) - ZERO
  const third = text.charCodeAt(start + 2) - ZERO
  switch (first) {
    case 7:
      return RESULT | (second === 5 && third === 8 ? WRITE_OFF : SALES)
    case 6:
      return RESULT | (second === 5 && (third === 4 || third === 8) ? WRITE_OFF : 0)
    case 5:
      return second === 1 || second === 3 || second === 8 ? CASH : 0
    case 4:
      // 4457: VAT collected.
      return second === 4 && third === 5 && text.charCodeAt(start + 3) - ZERO === 7 ? SALES : 0
    case 8:
      // 89: opening and closing balance sheets, the counterpart of many opening entries (PCG).
      return second === 9 ? 0 : RESULT
    default:
      return 0
  }
}

/** What the line is, from its side and the accounts of its whole écriture. */
export function natureOf(flags: number, isDebit: boolean, looksOpening: boolean): LineNature {
  if (looksOpening && (flags & RESULT) === 0) return 'opening'
  if (isDebit) {
    if (flags & SALES) return 'invoice'
    return flags & CASH ? 'refund' : 'other'
  }
  if (flags & CASH) return 'payment'
  if (flags & SALES) return 'credit-note'
  return flags & WRITE_OFF ? 'write-off' : 'other'
}

/**
 * True for the plain collective account, which stands for all customers together: 411 and zeros, or
 * 411x and zeros when its name says no more than "clients".
 */
export function isCollectiveAccount(account: string, label: string): boolean {
  if (/^4110*$/.test(account)) return true
  return /^41\d\d?0*$/.test(account) && (label === '' || /\b(clients?|customers?)\b/i.test(label))
}

/** 4191, advances received: credits, from which the final invoice takes back what it uses. */
export function isAdvanceAccount(account: string): boolean {
  return account.startsWith('419')
}

const ZERO = 0x30
