import { Alert, Button, Group, Stack } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { Dialog } from '#ui/dialog.tsx'
import { say } from '#ui/notices.tsx'
import { messageOf } from '#ui/states.tsx'
import type { ImportCancellationResult, PastImport } from '../past-imports-contract.ts'
import { cancelImport } from '../past-imports-contract.ts'

/** Asks before an import is taken back; says what depends on it when it cannot be. */
export function CancelModal({ row, onClose }: { readonly row: PastImport; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const cancel = useMutation({
    mutationFn: () => ask(cancelImport, { params: { id: row.id } }),
    onSuccess: async ({ isCancelled, withdrawn }) => {
      if (!isCancelled || !withdrawn) return
      say(t('works.cancelled', { invoices: withdrawn.invoices, credits: withdrawn.credits }))
      onClose()
      await client.invalidateQueries()
    },
  })
  const refused = cancel.data?.isCancelled === false ? cancel.data : null
  return (
    <Dialog title={t('works.ask', { file: row.fileName })} onClose={onClose}>
      <Stack>
        {refused ? <Dependents dependents={refused.dependents} /> : <p>{t('works.askText')}</p>}
        {cancel.error ? (
          <Alert color="red" role="alert">
            {messageOf(cancel.error)}
          </Alert>
        ) : null}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose} data-autofocus>
            {t(refused ? 'works.understood' : 'works.keep')}
          </Button>
          {refused ? null : (
            <Button color="red" loading={cancel.isPending} onClick={() => cancel.mutate()}>
              {t('works.cancel')}
            </Button>
          )}
        </Group>
      </Stack>
    </Dialog>
  )
}

function Dependents({ dependents }: Pick<ImportCancellationResult, 'dependents'>) {
  const { t } = useTranslation()
  return (
    <Alert color="yellow" role="alert" title={t('works.refused')}>
      <p>{t('works.refusedText')}</p>
      <ul>
        {dependents.map(({ kind, name, count }) => (
          <li key={`${kind}${name}`}>
            {kind === 'letter'
              ? t('works.dependent.letter', { count, name })
              : t(`works.dependent.${kind}`, { name })}
          </li>
        ))}
      </ul>
    </Alert>
  )
}
