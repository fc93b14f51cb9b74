import { Alert, Button, Fieldset, Select } from '@mantine/core'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { FRENCH_TIME_ZONES, timeZones } from '#domain/days-and-money/time-zone.ts'
import { useCapability, whyDisabled } from '#ui/capability.ts'
import { LeaveGuard } from '#ui/leave-guard.tsx'
import { SavedFormFailure } from '#ui/saved-form-failure.tsx'
import type { Company } from '../contract.ts'
import { BankFields } from './bank-fields.tsx'
import type { TextField } from './letterhead-fields.tsx'
import { LetterheadPreview } from './letterhead-preview.tsx'
import { LookFields, SignatureFields } from './look-fields.tsx'
import { TextFields } from './text-fields.tsx'
import { type LetterheadEditing, useLetterhead } from './use-letterhead.tsx'
import './companies.css'

/** What a letter says of its sender on the left; on the right, a letter that says it. */
export function LetterheadForm({ company }: { readonly company: Company }) {
  const { t } = useTranslation()
  const editing = useLetterhead(company)
  const { isDirty, problems } = editing
  const mayEdit = useCapability('edit-company', company.code)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    editing.save()
  }
  return (
    <form className="letterhead" onSubmit={submit} noValidate>
      <div className="letterhead-fields">
        <MissingAlert missing={editing.missing} />
        <p className="dimmed">{t('letterhead.codeFixed', { code: company.code })}</p>
        <TextFields group="sender" editing={editing} />
        <TextFields group="identity" editing={editing} />
        <BankFields editing={editing} />
        <LookFields editing={editing} />
        <SignatureFields editing={editing} />
        <TextFields group="footer" editing={editing} />
        <TextFields group="mediator" editing={editing} />
        <ZoneField editing={editing} />
      </div>
      <LetterheadPreview editing={editing} />
      <SavedFormFailure editing={editing} reloadLabel={t('letterhead.reload')} />
      <div className="settings-save">
        <span className="dimmed">{isDirty ? t('letterhead.unsaved') : null}</span>
        <Button
          type="submit"
          loading={editing.isSaving}
          disabled={!isDirty || problems.length > 0}
          {...whyDisabled(mayEdit)}
        >
          {t('save')}
        </Button>
      </div>
      <LeaveGuard isDirty={isDirty} />
    </form>
  )
}

function MissingAlert({ missing }: { readonly missing: readonly string[] }) {
  const { t } = useTranslation()
  if (missing.length === 0) return null
  const names = missing.map((field) => t(`letterhead.field.${field as TextField}`))
  return (
    <Alert color="yellow" title={t('letterhead.missing', { count: missing.length })}>
      {t('letterhead.missingHint', { names: names.join(', ') })}
    </Alert>
  )
}

/** Where the days of the company begin and end; the zones of French soil come first. */
function ZoneField({ editing: { form, set } }: { readonly editing: LetterheadEditing }) {
  const { t } = useTranslation()
  const others = timeZones().slice(FRENCH_TIME_ZONES.length)
  return (
    <Fieldset className="letterhead-group" legend={t('letterhead.group.zone')}>
      <Select
        label={t('letterhead.field.timeZone')}
        description={t('letterhead.hint.timeZone')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        searchable
        allowDeselect={false}
        limit={60}
        comboboxProps={{ portalProps: { target: '#content' } }}
        data={[
          { group: t('letterhead.frenchZones'), items: [...FRENCH_TIME_ZONES] },
          { group: t('letterhead.otherZones'), items: others },
        ]}
        value={form.timeZone}
        onChange={(timeZone) => (timeZone === null ? undefined : set({ timeZone }))}
      />
    </Fieldset>
  )
}
