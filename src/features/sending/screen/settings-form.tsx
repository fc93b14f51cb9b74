import { Button, Fieldset, NativeSelect, Textarea, TextInput } from '@mantine/core'
import { useQueryClient } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { useCapability, whyDisabled } from '#ui/capability.ts'
import { LeaveGuard } from '#ui/leave-guard.tsx'
import { LevelBadge } from '#ui/level-badge.tsx'
import { SavedFormFailure } from '#ui/saved-form-failure.tsx'
import { useSavedForm } from '#ui/use-saved-form.ts'
import { fetchSending, type Sending, type SettingsFields, saveSending } from '../contract.ts'
import {
  addressesIn,
  type SettingsForm as Form,
  isAddress,
  isTime,
  type LevelForm,
  settingsFieldsOf,
  settingsFormOf,
} from './settings-fields.ts'
import { sendingKey, useKeepSending } from './use-sending.ts'

/** When e-mails leave, where answers go, how they end, and who sends and has a copy at each level. */
export function SettingsForm({ sending }: { readonly sending: Sending }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { company } = sending
  const keep = useKeepSending(company)
  const mayEdit = useCapability('manage-sending', company)
  const { baseline, save, ...editing } = useSavedForm<Sending, Form, SettingsFields>({
    read: sending,
    formOf: settingsFormOf,
    save: (fields) => ask(saveSending, { params: { code: company }, body: fields }),
    fetch: () => ask(fetchSending, { params: { code: company } }),
    onSaved: keep,
    saidSaved: t('sending.settings.saved'),
    refresh: () => client.invalidateQueries({ queryKey: sendingKey(company) }),
  })
  const { form, set, isDirty } = editing
  const fields = settingsFieldsOf(form)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (fields) save(fields)
  }
  return (
    <form className="sending-settings" aria-label={t('sending.settings.title')} onSubmit={submit} noValidate>
      <h2>{t('sending.settings.title')}</h2>
      <HourFields form={form} set={set} />
      <TextFields form={form} set={set} />
      <LevelFields form={form} set={set} accounts={sending.accounts} />
      <SavedFormFailure editing={editing} reloadLabel={t('sending.settings.reload')} />
      <div className="settings-save">
        <span className="dimmed">{isDirty ? t('sending.settings.unsaved') : null}</span>
        <Button
          type="submit"
          loading={editing.isSaving}
          disabled={mayEdit.allowed && (!isDirty || fields === null)}
          {...whyDisabled(mayEdit)}
        >
          {t('save')}
        </Button>
      </div>
      <LeaveGuard isDirty={isDirty} />
    </form>
  )
}

interface FieldsProps {
  readonly form: Form
  readonly set: (change: Partial<Form>) => void
}

function HourFields({ form, set }: FieldsProps) {
  const { t } = useTranslation()
  const isOrdered = !isTime(form.from) || !isTime(form.until) || form.from < form.until
  return (
    <Fieldset legend={t('sending.settings.hours')}>
      <p className="dimmed">{t('sending.settings.hoursHint')}</p>
      <div className="sending-hours">
        {(['from', 'until'] as const).map((field) => (
          <TextInput
            key={field}
            label={t(`sending.settings.${field}`)}
            placeholder="08:30"
            autoComplete="off"
            maxLength={5}
            value={form[field]}
            error={
              !isTime(form[field])
                ? t('sending.settings.wrongTime')
                : field === 'until' && !isOrdered
                  ? t('sending.settings.wrongOrder')
                  : null
            }
            onChange={(event) => set({ [field]: event.currentTarget.value })}
          />
        ))}
      </div>
    </Fieldset>
  )
}

function TextFields({ form, set }: FieldsProps) {
  const { t } = useTranslation()
  const isWrong = form.replyTo.trim() !== '' && !isAddress(form.replyTo.trim())
  return (
    <>
      <TextInput
        className="sending-short"
        label={t('sending.settings.replyTo')}
        description={t('sending.settings.replyToHint')}
        type="email"
        autoComplete="off"
        value={form.replyTo}
        error={isWrong ? t('sending.settings.wrongAddress') : null}
        onChange={(event) => set({ replyTo: event.currentTarget.value })}
      />
      <Textarea
        label={t('sending.settings.signature')}
        description={t('sending.settings.signatureHint')}
        maxLength={2_000}
        autosize
        minRows={3}
        value={form.signature}
        onChange={(event) => set({ signature: event.currentTarget.value })}
      />
    </>
  )
}

function LevelFields({ form, set, accounts }: FieldsProps & Pick<Sending, 'accounts'>) {
  const { t } = useTranslation()
  const change = (changed: LevelForm) =>
    set({ levels: form.levels.map((one) => (one.level === changed.level ? changed : one)) })
  return (
    <Fieldset legend={t('sending.settings.levels')}>
      <p className="dimmed">{t('sending.settings.levelsHint')}</p>
      {form.levels.map((one) => (
        <fieldset
          key={one.level}
          className="sending-level"
          aria-label={t('level.name', { level: one.level })}
        >
          <LevelBadge level={one.level} />
          <NativeSelect
            label={t('sending.settings.account')}
            value={String(one.accountId ?? '')}
            data={[
              { value: '', label: t('sending.settings.defaultAccount') },
              ...accounts.map(({ id, label }) => ({ value: String(id), label })),
            ]}
            onChange={({ currentTarget: { value } }) =>
              change({ ...one, accountId: value === '' ? null : Number(value) })
            }
          />
          <TextInput
            label={t('sending.settings.copyTo')}
            autoComplete="off"
            value={one.copyTo}
            error={addressesIn(one.copyTo) === null ? t('sending.settings.wrongCopies') : null}
            onChange={(event) => change({ ...one, copyTo: event.currentTarget.value })}
          />
        </fieldset>
      ))}
    </Fieldset>
  )
}
