import { Alert, Button, Group, Stack } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { useCapability, whyDisabled } from '#ui/capability.ts'
import { Dialog } from '#ui/dialog.tsx'
import { say } from '#ui/notices.tsx'
import { refreshAfterRun } from '#ui/refresh-runs.ts'
import { messageOf } from '#ui/states.tsx'
import { confirmRun, discardRun, type RunSummary } from '../contract.ts'
import { sayConfirmed } from './run-notice.tsx'

interface LeaveModalProps {
  readonly run: RunSummary
  readonly onClose: () => void
  /** Back to the list, whatever was chosen. */
  readonly onLeave: () => void
}

/**
 * « Avez-vous imprimé ou enregistré les lettres de relance ? » Annuler moves nothing and keeps the
 * draft; Abandonner forgets it; Confirmer moves the invoices to their next level.
 */
export function LeaveModal({ run, onClose, onLeave }: LeaveModalProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const mayRemind = useCapability('remind')
  const confirm = useConfirmRun(run.id, onLeave)
  const discard = useMutation({
    mutationFn: () => ask(discardRun, { params: { id: run.id } }),
    onSuccess: async () => {
      await refreshAfterRun(client)
      say(t('letters.discarded'))
      onLeave()
    },
  })
  const failure = confirm.error ?? discard.error
  return (
    <Dialog onClose={onClose} title={t('letters.leave')} size="lg">
      <Stack>
        {isPrinted(run) ? <p>{t('letters.leaveQuestion')}</p> : null}
        <Leaving ways={run.ways} isPrinted={isPrinted(run)} />
        {failure ? (
          <Alert color="red" role="alert" title={t('failure.title')}>
            {messageOf(failure)}
          </Alert>
        ) : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onLeave} disabled={confirm.isPending}>
            {t('cancel')}
          </Button>
          <Button
            variant="default"
            className="discard-button"
            loading={discard.isPending}
            disabled={confirm.isPending}
            onClick={() => discard.mutate()}
            {...whyDisabled(mayRemind)}
          >
            {t('letters.discard')}
          </Button>
          <Button
            data-autofocus
            loading={confirm.isPending}
            onClick={() => confirm.mutate()}
            {...whyDisabled(mayRemind)}
          >
            {t('confirm')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}

/** Confirms the letters of a run; `onDone` once it is said what has moved. */
export function useConfirmRun(run: number, onDone: () => void) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: () => ask(confirmRun, { params: { id: run } }),
    onSuccess: async (result) => {
      await refreshAfterRun(client)
      sayConfirmed(run, result, client)
      onDone()
    },
  })
}

/** True where something goes on paper: everything does without an account of sending. */
export function isPrinted({ ways }: RunSummary): boolean {
  return ways === null || ways.paper + ways.both > 0
}

/** What will leave by e-mail. */
function Leaving({ ways, isPrinted }: { readonly ways: RunSummary['ways']; readonly isPrinted: boolean }) {
  const { t } = useTranslation()
  if (ways === null || ways.email + ways.both === 0) return null
  return (
    <p>
      <strong>
        {t(ways.isTrial ? 'letters.emailsOnTrial' : 'letters.emailsLeave', { count: ways.email + ways.both })}
      </strong>
      {isPrinted ? null : ` ${t('letters.leaveByEmail')}`}
    </p>
  )
}
