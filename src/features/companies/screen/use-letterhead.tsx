import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { type SavedForm, useSavedForm } from '#ui/use-saved-form.ts'
import type { Company, LetterheadFields } from '../contract.ts'
import { fetchCompany, saveLetterhead } from '../contract.ts'
import {
  type FormProblem,
  formOf,
  type LetterheadForm,
  letterheadOf,
  problemsOf,
} from './letterhead-fields.tsx'

export interface LetterheadEditing extends Omit<SavedForm<Company, LetterheadForm>, 'baseline'> {
  readonly code: string
  readonly problems: readonly FormProblem[]
  /** As it was read: what is missing from the letters of today. */
  readonly missing: readonly string[]
  readonly save: () => void
}

/** The letterhead being edited. */
export function useLetterhead(read: Company): LetterheadEditing {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { code } = read
  const { baseline, ...editing } = useSavedForm<Company, LetterheadForm, LetterheadFields>({
    read,
    formOf,
    save: (letterhead) => ask(saveLetterhead, { params: { code }, body: letterhead }),
    fetch: () => ask(fetchCompany, { params: { code } }),
    onSaved: (company) => client.setQueryData(['companies', code], company),
    saidSaved: t('letterhead.saved'),
    refresh: () =>
      Promise.all(
        ['companies', 'session'].map((key) => client.invalidateQueries({ queryKey: [key], exact: true })),
      ),
  })
  return {
    ...editing,
    code,
    problems: problemsOf(editing.form),
    missing: baseline.missing,
    save: () => editing.save(letterheadOf(editing.form)),
  }
}
