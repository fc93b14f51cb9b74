import { Anchor, Button, SegmentedControl } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BlockKind } from '#domain/dunning/blocks.ts'
import type { ContactKind, ContactOutcome } from '#domain/dunning/relation.ts'
import type { MessageState } from '#domain/sending/outbox-states.ts'
import type { ReturnedKind } from '#domain/sending/returned-mail.ts'
import { fetchLetterPdf } from '#features/runs/letter-contract.ts'
import { addressOf, ask } from '#ui/ask.ts'
import { useFormats } from '#ui/format.ts'
import { LevelBadge } from '#ui/level-badge.tsx'
import { Failure, RowsSkeleton } from '#ui/states.tsx'
import { fetchTimeline, type TimelineEntry } from '../timeline-contract.ts'

const FAMILIES = ['all', 'money', 'reminders', 'relation'] as const
type Family = (typeof FAMILIES)[number]

/** Everything that happened with a client, the latest first. */
export function Timeline({ customerId }: { readonly customerId: number }) {
  const { t } = useTranslation()
  const [family, setFamily] = useState<Family>('all')
  const found = useInfiniteQuery({
    queryKey: ['timeline', customerId, family],
    queryFn: ({ pageParam }) =>
      ask(fetchTimeline, {
        params: { id: customerId },
        query: { only: family === 'all' ? undefined : family, after: pageParam },
      }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  })
  const rows = found.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <section aria-labelledby="timeline">
      <h2 id="timeline">{t('record.timeline')}</h2>
      <SegmentedControl
        aria-label={t('record.timeline')}
        className="timeline-choice"
        size="xs"
        value={family}
        onChange={(value) => setFamily(FAMILIES.find((one) => one === value) ?? 'all')}
        data={FAMILIES.map((value) => ({ value, label: t(`record.only.${value}`) }))}
      />
      {found.isError ? <Failure error={found.error} onRetry={() => void found.refetch()} /> : null}
      {found.isPending ? <RowsSkeleton rows={5} height={38} /> : null}
      {found.isSuccess && rows.length === 0 ? <p className="dimmed">{t('record.noEntry')}</p> : null}
      <ol className="timeline">
        {rows.map((entry) => (
          <Entry key={`${entry.kind}${entry.id}`} entry={entry} />
        ))}
      </ol>
      {found.hasNextPage ? (
        <Button variant="default" loading={found.isFetching} onClick={() => void found.fetchNextPage()}>
          {t('more')}
        </Button>
      ) : null}
    </section>
  )
}

function Entry({ entry }: { readonly entry: TimelineEntry }) {
  const format = useFormats()
  const cents = entry.kind === 'level' ? null : entry.amountCents
  const amount = cents === null ? '' : format.money(cents, entry.currency ?? 'EUR')
  return (
    <li>
      <time className="figures dimmed" dateTime={entry.on}>
        {format.day(entry.on)}
      </time>
      <div>
        <EntryTitle entry={entry} />
        {entry.text ? <p className="timeline-text">{entry.text}</p> : null}
        <EntryDetails entry={entry} />
      </div>
      <span className="timeline-amount amount">{amount}</span>
    </li>
  )
}

/** What has a page of its own. */
const RECORDS: Readonly<
  Partial<Record<TimelineEntry['kind'], '/factures/$id' | '/avoirs/$id' | '/reglements/$id'>>
> = {
  invoice: '/factures/$id',
  'credit-note': '/avoirs/$id',
  adjustment: '/avoirs/$id',
  payment: '/reglements/$id',
  allocation: '/factures/$id',
  'allocation-cancelled': '/factures/$id',
}

const PENALTIES: Readonly<Partial<Record<TimelineEntry['kind'], 'penalties' | 'penalties-cancelled'>>> = {
  allocation: 'penalties',
  'allocation-cancelled': 'penalties-cancelled',
}

