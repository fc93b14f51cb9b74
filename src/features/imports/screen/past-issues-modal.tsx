import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { Dialog } from '#ui/dialog.tsx'
import { Failure, RowsSkeleton } from '#ui/states.tsx'
import {
  fetchPastIssues,
  fetchRefusedIssues,
  type PastImport,
  type RefusedImport,
} from '../past-imports-contract.ts'
import { IssueLines } from './issue-lines.tsx'

interface IssuesModalProps {
  readonly row: PastImport | RefusedImport
  readonly onClose: () => void
}

/** What an import had to say of its file, or why it was refused, line by line, long after it. */
export function IssuesModal({ row, onClose }: IssuesModalProps) {
  const { t } = useTranslation()
  const title = t('counts' in row ? 'works.issuesOf' : 'works.refusedWhy', { file: row.fileName })
  const { data, error, refetch } = useQuery({
    queryKey: ['past-issues', 'counts' in row, row.id],
    queryFn: () =>
      'counts' in row
        ? ask(fetchPastIssues, { params: { id: row.id } })
        : ask(fetchRefusedIssues, { params: { id: row.id } }),
  })
  return (
    <Dialog title={title} size="xl" onClose={onClose}>
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <RowsSkeleton rows={5} height={36} /> : null}
      {data ? (
        <IssueLines
          label={title}
          issues={data.issues}
          isOneFile={data.issues.every(({ file }) => file === row.fileName)}
        />
      ) : null}
      {data && data.count > data.issues.length ? (
        <p className="dimmed">{t('works.moreIssues', { count: data.count - data.issues.length })}</p>
      ) : null}
    </Dialog>
  )
}
