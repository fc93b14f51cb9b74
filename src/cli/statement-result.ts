import { fileIssues } from '#features/imports/file-issues.ts'
import type { Source } from '#readers/source.ts'
import { readStatements } from '#readers/statements.ts'
import { cliLanguage } from './session.ts'

/**
 * What `read` says of a bank statement: the statement itself (`kind` "statement"), `statements` when
 * the file holds several, or why it is refused.
 */
export async function describeStatements(source: Source) {
  const read = await readStatements(source)
  if ('reason' in read) {
    const errors = fileIssues(source.name, [read.reason], cliLanguage())
    return { kind: 'refused', reason: errors[0]?.message, warnings: [], errors }
  }
  const statements = read.map((statement) => {
    const warnings = fileIssues(source.name, statement.warnings, cliLanguage())
    return { kind: 'statement', ...statement, warnings }
  })
  const [first, ...others] = statements
  return first && others.length === 0 ? first : { kind: 'statements', statements }
}