function EntryTitle({ entry }: { readonly entry: TimelineEntry }) {
  const { t } = useTranslation()
  const what =
    entry.kind === 'contact'
      ? t(`contact.kinds.${entry.what as ContactKind}`)
      : entry.kind.startsWith('block')
        ? t(`block.${entry.what as BlockKind}`)
        : entry.kind === 'message'
          ? t(`record.messageState.${entry.what as MessageState}`)
          : entry.kind === 'mail'
            ? t(`record.mailKind.${entry.what as ReturnedKind}`)
            : ''
  const { allocation } = entry
  const number = allocation?.invoiceNumber ?? entry.number ?? ''
  const kind = allocation?.paysPenalties ? (PENALTIES[entry.kind] ?? entry.kind) : entry.kind
  const title = t(`record.entry.${kind}`, { number, what }).trim()
  const record = RECORDS[entry.kind]
  return (
    <>
      {record ? (
        <Anchor
          fw={600}
          renderRoot={(props) => (
            <Link {...props} to={record} params={{ id: String(allocation?.invoiceId ?? entry.id) }} />
          )}
        >
          {title}
        </Anchor>
      ) : (
        <strong>{title}</strong>
      )}{' '}
      {entry.kind === 'payment' && entry.what === 'noted' ? (
        <span className="mark" data-tone="quiet">
          {t('receivable.noted')}
        </span>
      ) : null}{' '}
      {entry.outcome ? <span>{t(`contact.outcomes.${entry.outcome as ContactOutcome}`)}</span> : null}
      {entry.promise ? (
        <span className="mark" data-tone={entry.promise === 'broken' ? 'warning' : 'quiet'}>
          {t(`record.promiseState.${entry.promise}`)}
        </span>
      ) : null}{' '}
      {(entry.kind === 'letter' || entry.kind === 'message') && entry.level ? (
        <LevelBadge level={entry.level} />
      ) : null}{' '}
      {entry.kind === 'letter' ? (
        <Anchor
          href={addressOf(fetchLetterPdf, { params: { id: entry.id } })}
          target="_blank"
          rel="noreferrer"
          size="sm"
        >
          {t('record.showPdf')}
        </Anchor>
      ) : null}
      {entry.messageId !== null ? (
        <Anchor
          size="sm"
          renderRoot={(props) => <Link {...props} to="/envois" search={{ envoi: String(entry.messageId) }} />}
        >
          {t('record.showMessage')}
        </Anchor>
      ) : null}
    </>
  )
}

function EntryDetails({ entry }: { readonly entry: TimelineEntry }) {
  const { t } = useTranslation()
  const format = useFormats()
  const until = entry.until ? format.day(entry.until) : null
  const words = [
    entry.allocation ? settledBy(entry.allocation, t) : null,
    entry.kind === 'level' && entry.level && entry.levelBefore
      ? t('record.levelMove', { from: entry.levelBefore, to: entry.level })
      : null,
    until && entry.kind === 'invoice' ? t('record.due', { day: until }) : null,
    until && entry.kind === 'mail' ? t('record.seemsPromised', { day: until }) : null,
    until && entry.kind === 'contact' ? t('record.nextOn', { day: until }) : null,
    until && entry.kind === 'block'
      ? t(entry.what === 'promise' ? 'record.promisedFor' : 'record.until', { day: until })
      : null,
    entry.kind.startsWith('block') ? entry.number : null,
    entry.kind === 'level' ? entry.number : null,
    entry.actor
      ? t(entry.kind === 'mail' ? 'record.from' : 'record.by', {
          actor: entry.kind === 'mail' ? entry.actor : format.who(entry.actor),
        })
      : null,
  ].filter((word) => word !== null)
  return words.length === 0 ? null : <p className="timeline-quiet">{words.join(' · ')}</p>
}

function settledBy(allocation: NonNullable<TimelineEntry['allocation']>, t: TFunction): string {
  const { creditKind, creditNumber, otherCustomer } = allocation
  if (creditKind === null) return t('record.settledByFile')
  const credit = t(`record.entry.${creditKind}`, { number: creditNumber ?? '' }).trim()
  return otherCustomer === null ? credit : t('record.creditOf', { credit, name: otherCustomer })
}
