import { Alert, Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { useCapability, whyDisabled } from '#ui/capability.ts'
import { messageOf } from '#ui/states.tsx'
import type { LetterTextState } from '../contract.ts'
import { keepOwnText } from '../contract.ts'
import { letterTextKey } from './use-letter-text.tsx'

interface OriginalNoticeProps {
  readonly baseline: LetterTextState
  /** Edits not yet saved: they would be lost by keeping the text as it is. */
  readonly isDirty: boolean
  readonly onCompare: () => void
  readonly onKept: (kept: LetterTextState) => void
}

/** The text is the company's own, and ours has changed since it was written from it: to compare, or to keep. */
export function OriginalNotice({ baseline, isDirty, onCompare, onKept }: OriginalNoticeProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { company } = baseline
  const edits = useCapability('edit-texts', company)
  const keeping = useMutation({
    mutationFn: () =>
      ask(keepOwnText, {
        params: {
          code: company,
          level: baseline.level,
          language: baseline.language,
          audience: baseline.audience,
        },
      }),
    onSuccess: async (kept) => {
      client.setQueryData(letterTextKey(company, baseline), kept)
      onKept(kept)
      await client.invalidateQueries({ queryKey: ['text-versions'] })
    },
  })
  if (!baseline.originalHasChanged) return null
  return (
    <Alert className="text-original" color="yellow" title={t('letterTexts.original.title')}>
      <p>{t('letterTexts.original.hint')}</p>
      {keeping.error ? <p role="alert">{messageOf(keeping.error)}</p> : null}
      <div className="text-original-acts">
        <Button variant="default" onClick={onCompare}>
          {t('letterTexts.original.compare')}
        </Button>
        <Button
          variant="subtle"
          loading={keeping.isPending}
          disabled={isDirty}
          title={isDirty ? t('letterTexts.copy.saveFirst') : undefined}
          onClick={() => keeping.mutate()}
          {...whyDisabled(edits)}
        >
          {t('letterTexts.original.keep')}
        </Button>
      </div>
    </Alert>
  )
}
