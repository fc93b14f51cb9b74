import './customers.css'
import { Button, NativeSelect, Switch } from '@mantine/core'
import { IconSearch, IconUsers } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { LEVELS } from '#domain/dunning/levels.ts'
import { CUSTOMER_KINDS } from '#domain/people/parties.ts'
import { ask, fileAddressOf } from '#ui/ask.ts'
import { ExportMenu } from '#ui/export-menu.tsx'
import { useFormats } from '#ui/format.ts'
import { ScreenHead } from '#ui/screen-head.tsx'
import { Empty, Failure, RowsSkeleton } from '#ui/states.tsx'
import { TypedFilter } from '#ui/typed-filter.tsx'
import { useLoadedRows } from '#ui/use-loaded-rows.ts'
import {
  type CustomerListQuery,
  type CustomerSortKey,
  fetchCustomerExport,
  fetchCustomerList,
  fetchCustomerTotals,
} from '../contract.ts'
import { CustomersTable, SORTED_BY } from './customers-table.tsx'

/** The filters as the address holds them. */
interface CustomersAddress {
  readonly entreprises?: string | undefined
  readonly texte?: string | undefined
  readonly etat?: string | undefined
  readonly niveau?: string | undefined
  readonly nature?: string | undefined
  readonly tri?: string | undefined
  readonly sens?: string | undefined
  /** `anciennete`: what is open by age, in the place of the rest. */
  readonly vue?: string | undefined
}

const BY_AGE = 'anciennete'
const STATES = ['all', 'owing', 'overdue', 'credit', 'blocked', 'no-address', 'near-limit'] as const

/** « Ventes › Clients »: who owes what, since when, and how late they pay. */
export function CustomersPage() {
  const { t } = useTranslation()
  const address: CustomersAddress = useSearch({ from: '/clients' })
  const navigate = useNavigate({ from: '/clients' })
  const change = useCallback(
    (patch: CustomersAddress) =>
      void navigate({ search: (current) => ({ ...current, ...patch }), replace: true, resetScroll: false }),
    [navigate],
  )
  const query = queryOf(address)
  const isByAge = address.vue === BY_AGE
  return (
    <>
      <ScreenHead title={t('customers.title')} trail={[t('nav.sales')]}>
        <Link to="/clients/completer" search={{ entreprises: address.entreprises }}>
          {t('customers.complete')}
        </Link>
        <Link to="/doublons" search={{ entreprises: address.entreprises }}>
          {t('customers.doubles')}
        </Link>
        <ExportMenu
          label={t('customers.export')}
          pathOf={(format) => fileAddressOf(fetchCustomerExport, { query: { ...query, format } })}
        />
      </ScreenHead>
      <Filters address={address} onChange={change} />
      <Totals query={query} />
      <Switch
        className="by-age-switch"
        label={t('byAge')}
        checked={isByAge}
        onChange={(event) =>
          change({ vue: event.currentTarget.checked ? BY_AGE : undefined, tri: undefined, sens: undefined })
        }
      />
      <Rows
        query={query}
        isByAge={isByAge}
        isFiltered={Boolean(address.texte ?? address.etat ?? address.niveau ?? address.nature)}
        onSort={(sort, sens) => change({ tri: sort, sens })}
        onClear={() => change({ texte: undefined, etat: undefined, niveau: undefined, nature: undefined })}
      />
    </>
  )
}

function queryOf(address: CustomersAddress): CustomerListQuery {
  const state = STATES.find((one) => one === address.etat)
  const sort = SORTED_BY.find((one) => one === address.tri)
  const kind = CUSTOMER_KINDS.find((one) => one === address.nature)
  const level = LEVELS.find((one) => String(one) === address.niveau)
  return {
    ...(address.entreprises ? { companies: address.entreprises } : {}),
    ...(address.texte ? { text: address.texte } : {}),
    ...(state ? { state } : {}),
    ...(level ? { level } : {}),
    ...(kind ? { kind } : {}),
    sort: sort ?? 'name',
    direction: address.sens === 'desc' ? 'desc' : 'asc',
  }
}

interface FiltersProps {
  readonly address: CustomersAddress
  readonly onChange: (patch: CustomersAddress) => void
}

