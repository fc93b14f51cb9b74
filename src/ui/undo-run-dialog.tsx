import { useQueryClient } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { type CancellationResult, cancelRun } from '#features/runs/contract.ts'
import { cancelLetter } from '#features/runs/letter-contract.ts'
import { ask } from './ask.ts'
import { say } from './notices.tsx'
import { ReasonDialog } from './reason-dialog.tsx'
import { refreshAfterRun } from './refresh-runs.ts'

export interface UndoRunDialogProps {
  /** The run, or one letter of it. */
  readonly what: { readonly run: number } | { readonly letter: number; readonly name: string }
  /** How many letters are undone. */
  readonly letters: number
  readonly onDone?: () => void
  readonly onClose: () => void
}

/** « Annuler la relance »: how many letters it undoes, and why. */
export function UndoRunDialog({ what, letters, onDone, onClose }: UndoRunDialogProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const isRun = 'run' in what
  const act = async (reason: string) => {
    const result = await (isRun
      ? ask(cancelRun, { params: { id: what.run }, body: { reason } })
      : ask(cancelLetter, { params: { id: what.letter }, body: { reason } }))
    await refreshAfterRun(client)
    say(cancelledWords(result, t))
  }
  return (
    <ReasonDialog
      title={t(isRun ? 'letters.undo' : 'letters.undoLetter')}
      effect={
        isRun
          ? t('letters.undoEffect', { count: letters })
          : t('letters.undoLetterEffect', { name: what.name })
      }
      action={t(isRun ? 'letters.undo' : 'letters.undoLetter')}
      label={t('letters.undoReason')}
      hint={t('letters.undoReasonHint')}
      act={act}
      onDone={() => onDone?.()}
      onClose={onClose}
    />
  )
}

/** What an undoing did, and what it left as it was. */
function cancelledWords({ cancelled, refused }: CancellationResult, t: TFunction): string {
  const done = t('letters.cancelled', { count: cancelled })
  const names = refused.map(({ name }) => name).join(', ')
  return refused.length === 0
    ? done
    : `${done} ${t('letters.cancelRefused', { count: refused.length, names })}`
}
