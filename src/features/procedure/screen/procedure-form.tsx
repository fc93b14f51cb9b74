import { Button } from '@mantine/core'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useCapability, whyDisabled } from '#ui/capability.ts'
import { LeaveGuard } from '#ui/leave-guard.tsx'
import { SavedFormFailure } from '#ui/saved-form-failure.tsx'
import type { Procedure } from '../contract.ts'
import { OptionFields } from './option-fields.tsx'
import { SimulationCard } from './simulation-card.tsx'
import { SummaryCard } from './summary-card.tsx'
import { TimingFields } from './timing-fields.tsx'
import { useProcedure } from './use-procedure.tsx'
import './procedure.css'

/** The settings on the left; what they mean and what they would do on the right. */
export function ProcedureForm({ procedure }: { readonly procedure: Procedure }) {
  const { t } = useTranslation()
  const editing = useProcedure(procedure)
  const { form, set, fields, isDirty } = editing
  const mayEdit = useCapability('edit-procedure', procedure.company)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    editing.save()
  }
  return (
    <form className="procedure" onSubmit={submit} noValidate>
      <div className="procedure-fields">
        <TimingFields timings={form.timings} onChange={(timings) => set({ timings })} />
        <OptionFields form={form} set={set} />
      </div>
      <div className="procedure-side">
        <SummaryCard fields={fields} />
        <SimulationCard code={procedure.company} fields={fields} />
      </div>
      <SavedFormFailure editing={editing} reloadLabel={t('procedure.reload')} />
      <div className="settings-save">
        <span className="dimmed">{isDirty ? t('procedure.unsaved') : null}</span>
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
