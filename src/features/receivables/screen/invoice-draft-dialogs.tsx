import { Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Dialog } from '#ui/dialog.tsx'
import { DialogEnd } from '#ui/dialog-end.tsx'

interface ConfirmationProps {
  readonly isPending: boolean
  readonly onConfirm: () => void
  readonly onClose: () => void
}

/** Final is for ever: said before it is done. */
export function FinaliseDialog({ number, ...acts }: ConfirmationProps & { readonly number: string }) {
  const { t } = useTranslation()
  return (
    <Confirmation
      title={t('draft.finaliseTitle', { number })}
      effect={t('draft.finaliseEffect')}
      action={t('draft.finalise')}
      {...acts}
    />
  )
}

export function DiscardDialog(acts: ConfirmationProps) {
  const { t } = useTranslation()
  return (
    <Confirmation
      title={t('draft.discardTitle')}
      effect={t('draft.discardEffect')}
      action={t('draft.discard')}
      {...acts}
    />
  )
}

function Confirmation(
  props: ConfirmationProps & { readonly title: string; readonly effect: string; readonly action: string },
) {
  return (
    <Dialog title={props.title} onClose={props.onClose}>
      <Stack>
        <p>{props.effect}</p>
        <DialogEnd
          error={null}
          label={props.action}
          isPending={props.isPending}
          focus="cancel"
          onClose={props.onClose}
          onConfirm={props.onConfirm}
        />
      </Stack>
    </Dialog>
  )
}
