import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { type SavedForm, useSavedForm } from '#ui/use-saved-form.ts'
import type { Procedure, ProcedureFields } from '../contract.ts'
import { fetchProcedure, saveProcedure } from '../contract.ts'
import { fieldsOf, formOf, type ProcedureForm } from './form-fields.tsx'

export const procedureKey = (code: string) => ['procedure', code] as const

export interface ProcedureEditing extends Omit<SavedForm<Procedure, ProcedureForm>, 'baseline'> {
  /** What would be saved; null while a field cannot be read. */
  readonly fields: ProcedureFields | null
  readonly save: () => void
}

/** The procedure being edited. */
export function useProcedure(read: Procedure): ProcedureEditing {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { company } = read
  const { baseline, ...editing } = useSavedForm<Procedure, ProcedureForm, ProcedureFields>({
    read,
    formOf,
    save: (procedure) => ask(saveProcedure, { params: { code: company }, body: procedure }),
    fetch: () => ask(fetchProcedure, { params: { code: company } }),
    onSaved: (procedure) => client.setQueryData(procedureKey(company), procedure),
    saidSaved: t('procedure.saved'),
    refresh: () =>
      Promise.all(['companies', 'reminders'].map((key) => client.invalidateQueries({ queryKey: [key] }))),
  })
  const fields = fieldsOf(editing.form)
  return { ...editing, fields, save: () => fields && editing.save(fields) }
}
