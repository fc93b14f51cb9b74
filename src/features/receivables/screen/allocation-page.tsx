import { Button, UnstyledButton } from '@mantine/core'
import { IconChecks, IconSearch } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { useFormats } from '#ui/format.ts'
import { ScreenHead } from '#ui/screen-head.tsx'
import { useShowsCompany } from '#ui/shows-company.ts'
import { Empty, Failure, RowsSkeleton } from '#ui/states.tsx'
import { TypedFilter } from '#ui/typed-filter.tsx'
import { type CreditListRow, fetchCreditList } from '../credit-contract.ts'
import { SpreadPanel } from './spread-panel.tsx'
import './receivables.css'
import './spread.css'

/** « Ventes › Avoirs – Affectation »: what is left of credit notes and payments, and where it goes. */
export function AllocationPage() {
  const { t } = useTranslation()
  const { credit } = useSearch({ from: '/affectation' })
  return (
    <>
      <ScreenHead title={t('spread.title')} trail={[t('nav.sales')]} />
      <div className="spread">
        <Credits chosen={Number(credit) || null} />
        {credit ? (
          <SpreadPanel key={credit} creditId={Number(credit)} />
        ) : (
          <div className="spread-nothing">
            <Empty title={t('spread.choose')}>{t('spread.chooseHint')}</Empty>
          </div>
        )}
      </div>
    </>
  )
}

function Credits({ chosen }: { readonly chosen: number | null }) {
  const { t } = useTranslation()
  const { q, entreprises } = useSearch({ strict: false })
  const navigate = useNavigate({ from: '/affectation' })
  const query = { companies: entreprises, state: 'open', text: q, sort: 'open', direction: 'desc' } as const
  const list = useInfiniteQuery({
    queryKey: ['receivables', 'credits', query],
    queryFn: ({ pageParam, signal }) =>
      ask(fetchCreditList, { query: { ...query, after: pageParam } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? []
  const choose = (id: number) =>
    void navigate({ search: (current) => ({ ...current, credit: String(id) }), replace: true })
  return (
    <section aria-label={t('spread.credits')}>
      <TypedFilter
        className="spread-search"
        label={t('receivable.search')}
        placeholder={t('receivable.searchHint')}
        icon={<IconSearch size={16} aria-hidden />}
        value={q ?? ''}
        onChange={(text) =>
          void navigate({ search: (current) => ({ ...current, q: text || undefined }), replace: true })
        }
      />
      {list.isError ? <Failure error={list.error} onRetry={() => void list.refetch()} /> : null}
      {list.isPending ? <RowsSkeleton rows={6} height={48} /> : null}
      {list.isSuccess && rows.length === 0 ? <NothingLeft isSearched={q !== undefined} /> : null}
      <div className="spread-credits">
        {rows.map((credit) => (
          <CreditChoice
            key={credit.id}
            credit={credit}
            isChosen={credit.id === chosen}
            onChoose={() => choose(credit.id)}
          />
        ))}
      </div>
      <MoreButton list={list} />
    </section>
  )
}

function NothingLeft({ isSearched }: { readonly isSearched: boolean }) {
  const { t } = useTranslation()
  return (
    <Empty icon={<IconChecks size={28} />} title={t(isSearched ? 'receivable.noMatch' : 'spread.allDone')}>
      {t(isSearched ? 'receivable.noMatchHint' : 'spread.allDoneHint')}
    </Empty>
  )
}

function CreditChoice(props: {
  readonly credit: CreditListRow
  readonly isChosen: boolean
  readonly onChoose: () => void
}) {
  const { t } = useTranslation()
  const format = useFormats()
  const { credit, isChosen, onChoose } = props
  const showsCompany = useShowsCompany()
  const facts = [
    t(`invoices.kind.${credit.kind}`),
    credit.number,
    credit.receivedOn ? format.day(credit.receivedOn) : null,
    showsCompany ? credit.company : null,
  ]
  return (
    <UnstyledButton className="spread-credit" aria-current={isChosen} onClick={onChoose}>
      <span className="receivable-name">{credit.customer.name}</span>
      <strong className="amount">{format.money(credit.openCents, credit.currency)}</strong>
      <span className="dimmed figures">{facts.filter(Boolean).join(' · ')}</span>
    </UnstyledButton>
  )
}

interface MoreButtonProps {
  readonly list: {
    readonly hasNextPage: boolean
    readonly isFetchingNextPage: boolean
    readonly fetchNextPage: () => Promise<unknown>
  }
}

/** The rest of a list, when there is more. */
function MoreButton({ list }: MoreButtonProps) {
  const { t } = useTranslation()
  if (!list.hasNextPage) return null
  return (
    <Button
      variant="subtle"
      fullWidth
      loading={list.isFetchingNextPage}
      onClick={() => void list.fetchNextPage()}
    >
      {t('more')}
    </Button>
  )
}