function Filters({ address, onChange }: FiltersProps) {
  const { t } = useTranslation()
  return (
    <search className="list-filters">
      <TypedFilter
        className="list-search"
        label={t('customers.search')}
        placeholder={t('customers.searchHint')}
        icon={<IconSearch size={16} aria-hidden />}
        value={address.texte ?? ''}
        onChange={(texte) => onChange({ texte: texte || undefined })}
      />
      <NativeSelect
        label={t('customers.state')}
        data={STATES.map((state) => ({ value: state, label: t(`customers.states.${state}`) }))}
        value={address.etat ?? 'all'}
        onChange={(event) => onChange({ etat: without(event.currentTarget.value, 'all') })}
      />
      <NativeSelect
        label={t('customers.level')}
        data={[
          { value: '', label: t('customers.anyLevel') },
          ...LEVELS.map((level) => ({ value: String(level), label: t('level.name', { level }) })),
        ]}
        value={address.niveau ?? ''}
        onChange={(event) => onChange({ niveau: without(event.currentTarget.value, '') })}
      />
      <NativeSelect
        label={t('customers.kind')}
        data={[
          { value: '', label: t('customers.anyKind') },
          ...CUSTOMER_KINDS.map((kind) => ({ value: kind, label: t(`customer.kinds.${kind}`) })),
        ]}
        value={address.nature ?? ''}
        onChange={(event) => onChange({ nature: without(event.currentTarget.value, '') })}
      />
    </search>
  )
}

function without(value: string, none: string): string | undefined {
  return value === none ? undefined : value
}

function Totals({ query }: { readonly query: CustomerListQuery }) {
  const { t } = useTranslation()
  const format = useFormats()
  const { sort, direction, ...filters } = query
  const { data } = useQuery({
    queryKey: ['customers', 'totals', filters],
    queryFn: ({ signal }) => ask(fetchCustomerTotals, { query: filters }, { signal }),
    placeholderData: keepPreviousData,
  })
  if (!data) return <p className="customers-totals">&nbsp;</p>
  const words = [
    t('customers.count', { count: data.customers }),
    t('customers.balance', { amount: format.amounts(data.balances) }),
    ...(data.overdue.length > 0 ? [t('customers.overdue', { amount: format.amounts(data.overdue) })] : []),
  ]
  return (
    <p className="customers-totals figures" role="status">
      {words.join(' · ')}
    </p>
  )
}

interface RowsProps {
  readonly query: CustomerListQuery
  readonly isByAge: boolean
  readonly isFiltered: boolean
  readonly onSort: (sort: CustomerSortKey, direction: 'asc' | 'desc') => void
  readonly onClear: () => void
}

function Rows({ query, isByAge, isFiltered, onSort, onClear }: RowsProps) {
  const { t } = useTranslation()
  const found = useInfiniteQuery({
    queryKey: ['customers', 'list', query],
    queryFn: ({ pageParam, signal }) =>
      ask(fetchCustomerList, { query: { ...query, ...(pageParam ? { after: pageParam } : {}) } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  })
  const { rows, onEnd } = useLoadedRows(found)
  if (found.isError && rows.length === 0)
    return <Failure error={found.error} onRetry={() => void found.refetch()} />
  if (found.isPending) return <RowsSkeleton rows={8} height={52} />
  if (rows.length > 0)
    return (
      <CustomersTable
        rows={rows}
        isByAge={isByAge}
        sort={query.sort ?? 'name'}
        direction={query.direction ?? 'asc'}
        onSort={onSort}
        onEnd={onEnd}
      />
    )
  const toImport = (
    <Button renderRoot={(props) => <Link {...props} to="/importer" />}>{t('customers.import')}</Button>
  )
  return (
    <Empty
      icon={<IconUsers size={28} />}
      title={t(isFiltered ? 'customers.noMatch' : 'customers.none')}
      actions={isFiltered ? <Button onClick={onClear}>{t('customers.clear')}</Button> : toImport}
    >
      {t(isFiltered ? 'customers.noMatchHint' : 'customers.noneHint')}
    </Empty>
  )
}
