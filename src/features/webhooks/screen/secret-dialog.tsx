import { Button, Group, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Dialog } from '#ui/dialog.tsx'
import { say } from '#ui/notices.tsx'

interface SecretDialogProps {
  readonly secret: string
  readonly onClose: () => void
}

/** A secret, shown this once. */
export function SecretDialog({ secret, onClose }: SecretDialogProps) {
  const { t } = useTranslation()
  const copy = async () => {
    await navigator.clipboard.writeText(secret)
    say(t('webhooks.secret.copied'))
  }
  return (
    <Dialog title={t('webhooks.secret.title')} size="lg" onClose={onClose}>
      <Stack>
        <p>{t('webhooks.secret.lead')}</p>
        <p className="webhook-secret">{secret}</p>
        <Group justify="flex-end">
          <Button variant="default" onClick={() => void copy()}>
            {t('webhooks.secret.copy')}
          </Button>
          <Button onClick={onClose}>{t('webhooks.secret.kept')}</Button>
        </Group>
      </Stack>
    </Dialog>
  )
}
