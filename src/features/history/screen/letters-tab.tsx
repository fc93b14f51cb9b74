import { Button } from '@mantine/core'
import { IconMailOpened } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { isDay } from '#domain/days-and-money/day.ts'
import { isLevel } from '#domain/dunning/levels.ts'
import { fetchHistory, type HistoryQuery } from '#features/runs/letter-contract.ts'
import { ask } from '#ui/ask.ts'

import { Empty, Failure, RowsSkeleton } from '#ui/states.tsx'
import { TablePart } from '#ui/table-part.tsx'
import { useLoadedRows } from '#ui/use-loaded-rows.ts'
import { VirtualRows } from '#ui/virtual-rows.tsx'
import { type HistoryAddress, HistoryFilters, useHistoryAddress } from './history-filters.tsx'
import { LetterLine } from './letter-line.tsx'

/** The letters, newest first, by date, client, level and user. */
export function LettersTab() {
  const address = useSearch({ from: '/historique' })
  return (
    <>
      <HistoryFilters />
      <Letters filters={filtersOf(address)} />
    </>
  )
}

function Letters({ filters }: { readonly filters: HistoryQuery }) {
  const letters = useInfiniteQuery({
    queryKey: ['history', 'letters', filters],
    queryFn: ({ pageParam }) => ask(fetchHistory, { query: { ...filters, after: pageParam } }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const { rows, onEnd } = useLoadedRows(letters)
  if (letters.isError && rows.length === 0)
    return <Failure error={letters.error} onRetry={() => void letters.refetch()} />
  if (letters.isPending) return <RowsSkeleton rows={8} height={50} />
  if (rows.length === 0) return <NoLetter />
  return (
    <LettersTable>
      <VirtualRows
        count={rows.length}
        keyOf={(index) => rows[index]?.id ?? index}
        estimate={54}
        onEnd={onEnd}
        render={(index) => {
          const letter = rows[index]
          return letter ? <LetterLine letter={letter} index={index} /> : null
        }}
      />
    </LettersTable>
  )
}

const COLUMNS = ['letterOn', 'customer', 'level', 'status', 'amount', 'by', 'acts'] as const

function LettersTable({ children }: { readonly children: ReactNode }) {
  const { t } = useTranslation()
  return (
    <TablePart as="table" aria-label={t('history.letters')} aria-rowcount={-1}>
      <TablePart as="rowgroup" className="history-head">
        <TablePart as="row" className="history-line" aria-rowindex={1}>
          {COLUMNS.map((column) => (
            <TablePart key={column} as="columnheader" className={`history-${column}`}>
              {t(`history.column.${column}`)}
            </TablePart>
          ))}
        </TablePart>
      </TablePart>
      {children}
    </TablePart>
  )
}

function NoLetter() {
  const { t } = useTranslation()
  const { clear, isFiltered } = useHistoryAddress()
  return (
    <Empty
      icon={<IconMailOpened size={28} />}
      title={t(isFiltered ? 'history.noMatch' : 'history.noLetter')}
      actions={isFiltered ? <Button onClick={clear}>{t('reminders.clearFilters')}</Button> : null}
    >
      {t(isFiltered ? 'history.noMatchHint' : 'history.noRunHint')}
    </Empty>
  )
}

function filtersOf(address: HistoryAddress): HistoryQuery {
  const level = Number(address.niveau)
  return {
    from: address.du && isDay(address.du) ? address.du : undefined,
    to: address.au && isDay(address.au) ? address.au : undefined,
    companies: address.entreprises,
    // A client reached from the list is known by its number; its name is only shown.
    customer: address.idclient ? undefined : address.client,
    customerId: address.idclient ? Number(address.idclient) : undefined,
    level: isLevel(level) ? level : undefined,
    actor: address.par,
  }
}
