import type { Doubt } from '#domain/doubt.ts'
import { answerOf, questionOf } from '#ledger/doubt-words.ts'
import { type Language, translate } from '#messages/translate.ts'
import type { ReadIssue } from '#readers/records.ts'
import type { FileDoubt, FileIssue, FileRemark } from './contract.ts'

/** What the readers found, in sentences. */
export function fileIssues(
  file: string,
  issues: readonly ReadIssue[],
  language: Language,
): readonly FileIssue[] {
  return issues.map(({ line, column, code, values }) => ({
    file,
    line,
    column,
    message: translate(language, `readers.${code}`, values),
  }))
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
  return remarks.map(({ line, column, code, values }) => ({
    file,
    line,
    column,
    code,
    count: typeof values.count === 'number' ? values.count : null,
    message: translate(language, `readers.${code}`, values),
  }))
}

/** The questions of a file, in words. */
export function fileDoubts(file: string, doubts: readonly Doubt[], language: Language): readonly FileDoubt[] {
  return doubts.map((doubt) => {
    const { id, kind, value, line, count, amounts, answer } = doubt
    const choices = doubt.choices.map((choice) => ({ choice, label: answerOf(language, doubt, choice) }))
    const question = questionOf(language, doubt)
    return { file, id, kind, value, question, line, count, amounts: [...amounts], choices, answer }
  })
}
