import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { LetterText, LevelSettings } from '#domain/letters/letter-text.ts'
import { type LetterTextProblem, letterTextProblem } from '#domain/letters/letter-text-check.ts'
import { isRichTextProblem, type RichTextProblem } from '#domain/letters/rich-text-check.ts'
import { ask } from '#ui/ask.ts'
import { say } from '#ui/notices.tsx'
import { ApiError } from '#ui/request.ts'
import type { LetterTextState, Variant } from '../contract.ts'
import { fetchLetterText, saveLetterText } from '../contract.ts'
import { isSame } from './merge-choices.ts'

export function letterTextKey(code: string, { level, language, audience }: Variant) {
  return ['letter-text', code, level, language, audience] as const
}

/** The text as the fields hold it: the editor of a body may hold one that cannot be stored. */
export interface EditedText extends Omit<LetterText, 'body' | 'emailBody'> {
  readonly body: LetterText['body'] | RichTextProblem
  readonly emailBody: LetterText['emailBody'] | RichTextProblem
}

export interface TextEditing {
  /** What the edits started from, and are saved against. */
  readonly baseline: LetterTextState
  readonly text: EditedText
  readonly settings: LevelSettings
  /** Changes when the fields must start again from `text`. */
  readonly edition: number
  readonly change: (change: Partial<EditedText>) => void
  readonly changeSettings: (change: Partial<LevelSettings>) => void
  /** Puts a whole text in the fields, unsaved: an older version, our own. */
  readonly load: (text: LetterText) => void
  /** What would be saved, null while an editor holds what a letter does not print. */
  readonly whole: LetterText | null
  readonly problem: LetterTextProblem | RichTextProblem | null
  readonly isDirty: boolean
  readonly isSaving: boolean
  readonly failure: Error | null
  readonly save: () => void
  /** What someone else saved meanwhile; null while nobody did. */
  readonly theirs: LetterTextState | null
  /** Goes on from what the other saved, with this text and these settings still to save. */
  readonly settle: (text: LetterText, settings: LevelSettings) => void
  readonly setAside: () => void
  /** The text is saved as another version, unchanged. */
  readonly goOnFrom: (saved: LetterTextState) => void
}

/** A text being edited, with the settings of its level. */
export function useLetterText(read: LetterTextState): TextEditing {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [baseline, setBaseline] = useState(read)
  const [text, setText] = useState<EditedText>(read.text)
  const [settings, setSettings] = useState(read.settings)
  const [edition, setEdition] = useState(0)
  const [theirs, setTheirs] = useState<LetterTextState | null>(null)
  const { company } = read
  const load = (loaded: LetterText) => {
    setText(loaded)
    setEdition((current) => current + 1)
  }
  const saving = useMutation({
    mutationFn: (whole: LetterText) =>
      ask(saveLetterText, {
        params: { code: company, level: read.level, language: read.language, audience: read.audience },
        body: {
          baseVersion: baseline.version,
          text: whole,
          baseSettings: baseline.settings,
          settings,
        },
      }),
    onSuccess: async (saved, whole) => {
      client.setQueryData(letterTextKey(company, read), saved)
      setBaseline(saved)
      // Fields the server trimmed start again; the others keep the cursor where it is.
      if (!isSame(saved.text, whole)) load(saved.text)
      say(t('letterTexts.saved', { version: saved.version }))
      // The procedure shows the deadline, and the other texts of the level share its settings.
      await Promise.all(
        ['letter-text', 'text-versions', 'procedure', 'companies'].map((key) =>
          client.invalidateQueries({
            queryKey: [key],
            refetchType: key === 'letter-text' ? 'none' : 'active',
          }),
        ),
      )
    },
    onError: async (error) => {
      if (error instanceof ApiError && error.code === 'conflict')
        setTheirs(
          await ask(fetchLetterText, {
            params: { code: company, level: read.level, language: read.language, audience: read.audience },
          }),
        )
    },
  })
  const whole = wholeOf(text)
  return {
    baseline,
    text,
    settings,
    edition,
    change: (change) => setText((current) => ({ ...current, ...change })),
    changeSettings: (change) => setSettings((current) => ({ ...current, ...change })),
    load,
    whole,
    problem: whole ? letterTextProblem(whole, read.audience) : problemIn(text),
    isDirty: !isSame(text, baseline.text) || !isSame(settings, baseline.settings),
    isSaving: saving.isPending,
    failure: saving.error,
    save: () => whole && saving.mutate(whole),
    theirs,
    settle: (settled, settledSettings) => {
      if (theirs) setBaseline(theirs)
      setSettings(settledSettings)
      load(settled)
      setTheirs(null)
      saving.reset()
    },
    setAside: () => setTheirs(null),
    goOnFrom: setBaseline,
  }
}

function wholeOf({ body, emailBody, ...lines }: EditedText): LetterText | null {
  return isRichTextProblem(body) || isRichTextProblem(emailBody) ? null : { ...lines, body, emailBody }
}

function problemIn({ body, emailBody }: EditedText): RichTextProblem | null {
  return [body, emailBody].find(isRichTextProblem) ?? null
}
