import type { DoubtAnswers } from '#domain/receivables/doubt.ts'
import { askDoubt, type DoubtList, newDoubtList } from './doubts.ts'
import type { FecLine } from './fec-line.ts'
import type { CreditRecord, InstalmentRecord } from './records.ts'

/** The lines of entries that the file has twice, as parts that overlap do, and the question of what they are. */
export interface FecRepeats {
  readonly doubts: DoubtList
  /** The user has said that they are the same: they count once. */
  readonly areSame: boolean
  /** Second copies, by the key of their record. */
  readonly copies: Map<string, Copy>
}

interface Copy {
  readonly line: FecLine
  readonly record: Doubtful<InstalmentRecord> | Doubtful<CreditRecord>
}

type Doubtful<Record extends { readonly doubts?: readonly string[] }> = Omit<Record, 'doubts'> & {
  doubts?: readonly string[]
}

const ID = 'repeated-entries:'

export function newFecRepeats(answers: DoubtAnswers = {}): FecRepeats {
  return { doubts: newDoubtList(answers), areSame: answers[ID] === 'same', copies: new Map() }
}

/**
 * True when the line is written a second time, word for word, after other entries. Two lines alike inside one entry
 * are its own.
 */
export function isRepeated(line: FecLine, first: FecLine): boolean {
  return (
    line.entryNumber !== '' &&
    line.run !== first.run &&
    line.label === first.label &&
    line.pieceOn === first.pieceOn &&
    line.matchingCode === first.matchingCode
  )
}

/** Asks about a copy of which something is left once its lettering is done. */
export function askRepeated({ doubts }: FecRepeats, { line, record }: Copy): void {
  const id = noteRepeated(doubts, line)
  if (id !== null) record.doubts = [...(record.doubts ?? []), id]
}

/** Counts a copy under its question; its id when nobody has answered. */
export function noteRepeated(doubts: DoubtList, line: FecLine): string | null {
  const { journalCode, entryNumber, debitCents, creditCents } = line
  const { id, answer } = askDoubt(
    doubts,
    {
      kind: 'repeated-entries',
      value: '',
      values: { entry: `${journalCode} ${entryNumber}`.trim() },
      choices: ['same', 'different'],
    },
    { cents: debitCents - creditCents, currency: 'EUR', line: line.line },
  )
  return answer === null ? id : null
}
