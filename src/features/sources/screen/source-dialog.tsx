import { Alert, Button, Checkbox, Group, NativeSelect, Stack, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { RHYTHMS, SOURCE_KINDS } from '#domain/receivables/source.ts'
import { ask } from '#ui/ask.ts'
import { Dialog } from '#ui/dialog.tsx'
import { DialogEnd } from '#ui/dialog-end.tsx'
import { say } from '#ui/notices.tsx'
import { messageOf } from '#ui/states.tsx'
import { addSource, changeSource, type ShownSource, trySource } from '../contract.ts'
import { MailboxFields } from './mailbox-fields.tsx'
import { PlaceFields } from './place-fields.tsx'
import { RecordFields } from './record-fields.tsx'
import { type DraftProps, draftOf, fieldsOf, isIncomplete, oneOf, type SourceDraft } from './source-draft.ts'
import { TrialResult } from './trial-result.tsx'
import { useKeepSources } from './use-sources.ts'

interface SourceDialogProps {
  readonly company: string
  /** Null: a new one. */
  readonly source: ShownSource | null
  readonly onClose: () => void
}

/** A source: where it is, what it holds when it is tried, and how often it is read. */
export function SourceDialog({ company, source, onClose }: SourceDialogProps) {
  const { t } = useTranslation()
  const keep = useKeepSources(company)
  const [draft, setDraft] = useState(() => draftOf(source))
  const params = { code: company }
  const isSecretKept = source?.hasSecret ?? false
  const trial = useMutation({
    mutationFn: () =>
      ask(trySource, { params, body: { ...fieldsOf(draft), ...(source ? { id: source.id } : {}) } }),
  })
  const saving = useMutation({
    mutationFn: async () => {
      const body = fieldsOf(draft)
      if (source === null) return keep(await ask(addSource, { params, body }))
      keep(await ask(changeSource, { params: { ...params, id: source.id }, body }))
    },
    onSuccess: () => {
      say(t('sources.saved'))
      onClose()
    },
  })
  const change = (part: Partial<SourceDraft>) => {
    setDraft((current) => ({ ...current, ...part }))
    // What was tried was something else, but the paths it gave still help.
    if (!('fields' in part)) trial.reset()
  }
  const submit = (event: FormEvent) => {
    event.preventDefault()
    saving.mutate()
  }
  return (
    <Dialog title={t(source === null ? 'sources.add' : 'sources.edit')} size="lg" onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <Stack>
          <TextInput
            label={t('sources.label')}
            description={t('sources.labelHint')}
            required
            data-autofocus
            value={draft.label}
            onChange={(event) => change({ label: event.currentTarget.value })}
          />
          <NativeSelect
            label={t('sources.what')}
            value={draft.kind}
            onChange={(event) => change({ kind: oneOf(SOURCE_KINDS, event.currentTarget.value) })}
            data={SOURCE_KINDS.map((kind) => ({ value: kind, label: t(`sources.kind.${kind}`) }))}
          />
          {draft.kind === 'mailbox' ? (
            <MailboxFields draft={draft} isSecretKept={isSecretKept} onChange={change} />
          ) : (
            <PlaceFields draft={draft} isSecretKept={isSecretKept} onChange={change} />
          )}
          {draft.kind === 'json' ? (
            <RecordFields draft={draft} paths={trial.data?.paths ?? []} onChange={change} />
          ) : null}
          <Group>
            <Button
              variant="default"
              loading={trial.isPending}
              disabled={isIncomplete(draft)}
              onClick={() => trial.mutate()}
            >
              {t('sources.try')}
            </Button>
          </Group>
          {trial.error ? (
            <Alert color="red" role="alert">
              {messageOf(trial.error)}
            </Alert>
          ) : null}
          {trial.data ? <TrialResult tried={trial.data} /> : null}
          <RhythmFields draft={draft} onChange={change} />
          <DialogEnd
            error={saving.error}
            label={t('sources.save')}
            isPending={saving.isPending}
            isDisabled={isIncomplete(draft)}
            onClose={onClose}
          />
        </Stack>
      </form>
    </Dialog>
  )
}

function RhythmFields({ draft, onChange }: DraftProps) {
  const { t } = useTranslation()
  const { rhythm, hour, isWhole } = draft
  return (
    <>
      <Group grow align="start">
        <NativeSelect
          label={t('sources.howOften')}
          value={rhythm}
          onChange={(event) => onChange({ rhythm: oneOf(RHYTHMS, event.currentTarget.value) })}
          data={RHYTHMS.map((value) => ({ value, label: t(`sources.often.${value}`) }))}
        />
        {rhythm === 'day' ? (
          <NativeSelect
            label={t('sources.hour')}
            value={String(hour)}
            onChange={(event) => onChange({ hour: Number(event.currentTarget.value) })}
            data={HOURS.map((value) => ({
              value: String(value),
              label: t('sources.atHour', { hour: value }),
            }))}
          />
        ) : null}
      </Group>
      <Checkbox
        label={t('sources.whole')}
        description={t('sources.wholeHint')}
        checked={isWhole}
        onChange={() => onChange({ isWhole: !isWhole })}
      />
    </>
  )
}

const HOURS = Array.from({ length: 24 }, (_, hour) => hour)
