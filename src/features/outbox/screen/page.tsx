import './outbox.css'
import { Alert, Button } from '@mantine/core'
import { IconFlask, IconSend } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { type ReactNode, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { MESSAGE_STATES, type MessageState } from '#domain/sending/outbox-states.ts'
import { useFormats } from '#ui/format.ts'
import { ScreenHead } from '#ui/screen-head.tsx'
import { Empty, Failure, RowsSkeleton } from '#ui/states.tsx'
import { TypedFilter } from '#ui/typed-filter.tsx'
import { useLoadedRows } from '#ui/use-loaded-rows.ts'
import { ActBar } from './act-bar.tsx'
import { MessageDialog } from './message-dialog.tsx'
import { MessagesTable } from './messages-table.tsx'
import { messagesQuery, summaryQuery } from './queries.ts'

/** « Envois »: what waits to leave by e-mail, what has left, and what did not arrive. */
export function OutboxPage() {
  const { t } = useTranslation()
  const { address, change } = useOutboxAddress()
  const { entreprises, texte, etat, idclient, envoi, reponses } = address
  const state = MESSAGE_STATES.find((known) => known === etat)
  const summary = useQuery(summaryQuery(entreprises))
  const messages = useInfiniteQuery(
    messagesQuery({
      companies: entreprises,
      state,
      search: texte,
      reply: reponses === 'a-lire' ? 'unread' : undefined,
      customerId: idclient ? Number(idclient) : undefined,
    }),
  )
  const { rows, onEnd } = useLoadedRows(messages)
  const [ticked, setTicked] = useState<ReadonlySet<number>>(new Set())
  const picked = useMemo(() => rows.filter((row) => ticked.has(row.id)), [rows, ticked])
  const isFiltered = Boolean(state || texte || idclient || reponses)
  const clear = () => change({ etat: undefined, texte: undefined, idclient: undefined, reponses: undefined })
  return (
    <>
      <ScreenHead title={t('outbox.title')} trail={[t('nav.sales')]} />
      <TrialBand companies={summary.data?.trial ?? []} />
      <p className="dimmed">{t('outbox.intro')}</p>
      <search className="outbox-filters">
        <States
          counts={new Map(summary.data?.states.map((one) => [one.state, one.count]))}
          chosen={state}
          onChoose={(chosen) => change({ etat: chosen })}
        >
          <UnreadReplies
            count={summary.data?.unreadReplies ?? 0}
            isChosen={reponses === 'a-lire'}
            onChoose={(isChosen) => change({ reponses: isChosen ? 'a-lire' : undefined })}
          />
        </States>
        <TypedFilter
          label={t('outbox.search')}
          value={texte ?? ''}
          onChange={(text) => change({ texte: text || undefined })}
        />
      </search>
      {messages.isError && rows.length === 0 ? (
        <Failure error={messages.error} onRetry={() => void messages.refetch()} />
      ) : messages.isPending ? (
        <RowsSkeleton rows={8} height={58} />
      ) : rows.length === 0 ? (
        <Empty
          icon={<IconSend size={28} aria-hidden />}
          title={t(isFiltered ? 'outbox.noMatch' : 'outbox.none')}
          actions={isFiltered ? <Button onClick={clear}>{t('reminders.clearFilters')}</Button> : null}
        >
          {isFiltered ? null : t('outbox.noneHint')}
        </Empty>
      ) : (
        <MessagesTable
          rows={rows}
          ticked={ticked}
          onTick={setTicked}
          onOpen={(id) => change({ envoi: String(id) })}
          onEnd={onEnd}
        />
      )}
      {picked.length > 0 ? <ActBar picked={picked} onDone={() => setTicked(new Set())} /> : null}
      {envoi ? <MessageDialog id={Number(envoi)} onClose={() => change({ envoi: undefined })} /> : null}
    </>
  )
}

interface OutboxAddress {
  readonly entreprises?: string | undefined
  readonly etat?: string | undefined
  readonly texte?: string | undefined
  readonly idclient?: string | undefined
  readonly envoi?: string | undefined
  readonly reponses?: string | undefined
}

function useOutboxAddress() {
  const address: OutboxAddress = useSearch({ from: '/envois' })
  const navigate = useNavigate({ from: '/envois' })
  const change = (patch: OutboxAddress) =>
    void navigate({ search: (current) => ({ ...current, ...patch }), replace: true })
  return { address, change }
}

function TrialBand({ companies }: { readonly companies: readonly string[] }) {
  const { t } = useTranslation()
  if (companies.length === 0) return null
  return (
    <Alert color="yellow" icon={<IconFlask aria-hidden />} title={t('outbox.trial')} mb="sm">
      {t('outbox.trialHint', { companies: companies.join(', ') })}
    </Alert>
  )
}

interface StatesProps {
  readonly counts: ReadonlyMap<MessageState, number>
  readonly chosen: MessageState | undefined
  readonly onChoose: (state: MessageState | undefined) => void
  /** What else the messages are chosen by. */
  readonly children: ReactNode
}

/** All, then each state that has messages. */
function States({ counts, chosen, onChoose, children }: StatesProps) {
  const { t } = useTranslation()
  const format = useFormats()
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0)
  const shown = MESSAGE_STATES.filter((state) => counts.has(state) || state === chosen)
  const choices = [
    { state: undefined, words: t('outbox.states.all'), count: total },
    ...shown.map((state) => ({ state, words: t(`outbox.states.${state}`), count: counts.get(state) ?? 0 })),
  ]
  return (
    <div className="outbox-states">
      {choices.map(({ state, words, count }) => (
        <Button
          key={words}
          size="compact-md"
          variant={state === chosen ? 'filled' : 'default'}
          aria-pressed={state === chosen}
          onClick={() => onChoose(state)}
        >
          {words} <span className="figures outbox-count">{format.count(count)}</span>
        </Button>
      ))}
      {children}
    </div>
  )
}

interface UnreadRepliesProps {
  readonly count: number
  readonly isChosen: boolean
  readonly onChoose: (isChosen: boolean) => void
}

/** Answers that hold the reminders of their clients; there while there are some. */
function UnreadReplies({ count, isChosen, onChoose }: UnreadRepliesProps) {
  const { t } = useTranslation()
  const format = useFormats()
  if (count === 0 && !isChosen) return null
  return (
    <Button
      size="compact-md"
      variant={isChosen ? 'filled' : 'default'}
      aria-pressed={isChosen}
      onClick={() => onChoose(!isChosen)}
    >
      {t('outbox.unreadReplies')} <span className="figures outbox-count">{format.count(count)}</span>
    </Button>
  )
}
