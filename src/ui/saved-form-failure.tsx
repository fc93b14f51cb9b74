import { Alert, Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { messageOf } from './states.tsx'
import type { SavedForm } from './use-saved-form.ts'

interface SavedFormFailureProps {
  readonly editing: Pick<SavedForm<unknown, unknown>, 'failure' | 'isOvertaken' | 'reload'>
  readonly reloadLabel: string
}

/** Why the settings could not be saved; overtaken by somebody else's, they can be read again. */
export function SavedFormFailure({ editing, reloadLabel }: SavedFormFailureProps) {
  const { t } = useTranslation()
  if (!editing.failure) return null
  return (
    <Alert className="settings-failure" color="red" role="alert" title={t('failure.title')}>
      <p>{messageOf(editing.failure)}</p>
      {editing.isOvertaken ? (
        <Button variant="default" mt="sm" onClick={editing.reload}>
          {reloadLabel}
        </Button>
      ) : null}
    </Alert>
  )
}
