import { Button, Group, Stack } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Dialog } from '#ui/dialog.tsx'

/** Asks before edits that are not saved are left: for another screen, another company, or for good. */
export function LeaveGuard({ isDirty }: { readonly isDirty: boolean }) {
  const { t } = useTranslation()
  const blocker = useBlocker({
    // The company switch of the shell changes the address without leaving the screen.
    shouldBlockFn: ({ current, next }) => isDirty && current.pathname !== next.pathname,
    enableBeforeUnload: isDirty,
    withResolver: true,
  })
  if (blocker.status !== 'blocked') return null
  return (
    <Dialog title={t('procedure.leave.title')} onClose={blocker.reset}>
      <Stack>
        <p>{t('procedure.leave.question')}</p>
        <Group justify="flex-end">
          <Button variant="default" onClick={blocker.proceed}>
            {t('procedure.leave.discard')}
          </Button>
          <Button onClick={blocker.reset} data-autofocus>
            {t('procedure.leave.stay')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}
