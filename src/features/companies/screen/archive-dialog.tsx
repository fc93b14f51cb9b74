import { Stack } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { Dialog } from '#ui/dialog.tsx'
import { DialogEnd } from '#ui/dialog-end.tsx'
import { say } from '#ui/notices.tsx'
import type { Company } from '../contract.ts'
import { archiveCompany } from '../contract.ts'

interface ArchiveDialogProps {
  readonly company: Company
  readonly onClose: () => void
}

/** Asks before a company is hidden; a draft that waits is told, with its number. */
export function ArchiveDialog({ company: { code, legalName: name }, onClose }: ArchiveDialogProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const archiving = useMutation({
    mutationFn: () => ask(archiveCompany, { params: { code } }),
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
        <DialogEnd
          error={archiving.error}
          label={t('letterhead.archive')}
          isPending={archiving.isPending}
          focus="cancel"
          onClose={onClose}
          onConfirm={() => archiving.mutate()}
        />
      </Stack>
    </Dialog>
  )
}
