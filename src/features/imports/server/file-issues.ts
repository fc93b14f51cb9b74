import { type Doubt, setsAside } from '#domain/receivables/doubt.ts'
import { answerOf, questionOf } from '#ledger/doubt-words.ts'
import type { BooksOutcome } from '#ledger/import-books.ts'
import { type Language, translate } from '#messages/translate.ts'
import type { ReadIssue } from '#readers/records.ts'
import type { FileDoubt, FileIssue, FileRemark } from '../contract.ts'

const TOLD = 20

/** What the readers found, in sentences. */
export function fileIssues(
  file: string,
  issues: readonly ReadIssue[],
  language: Language,
): readonly FileIssue[] {
  return issues.map((issue) => ({
    file,
    line: issue.line,
    column: issue.column,
    message: sentenceOf(issue, language),
  }))
}

// A line of a workbook is told with its sheet when several are read.
function sentenceOf({ code, values }: ReadIssue, language: Language): string {
  const { line = 0, ofSheet, first = 0, firstOfSheet } = values
  const placed = (line: string | number, sheet: string | number) =>
    translate(language, 'readers.line-of-sheet', { line, sheet })
  return translate(language, `readers.${code}`, {
    ...values,
    ...(ofSheet === undefined ? {} : { line: placed(line, ofSheet) }),
    ...(firstOfSheet === undefined ? {} : { first: placed(first, firstOfSheet) }),
  })
}

/** Something the import itself has to say about the whole file. */
export function importRemark(
  file: string,
  language: Language,
  key: string,
  values: Readonly<Record<string, string | number>> = {},
): FileIssue {
  return { file, line: 0, column: null, message: translate(language, key, values) }
}

/** What the readers understood or left out, in sentences. */
export function fileRemarks(
  file: string,
  remarks: readonly ReadIssue[],
  language: Language,
): readonly FileRemark[] {
  return remarks.map((remark) => ({
    file,
    line: remark.line,
    column: remark.column,
    code: remark.code,
    count: typeof remark.values.count === 'number' ? remark.values.count : null,
    message: sentenceOf(remark, language),
  }))
}

/** The questions of a file, in words. */
export function fileDoubts(file: string, doubts: readonly Doubt[], language: Language): readonly FileDoubt[] {
  return doubts.map((doubt) => {
    const { id, kind, value, line, count, amounts, answer } = doubt
    const choices = doubt.choices.map((choice) => ({ choice, label: answerOf(language, doubt, choice) }))
    const question = questionOf(language, doubt)
    const told = { file, id, kind, value, question, line, count, amounts: [...amounts], choices, answer }
    return { ...told, setsAside: setsAside(doubt) }
  })
}

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
