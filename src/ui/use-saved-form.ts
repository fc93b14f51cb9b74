import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { say } from './notices.tsx'
import { ApiError } from './request.ts'

/** A form over something saved, and what became of saving it. */
export interface SavedForm<Saved, Form> {
  /** As it was last read or saved. */
  readonly baseline: Saved
  readonly form: Form
  readonly set: (change: Partial<Form>) => void
  readonly isDirty: boolean
  readonly isSaving: boolean
  readonly failure: Error | null
  /** Someone else saved first: the edits cannot be saved as they are. */
  readonly isOvertaken: boolean
  /** Forgets the edits and starts again from what is saved now. */
  readonly reload: () => void
}

interface SavedFormParts<Saved, Form, Fields> {
  readonly read: Saved
  readonly formOf: (saved: Saved, language: 'fr' | 'en') => Form
  readonly save: (fields: Fields & { readonly updatedAt: string }) => Promise<Saved>
  readonly fetch: () => Promise<Saved>
  /** Puts what is now saved where screens read it. */
  readonly onSaved: (saved: Saved) => void
  /** Said once it is saved. */
  readonly saidSaved: string
  /** Makes whatever shows some of it be read again. */
  readonly refresh: () => Promise<unknown>
}

/**
 * Settings being edited. They are compared with, and saved against, the ones first read: what a colleague
 * saves meanwhile must be refused by the server, not slipped under the edits.
 */
export function useSavedForm<Saved extends { readonly updatedAt: string }, Form extends object, Fields>(
  parts: SavedFormParts<Saved, Form, Fields>,
): SavedForm<Saved, Form> & { readonly save: (fields: Fields) => void } {
  const { i18n } = useTranslation()
  const [baseline, setBaseline] = useState(parts.read)
  const shownAs = (value: Saved) => parts.formOf(value, i18n.language === 'en' ? 'en' : 'fr')
  const [saved, setSaved] = useState(() => shownAs(parts.read))
  const [form, setForm] = useState(saved)
  const startFrom = (value: Saved) => {
    parts.onSaved(value)
    setBaseline(value)
    setSaved(shownAs(value))
    setForm(shownAs(value))
  }
  const saving = useMutation({
    mutationFn: (fields: Fields) => parts.save({ ...fields, updatedAt: baseline.updatedAt }),
    onSuccess: async (value) => {
      startFrom(value)
      say(parts.saidSaved)
      await parts.refresh()
    },
  })
  const reloading = useMutation({
    mutationFn: parts.fetch,
    onSuccess: (value) => {
      saving.reset()
      startFrom(value)
    },
  })
  return {
    baseline,
    form,
    set: (change) => setForm((current) => ({ ...current, ...change })),
    isDirty: JSON.stringify(form) !== JSON.stringify(saved),
    isSaving: saving.isPending,
    failure: reloading.error ?? saving.error,
    isOvertaken: saving.error instanceof ApiError && saving.error.code === 'conflict',
    save: (fields) => saving.mutate(fields),
    reload: () => reloading.mutate(),
  }
}
