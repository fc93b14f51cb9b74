import type { Day } from '#domain/days-and-money/day.ts'
import type { AccountFamily, LineNature } from './fec-accounts.ts'

/** One line of a customer account, as the file has it, amounts made positive. */
export interface FecLine {
  readonly line: number
  /** Rank of the stretch of lines of one entry that it stands in. */
  readonly run: number
  readonly journalCode: string
  readonly entryNumber: string
  readonly entryOn: Day
  readonly account: string
  readonly accountLabel: string
  readonly auxCode: string
  readonly auxLabel: string
  readonly pieceRef: string
  readonly pieceOn: Day | null
  readonly label: string
  readonly debitCents: number
  readonly creditCents: number
  readonly matchingCode: string
  /** Rank in the file of the fiscal year its code was given in: programs use the same codes each year. */
  readonly matchingYear: number
  readonly isValidated: boolean
  readonly dueOn: Day | null
  readonly nature: LineNature
  readonly family: AccountFamily
}
