import { Alert, Button, Group, Stack, Textarea } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Dialog } from './dialog.tsx'
import { messageOf } from './states.tsx'

interface ReasonDialogProps {
  readonly title: string
  /** What the act does, said before it is done. */
  readonly effect: ReactNode
  /** The button that does it. */
  readonly action: string
  readonly label: string
  readonly hint: string
  readonly act: (reason: string) => Promise<unknown>
  readonly onDone: () => void
  readonly onClose: () => void
  /** Fields before the reason. */
  readonly children?: ReactNode
  readonly isReady?: boolean
}

/** An act that is undone or taken back: why, in a few words, kept with it. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { t } = useTranslation()
  const { title, effect, action, label, hint, act, onDone, onClose, children, isReady = true } = props
  const [reason, setReason] = useState('')
  const done = useMutation({
    mutationFn: () => act(reason.trim()),
    onSuccess: () => {
      onDone()
      onClose()
    },
  })
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          done.mutate()
        }}
      >
        <Stack>
          <p>{effect}</p>
          {children}
          <Textarea
            label={label}
            placeholder={hint}
            required
            autosize
            minRows={2}
            maxLength={500}
            data-autofocus
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          {done.error ? (
            <Alert color="red" role="alert">
              {messageOf(done.error)}
            </Alert>
          ) : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('close')}
            </Button>
            <Button type="submit" loading={done.isPending} disabled={reason.trim() === '' || !isReady}>
              {action}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
