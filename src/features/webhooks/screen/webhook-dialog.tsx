import { Checkbox, Fieldset, Stack, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { WEBHOOK_EVENTS, type WebhookEvent } from '#domain/sending/webhook.ts'
import { ask } from '#ui/ask.ts'
import { Dialog } from '#ui/dialog.tsx'
import { DialogEnd } from '#ui/dialog-end.tsx'
import { say } from '#ui/notices.tsx'
import { addWebhook, changeWebhook, type MadeSecret, type ShownWebhook } from '../contract.ts'
import { eventKey, useKeepWebhooks } from './use-webhooks.ts'

interface WebhookDialogProps {
  readonly company: string
  /** Null: a new one. */
  readonly webhook: ShownWebhook | null
  readonly onClose: () => void
  readonly onSecret: (made: MadeSecret) => void
}

/** An address, and the events it is told. */
export function WebhookDialog({ company, webhook, onClose, onSecret }: WebhookDialogProps) {
  const { t } = useTranslation()
  const keep = useKeepWebhooks(company)
  const [label, setLabel] = useState(webhook?.label ?? '')
  const [url, setUrl] = useState(webhook?.url ?? 'https://')
  const [events, setEvents] = useState<readonly WebhookEvent[]>(webhook?.events ?? WEBHOOK_EVENTS)
  const [isActive, setActive] = useState(webhook?.isActive ?? true)
  const saving = useMutation({
    mutationFn: async () => {
      const body = { label, url, events: [...events], isActive }
      if (webhook !== null)
        return keep(await ask(changeWebhook, { params: { code: company, id: webhook.id }, body }))
      const made = await ask(addWebhook, { params: { code: company }, body })
      keep(made)
      onSecret(made)
    },
    onSuccess: () => {
      say(t('webhooks.saved'))
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    saving.mutate()
  }
  const toggle = (event: WebhookEvent) =>
    setEvents(events.includes(event) ? events.filter((one) => one !== event) : [...events, event])
  return (
    <Dialog title={t(webhook === null ? 'webhooks.add' : 'webhooks.edit')} size="lg" onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <TextInput
            label={t('webhooks.label')}
            description={t('webhooks.labelHint')}
            required
            data-autofocus
            value={label}
            onChange={(event) => setLabel(event.currentTarget.value)}
          />
          <TextInput
            label={t('webhooks.url')}
            description={t('webhooks.urlHint')}
            required
            type="url"
            value={url}
            onChange={(event) => setUrl(event.currentTarget.value)}
          />
          <Fieldset legend={t('webhooks.events')}>
            <div className="webhook-events">
              {WEBHOOK_EVENTS.map((event) => (
                <Checkbox
                  key={event}
                  label={t(`webhooks.event.${eventKey(event)}`)}
                  checked={events.includes(event)}
                  onChange={() => toggle(event)}
                />
              ))}
            </div>
          </Fieldset>
          {webhook === null ? null : (
            <Checkbox
              label={t('webhooks.active')}
              description={t('webhooks.activeHint')}
              checked={isActive}
              onChange={() => setActive(!isActive)}
            />
          )}
          <DialogEnd
            error={saving.error}
            label={t('webhooks.save')}
            isPending={saving.isPending}
            isDisabled={label.trim() === '' || url.trim() === '' || events.length === 0}
            onClose={onClose}
          />
        </Stack>
      </form>
    </Dialog>
  )
}
