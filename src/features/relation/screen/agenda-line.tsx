import { ActionIcon, Button } from '@mantine/core'
import { IconArrowBackUp, IconCheck, IconPhone } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { MarkedKind } from '#domain/dunning/agenda.ts'
import { liftBlock } from '#features/blocks/contract.ts'
import { ask } from '#ui/ask.ts'
import { useCapability, whyDisabled } from '#ui/capability.ts'
import { useFormats } from '#ui/format.ts'
import { say, sayFailure } from '#ui/notices.tsx'
import type { AgendaItem } from '../contract.ts'
import { markDone, undoDone } from '../contract.ts'

interface AgendaLineProps {
  readonly item: AgendaItem
  readonly onCall: (item: AgendaItem) => void
}

/** One thing to do: who, why, since when, and what settles it in one click. */
export function AgendaLine({ item, onCall }: AgendaLineProps) {
  const { t } = useTranslation()
  const may = whyDisabled(useCapability('block', item.company))
  const isDone = item.markId !== null
  const { kind } = item
  return (
    <li className="agenda-line" data-done={isDone}>
      <div>
        <Link className="agenda-name" to="/clients/$id" params={{ id: String(item.customerId) }}>
          {item.name}
        </Link>{' '}
        <span className="dimmed">{[item.code, item.company, item.phone].filter(Boolean).join(' · ')}</span>
        <Reason item={item} />
      </div>
      <div className="agenda-acts">
        {isDone ? null : (
          <ActionIcon
            variant="default"
            size="md"
            aria-label={t('agenda.callOf', { name: item.name })}
            title={t('agenda.call')}
            onClick={() => onCall(item)}
            {...may}
          >
            <IconPhone size={16} />
          </ActionIcon>
        )}
        {isDone ? null : <Settling item={item} may={may} />}
        {kind === 'reply' ? null : <DoneButton item={{ ...item, kind }} may={may} />}
      </div>
    </li>
  )
}

function Reason({ item }: { readonly item: AgendaItem }) {
  const { t } = useTranslation()
  const format = useFormats()
  const amount = item.amountCents === null ? null : format.money(item.amountCents, item.currency ?? 'EUR')
  const words = [
    item.number,
    item.kind === 'broken-promise' && amount && item.promisedOn
      ? t('agenda.promised', { amount, day: format.day(item.promisedOn) })
      : null,
    item.receivedCents
      ? t('agenda.received', { amount: format.money(item.receivedCents, item.currency ?? 'EUR') })
      : null,
    item.kind === 'no-address' && amount ? t('agenda.amountOwed', { amount }) : null,
    item.kind === 'letter' || item.kind === 'undelivered' ? amount : null,
    item.kind === 'letter' && item.text
      ? t(`letters.reason.${item.text}`, { defaultValue: item.text })
      : null,
    item.kind === 'letter' ? null : item.text,
    item.markId === null
      ? item.daysWaiting === 0
        ? t('agenda.sinceToday')
        : t('agenda.since', { count: item.daysWaiting })
      : null,
  ].filter((word) => word !== null && word !== '')
  return (
    <p className="agenda-reason figures">
      {item.kind === 'broken-promise' ? (
        <span className="mark" data-tone="warning">
          {t('agenda.broken')}
        </span>
      ) : null}{' '}
      {words.join(' · ')}
    </p>
  )
}

type Why = ReturnType<typeof whyDisabled>

// A promise or a dispute is ended where it stands; a letter is looked at.
function Settling({ item, may }: { readonly item: AgendaItem; readonly may: Why }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const lift = useMutation({
    mutationFn: () => ask(liftBlock, { params: { id: item.subjectId }, body: {} }),
    onSuccess: async () => {
      say(t('record.lifted'))
      await client.invalidateQueries()
    },
    onError: sayFailure,
  })
  if (item.kind === 'letter' && item.runId !== null)
    return (
      <Button
        size="compact-md"
        variant="default"
        renderRoot={(props) => (
          <Link
            {...props}
            to="/relances/lettres/$run"
            params={{ run: String(item.runId) }}
            search={{ lettre: String(item.subjectId) }}
          />
        )}
      >
        {t('agenda.openLetter')}
      </Button>
    )
  if (item.messageId !== null)
    return (
      <Button
        size="compact-md"
        variant="default"
        aria-label={t(item.kind === 'reply' ? 'agenda.readReplyOf' : 'agenda.openMessageOf', {
          name: item.name,
        })}
        renderRoot={(props) => <Link {...props} to="/envois" search={{ envoi: String(item.messageId) }} />}
      >
        {t(item.kind === 'reply' ? 'agenda.readReply' : 'agenda.openMessage')}
      </Button>
    )
  if (item.kind !== 'broken-promise' && item.kind !== 'dispute') return null
  const what = t(item.kind === 'dispute' ? 'agenda.liftDispute' : 'agenda.liftPromise')
  return (
    <Button
      size="compact-md"
      variant="default"
      loading={lift.isPending}
      aria-label={t('agenda.liftOf', { what, name: item.name })}
      onClick={() => lift.mutate()}
      {...may}
    >
      {what}
    </Button>
  )
}

interface Marked extends AgendaItem {
  readonly kind: MarkedKind
}

function DoneButton({ item, may }: { readonly item: Marked; readonly may: Why }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { kind, subjectId, markId, name } = item
  const toggle = useMutation({
    mutationFn: async () => {
      if (markId === null) await ask(markDone, { body: { kind, subjectId } })
      else await ask(undoDone, { params: { id: markId } })
    },
    onSuccess: () => client.invalidateQueries({ queryKey: ['agenda'] }),
    onError: sayFailure,
  })
  const isDone = markId !== null
  return (
    <Button
      size="compact-md"
      variant={isDone ? 'subtle' : 'light'}
      loading={toggle.isPending}
      leftSection={isDone ? <IconArrowBackUp size={16} aria-hidden /> : <IconCheck size={16} aria-hidden />}
      aria-label={t(isDone ? 'agenda.undoOf' : 'agenda.markDoneOf', { name })}
      onClick={() => toggle.mutate()}
      {...may}
    >
      {t(isDone ? 'agenda.undo' : 'agenda.markDone')}
    </Button>
  )
}
