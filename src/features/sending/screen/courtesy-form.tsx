import { Button, Checkbox, Fieldset, Textarea, TextInput } from '@mantine/core'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { BEFORE_DUE_DAYS, type Courtesy } from '#domain/sending/courtesy.ts'
import {
  type CourtesySettings,
  changeCourtesies,
  fetchCourtesies,
  type ShownCourtesyText,
} from '#features/outbox/courtesy-contract.ts'
import { ask } from '#ui/ask.ts'
import { useCapability, whyDisabled } from '#ui/capability.ts'
import { LeaveGuard } from '#ui/leave-guard.tsx'
import { SavedFormFailure } from '#ui/saved-form-failure.tsx'
import { Failure, RowsSkeleton } from '#ui/states.tsx'
import { useSavedForm } from '#ui/use-saved-form.ts'

const courtesiesKey = (company: string) => ['courtesies', company] as const

// A form that is saved calls what proves its reading `updatedAt`; here it is a version, no instant.
function savedOf({ version, ...settings }: CourtesySettings) {
  return { ...settings, updatedAt: version }
}
type Saved = ReturnType<typeof savedOf>

interface Form {
  readonly isBeforeDue: boolean
  /** As it is typed. */
  readonly days: string
  readonly thanks: boolean
  readonly texts: CourtesySettings['texts']
}

function formOf({ beforeDueDays, thanks, texts }: Saved): Form {
  return {
    isBeforeDue: beforeDueDays !== null,
    days: String(beforeDueDays ?? BEFORE_DUE_DAYS.usual),
    thanks,
    texts,
  }
}

/** What would be saved; null while a field cannot be read. */
function fieldsOf({ isBeforeDue, days, thanks, texts }: Form): Omit<CourtesySettings, 'version'> | null {
  if (texts.some(({ subject, body }) => subject.trim() === '' || body.trim() === '')) return null
  if (!isBeforeDue) return { beforeDueDays: null, thanks, texts }
  return isDays(days) ? { beforeDueDays: Number(days), thanks, texts } : null
}

function isDays(text: string): boolean {
  const days = Number(text)
  return /^\d{1,2}$/.test(text.trim()) && days >= BEFORE_DUE_DAYS.min && days <= BEFORE_DUE_DAYS.max
}

/** The messages outside the levels: before the due date, and thanks for a payment, with their texts. */
export function CourtesyPart({ company }: { readonly company: string }) {
  const { data, error, refetch } = useQuery({
    queryKey: courtesiesKey(company),
    queryFn: () => ask(fetchCourtesies, { params: { code: company } }),
    // Edits start from what is read when the screen opens, never from an older reading.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  })
  if (error) return <Failure error={error} onRetry={() => void refetch()} />
  if (!data) return <RowsSkeleton rows={2} height={72} />
  return <CourtesyForm company={company} settings={data} />
}

function CourtesyForm(props: { readonly company: string; readonly settings: CourtesySettings }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { company, settings } = props
  const mayEdit = useCapability('edit-procedure', company)
  const code = { code: company }
  const { save, ...editing } = useSavedForm<Saved, Form, Omit<CourtesySettings, 'version'>>({
    read: savedOf(settings),
    formOf,
    save: async ({ updatedAt, ...fields }) =>
      savedOf(await ask(changeCourtesies, { params: code, body: { ...fields, version: updatedAt } })),
    fetch: async () => savedOf(await ask(fetchCourtesies, { params: code })),
    onSaved: ({ updatedAt, ...saved }) =>
      client.setQueryData(courtesiesKey(company), { ...saved, version: updatedAt }),
    saidSaved: t('sending.courtesies.saved'),
    refresh: () => client.invalidateQueries({ queryKey: courtesiesKey(company) }),
  })
  const { form, set, isDirty } = editing
  const fields = fieldsOf(form)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (fields !== null) save(fields)
  }
  const write = (changed: ShownCourtesyText) =>
    set({
      texts: form.texts.map((one) =>
        one.courtesy === changed.courtesy && one.language === changed.language ? changed : one,
      ),
    })
  const textsOf = (courtesy: Courtesy) =>
    form.texts
      .filter((text) => text.courtesy === courtesy)
      .map((text) => <TextFields key={text.language} text={text} write={write} />)
  return (
    <form
      className="sending-settings"
      aria-label={t('sending.courtesies.title')}
      onSubmit={submit}
      noValidate
    >
      <h2>{t('sending.courtesies.title')}</h2>
      <p className="dimmed">{t('sending.courtesies.hint')}</p>
      <Checkbox
        label={t('sending.courtesies.beforeDue')}
        description={t('sending.courtesies.beforeDueHint')}
        checked={form.isBeforeDue}
        onChange={(event) => set({ isBeforeDue: event.currentTarget.checked })}
      />
      {form.isBeforeDue ? (
        <>
          <TextInput
            className="sending-short"
            label={t('sending.courtesies.days')}
            inputMode="numeric"
            autoComplete="off"
            value={form.days}
            error={isDays(form.days) ? null : t('sending.courtesies.wrongDays')}
            onChange={(event) => set({ days: event.currentTarget.value })}
          />
          {textsOf('before-due')}
        </>
      ) : null}
      <Checkbox
        label={t('sending.courtesies.thanks')}
        description={t('sending.courtesies.thanksHint')}
        checked={form.thanks}
        onChange={(event) => set({ thanks: event.currentTarget.checked })}
      />
      {form.thanks ? textsOf('thanks') : null}
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

interface TextProps {
  readonly text: ShownCourtesyText
  readonly write: (changed: ShownCourtesyText) => void
}

function TextFields({ text, write }: TextProps) {
  const { t } = useTranslation()
  return (
    <Fieldset legend={t(`sending.courtesies.language.${text.language}`)}>
      <TextInput
        label={t('sending.courtesies.subject')}
        autoComplete="off"
        maxLength={200}
        value={text.subject}
        onChange={(event) => write({ ...text, subject: event.currentTarget.value })}
      />
      <Textarea
        mt="sm"
        label={t('sending.courtesies.body')}
        description={t('sending.courtesies.blanks')}
        autosize
        minRows={4}
        maxRows={14}
        maxLength={5_000}
        value={text.body}
        onChange={(event) => write({ ...text, body: event.currentTarget.value })}
      />
    </Fieldset>
  )
}
