import { Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { cancelLetter, cancelRun } from '#ui/api.ts'
import { useUndoCheck, whyDisabled } from '#ui/capability.ts'
import { useFormats } from '#ui/format.ts'
import { sayFailure } from '#ui/notices.tsx'
import type { LetterRow, RunSummary } from './contract.ts'
import { refreshAfterRun } from './queries.tsx'
import { sayCancelled } from './run-notice.tsx'

interface RunBannerProps {
  readonly run: RunSummary
  /** The letter read. */
  readonly letter: LetterRow | undefined
}

/** What became of a run that is no longer a draft, why a letter is to review, and the undoing. */
export function RunBanner({ run, letter }: RunBannerProps) {
  const { t } = useTranslation()
  const format = useFormats()
  const client = useQueryClient()
  const mayUndoLetter = useUndoCheck(
    { by: letter?.confirmedBy ?? null, at: letter?.confirmedAt ?? null },
    letter?.company,
  )
  const mayUndoRun = useUndoCheck({ by: run.closedBy, at: run.closedAt }, run.companies[0])
  const onSuccess = async (result: Parameters<typeof sayCancelled>[0]) => {
    await refreshAfterRun(client)
    sayCancelled(result)
  }
  const undoRun = useMutation({ mutationFn: () => cancelRun(run.id), onSuccess, onError: sayFailure })
  const undoLetter = useMutation({ mutationFn: cancelLetter, onSuccess, onError: sayFailure })
  if (run.status === 'draft') return <DraftBanner run={run} />
  const words = t(`letters.runStatus.${run.status}`, {
    when: run.closedAt ? format.instant(run.closedAt) : '',
    who: run.closedBy ?? '',
  })
  return (
    <div className="run-banner" data-status={run.status}>
      <p>
        {words}
        {run.unarchived > 0 ? ` ${t('letters.archiving', { count: run.unarchived })}` : null}
        {letter?.reviewReason ? (
          <strong> {t('letters.whyReview', { reason: t(`letters.reason.${letter.reviewReason}`) })}</strong>
        ) : null}
        {letter?.status === 'cancelled' ? <strong> {t('letters.thisCancelled')}</strong> : null}
      </p>
      {letter?.status === 'confirmed' && run.letters > 1 ? (
        <Button
          size="compact-sm"
          variant="default"
          loading={undoLetter.isPending}
          onClick={() => undoLetter.mutate(letter.id)}
          {...whyDisabled(mayUndoLetter)}
        >
          {t('letters.undoLetter')}
        </Button>
      ) : null}
      {run.confirmed > 0 ? (
        <Button
          size="compact-sm"
          variant="default"
          loading={undoRun.isPending}
          onClick={() => undoRun.mutate()}
          {...whyDisabled(mayUndoRun)}
        >
          {t('letters.undo')}
        </Button>
      ) : null}
    </div>
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
