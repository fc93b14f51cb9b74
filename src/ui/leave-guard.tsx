import { Button, Group, Stack } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Dialog } from './dialog.tsx'

interface LeaveGuardProps {
  readonly isDirty: boolean
  /** Parameters of the address that say what is being edited: changing one leaves it too. */
  readonly parameters?: readonly string[]
}

type Place = { readonly pathname: string; readonly search: object }

/** Asks before edits that are not saved are left: for another screen, another company, or for good. */
export function LeaveGuard({ isDirty, parameters = [] }: LeaveGuardProps) {
  const { t } = useTranslation()
  const blocker = useBlocker({
    // The company switch of the shell changes the address without leaving the screen.
    shouldBlockFn: ({ current, next }) =>
      isDirty && placeOf(current, parameters) !== placeOf(next, parameters),
    enableBeforeUnload: isDirty,
    withResolver: true,
  })
  if (blocker.status !== 'blocked') return null
  return (
    <Dialog title={t('leave.title')} onClose={blocker.reset}>
      <Stack>
        <p>{t('leave.question')}</p>
        <Group justify="flex-end">
          <Button variant="default" onClick={blocker.proceed}>
            {t('leave.discard')}
          </Button>
          <Button onClick={blocker.reset} data-autofocus>
            {t('leave.stay')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}

function placeOf({ pathname, search }: Place, parameters: readonly string[]): string {
  const named = Object.entries(search).filter(([name]) => parameters.includes(name))
  return JSON.stringify([pathname, Object.fromEntries(named.toSorted())])
}
