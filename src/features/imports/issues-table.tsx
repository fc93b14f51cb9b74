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

/** What is wrong or odd, line by line, so that it can be found in the file. */
export function IssuesTable({ title, issues, total = issues.length, tone }: IssuesTableProps) {
  const { t } = useTranslation()
  const format = useFormats()
  if (issues.length === 0) return null
  return (
    <details className="import-issues" data-tone={tone} open={tone === 'error'}>
      <summary>{title}</summary>
      <WideTable label={title} minWidth={480} isDense>
        <Table.Thead>
          <Table.Tr>
            <Table.Th className="amount">{t('imports.line')}</Table.Th>
            <Table.Th>{t('imports.column')}</Table.Th>
            <Table.Th>{t('imports.message')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {issues.map((issue) => (
            <Table.Tr key={`${issue.line} ${issue.column} ${issue.message}`}>
              <Table.Td className="amount">{issue.line > 0 ? format.count(issue.line) : '–'}</Table.Td>
              <Table.Td>{issue.column ?? '–'}</Table.Td>
              <Table.Td>{issue.message}</Table.Td>
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
