import { Button } from '@mantine/core'
import { IconCircleCheck, IconDatabaseImport, IconFilterOff } from '@tabler/icons-react'
import type { InfiniteData, UseInfiniteQueryResult } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useSession } from '#ui/session.ts'
import { Empty, Failure, RowsSkeleton } from '#ui/states.tsx'
import type { CustomerPage, Totals } from '../contract.ts'
import { CustomerGrid } from './customer-grid.tsx'
import type { InvoiceLineActions } from './invoice-line.tsx'
import { type PageState, type RemindersAddress, sortWord } from './page-address.ts'
import type { Ticks } from './use-ticks.tsx'

interface CustomerListProps {
  readonly state: PageState
  readonly customers: UseInfiniteQueryResult<InfiniteData<CustomerPage>>
  readonly totals: Totals | undefined
  readonly ticks: Ticks
  /** The acts of a line, apart from its ticks. */
  readonly actions: PanelActions
  readonly onChange: (change: RemindersAddress) => void
}

/** Acts on a line that open a panel or change it on the server. */
type PanelActions = Omit<InvoiceLineActions, 'fold' | 'tickCustomer' | 'tickInvoice'>

/** The grid of clients, or why there is none. */
export function CustomerList({ state, customers, totals, ticks, actions, onChange }: CustomerListProps) {
  const session = useSession()
  const rows = useMemo(() => customers.data?.pages.flatMap((page) => page.rows) ?? [], [customers.data])
  const onEnd = useMore(customers)
  const { tickOne, tickInvoice } = ticks
  const lineActions: Omit<InvoiceLineActions, 'fold'> = useMemo(
    () => ({
      ...actions,
      tickCustomer: (row, ticked) => tickOne(row.key, ticked),
      tickInvoice: (row, invoiceId, ticked) => tickInvoice(row.key, invoiceId, ticked),
    }),
    [actions, tickOne, tickInvoice],
  )
  if (state.dateProblem) return null
  if (customers.isError && rows.length === 0)
    return <Failure error={customers.error} onRetry={() => void customers.refetch()} />
  if (customers.isPending) return <RowsSkeleton rows={10} height={56} />
  if (rows.length === 0) return <NothingToRemind state={state} onChange={onChange} />
  return (
    <CustomerGrid
      rows={rows}
      total={state.tab === 'advised' ? totals?.advisedCustomers : totals?.customers}
      on={state.filters.on}
      ticks={ticks}
      showsCompany={session.companies.length > 1 && state.filters.companies?.length !== 1}
      isByAge={state.isByAge}
      sort={state.sort}
      direction={state.direction}
      onSort={(sort, direction) =>
        onChange({ tri: sortWord(sort), sens: direction === 'desc' ? 'desc' : undefined })
      }
      onTickAll={(ticked) => ticks.tickBase(ticked ? 'all' : 'none')}
      onEnd={onEnd}
      actions={lineActions}
    />
  )
}

function useMore({ hasNextPage, isFetching, fetchNextPage }: CustomerListProps['customers']) {
  return useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage()
  }, [hasNextPage, isFetching, fetchNextPage])
}

function NothingToRemind({ state, onChange }: Pick<CustomerListProps, 'state' | 'onChange'>) {
  const { t } = useTranslation()
  const { level, text, minCents, minDaysLate, notRemindedForDays } = state.filters
  const isFiltered = [level, text, minCents, minDaysLate, notRemindedForDays].some(
    (value) => value !== undefined,
  )
  const cleared = {
    niveau: undefined,
    q: undefined,
    min: undefined,
    retard: undefined,
    'sans-relance': undefined,
  }
  if (isFiltered)
    return (
      <Empty
        icon={<IconFilterOff size={28} />}
        title={t('reminders.noMatch')}
        actions={<Button onClick={() => onChange(cleared)}>{t('reminders.clearFilters')}</Button>}
      >
        {t('reminders.noMatchHint')}
      </Empty>
    )
  return (
    <Empty
      icon={<IconCircleCheck size={28} />}
      title={t(state.tab === 'advised' ? 'reminders.noneAdvised' : 'reminders.none')}
      actions={
        state.tab === 'advised' ? (
          <Button variant="default" onClick={() => onChange({ onglet: undefined })}>
            {t('reminders.showAll')}
          </Button>
        ) : (
          <Button
            variant="default"
            leftSection={<IconDatabaseImport size={16} aria-hidden />}
            renderRoot={(props) => <Link {...props} to="/importer" />}
          >
            {t('nav.import')}
          </Button>
        )
      }
    >
      {t(state.tab === 'advised' ? 'reminders.noneAdvisedHint' : 'reminders.noneHint')}
    </Empty>
  )
}
