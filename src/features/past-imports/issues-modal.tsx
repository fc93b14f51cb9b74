import { Table } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Dialog } from '#ui/dialog.tsx'
import { useFormats } from '#ui/format.ts'
import { fetchPastIssues, fetchRefusedIssues } from '#ui/relation-api.ts'
import { Failure, RowsSkeleton } from '#ui/states.tsx'
import { WideTable } from '#ui/wide-table.tsx'
import type { PastImport, RefusedImport } from './contract.ts'

interface IssuesModalProps {
  readonly row: PastImport | RefusedImport
  readonly onClose: () => void
}

/** What an import had to say of its file, or why it was refused, line by line, long after it. */
export function IssuesModal({ row, onClose }: IssuesModalProps) {
  const { t } = useTranslation()
  const format = useFormats()
  const { data, error, refetch } = useQuery({
    queryKey: ['past-issues', 'counts' in row, row.id],
    queryFn: () => ('counts' in row ? fetchPastIssues(row.id) : fetchRefusedIssues(row.id)),
  })
  return (
    <Dialog title={t('works.issuesOf', { file: row.fileName })} size="xl" onClose={onClose}>
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <RowsSkeleton rows={5} height={36} /> : null}
      {data ? (
        <WideTable label={t('works.issuesOf', { file: row.fileName })} minWidth={420} isDense>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t('works.file')}</Table.Th>
              <Table.Th className="amount">{t('works.line')}</Table.Th>
              <Table.Th>{t('works.column')}</Table.Th>
              <Table.Th>{t('works.issue')}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {data.issues.map(({ file, line, column, message }) => (
              <Table.Tr key={`${file} ${line} ${column} ${message}`}>
                <Table.Td>{file}</Table.Td>
                <Table.Td className="amount">{line > 0 ? format.count(line) : '–'}</Table.Td>
                <Table.Td>{column ?? '–'}</Table.Td>
                <Table.Td>{message}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </WideTable>
      ) : null}
      {data && data.count > data.issues.length ? (
        <p className="dimmed">{t('works.moreIssues', { count: data.count - data.issues.length })}</p>
      ) : null}
    </Dialog>
  )
}
