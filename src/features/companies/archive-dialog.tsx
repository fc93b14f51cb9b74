import { Alert, Button, Group, Stack } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { archiveCompany } from '#ui/api.ts'
import { Dialog } from '#ui/dialog.tsx'
import { say } from '#ui/notices.tsx'
import { messageOf } from '#ui/states.tsx'
import type { Company } from './contract.ts'

interface ArchiveDialogProps {
  readonly company: Company
  readonly onClose: () => void
}

/** Asks before a company is hidden; a draft that waits is told, with its number. */
export function ArchiveDialog({ company: { code, legalName: name }, onClose }: ArchiveDialogProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const archiving = useMutation({
    mutationFn: () => archiveCompany(code),
    onSuccess: async () => {
      onClose()
      say(t('letterhead.archived', { name }))
      await Promise.all(
        ['companies', 'session', 'reminders'].map((key) => client.invalidateQueries({ queryKey: [key] })),
      )
    },
  })
  return (
    <Dialog title={t('letterhead.archiveTitle', { name })} onClose={onClose}>
      <Stack>
        <p>{t('letterhead.archiveQuestion')}</p>
        {archiving.error ? (
          <Alert color="red" role="alert">
            {messageOf(archiving.error)}
          </Alert>
        ) : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t('cancel')}
          </Button>
          <Button loading={archiving.isPending} onClick={() => archiving.mutate()}>
            {t('letterhead.archive')}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}
