import { Alert, Button } from '@mantine/core'
import type { FormEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useCapability, whyDisabled } from '#ui/capability.ts'
import { LeaveGuard } from '#ui/leave-guard.tsx'
import { messageOf } from '#ui/states.tsx'
import type { Procedure } from './contract.ts'
import { OptionFields } from './option-fields.tsx'
import { SimulationCard } from './simulation-card.tsx'
import { SummaryCard } from './summary-card.tsx'
import { TimingFields } from './timing-fields.tsx'
import { type ProcedureEditing, useProcedure } from './use-procedure.tsx'
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
      <EditingFailure editing={editing} />
      <div className="procedure-save">
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

function EditingFailure({ editing }: { readonly editing: ProcedureEditing }) {
  const { t } = useTranslation()
  if (!editing.failure) return null
  return (
    <Alert className="procedure-failure" color="red" role="alert" title={t('failure.title')}>
      <p>{messageOf(editing.failure)}</p>
      {editing.isOvertaken ? (
        <Button variant="default" mt="sm" onClick={editing.reload}>
          {t('procedure.reload')}
        </Button>
      ) : null}
    </Alert>
  )
}
