import { type Doubt, setsAside } from '#domain/receivables/doubt.ts'
import { answerOf, questionOf } from '#ledger/doubt-words.ts'
import { type Language, translate } from '#messages/translate.ts'
import type { ReadIssue } from '#readers/records.ts'
import type { FileDoubt, FileIssue, FileRemark } from '../contract.ts'

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
