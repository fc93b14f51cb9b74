import { Table } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useFormats } from '#ui/format.ts'
import { WideTable } from '#ui/wide-table.tsx'
import type { FileIssue } from './contract.ts'

interface IssuesTableProps {
  readonly title: string
  readonly issues: readonly FileIssue[]
  /** All of them, when only the first ones are told. */
  readonly total?: number
  readonly tone: 'error' | 'warning'
}

/** So many remarks are read at a glance; more are unfolded. */
const FEW = 3

/** What is wrong or odd, line by line, so that it can be found in the file. */
export function IssuesTable({ title, issues, total = issues.length, tone }: IssuesTableProps) {
  const { t } = useTranslation()
  const format = useFormats()
  if (issues.length === 0) return null
  // A column that would be empty from end to end is left out: of a file refused as a whole there is no line to tell.
  const hasFiles = issues.some(({ file, line }) => line === 0 || file !== issues[0]?.file)
  const hasLines = issues.some(({ line }) => line > 0)
  const hasColumns = issues.some(({ column }) => column !== null)
  return (
    <details className="import-issues" data-tone={tone} open={tone === 'error' || total <= FEW}>
      <summary>{title}</summary>
      <WideTable label={title} minWidth={480} isDense>
        <Table.Thead>
          <Table.Tr>
            {hasFiles ? <Table.Th>{t('imports.file')}</Table.Th> : null}
            {hasLines ? <Table.Th className="amount">{t('imports.line')}</Table.Th> : null}
            {hasColumns ? <Table.Th>{t('imports.column')}</Table.Th> : null}
            <Table.Th>{t('imports.message')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {issues.map(({ file, line, column, message }) => (
            <Table.Tr key={`${file} ${line} ${column} ${message}`}>
              {hasFiles ? <Table.Td className="import-file">{file}</Table.Td> : null}
              {hasLines ? (
                <Table.Td className="amount">{line > 0 ? format.count(line) : '–'}</Table.Td>
              ) : null}
              {hasColumns ? <Table.Td>{column ?? '–'}</Table.Td> : null}
              <Table.Td>{message}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </WideTable>
      {total > issues.length ? (
        <p className="dimmed">{t('imports.moreIssues', { count: total - issues.length })}</p>
      ) : null}
    </details>
  )
}
