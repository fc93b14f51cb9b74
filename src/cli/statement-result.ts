import { fileIssues } from '#features/imports/server/file-issues.ts'
import { readBankTable, statementsOfTable } from '#readers/bank-table.ts'
import { detect } from '#readers/detect.ts'
import type { Source } from '#readers/source.ts'
import type { StatementsRead } from '#readers/statement.ts'
import { readStatements } from '#readers/statements.ts'
import { cliLanguage } from './session.ts'

/**
 * What `read` says of a bank statement: the statement itself (`kind` "statement"), `statements` when
 * the file holds several, or why it is refused.
 */
export async function describeStatements(source: Source) {
  const read = await readAny(source)
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

// The accounts of a table are as it names them: none is chosen here.
async function readAny(source: Source): Promise<StatementsRead> {
  if ((await detect(source)).format !== 'bank-table') return await readStatements(source)
  const table = await readBankTable(source)
  if ('reason' in table) return table
  const [first, ...others] = statementsOfTable(table, () => null)
  if (!first) return []
  return [{ ...first, warnings: [...table.warnings, ...first.warnings] }, ...others]
}
