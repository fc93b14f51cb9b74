import { Button, Stack } from '@mantine/core'
import { IconUserMinus } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { useCapability, whyDisabled } from '#ui/capability.ts'
import { Dialog } from '#ui/dialog.tsx'
import { DialogEnd } from '#ui/dialog-end.tsx'
import { say } from '#ui/notices.tsx'
import { refreshAfterRun } from '#ui/refresh-runs.ts'
import { takeOutCustomer } from '../contract.ts'
import type { LetterRow } from '../letter-contract.ts'

interface TakeOutProps {
  readonly letter: LetterRow
  /** The letters of the run: the last one takes the draft along. */
  readonly letterCount: number
  /** Goes to the next letter, or the one before. */
  readonly onGone: () => void
  /** The draft is abandoned. */
  readonly onDiscarded: () => void
}

/** « Retirer ce client »: his letter and his e-mail leave the draft, and no level moves. */
export function TakeOutButton(props: TakeOutProps) {
  const { t } = useTranslation()
  const [isOpen, setOpen] = useState(false)
  const mayRemind = useCapability('remind', props.letter.company)
  return (
    <>
      <Button
        className="tool-take-out"
        title={t('letters.takeOut')}
        size="sm"
        variant="default"
        leftSection={<IconUserMinus size={16} aria-hidden />}
        onClick={() => setOpen(true)}
        {...whyDisabled(mayRemind)}
      >
        {t('letters.takeOut')}
      </Button>
      {isOpen ? <TakeOutDialog {...props} onClose={() => setOpen(false)} /> : null}
    </>
  )
}

function TakeOutDialog({
  letter,
  letterCount,
  onGone,
  onDiscarded,
  onClose,
}: TakeOutProps & { readonly onClose: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const { runId, customerId, name } = letter
  const taking = useMutation({
    mutationFn: () => ask(takeOutCustomer, { params: { id: runId, customerId } }),
    onSuccess: async ({ isDiscarded }) => {
      onClose()
      if (isDiscarded) onDiscarded()
      else onGone()
      await refreshAfterRun(client)
      say(t(isDiscarded ? 'letters.discarded' : 'letters.takenOut', { name }))
    },
  })
  return (
    <Dialog title={t('letters.takeOutTitle', { name })} onClose={onClose}>
      <Stack>
        <p>{t('letters.takeOutLead')}</p>
        {letterCount === 1 ? <p>{t('letters.takeOutLast')}</p> : null}
        <DialogEnd
          error={taking.error}
          label={t('letters.takeOut')}
          isPending={taking.isPending}
          focus="cancel"
          onClose={onClose}
          onConfirm={() => taking.mutate()}
        />
      </Stack>
    </Dialog>
  )
}
