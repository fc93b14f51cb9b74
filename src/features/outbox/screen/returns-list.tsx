import { Button, Group } from '@mantine/core'
import { IconCalendarCheck, IconCheck } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { useCapability, whyDisabled } from '#ui/capability.ts'
import { useFormats } from '#ui/format.ts'
import { say, sayFailure } from '#ui/notices.tsx'
import { Failure } from '#ui/states.tsx'
import type { MessageDetail } from '../contract.ts'
import { decidePromise, readReply, type ShownReturn } from '../returns-contract.ts'
import { returnsQuery } from './queries.ts'

/** What has come back from a message: why it was not delivered, what was answered, and the day it promises. */
export function ReturnsList({ message }: { readonly message: MessageDetail }) {
  const { t } = useTranslation()
  const { data, error, refetch } = useQuery(returnsQuery(message.id))
  if (error) return <Failure error={error} onRetry={() => void refetch()} />
  if (!data || data.returns.length === 0) return null
  return (
    <section aria-labelledby="returns">
      <h3 id="returns">{t('outbox.returns.title')}</h3>
      <ol className="outbox-returns">
        {data.returns.map((mail) => (
          <li key={mail.id}>
            <ReturnHead mail={mail} company={message.company} />
            <ReturnWords mail={mail} />
            <ReturnActs mail={mail} message={message} />
          </li>
        ))}
      </ol>
    </section>
  )
}

interface ReturnProps {
  readonly mail: ShownReturn
  readonly company: string
}

function ReturnHead({ mail, company }: ReturnProps) {
  const { t } = useTranslation()
  const format = useFormats()
  const isUnread = mail.kind === 'reply' && mail.readAt === null
  return (
    <p>
      <span className="mark" data-tone={isUnread || mail.kind === 'report' ? 'warning' : 'quiet'}>
        {t(`outbox.returns.kind.${mail.kind}`)}
      </span>{' '}
      <span className="dimmed">
        {[
          format.instant(mail.receivedAt, company),
          mail.from,
          mail.readBy === null ? '' : t('outbox.returns.readBy', { name: mail.readBy }),
        ]
          .filter((words) => words !== '')
          .join(' · ')}
      </span>
    </p>
  )
}

// Words of other people: shown as text, never as HTML.
function ReturnWords({ mail }: Pick<ReturnProps, 'mail'>) {
  const { t } = useTranslation()
  const answers = mail.kind === 'reply' || mail.kind === 'automatic'
  if (answers)
    return mail.text === '' ? (
      <p className="dimmed">{t('outbox.returns.noText')}</p>
    ) : (
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
      <pre className="message-text" tabIndex={0}>
        {mail.text}
      </pre>
    )
  return (
    <ul className="outbox-failures">
      {mail.recipients.map((one) => (
        <li key={one.address}>
          {one.address} · {t(`outbox.returns.failure.${one.failure}`)}
          {one.words === '' ? null : <span className="dimmed outbox-answer"> {one.words}</span>}
        </li>
      ))}
    </ul>
  )
}

interface ReturnActsProps {
  readonly mail: ShownReturn
  readonly message: MessageDetail
}

function ReturnActs({ mail, message }: ReturnActsProps) {
  const { t } = useTranslation()
  const format = useFormats()
  const may = whyDisabled(useCapability('block', message.company))
  const { read, decide } = useReplyActs(mail, message.id)
  const isPending = read.isPending || decide.isPending
  const { promise } = mail
  const day = promise && format.day(promise.on)
  return (
    <>
      {promise ? (
        <p>
          {t(`outbox.returns.promise.${promise.state}`, { day, name: promise.by ?? '' })}{' '}
          <q>{promise.words}</q>
        </p>
      ) : null}
      <Group gap="xs">
        {promise?.state === 'proposed' ? (
          <>
            <Button
              size="compact-md"
              leftSection={<IconCalendarCheck size={16} aria-hidden />}
              loading={decide.isPending}
              onClick={() => decide.mutate('accepted')}
              {...may}
            >
              {t('outbox.returns.accept', { day })}
            </Button>
            <Button
              size="compact-md"
              variant="default"
              disabled={isPending}
              onClick={() => decide.mutate('dismissed')}
              {...may}
            >
              {t('outbox.returns.dismiss')}
            </Button>
          </>
        ) : null}
        {mail.kind === 'reply' && mail.readAt === null ? (
          <Button
            size="compact-md"
            variant={promise?.state === 'proposed' ? 'default' : 'filled'}
            leftSection={<IconCheck size={16} aria-hidden />}
            loading={read.isPending}
            onClick={() => read.mutate()}
            {...may}
          >
            {t('outbox.returns.haveRead')}
          </Button>
        ) : null}
      </Group>
    </>
  )
}

function useReplyActs({ id }: ShownReturn, messageId: number) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const params = { id }
  const done = async (returns: { readonly returns: ShownReturn[] }, words: string) => {
    client.setQueryData(returnsQuery(messageId).queryKey, returns)
    // What was held is proposed again, in every list.
    await client.invalidateQueries()
    say(words)
  }
  const read = useMutation({
    mutationFn: () => ask(readReply, { params }),
    onSuccess: (returns) => done(returns, t('outbox.returns.wasRead')),
    onError: sayFailure,
  })
  const decide = useMutation({
    mutationFn: (decision: 'accepted' | 'dismissed') => ask(decidePromise, { params, body: { decision } }),
    onSuccess: (returns, decision) => done(returns, t(`outbox.returns.was-${decision}`)),
    onError: sayFailure,
  })
  return { read, decide }
}
