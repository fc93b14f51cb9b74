import { Button, NativeSelect } from '@mantine/core'
import { IconFileInvoice, IconPlus } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { LEVELS } from '#domain/dunning/levels.ts'
import { INVOICE_STATES } from '#domain/receivables/receivable-lists.ts'
import { ask, fileAddressOf } from '#ui/ask.ts'
import { useCapability, whyDisabled } from '#ui/capability.ts'
import { ExportMenu } from '#ui/export-menu.tsx'
import { useFormats } from '#ui/format.ts'
import { ScreenHead } from '#ui/screen-head.tsx'
import { Empty, Failure, RowsSkeleton } from '#ui/states.tsx'
import { useLoadedRows } from '#ui/use-loaded-rows.ts'
import { fetchInvoiceExport, fetchInvoiceList, fetchInvoiceTotals } from '../invoice-contract.ts'
import { type InvoicesAddress, NO_FILTER, queryOf, STATE_WORDS } from './invoice-list-address.ts'
import { InvoiceRows } from './invoice-rows.tsx'
import { ReceivableFilters } from './receivable-filters.tsx'
import './receivables.css'

/** « Ventes › Factures »: all of them, whatever they come from. */
export function InvoicesPage() {
  const { t } = useTranslation()
  const address: InvoicesAddress = useSearch({ strict: false })
  const navigate = useNavigate({ from: '/factures' })
  const mayWrite = useCapability('allocate')
  const query = queryOf(address)
  const change = (patch: InvoicesAddress) =>
    void navigate({ search: (current) => ({ ...current, ...patch }), replace: true })
  return (
    <>
      <ScreenHead title={t('invoices.title')} trail={[t('nav.sales')]}>
        <ExportMenu
          label={t('receivable.export')}
          pathOf={(format) => fileAddressOf(fetchInvoiceExport, { query: { ...query, format } })}
        />
        <Button
          leftSection={<IconPlus size={16} aria-hidden />}
          renderRoot={(props) => (
            <Link {...props} to="/factures/nouvelle" search={{ entreprises: address.entreprises }} />
          )}
          {...whyDisabled(mayWrite)}
        >
          {t('invoices.new')}
        </Button>
      </ScreenHead>
      <InvoiceFiltersBar address={address} onChange={change} />
      <Totals address={address} />
      <List address={address} onChange={change} />
    </>
  )
}

interface ListProps {
  readonly address: InvoicesAddress
  readonly onChange: (patch: InvoicesAddress) => void
}

function List({ address, onChange }: ListProps) {
  const query = queryOf(address)
  const list = useInfiniteQuery({
    queryKey: ['receivables', 'invoices', query],
    queryFn: ({ pageParam, signal }) =>
      ask(fetchInvoiceList, { query: { ...query, after: pageParam } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const { rows, onEnd } = useLoadedRows(list)
  if (list.isError && rows.length === 0)
    return <Failure error={list.error} onRetry={() => void list.refetch()} />
  if (list.isPending) return <RowsSkeleton rows={10} height={46} />
  if (rows.length === 0) return <NoInvoice address={address} onChange={onChange} />
  return (
    <InvoiceRows
      rows={rows}
      onEnd={onEnd}
      sort={query.sort}
      direction={query.direction}
      onSort={(sort, direction) => onChange({ tri: sort, sens: direction })}
    />
  )
}

function Totals({ address }: Pick<ListProps, 'address'>) {
  const { t } = useTranslation()
  const format = useFormats()
  const { sort, direction, ...filters } = queryOf(address)
  const { data } = useQuery({
    queryKey: ['receivables', 'invoices', 'totals', filters],
    queryFn: ({ signal }) => ask(fetchInvoiceTotals, { query: filters }, { signal }),
  })
  const amounts = (column: 'totalCents' | 'openCents' | 'overdueCents') =>
    format.amounts(data?.amounts.map((sum) => ({ currency: sum.currency, cents: sum[column] })) ?? [])
  return (
    <p className="receivable-totals figures" role="status">
      {data ? (
        <>
          <span>
            <strong>{t('invoices.count', { count: data.count })}</strong>
            {data.drafts > 0 ? `, ${t('invoices.drafts', { count: data.drafts })}` : null}
          </span>
          <span>
            {t('invoices.total')} {amounts('totalCents')}
          </span>
          <span>
            {t('invoices.open')} <strong>{amounts('openCents')}</strong>
          </span>
          <span>
            {t('invoices.overdue')} {amounts('overdueCents')}
          </span>
        </>
      ) : null}
    </p>
  )
}

function NoInvoice({ address, onChange }: ListProps) {
  const { t } = useTranslation()
  const isFiltered = (Object.keys(NO_FILTER) as (keyof typeof NO_FILTER)[]).some((name) => address[name])
  return (
    <Empty
      icon={<IconFileInvoice size={28} />}
      title={t(isFiltered ? 'receivable.noMatch' : 'invoices.empty')}
      actions={
        isFiltered ? (
          <Button onClick={() => onChange(NO_FILTER)}>{t('receivable.clear')}</Button>
        ) : (
          <Button renderRoot={(props) => <Link {...props} to="/importer" />}>{t('receivable.import')}</Button>
        )
      }
    >
      {t(isFiltered ? 'receivable.noMatchHint' : 'invoices.emptyHint')}
    </Empty>
  )
}

interface FiltersProps {
  readonly address: InvoicesAddress
  readonly onChange: (patch: InvoicesAddress) => void
}

/** The filters of invoices: those of all such lists, and the level. */
function InvoiceFiltersBar({ address, onChange }: FiltersProps) {
  const { t } = useTranslation()
  const states = INVOICE_STATES.map((state) => ({
    value: STATE_WORDS[state],
    label: t(`invoices.states.${state}`),
  }))
  const levels = LEVELS.map((level) => ({ value: String(level), label: t('level.name', { level }) }))
  return (
    <ReceivableFilters address={address} states={states} onChange={onChange}>
      <NativeSelect
        label={t('receivable.level')}
        data={[{ value: '', label: t('receivable.anyLevel') }, ...levels]}
        value={address.niveau ?? ''}
        onChange={(event) => onChange({ niveau: event.currentTarget.value || undefined })}
      />
    </ReceivableFilters>
  )
}
