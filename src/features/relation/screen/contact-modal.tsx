import { Group, Select, Stack, Textarea, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  CONTACT_KINDS,
  CONTACT_OUTCOMES,
  type ContactKind,
  type ContactOutcome,
} from '#domain/dunning/relation.ts'
import { ask } from '#ui/ask.ts'
import { DayField } from '#ui/day-field.tsx'
import { Dialog } from '#ui/dialog.tsx'
import { DialogEnd } from '#ui/dialog-end.tsx'
import { say } from '#ui/notices.tsx'
import { useSession } from '#ui/session.ts'
import { logContact } from '../contract.ts'

export interface ContactModalProps {
  readonly customerId: number
  readonly name: string
  readonly onDone: () => void
  readonly onClose: () => void
}

/** A call or a note: what came out of it, and what is to be done next. */
export function ContactModal({ customerId, name, onDone, onClose }: ContactModalProps) {
  const { t } = useTranslation()
  const { today } = useSession()
  const [kind, setKind] = useState<ContactKind>('call')
  const [outcome, setOutcome] = useState<ContactOutcome | null>(null)
  const [text, setText] = useState('')
  const [happenedOn, setHappenedOn] = useState<string | null>(today)
  const [nextAction, setNextAction] = useState('')
  const [nextActionOn, setNextActionOn] = useState<string | null>(null)
  const log = useMutation({
    mutationFn: () =>
      ask(logContact, {
        body: {
          customerId,
          kind,
          outcome: kind === 'note' ? null : outcome,
          text,
          happenedOn: happenedOn ?? today,
          nextAction: nextAction || null,
          nextActionOn,
        },
      }),
    onSuccess: () => {
      say(t('contact.saved'))
      onDone()
      onClose()
    },
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    log.mutate()
  }
  return (
    <Dialog title={t('contact.title', { name })} onClose={onClose}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <Group grow align="flex-start">
            <Select
              label={t('contact.kind')}
              allowDeselect={false}
              data={CONTACT_KINDS.map((value) => ({ value, label: t(`contact.kinds.${value}`) }))}
              value={kind}
              onChange={(value) => value && setKind(value)}
              data-autofocus
            />
            {kind === 'note' ? null : (
              <Select
                label={t('contact.outcome')}
                placeholder={t('contact.noOutcome')}
                clearable
                data={CONTACT_OUTCOMES.map((value) => ({ value, label: t(`contact.outcomes.${value}`) }))}
                value={outcome}
                onChange={setOutcome}
              />
            )}
          </Group>
          <Textarea
            label={t('contact.text')}
            autosize
            minRows={3}
            maxLength={2_000}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <DayField label={t('contact.happenedOn')} isRequired value={happenedOn} onChange={setHappenedOn} />
          <Group grow align="flex-start">
            <TextInput
              label={t('contact.next')}
              placeholder={t('contact.nextHint')}
              maxLength={200}
              value={nextAction}
              onChange={(event) => setNextAction(event.currentTarget.value)}
            />
            <DayField label={t('contact.nextOn')} value={nextActionOn} onChange={setNextActionOn} />
          </Group>
          <DialogEnd
            error={log.error}
            label={t('contact.save')}
            isPending={log.isPending}
            isDisabled={happenedOn === null}
            onClose={onClose}
          />
        </Stack>
      </form>
    </Dialog>
  )
}
