import type { BooksOutcome } from '#ledger/import-books.ts'
import type { Language } from '#messages/translate.ts'
import type { FileIssue } from '../contract.ts'
import { importRemark } from './file-issues.ts'

const TOLD = 20

/** What an import did that its counts do not tell, in sentences for the accountant. */
export function importRemarks(file: string, outcome: BooksOutcome, language: Language): readonly FileIssue[] {
  const { opening, absentItems, isOlderThanKnown, alike, doubles } = outcome
  const remarks: FileIssue[] = []
  const say = (key: string, values?: Readonly<Record<string, string | number>>) => {
    remarks.push(importRemark(file, language, key, values))
  }
  if (isOlderThanKnown) say('imports.older-than-known')
  if (opening.replacedLines > 0) say('imports.opening-joined', { count: opening.replacedLines })
  if (opening.settledItems > 0) say('imports.opening-settled', { count: opening.settledItems })
  if (opening.isJoined && opening.keptLines > 0) say('imports.opening-kept', { count: opening.keptLines })
  if (absentItems > 0) say('imports.absent-closed', { count: absentItems })
  for (const { code, known } of alike.slice(0, TOLD)) say('imports.customer-alike', { code, known })
  if (doubles.renumbered.length > 0)
    say('imports.renumbered-doubles', { numbers: doubles.renumbered.join(', ') })
  if (doubles.mergedTwice.length > 0) say('imports.merged-twice', { numbers: doubles.mergedTwice.join(', ') })
  if (doubles.otherAmount.length > 0)
    say('imports.joined-other-amount', { numbers: doubles.otherAmount.join(', ') })
  return remarks
}
