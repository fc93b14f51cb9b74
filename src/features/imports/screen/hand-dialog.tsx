import { Alert, Button, Group, Select, Stack } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { Dialog } from '#ui/dialog.tsx'
import { say } from '#ui/notices.tsx'
import { Failure, messageOf, RowsSkeleton } from '#ui/states.tsx'
import { fetchHeirs, handImport } from '../deposit-contract.ts'

interface HandDialogProps {
  readonly id: string
  readonly onHanded: () => void
  readonly onClose: () => void
}

/** Gives the deposit to somebody else of the company: what happens to it is said before. */
export function HandDialog({ id, onHanded, onClose }: HandDialogProps) {
  const { t } = useTranslation()
  const [person, setPerson] = useState<string | null>(null)
  const { data, error, refetch } = useQuery({
    queryKey: ['heirs', id],
    queryFn: () => ask(fetchHeirs, { params: { id } }),
    gcTime: 0,
  })
  const people = data?.people ?? []
  const hand = useMutation({
    mutationFn: (heir: string) => ask(handImport, { params: { id }, body: { person: heir } }),
    onSuccess: (_, heir) => {
      say(t('imports.hand.done', { name: people.find((one) => one.id === heir)?.name ?? '' }))
      onHanded()
    },
  })
  if (!data) {
    return (
      <Dialog title={t('imports.hand.title')} onClose={onClose}>
        {error ? (
          <Failure error={error} onRetry={() => void refetch()} />
        ) : (
          <RowsSkeleton rows={2} height={40} />
        )}
      </Dialog>
    )
  }
  return (
    <Dialog title={t('imports.hand.title')} onClose={onClose}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (person !== null) hand.mutate(person)
        }}
      >
        <Stack>
          <p>{people.length === 0 ? t('imports.hand.nobody') : t('imports.hand.effect')}</p>
          {people.length > 0 ? (
            <Select
              label={t('imports.hand.to')}
              data={people.map((one) => ({ value: one.id, label: one.name }))}
              value={person}
              onChange={setPerson}
              searchable
              required
              data-autofocus
            />
          ) : null}
          {hand.error ? (
            <Alert color="red" role="alert">
              {messageOf(hand.error)}
            </Alert>
          ) : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('close')}
            </Button>
            {people.length > 0 ? (
              <Button type="submit" loading={hand.isPending} disabled={person === null}>
                {t('imports.hand.go')}
              </Button>
            ) : null}
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
