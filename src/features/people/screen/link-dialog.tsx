import { Group, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Dialog } from '#ui/dialog.tsx'
import { useFormats } from '#ui/format.ts'
import type { Link } from '../contract.ts'
import { CopyButton } from './copied-text.tsx'

interface LinkDialogProps {
  readonly name: string
  readonly link: Link
  readonly onClose: () => void
}

/** The link to hand over, until there is a mail server to send it. */
export function LinkDialog({ name, link, onClose }: LinkDialogProps) {
  const { t } = useTranslation()
  const format = useFormats()
  return (
    <Dialog title={t('people.users.linkTitle', { name })} onClose={onClose}>
      <Stack>
        <p>{t('people.users.linkLead', { name, day: format.instant(link.expiresAt) })}</p>
        <p className="secret-text">{link.url}</p>
        <Group justify="flex-end">
          <CopyButton text={link.url} />
        </Group>
      </Stack>
    </Dialog>
  )
}
