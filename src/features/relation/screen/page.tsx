import { Button } from '@mantine/core'
import { IconCircleCheck, IconSettings } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link, useSearch } from '@tanstack/react-router'
import { Suspense, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { lazyPart } from '#ui/lazy-part.tsx'
import { ScreenHead } from '#ui/screen-head.tsx'
import { useSession } from '#ui/session.ts'
import { Empty, Failure, RowsSkeleton } from '#ui/states.tsx'
import type { AgendaItem, AgendaPart } from '../contract.ts'
import { fetchAgenda } from '../contract.ts'
import { AgendaLine } from './agenda-line.tsx'
import './relation.css'

const ContactModal = lazyPart(async () => (await import('./contact-modal.tsx')).ContactModal)
const SettingsModal = lazyPart(async () => (await import('./settings-modal.tsx')).SettingsModal)

/** « Ventes › Relation client »: what is to be done today, found and never to be kept by hand. */
export function RelationPage() {
  const { t } = useTranslation()
  const { entreprises } = useSearch({ from: '/relation' })
  const { companies } = useSession()
  const client = useQueryClient()
  const [caller, setCaller] = useState<AgendaItem | null>(null)
  const [isSetting, setSetting] = useState(false)
  const { data, error, refetch } = useQuery({
    queryKey: ['agenda', entreprises],
    queryFn: () => ask(fetchAgenda, { query: { companies: entreprises } }),
  })
  const parts = data?.parts.filter((part) => part.count > 0) ?? []
  return (
    <>
      <ScreenHead title={t('agenda.title')} trail={[t('nav.sales')]}>
        {companies.length > 0 ? (
          <Button
            variant="default"
            leftSection={<IconSettings size={16} aria-hidden />}
            onClick={() => setSetting(true)}
          >
            {t('agenda.settings')}
          </Button>
        ) : null}
      </ScreenHead>
      <h2 className="agenda-title">{t('agenda.today')}</h2>
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <RowsSkeleton rows={5} height={56} /> : null}
      {data && parts.length === 0 ? (
        <Empty icon={<IconCircleCheck size={28} />} title={t('agenda.nothing')}>
          {t('agenda.nothingHint')}
        </Empty>
      ) : null}
      {parts.map((part) =>
        part.kind === 'no-address' && part.count > 1 ? (
          <NoAddresses key={part.kind} count={part.count} companies={entreprises} />
        ) : (
          <Part key={part.kind} part={part} companies={entreprises} onCall={setCaller} />
        ),
      )}
      {data && data.done.length > 0 ? (
        <section aria-labelledby="done" className="agenda-part">
          <h3 id="done">{t('agenda.done')}</h3>
          <ul className="agenda">
            {data.done.map((item) => (
              <AgendaLine key={`${item.kind}${item.subjectId}`} item={item} onCall={setCaller} />
            ))}
          </ul>
        </section>
      ) : null}
      <Suspense>
        {caller ? (
          <ContactModal
            customerId={caller.customerId}
            name={caller.name}
            onDone={() => void client.invalidateQueries({ queryKey: ['agenda'] })}
            onClose={() => setCaller(null)}
          />
        ) : null}
        {isSetting ? <SettingsModal onClose={() => setSetting(false)} /> : null}
      </Suspense>
    </>
  )
}

interface NoAddressesProps {
  readonly count: number
  readonly companies: string | undefined
}

// Twenty-eight lines that all ask the same would hide the rest: one way to complete them all.
function NoAddresses({ count, companies }: NoAddressesProps) {
  const { t } = useTranslation()
  return (
    <section aria-labelledby="no-address" className="agenda-part">
      <h3 id="no-address">
        <Link to="/clients/completer" search={{ entreprises: companies, manque: 'address', retard: 'oui' }}>
          {t('agenda.noAddresses', { count })}
        </Link>
      </h3>
    </section>
  )
}

interface PartProps {
  readonly part: AgendaPart
  readonly companies: string | undefined
  readonly onCall: (item: AgendaItem) => void
}

const MORE = 100

function Part({ part, companies, onCall }: PartProps) {
  const { t } = useTranslation()
  const [isWhole, setWhole] = useState(false)
  const whole = useInfiniteQuery({
    queryKey: ['agenda', companies, part.kind, 'whole'],
    queryFn: ({ pageParam }) =>
      ask(fetchAgenda, {
        query: { companies, kind: part.kind, limit: MORE, ...(pageParam ? { after: pageParam } : {}) },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.parts[0]?.next,
    enabled: isWhole,
  })
  const items = whole.data?.pages.flatMap((page) => page.parts[0]?.items ?? []) ?? part.items
  const hasMore = whole.data ? whole.hasNextPage : part.next !== null
  const showMore = () => (isWhole ? void whole.fetchNextPage() : setWhole(true))
  return (
    <section aria-labelledby={part.kind} className="agenda-part">
      <h3 id={part.kind}>
        {t(`agenda.kind.${part.kind}`)} <span className="dimmed figures">{part.count}</span>
      </h3>
      <ul className="agenda">
        {items.map((item) => (
          <AgendaLine key={item.subjectId} item={item} onCall={onCall} />
        ))}
      </ul>
      {whole.error ? <Failure error={whole.error} onRetry={() => void whole.refetch()} /> : null}
      {hasMore ? (
        <Button variant="subtle" size="compact-sm" loading={whole.isFetching} onClick={showMore}>
          {t('agenda.more', { shown: items.length, count: part.count })}
        </Button>
      ) : null}
    </section>
  )
}
