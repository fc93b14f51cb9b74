import { Stack, TextInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from '#ui/dialog.tsx'
import { DialogEnd } from '#ui/dialog-end.tsx'
import type { MovementRow } from '../contract.ts'
import { MovementFacts } from './movement-facts.tsx'
import type { Decisions } from './queries.tsx'

export interface MovementWindowProps {
  readonly movement: MovementRow
  readonly decisions: Decisions
  readonly onDone: (isDone: boolean) => void
  readonly onClose: () => void
}

/** Takes back what was decided, with the reason that stays beside it. */
export function UndoModal({ movement, decisions, onDone, onClose }: MovementWindowProps) {
  const { t } = useTranslation()
  const [reason, setReason] = useState('')
  const [isBusy, setBusy] = useState(false)
  return (
    <Dialog onClose={onClose} title={t('bank.undo')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          setBusy(true)
          void decisions.undo(movement, reason.trim()).then((isDone) => {
            setBusy(false)
            onDone(isDone)
          })
        }}
      >
        <Stack>
          <MovementFacts movement={movement} />
          <p>{t(movement.amountCents < 0 ? 'bank.undoReturnHint' : 'bank.undoHint')}</p>
          <TextInput
            label={t('bank.undoReason')}
            maxLength={200}
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
            data-autofocus
          />
          <DialogEnd error={null} label={t('bank.undo')} isPending={isBusy} onClose={onClose} />
        </Stack>
      </form>
    </Dialog>
  )
}
