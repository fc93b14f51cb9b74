import { Button, Group, Menu } from '@mantine/core'
import { IconDotsVertical } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { useCapability, whyDisabled } from '#ui/capability.ts'
import { useFormats } from '#ui/format.ts'
import { type MadeSecret, removeWebhook, rotateSecret, type ShownWebhook, testWebhook } from '../contract.ts'
import { useWebhookAct } from './use-webhooks.ts'

interface WebhookCardProps {
  readonly company: string
  readonly webhook: ShownWebhook
  readonly onEdit: () => void
  readonly onSecret: (made: MadeSecret) => void
}

/** One address: what it is told, how it answers, and what can be done with it. */
export function WebhookCard({ company, webhook, onEdit, onSecret }: WebhookCardProps) {
  const { t } = useTranslation()
  const { id, label, url, events } = webhook
  const why = whyDisabled(useCapability('manage-webhooks', company))
  const params = { code: company, id }
  const test = useWebhookAct(
    company,
    () => ask(testWebhook, { params }),
    () => t('webhooks.tested'),
  )
  const rotate = useWebhookAct(
    company,
    async () => onSecret(await ask(rotateSecret, { params })),
    () => t('webhooks.rotated'),
  )
  const remove = useWebhookAct(
    company,
    () => ask(removeWebhook, { params }),
    () => t('webhooks.removed', { label }),
  )
  return (
    <li className="webhook-card">
      <div className="webhook-card-head">
        <h2>{label}</h2>
        <Menu position="bottom-end">
          <Menu.Target>
            <Button variant="default" size="compact-sm" aria-label={t('webhooks.more', { label })} {...why}>
              <IconDotsVertical size={16} aria-hidden />
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Item onClick={() => rotate.mutate()}>{t('webhooks.rotate')}</Menu.Item>
            <Menu.Item color="red" onClick={() => remove.mutate()}>
              {t('webhooks.remove')}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      </div>
      <p className="webhook-url">{url}</p>
      <p className="dimmed">{t('webhooks.eventCount', { count: events.length })}</p>
      <CardState webhook={webhook} />
      <Group gap="xs">
        <Button variant="default" size="compact-md" onClick={onEdit} {...why}>
          {t('webhooks.edit')}
        </Button>
        <Button
          variant="default"
          size="compact-md"
          loading={test.isPending}
          onClick={() => test.mutate()}
          {...why}
        >
          {t('webhooks.test')}
        </Button>
      </Group>
    </li>
  )
}

function CardState({ webhook }: { readonly webhook: ShownWebhook }) {
  const { t } = useTranslation()
  const format = useFormats()
  const { isActive, hasSecret, failingSince, oldSecretUntil, waiting, failed } = webhook
  const words = [
    isActive ? null : t('webhooks.paused'),
    hasSecret ? null : t('webhooks.noSecret'),
    failingSince === null ? null : t('webhooks.failing', { at: format.instant(failingSince) }),
    waiting === 0 ? null : t('webhooks.waiting', { count: waiting }),
    failed === 0 ? null : t('webhooks.failed', { count: failed }),
    oldSecretUntil === null ? null : t('webhooks.oldSecret', { at: format.instant(oldSecretUntil) }),
  ].filter((word) => word !== null)
  const isWarned = !hasSecret || failingSince !== null
  return (
    <ul className="webhook-state" data-tone={isWarned ? 'warning' : 'quiet'}>
      {(words.length === 0 ? [t('webhooks.fine')] : words).map((word) => (
        <li key={word}>{word}</li>
      ))}
    </ul>
  )
}
