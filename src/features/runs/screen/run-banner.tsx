import { Button } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useUndoCheck, whyDisabled } from '#ui/capability.ts'
import { type Formats, useFormats } from '#ui/format.ts'
import { UndoRunDialog, type UndoRunDialogProps } from '#ui/undo-run-dialog.tsx'
import type { RunSummary } from '../contract.ts'
import type { LetterRow } from '../letter-contract.ts'
import { reviewWords } from './review-words.tsx'

interface RunBannerProps {
  readonly run: RunSummary
  /** The letter read. */
  readonly letter: LetterRow | undefined
}

/** What became of a run that is no longer a draft, why a letter is to review, and the undoing. */
export function RunBanner({ run, letter }: RunBannerProps) {
  const { t } = useTranslation()
  const format = useFormats()
  const [undone, setUndone] = useState<Pick<UndoRunDialogProps, 'what' | 'letters'> | null>(null)
  const mayUndoLetter = useUndoCheck(
    { by: letter?.confirmedBy ?? null, at: letter?.confirmedAt ?? null },
    letter?.company,
  )
  const mayUndoRun = useUndoCheck({ by: run.closedBy, at: run.closedAt }, run.companies[0])
  if (run.status === 'draft') return <DraftBanner run={run} />
  return (
    <div className="run-banner" data-status={run.status}>
      <p>
        {runWords(run, t, format)}
        {run.unarchived > 0 ? ` ${t('letters.archiving', { count: run.unarchived })}` : null}
        {letter ? <LetterWords letter={letter} /> : null}
      </p>
      {letter?.status === 'confirmed' && run.letters > 1 ? (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => setUndone({ what: { letter: letter.id, name: letter.name }, letters: 1 })}
          {...whyDisabled(mayUndoLetter)}
        >
          {t('letters.undoLetter')}
        </Button>
      ) : null}
      {run.confirmed > 0 ? (
        <Button
          size="compact-sm"
          variant="default"
          onClick={() => setUndone({ what: { run: run.id }, letters: run.confirmed })}
          {...whyDisabled(mayUndoRun)}
        >
          {t('letters.undo')}
        </Button>
      ) : null}
      {undone ? <UndoRunDialog {...undone} onClose={() => setUndone(null)} /> : null}
    </div>
  )
}

function runWords(run: RunSummary, t: TFunction, format: Formats): string {
  if (run.status === 'draft') return ''
  const isCancelled = run.status === 'cancelled'
  const [at, who] = isCancelled ? [run.cancelledAt, run.cancelledBy] : [run.closedAt, run.closedBy]
  const words = t(`letters.runStatus.${run.status}`, {
    when: at ? format.instant(at, run.companies[0]) : '',
    who: format.who(who ?? ''),
  })
  if (run.cancelReason === null) return words
  return `${words} ${t('letters.because', { reason: run.cancelReason })}`
}

// What became of the letter read, where it is not what became of its run.
function LetterWords({ letter }: { readonly letter: LetterRow }) {
  const { t } = useTranslation()
  const format = useFormats()
  const { status, decision, decidedAt, decidedBy, cancelledAt, cancelledBy } = letter
  const by = (at: string | null, who: string | null) => ({
    when: at ? format.instant(at, letter.company) : '',
    who: format.who(who ?? ''),
  })
  return (
    <>
      {status === 'to-review' ? (
        <strong> {t('letters.whyReview', { reason: reviewWords(letter, t, format) })}</strong>
      ) : null}
      {decision === null ? null : (
        <strong>
          {' '}
          {t(`letters.decision.${decision}`, by(decidedAt, decidedBy))}
          {decision === 'posted' && letter.review
            ? ` ${t('letters.postedDespite', { reason: reviewWords(letter, t, format) })}`
            : null}{' '}
          {letter.redoneRun === null ? null : (
            <Link to="/relances/lettres/$run" params={{ run: String(letter.redoneRun) }}>
              {t('letters.seeRedone')}
            </Link>
          )}
        </strong>
      )}
      {status === 'cancelled' ? (
        <strong> {t('letters.thisCancelled', by(cancelledAt, cancelledBy))}</strong>
      ) : null}
    </>
  )
}

// What will not go well with these letters, told while the draft can still be made again.
function DraftBanner({ run }: { readonly run: RunSummary }) {
  const { t } = useTranslation()
  const { withoutAddress, longAddresses, withoutRates } = run
  if (withoutAddress + longAddresses + withoutRates === 0) return null
  return (
    <div className="run-banner" data-status="warning">
      {withoutAddress > 0 ? <p>{t('letters.withoutAddress', { count: withoutAddress })}</p> : null}
      {longAddresses > 0 ? <p>{t('letters.longAddresses', { count: longAddresses })}</p> : null}
      {withoutRates > 0 ? (
        <p>
          {t('letters.withoutRates', { count: withoutRates })}{' '}
          <Link to="/parametres/taux">{t('nav.rates')}</Link>
        </p>
      ) : null}
    </div>
  )
}
