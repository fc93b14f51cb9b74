import { type Language, translate } from '#messages/translate.ts'
import type { ReadIssue } from '#readers/records.ts'
import type { FileIssue } from './contract.ts'

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
