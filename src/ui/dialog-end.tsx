import { Alert, Button, Group } from '@mantine/core'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { whyDisabled } from './capability.ts'
import { messageOf } from './states.tsx'

interface DialogEndProps {
  /** Why the act was refused. */
  readonly error: Error | null
  /** What the button does. */
  readonly label: string
  readonly isPending: boolean
  readonly isDisabled?: boolean
  /** Why one's role does not allow it. */
  readonly why?: ReturnType<typeof whyDisabled>
  /** Where the keyboard is at first, when the dialog has no field. */
  readonly focus?: 'cancel' | 'act'
  readonly onClose: () => void
  /** What the button does; without it, the form around is submitted. */
  readonly onConfirm?: () => void
}

/** The end of a dialog: why it failed, « Annuler » and the button that does it. */
export function DialogEnd(props: DialogEndProps) {
  const { t } = useTranslation()
  const { error, label, isPending, isDisabled = false, why, focus, onClose, onConfirm } = props
  const button = useRef<HTMLButtonElement>(null)
  const hadFocus = useRef(false)
  // A button that is disabled takes no focus: the keyboard comes to it as soon as there is something to confirm.
  useEffect(() => {
    if (focus !== 'act' || isDisabled || hadFocus.current) return
    hadFocus.current = true
    button.current?.focus()
  }, [focus, isDisabled])
  const act = onConfirm ? { onClick: onConfirm } : { type: 'submit' as const }
  return (
    <>
      {error ? (
        <Alert color="red" role="alert">
          {messageOf(error)}
        </Alert>
      ) : null}
      <Group justify="flex-end">
        <Button variant="default" onClick={onClose} data-autofocus={focus === 'cancel' || undefined}>
          {t('cancel')}
        </Button>
        <Button
          ref={button}
          {...act}
          data-autofocus={focus === 'act' || undefined}
          loading={isPending}
          disabled={isDisabled}
          {...why}
        >
          {label}
        </Button>
      </Group>
    </>
  )
}
