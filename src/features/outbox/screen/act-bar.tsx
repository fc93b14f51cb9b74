import { Button, Group } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { MESSAGE_ACTS } from '#domain/sending/outbox-states.ts'
import { useCapability, whyDisabled } from '#ui/capability.ts'
import type { MessageRow } from '../contract.ts'
import { useMessageActs } from './use-message-acts.ts'

/** What may be done of the messages picked: only what all of them allow. */
export function ActBar({
  picked,
  onDone,
}: {
  readonly picked: readonly MessageRow[]
  readonly onDone: () => void
}) {
  const { t } = useTranslation()
  return (
    <section className="outbox-bar" aria-label={t('outbox.column.acts')}>
      <p className="figures">{t('outbox.picked', { count: picked.length })}</p>
      <ActButtons messages={picked} onDone={onDone} />
    </section>
  )
}

interface ActButtonsProps {
  readonly messages: readonly MessageRow[]
  readonly onDone: () => void
}

/** The acts that all of these messages allow. */
export function ActButtons({ messages, onDone }: ActButtonsProps) {
  const { t } = useTranslation()
  const mayRemind = useCapability('remind')
  const { act, print } = useMessageActs(onDone)
  const acts = MESSAGE_ACTS.filter((one) => messages.every((message) => message.acts.includes(one)))
  const isPending = act.isPending || print.isPending
  const ids = messages.map((message) => message.id)
  return (
    <Group gap="xs">
      {messages.every((message) => message.mayPrint) ? (
        <Button
          size="compact-md"
          leftSection={<IconPrinter size={16} aria-hidden />}
          loading={print.isPending}
          onClick={() => print.mutate(messages.flatMap((message) => message.letterId ?? []))}
          {...whyDisabled(mayRemind)}
        >
          {t('outbox.print')}
        </Button>
      ) : null}
      {acts.map((one) => (
        <Button
          key={one}
          size="compact-md"
          variant="default"
          disabled={isPending}
          onClick={() => act.mutate({ messageIds: ids, act: one })}
          {...whyDisabled(mayRemind)}
        >
          {t(`outbox.act.${one}`)}
        </Button>
      ))}
    </Group>
  )
}
