import './completion.css'
import { Button, Checkbox, NativeSelect } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { IconArrowBackUp, IconArrowBarToDown, IconCircleCheck, IconSearch } from '@tabler/icons-react'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { MISSING_FACTS } from '#domain/people/missing-facts.ts'
import { ask } from '#ui/ask.ts'
import { useCapability, whyDisabled } from '#ui/capability.ts'
import { LeaveGuard } from '#ui/leave-guard.tsx'
import { say } from '#ui/notices.tsx'
import { ScreenHead } from '#ui/screen-head.tsx'
import { Empty, Failure, RowsSkeleton } from '#ui/states.tsx'
import { TypedFilter } from '#ui/typed-filter.tsx'
import { useLoadedRows } from '#ui/use-loaded-rows.ts'
import { type CompletionRow, fetchCompletion } from '../contract.ts'
import { CompletionGrid } from './completion-grid.tsx'
import type { Completion } from './use-completion.ts'
import { useCompletion } from './use-completion.ts'
import { useGridKeyboard } from './use-grid-keyboard.ts'

/** The filters as the address holds them. */
interface Address {
  readonly entreprises?: string | undefined
  readonly manque?: string | undefined
  readonly retard?: string | undefined
  readonly texte?: string | undefined
}

const MISSING = ['any', ...MISSING_FACTS, 'all'] as const
/** Where columns give way to cards; `completion.css` has the same width. */
const CARDS = '(max-width: 1100px)'

/** « Ventes › Clients › Compléter »: what letters need of many clients, filled in as in a spreadsheet. */
export function CompletionPage() {
  const { t } = useTranslation()
  const address: Address = useSearch({ from: '/clients/completer' })
  const navigate = useNavigate({ from: '/clients/completer' })
  const change = (patch: Address) =>
    void navigate({ search: (current) => ({ ...current, ...patch }), replace: true, resetScroll: false })
  const list = useClients(address)
  const completion = useCompletion(list.rows)
  const may = useCapability('edit-customer')
  const keyboard = useGridKeyboard({
    rows: list.rows,
    completion,
    mayEdit: may.allowed,
    reach: list.reach,
    onTooMany: (count) => say(t('completion.tooMany', { count })),
  })
  const isCards = useMediaQuery(CARDS, false, { getInitialValueInEffect: false })
  return (
    <>
      <ScreenHead title={t('completion.title')} trail={[t('nav.sales'), t('nav.customers')]}>
        <Button
          variant="default"
          leftSection={<IconArrowBarToDown size={16} aria-hidden />}
          onClick={keyboard.fillDown}
          {...whyDisabled(may)}
        >
          {t('completion.fillDown')}
        </Button>
        <Button
          variant="default"
          leftSection={<IconArrowBackUp size={16} aria-hidden />}
          disabled={!completion.canUndo}
          onClick={completion.undo}
        >
          {t('completion.undo')}
        </Button>
      </ScreenHead>
      <Filters address={address} onChange={change} />
      <Progress count={list.count} completion={completion} />
      <Rows list={list} completion={completion} keyboard={keyboard} isCards={isCards} />
      <LeaveGuard isDirty={completion.cells.typed.size > 0} />
    </>
  )
}

function useClients({ entreprises, manque, retard, texte }: Address) {
  const query = {
    ...(entreprises ? { companies: entreprises } : {}),
    missing: MISSING.find((one) => one === manque) ?? ('any' as const),
    ...(retard ? { late: true } : {}),
    ...(texte ? { text: texte } : {}),
  }
  const found = useInfiniteQuery({
    queryKey: ['customers', 'completion', query],
    queryFn: ({ pageParam, signal }) =>
      ask(fetchCompletion, { query: { ...query, ...(pageParam ? { after: pageParam } : {}) } }, { signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    // A client that is completed stays under the eyes until the list is asked again.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  const { rows, onEnd } = useLoadedRows(found)
  const reach = async (wanted: number): Promise<readonly CompletionRow[]> => {
    let all = rows
    let more = found.hasNextPage
    while (more && all.length < wanted) {
      const next = await found.fetchNextPage()
      if (next.isError) break
      all = next.data?.pages.flatMap((page) => page.rows) ?? all
      more = next.hasNextPage
    }
    return all
  }
  return { found, rows, onEnd, reach, count: found.data?.pages[0]?.count ?? null }
}

interface FiltersProps {
  readonly address: Address
  readonly onChange: (patch: Address) => void
}

function Filters({ address, onChange }: FiltersProps) {
  const { t } = useTranslation()
  return (
    <search className="completion-filters">
      <NativeSelect
        label={t('completion.missing')}
        data={MISSING.map((missing) => ({ value: missing, label: t(`completion.missingOf.${missing}`) }))}
        value={MISSING.find((one) => one === address.manque) ?? 'any'}
        onChange={(event) => {
          const { value } = event.currentTarget
          onChange({ manque: value === 'any' ? undefined : value })
        }}
      />
      <TypedFilter
        className="completion-search"
        label={t('customers.search')}
        placeholder={t('customers.searchHint')}
        icon={<IconSearch size={16} aria-hidden />}
        value={address.texte ?? ''}
        onChange={(texte) => onChange({ texte: texte || undefined })}
      />
      <Checkbox
        className="completion-late"
        label={t('completion.late')}
        checked={Boolean(address.retard)}
        onChange={(event) => onChange({ retard: event.currentTarget.checked ? 'oui' : undefined })}
      />
    </search>
  )
}

function Progress({ count, completion }: { readonly count: number | null; readonly completion: Completion }) {
  const { t } = useTranslation()
  const wrong = [...completion.cells.typed.values()].filter((cells) =>
    Object.values(cells).some(({ problem }) => problem !== null),
  ).length
  const words = [
    count === null ? '' : t('completion.count', { count }),
    completion.savedCount > 0 ? t('completion.saved', { count: completion.savedCount }) : '',
    wrong + completion.failures.size > 0
      ? t('completion.wrongRows', { count: wrong + completion.failures.size })
      : '',
  ]
  return (
    <>
      <p className="completion-progress figures" role="status">
        {words.filter(Boolean).join(' · ')}
      </p>
      <p id="completion-keys" className="completion-keys dimmed">
        {t('completion.keys')}
      </p>
    </>
  )
}

interface RowsProps {
  readonly list: ReturnType<typeof useClients>
  readonly completion: Completion
  readonly keyboard: ReturnType<typeof useGridKeyboard>
  readonly isCards: boolean
}

function Rows({ list: { found, rows, onEnd, count }, ...grid }: RowsProps) {
  const { t } = useTranslation()
  if (found.isError && rows.length === 0)
    return <Failure error={found.error} onRetry={() => void found.refetch()} />
  if (found.isPending) return <RowsSkeleton rows={8} height={44} />
  if (rows.length > 0)
    return <CompletionGrid {...grid} rows={rows} total={count ?? rows.length} onEnd={onEnd} />
  return (
    <Empty
      icon={<IconCircleCheck size={28} />}
      title={t('completion.none')}
      actions={
        <Button renderRoot={(props) => <Link {...props} to="/clients" />}>
          {t('completion.toCustomers')}
        </Button>
      }
    >
      {t('completion.noneHint')}
    </Empty>
  )
}
