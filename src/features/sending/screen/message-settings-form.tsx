import { Button, Checkbox, Fieldset, Input, NativeSelect, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { EMAIL_USES, emailUsesOf } from '#domain/sending/channels.ts'
import {
  changeMessageSettings,
  fetchMessageSettings,
  type MessageSettings,
} from '#features/outbox/settings-contract.ts'
import { ask } from '#ui/ask.ts'
import { useCapability, whyDisabled } from '#ui/capability.ts'
import { LeaveGuard } from '#ui/leave-guard.tsx'
import { LevelBadge } from '#ui/level-badge.tsx'
import { SavedFormFailure } from '#ui/saved-form-failure.tsx'
import { Failure, RowsSkeleton } from '#ui/states.tsx'
import { useSavedForm } from '#ui/use-saved-form.ts'
import { type MessageForm, messageFormOf, sizeIn } from './message-fields.ts'

const messagesKey = (company: string) => ['message-settings', company] as const

type LevelUse = MessageSettings['levels'][number]

// A form that is saved calls what proves its reading `updatedAt`; here it is a version, no instant.
function savedOf({ version, ...settings }: MessageSettings) {
  return { ...settings, updatedAt: version }
}
type Saved = ReturnType<typeof savedOf>

/** What the e-mails of each level may be, what they carry, and how large one may be. */
export function MessageSettingsPart({ company }: { readonly company: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: messagesKey(company),
    queryFn: () => ask(fetchMessageSettings, { params: { code: company } }),
    // Edits start from what is read when the screen opens, never from an older reading.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  if (error) return <Failure error={error} onRetry={() => void refetch()} />
  if (!data) return <RowsSkeleton rows={4} height={72} />
  return <MessageSettingsForm company={company} settings={data} />
}

function MessageSettingsForm(props: { readonly company: string; readonly settings: MessageSettings }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { company, settings } = props
  const mayEdit = useCapability('edit-procedure', company)
  const code = { code: company }
  const { save, ...editing } = useSavedForm<Saved, MessageForm, Omit<MessageSettings, 'version'>>({
    read: savedOf(settings),
    formOf: messageFormOf,
    save: async ({ updatedAt, ...fields }) =>
      savedOf(await ask(changeMessageSettings, { params: code, body: { ...fields, version: updatedAt } })),
    fetch: async () => savedOf(await ask(fetchMessageSettings, { params: code })),
    onSaved: ({ updatedAt, ...saved }) =>
      client.setQueryData(messagesKey(company), { ...saved, version: updatedAt }),
    saidSaved: t('sending.messages.saved'),
    refresh: () => client.invalidateQueries({ queryKey: messagesKey(company) }),
  })
  const { form, set, isDirty } = editing
  const messageBytes = sizeIn(form.size)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (messageBytes !== null) save({ messageBytes, levels: form.levels })
  }
  const change = (changed: LevelUse) =>
    set({ levels: form.levels.map((one) => (one.level === changed.level ? changed : one)) })
  return (
    <form className="sending-settings" aria-label={t('sending.messages.title')} onSubmit={submit} noValidate>
      <h2>{t('sending.messages.title')}</h2>
      <Fieldset legend={t('sending.messages.levels')}>
        <p className="dimmed">{t('sending.messages.levelsHint')}</p>
        {form.levels.map((one) => (
          <LevelUseFields key={one.level} one={one} change={change} />
        ))}
      </Fieldset>
      <SizeField size={form.size} set={set} />
      <SavedFormFailure editing={editing} reloadLabel={t('sending.settings.reload')} />
      <div className="settings-save">
        <span className="dimmed">{isDirty ? t('sending.settings.unsaved') : null}</span>
        <Button
          type="submit"
          loading={editing.isSaving}
          disabled={mayEdit.allowed && (!isDirty || messageBytes === null)}
          {...whyDisabled(mayEdit)}
        >
          {t('save')}
        </Button>
      </div>
      <LeaveGuard isDirty={isDirty} />
    </form>
  )
}

const FILES = ['attachesLetter', 'attachesInvoices', 'attachesStatement'] as const

interface LevelUseProps {
  readonly one: LevelUse
  readonly change: (changed: LevelUse) => void
}

function LevelUseFields({ one, change }: LevelUseProps) {
  const { t } = useTranslation()
  const filesId = useId()
  const uses = emailUsesOf(one.level)
  return (
    <fieldset className="sending-level" aria-label={t('level.name', { level: one.level })}>
      <LevelBadge level={one.level} />
      <NativeSelect
        label={t('sending.messages.emailUse')}
        value={one.emailUse}
        data={uses.map((use) => ({ value: use, label: t(`sending.messages.use.${use}`) }))}
        onChange={({ currentTarget: { value } }) =>
          change({ ...one, emailUse: EMAIL_USES.find((use) => use === value) ?? one.emailUse })
        }
      />
      <fieldset className="sending-files" aria-labelledby={filesId}>
        <Input.Label id={filesId} labelElement="div">
          {t('sending.messages.files')}
        </Input.Label>
        <div>
          {FILES.map((file) => (
            <Checkbox
              key={file}
              label={t(`sending.messages.${file}`)}
              checked={one[file]}
              disabled={one.emailUse === 'never'}
              onChange={(event) => change({ ...one, [file]: event.currentTarget.checked })}
            />
          ))}
        </div>
      </fieldset>
    </fieldset>
  )
}

interface SizeProps {
  readonly size: string
  readonly set: (change: Partial<MessageForm>) => void
}

function SizeField({ size, set }: SizeProps) {
  const { t } = useTranslation()
  return (
    <TextInput
      className="sending-short"
      label={t('sending.messages.size')}
      description={t('sending.messages.sizeHint')}
      inputMode="decimal"
      autoComplete="off"
      rightSection={t('sending.messages.unit')}
      value={size}
      error={sizeIn(size) === null ? t('sending.messages.wrongSize') : null}
      onChange={(event) => set({ size: event.currentTarget.value })}
    />
  )
}
