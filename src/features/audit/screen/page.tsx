import { Button } from '@mantine/core'
import { IconListSearch } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ask, fileAddressOf } from '#ui/ask.ts'
import { ExportMenu } from '#ui/export-menu.tsx'
import { ScreenHead } from '#ui/screen-head.tsx'
import { Empty, Failure, RowsSkeleton } from '#ui/states.tsx'
import { type AuditQuery, exportAudit, fetchAudit } from '../contract.ts'
import { ChainState } from './chain-state.tsx'
import { EntryLine } from './entry-line.tsx'
import { AuditFilters, useAuditAddress } from './filters.tsx'
import './audit.css'

/** « Paramètres › Journal »: who did what, found again, and the proof that nothing of it was altered. */
export function AuditPage() {
  const { t } = useTranslation()
  const { query } = useAuditAddress()
  return (
    <>
      <ScreenHead title={t('journal.title')} trail={[t('nav.settings')]}>
        <ExportMenu
          label={t('journal.export')}
          pathOf={(format) => fileAddressOf(exportAudit, { query: { ...query, format } })}
        />
      </ScreenHead>
      <p className="dimmed">{t('journal.lead')}</p>
      <ChainState />
      <AuditFilters />
      <Entries query={query} />
    </>
  )
}

function Entries({ query }: { readonly query: AuditQuery }) {
  const { t, i18n } = useTranslation()
  const audit = useInfiniteQuery({
    // The server tells what was done, in the language it is asked in.
    queryKey: ['audit', i18n.language, query],
    queryFn: ({ pageParam, signal }) =>
      ask(fetchAudit, { query: { ...query, after: pageParam } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const entries = audit.data?.pages.flatMap((page) => page.entries) ?? []
  if (audit.isError && entries.length === 0)
    return <Failure error={audit.error} onRetry={() => void audit.refetch()} />
  if (audit.isPending) return <RowsSkeleton rows={8} height={58} />
  if (entries.length === 0) return <NoEntry />
  return (
    <>
      <ol className="audit-entries" aria-label={t('journal.entries')}>
        {entries.map((entry) => (
          <EntryLine key={entry.id} entry={entry} />
        ))}
      </ol>
      {audit.hasNextPage ? (
        <div className="audit-more">
          <Button variant="default" loading={audit.isFetching} onClick={() => void audit.fetchNextPage()}>
            {t('more')}
          </Button>
        </div>
      ) : null}
    </>
  )
}

function NoEntry() {
  const { t } = useTranslation()
  const { clear } = useAuditAddress()
  return (
    <Empty
      icon={<IconListSearch size={28} />}
      title={t('journal.empty')}
      actions={<Button onClick={clear}>{t('journal.clear')}</Button>}
    >
      {t('journal.emptyHint')}
    </Empty>
  )
}
