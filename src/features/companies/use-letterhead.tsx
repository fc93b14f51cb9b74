import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fetchCompany, saveLetterhead } from '#ui/api.ts'
import { say } from '#ui/notices.tsx'
import { ApiError } from '#ui/request.ts'
import type { Company } from './contract.ts'
import {
  type FormProblem,
  formOf,
  type LetterheadForm,
  letterheadOf,
  problemsOf,
} from './letterhead-fields.tsx'

export interface LetterheadEditing {
  readonly code: string
  readonly form: LetterheadForm
  readonly set: (change: Partial<LetterheadForm>) => void
  readonly problems: readonly FormProblem[]
  /** As it was read: what is missing from the letters of today. */
  readonly missing: readonly string[]
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
 * The letterhead being edited. It is compared with, and saved against, the one first read: what a
 * colleague saves meanwhile must be refused by the server, not slipped under the edits.
 */
export function useLetterhead(read: Company): LetterheadEditing {
  const { t, i18n } = useTranslation()
  const client = useQueryClient()
  const [baseline, setBaseline] = useState(read)
  const shownAs = (company: Company) => formOf(company, i18n.language === 'en' ? 'en' : 'fr')
  const [saved, setSaved] = useState(() => shownAs(read))
  const [form, setForm] = useState(saved)
  const { code } = baseline
  const startFrom = (company: Company) => {
    client.setQueryData(['companies', code], company)
    setBaseline(company)
    setSaved(shownAs(company))
    setForm(shownAs(company))
  }
  const saving = useMutation({
    mutationFn: () => saveLetterhead(code, { ...letterheadOf(form), updatedAt: baseline.updatedAt }),
    onSuccess: async (company) => {
      startFrom(company)
      say(t('letterhead.saved'))
      await Promise.all(
        ['companies', 'session'].map((key) => client.invalidateQueries({ queryKey: [key], exact: true })),
      )
    },
  })
  const reloading = useMutation({
    mutationFn: () => fetchCompany(code),
    onSuccess: (company) => {
      saving.reset()
      startFrom(company)
    },
  })
  return {
    code,
    form,
    set: (change) => setForm((current) => ({ ...current, ...change })),
    problems: problemsOf(form),
    missing: baseline.missing,
    isDirty: JSON.stringify(form) !== JSON.stringify(saved),
    isSaving: saving.isPending,
    failure: reloading.error ?? saving.error,
    isOvertaken: saving.error instanceof ApiError && saving.error.code === 'conflict',
    save: () => saving.mutate(),
    reload: () => reloading.mutate(),
  }
}
