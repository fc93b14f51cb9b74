import { Anchor, Button, Table } from '@mantine/core'
import { IconMailOpened } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { amountsLess } from '#domain/days-and-money/money.ts'
import { fetchRuns, type RunPage } from '#features/runs/contract.ts'
import { ask } from '#ui/ask.ts'
import { useUndoCheck, whyDisabled } from '#ui/capability.ts'
import { useFormats } from '#ui/format.ts'
import { Empty, Failure, RowsSkeleton } from '#ui/states.tsx'
import { UndoRunDialog } from '#ui/undo-run-dialog.tsx'
import { WideTable } from '#ui/wide-table.tsx'

type Run = RunPage['rows'][number]

const COLUMNS = ['letterOn', 'status', 'count', 'amount', 'companies', 'by', 'acts'] as const

/** The runs, newest first; each opens in the viewer. */
export function RunsTab() {
  const { t } = useTranslation()
  const { entreprises } = useSearch({ from: '/historique' })
  const runs = useInfiniteQuery({
    queryKey: ['history', 'runs', entreprises],
    queryFn: ({ pageParam }) => ask(fetchRuns, { query: { companies: entreprises, after: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const rows = runs.data?.pages.flatMap((page) => page.rows) ?? []
  if (runs.isError && rows.length === 0)
    return <Failure error={runs.error} onRetry={() => void runs.refetch()} />
  if (runs.isPending) return <RowsSkeleton rows={6} height={42} />
  if (rows.length === 0) return <NoRun />
  return (
    <>
      <WideTable label={t('history.runs')} minWidth={720} isCards>
        <Table.Thead>
          <Table.Tr>
            {COLUMNS.map((column) => (
              <Table.Th key={column} className={column === 'count' || column === 'amount' ? 'amount' : ''}>
                {t(`history.column.${column}`)}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((run) => (
            <RunLine key={run.id} run={run} />
          ))}
        </Table.Tbody>
      </WideTable>
      {runs.hasNextPage ? (
        <div className="history-more">
          <Button variant="default" loading={runs.isFetching} onClick={() => void runs.fetchNextPage()}>
            {t('more')}
          </Button>
        </div>
      ) : null}
    </>
  )
}

function RunLine({ run }: { readonly run: Run }) {
  const { t } = useTranslation()
  const format = useFormats()
  const deducted = amountsLess(run.standing.amounts, run.standing.netAmounts)
  return (
    <Table.Tr>
      <Table.Td className="figures">
        <Anchor
          renderRoot={(props) => (
            <Link {...props} to="/relances/lettres/$run" params={{ run: String(run.id) }} />
          )}
        >
          {t('letters.runOf', { day: format.day(run.letterOn) })}
        </Anchor>
        <div className="dimmed">{t('history.overdueOn', { day: format.day(run.overdueOn) })}</div>
      </Table.Td>
      <Table.Td data-label={t('history.column.status')}>
        {t(`history.runStatus.${run.status}`)}
        <RunExceptions run={run} />
      </Table.Td>
      <Table.Td className="amount" data-label={t('history.column.count')}>
        {format.count(run.standing.letters)}
      </Table.Td>
      <Table.Td className="amount" data-label={t('history.column.amount')}>
        {format.amounts(run.standing.netAmounts)}
        {deducted.length === 0 ? null : (
          <div className="dimmed figures">
            {t('letters.lessCredits', { amount: format.amounts(deducted) })}
          </div>
        )}
      </Table.Td>
      <Table.Td data-label={t('history.column.companies')}>{run.companies.join(', ')}</Table.Td>
      <Table.Td data-label={t('history.column.by')}>
        {format.who(run.closedBy ?? run.createdBy)}
        <div className="dimmed figures">
          {format.instant(run.closedAt ?? run.createdAt, run.companies[0])}
        </div>
        {run.cancelledAt ? (
          <div className="dimmed">
            {t('history.undoneBy', {
              who: format.who(run.cancelledBy ?? ''),
              when: format.instant(run.cancelledAt, run.companies[0]),
            })}
            {run.cancelReason ? ` · ${t('letters.because', { reason: run.cancelReason })}` : null}
          </div>
        ) : null}
      </Table.Td>
      <Table.Td data-label={t('history.column.acts')}>
        {run.confirmed > 0 ? <UndoButton run={run} /> : null}
      </Table.Td>
    </Table.Tr>
  )
}

function UndoButton({ run }: { readonly run: Run }) {
  const { t } = useTranslation()
  const format = useFormats()
  const mayUndo = useUndoCheck({ by: run.closedBy, at: run.closedAt }, run.companies[0])
  const [isUndoing, setUndoing] = useState(false)
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        aria-label={t('history.undoRunOf', { day: format.day(run.letterOn) })}
        onClick={() => setUndoing(true)}
        {...whyDisabled(mayUndo)}
      >
        {t('history.undo')}
      </Button>
      {isUndoing ? (
        <UndoRunDialog what={{ run: run.id }} letters={run.confirmed} onClose={() => setUndoing(false)} />
      ) : null}
    </>
  )
}

function RunExceptions({ run }: { readonly run: Run }) {
  const { t } = useTranslation()
  const format = useFormats()
  const words = [
    run.toReview > 0 ? t('letters.toReview', { count: run.toReview }) : '',
    run.cancelled > 0
      ? t('history.cancelled', { count: run.cancelled, amount: format.amounts(run.cancelledNetAmounts) })
      : '',
    run.unarchived > 0 ? t('letters.archiving', { count: run.unarchived }) : '',
  ].filter((word) => word !== '')
  return words.length === 0 ? null : <div className="history-exceptions">{words.join(' · ')}</div>
}

function NoRun() {
  const { t } = useTranslation()
  return (
    <Empty
      icon={<IconMailOpened size={28} />}
      title={t('history.noRun')}
      actions={
        <Button renderRoot={(props) => <Link {...props} to="/relances" />}>{t('failure.toReminders')}</Button>
      }
    >
      {t('history.noRunHint')}
    </Empty>
  )
}
