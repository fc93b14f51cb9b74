import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fetchProcedure, saveProcedure } from '#ui/api.ts'
import { say } from '#ui/notices.tsx'
import { ApiError } from '#ui/request.ts'
import type { Procedure, ProcedureFields } from './contract.ts'
import { fieldsOf, formOf, type ProcedureForm } from './form-fields.tsx'

export const procedureKey = (code: string) => ['procedure', code] as const

export interface ProcedureEditing {
  readonly form: ProcedureForm
  readonly set: (change: Partial<ProcedureForm>) => void
  /** What would be saved; null while a field cannot be read. */
  readonly fields: ProcedureFields | null
  readonly isDirty: boolean
  readonly isSaving: boolean
  readonly failure: Error | null
  /** Someone else saved first: the edits cannot be saved as they are. */
  readonly isOvertaken: boolean
  readonly save: () => void
  /** Forgets the edits and starts again from what is saved now. */
  readonly reload: () => void
}

/**
 * The settings being edited. They are compared with, and saved against, the ones first read: those
 * a colleague saves meanwhile must be refused by the server, not slipped under the edits.
 */
export function useProcedure(read: Procedure): ProcedureEditing {
  const { t, i18n } = useTranslation()
  const client = useQueryClient()
  const [baseline, setBaseline] = useState(read)
  const shownAs = (procedure: Procedure) => formOf(procedure, i18n.language === 'en' ? 'en' : 'fr')
  const [saved, setSaved] = useState(() => shownAs(read))
  const [form, setForm] = useState(saved)
  const { company } = baseline
  const startFrom = (procedure: Procedure) => {
    client.setQueryData(procedureKey(company), procedure)
    setBaseline(procedure)
    setSaved(shownAs(procedure))
    setForm(shownAs(procedure))
  }
  const saving = useMutation({
    mutationFn: (fields: ProcedureFields) =>
      saveProcedure(company, { ...fields, updatedAt: baseline.updatedAt }),
    onSuccess: async (procedure) => {
      startFrom(procedure)
      say(t('procedure.saved'))
      await Promise.all(
        ['companies', 'reminders'].map((key) => client.invalidateQueries({ queryKey: [key] })),
      )
    },
  })
  const reloading = useMutation({
    mutationFn: () => fetchProcedure(company),
    onSuccess: (procedure) => {
      saving.reset()
      startFrom(procedure)
    },
  })
  const fields = fieldsOf(form)
  return {
    form,
    set: (change) => setForm((current) => ({ ...current, ...change })),
    fields,
    isDirty: JSON.stringify(form) !== JSON.stringify(saved),
    isSaving: saving.isPending,
    failure: reloading.error ?? saving.error,
    isOvertaken: saving.error instanceof ApiError && saving.error.code === 'conflict',
    save: () => fields && saving.mutate(fields),
    reload: () => reloading.mutate(),
  }
}
