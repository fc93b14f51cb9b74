import { useTranslation } from 'react-i18next'
import { IssueLines } from '#ui/issue-lines.tsx'
import type { FileIssue } from '../contract.ts'

interface IssuesTableProps {
  readonly title: string
  readonly issues: readonly FileIssue[]
  /** All of them, when only the first ones are told. */
  readonly total?: number
  readonly tone: 'error' | 'warning' | 'note'
}

/** So many remarks are read at a glance; more are unfolded. */
const FEW = 3

/** What is wrong or odd, line by line, so that it can be found in the file. */
export function IssuesTable({ title, issues, total = issues.length, tone }: IssuesTableProps) {
  const { t } = useTranslation()
  if (issues.length === 0) return null
  return (
    <details className="import-issues" data-tone={tone} open={tone === 'error' || total <= FEW}>
      <summary>{title}</summary>
      <IssueLines label={title} issues={issues} isOneFile={issues.some(({ line }) => line > 0)} />
      {total > issues.length ? (
        <p className="dimmed">{t('imports.moreIssues', { count: total - issues.length })}</p>
      ) : null}
    </details>
  )
}
