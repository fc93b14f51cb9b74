import { Button } from '@mantine/core'
import { IconPlus, IconReceiptRefund } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { CREDIT_STATES, type CreditFamily } from '#domain/receivables/receivable-lists.ts'
import { ask, fileAddressOf } from '#ui/ask.ts'
import { useCapability, whyDisabled } from '#ui/capability.ts'
import { ExportMenu } from '#ui/export-menu.tsx'
import { useFormats } from '#ui/format.ts'
import { ScreenHead } from '#ui/screen-head.tsx'
import { Empty, Failure, RowsSkeleton } from '#ui/states.tsx'
import { useLoadedRows } from '#ui/use-loaded-rows.ts'
import { fetchCreditExport, fetchCreditList, fetchCreditTotals } from '../credit-contract.ts'
import { type CreditsAddress, NO_FILTER, queryOf, STATE_WORDS } from './credit-list-address.ts'
import { CreditRows } from './credit-rows.tsx'
import { ReceivableFilters } from './receivable-filters.tsx'
import './receivables.css'

/** « Ventes › Avoirs ». */
export function CreditNotesPage() {
  return <CreditsPage family="credit-notes" />
}

/** « Ventes › Règlements ». */
export function PaymentsPage() {
  return <CreditsPage family="payments" />
}

const LIST = { 'credit-notes': '/avoirs', payments: '/reglements' } as const
const NEW = { 'credit-notes': '/avoirs/nouveau', payments: '/reglements/nouveau' } as const

function CreditsPage({ family }: { readonly family: CreditFamily }) {
  const { t } = useTranslation()
  const address: CreditsAddress = useSearch({ strict: false })
  const navigate = useNavigate()
  const mayWrite = useCapability('allocate')
  const query = queryOf(family, address)
  const change = (patch: CreditsAddress) =>
    void navigate({ to: LIST[family], search: { ...address, ...patch }, replace: true })
  return (
    <>
      <ScreenHead title={t(`credits.${family}.title`)} trail={[t('nav.sales')]}>
        <ExportMenu
          label={t('receivable.export')}
          pathOf={(format) => fileAddressOf(fetchCreditExport, { query: { ...query, format } })}
        />
        <Button
          leftSection={<IconPlus size={16} aria-hidden />}
          renderRoot={(props) => (
            <Link {...props} to={NEW[family]} search={{ entreprises: address.entreprises }} />
          )}
          {...whyDisabled(mayWrite)}
        >
          {t(`credits.${family}.new`)}
        </Button>
      </ScreenHead>
      <CreditFiltersBar address={address} onChange={change} />
      <Totals family={family} address={address} />
      <List family={family} address={address} onChange={change} />
    </>
  )
}

interface ListProps {
  readonly family: CreditFamily
  readonly address: CreditsAddress
  readonly onChange: (patch: CreditsAddress) => void
}

function List({ family, address, onChange }: ListProps) {
  const query = queryOf(family, address)
  const list = useInfiniteQuery({
    queryKey: ['receivables', 'credits', query],
    queryFn: ({ pageParam, signal }) =>
      ask(fetchCreditList, { query: { ...query, after: pageParam } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const { rows, onEnd } = useLoadedRows(list)
  if (list.isError && rows.length === 0)
    return <Failure error={list.error} onRetry={() => void list.refetch()} />
  if (list.isPending) return <RowsSkeleton rows={10} height={46} />
  if (rows.length === 0) return <NoCredit family={family} address={address} onChange={onChange} />
  return (
    <CreditRows
      label={`credits.${family}.list`}
      rows={rows}
      onEnd={onEnd}
      sort={query.sort}
      direction={query.direction}
      onSort={(sort, direction) => onChange({ tri: sort, sens: direction })}
    />
  )
}

function Totals({ family, address }: Pick<ListProps, 'family' | 'address'>) {
  const { t } = useTranslation()
  const format = useFormats()
  const { sort, direction, ...filters } = queryOf(family, address)
  const { data } = useQuery({
    queryKey: ['receivables', 'credits', 'totals', filters],
    queryFn: ({ signal }) => ask(fetchCreditTotals, { query: filters }, { signal }),
  })
  const amounts = (column: 'totalCents' | 'openCents') =>
    format.amounts(data?.amounts.map((sum) => ({ currency: sum.currency, cents: sum[column] })) ?? [])
  return (
    <p className="receivable-totals figures" role="status">
      {data ? (
        <>
          <strong>{t(`credits.${family}.count`, { count: data.count })}</strong>
          <span>
            {t('credits.total')} {amounts('totalCents')}
          </span>
          <span>
            {t('credits.left')} <strong>{amounts('openCents')}</strong>
          </span>
        </>
      ) : null}
    </p>
  )
}

function NoCredit({ family, address, onChange }: ListProps) {
  const { t } = useTranslation()
  const isFiltered = (Object.keys(NO_FILTER) as (keyof typeof NO_FILTER)[]).some((name) => address[name])
  return (
    <Empty
      icon={<IconReceiptRefund size={28} />}
      title={isFiltered ? t('receivable.noMatch') : t(`credits.${family}.empty`)}
      actions={
        isFiltered ? (
          <Button onClick={() => onChange(NO_FILTER)}>{t('receivable.clear')}</Button>
        ) : (
          <Button renderRoot={(props) => <Link {...props} to="/importer" />}>{t('receivable.import')}</Button>
        )
      }
    >
      {isFiltered ? t('receivable.noMatchHint') : t(`credits.${family}.emptyHint`)}
    </Empty>
  )
}

interface FiltersProps {
  readonly address: CreditsAddress
  readonly onChange: (patch: CreditsAddress) => void
}

/** The filters of credit notes and payments. */
function CreditFiltersBar({ address, onChange }: FiltersProps) {
  const { t } = useTranslation()
  const states = CREDIT_STATES.map((state) => ({
    value: STATE_WORDS[state],
    label: t(`credits.states.${state}`),
  }))
  return <ReceivableFilters address={address} states={states} onChange={onChange} />
}
