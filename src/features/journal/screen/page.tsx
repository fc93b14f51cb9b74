import { Button } from '@mantine/core'
import { IconListSearch } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ask, fileAddressOf } from '#ui/ask.ts'
import { ExportMenu } from '#ui/export-menu.tsx'
import { ScreenHead } from '#ui/screen-head.tsx'
import { Empty, Failure, RowsSkeleton } from '#ui/states.tsx'
import { exportJournal, fetchJournal, type JournalQuery } from '../contract.ts'
import { ChainState } from './chain-state.tsx'
import { EntryLine } from './entry-line.tsx'
import { JournalFilters, useJournalAddress } from './filters.tsx'
import './journal.css'

/** « Paramètres › Journal »: who did what, found again, and the proof that nothing of it was altered. */
export function JournalPage() {
  const { t } = useTranslation()
  const { query } = useJournalAddress()
  return (
    <>
      <ScreenHead title={t('journal.title')} trail={[t('nav.settings')]}>
        <ExportMenu
          label={t('journal.export')}
          pathOf={(format) => fileAddressOf(exportJournal, { query: { ...query, format } })}
        />
      </ScreenHead>
      <p className="dimmed">{t('journal.lead')}</p>
      <ChainState />
      <JournalFilters />
      <Entries query={query} />
    </>
  )
}

function Entries({ query }: { readonly query: JournalQuery }) {
  const { t, i18n } = useTranslation()
  const journal = useInfiniteQuery({
    // The server tells what was done, in the language it is asked in.
    queryKey: ['journal', i18n.language, query],
    queryFn: ({ pageParam, signal }) =>
      ask(fetchJournal, { query: { ...query, after: pageParam } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const entries = journal.data?.pages.flatMap((page) => page.entries) ?? []
  if (journal.isError && entries.length === 0)
    return <Failure error={journal.error} onRetry={() => void journal.refetch()} />
  if (journal.isPending) return <RowsSkeleton rows={8} height={58} />
  if (entries.length === 0) return <NoEntry />
  return (
    <>
      <ol className="journal-entries" aria-label={t('journal.entries')}>
        {entries.map((entry) => (
          <EntryLine key={entry.id} entry={entry} />
        ))}
      </ol>
      {journal.hasNextPage ? (
        <div className="journal-more">
          <Button variant="default" loading={journal.isFetching} onClick={() => void journal.fetchNextPage()}>
            {t('more')}
          </Button>
        </div>
      ) : null}
    </>
  )
}

function NoEntry() {
  const { t } = useTranslation()
  const { clear } = useJournalAddress()
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
