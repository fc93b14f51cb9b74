import type { AccountChoice } from '#domain/receivables/receivable-accounts.ts'
import type { AccountFamily } from './fec-accounts.ts'
import type { FecLine } from './fec-line.ts'

/** A family of accounts of a ledger: what it holds, and whether it is read. */
export interface AccountBalance {
  readonly account: AccountFamily
  /** Of its first account. */
  readonly title: string
  readonly lines: number
  /** Debit less credit. */
  readonly balanceCents: number
  readonly isRead: boolean
}

/** The lines of 411 and of the accounts chosen, and what every family holds. */
export function chooseLines<Line extends FecLine>(
  lines: readonly Line[],
  choice: readonly AccountChoice[],
): { readonly chosen: readonly Line[]; readonly accounts: readonly AccountBalance[] } {
  const families = new Map<AccountFamily, { title: string; lines: number; balanceCents: number }>()
  for (const { family, accountLabel, debitCents, creditCents } of lines) {
    const sum = families.get(family) ?? { title: accountLabel, lines: 0, balanceCents: 0 }
    sum.lines++
    sum.balanceCents += debitCents - creditCents
    families.set(family, sum)
  }
  const isRead = (family: AccountFamily) => family === '411' || choice.includes(family)
  const accounts = [...families]
    .map(([account, sum]) => ({ account, ...sum, isRead: isRead(account) }))
    .sort((one, other) => (one.account < other.account ? -1 : 1))
  const isWhole = accounts.every((account) => account.isRead)
  return { chosen: isWhole ? lines : lines.filter(({ family }) => isRead(family)), accounts }
}
