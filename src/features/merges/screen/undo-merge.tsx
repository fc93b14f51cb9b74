import { Alert, Button, Stack } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { ask } from '#ui/ask.ts'
import { messageOf } from '#ui/states.tsx'
import { undoMerge } from '../contract.ts'

interface UndoMergeProps {
  readonly id: number
  /** What is merged, for who does not see the row. */
  readonly name?: string
  readonly onUndone: () => void
  readonly why?: object
}

/** « Annuler la fusion », and why not when something rests on it since. */
export function UndoMerge({ id, name, onUndone, why }: UndoMergeProps) {
  const { t } = useTranslation()
  const undo = useMutation({
    mutationFn: () => ask(undoMerge, { params: { id } }),
    onSuccess: ({ isUndone }) => {
      if (isUndone) onUndone()
    },
  })
  const laterFacts = undo.data?.laterFacts ?? []
  return (
    <Stack gap="xs">
      {undo.isError ? (
        <Alert color="red" role="alert">
          {messageOf(undo.error)}
        </Alert>
      ) : null}
      {laterFacts.length > 0 ? (
        <Alert color="yellow" role="alert" title={t('merges.notUndone')}>
          <ul>
            {laterFacts.map((fact) => (
              <li key={`${fact.kind} ${fact.name}`}>{t(`merges.later.${fact.kind}`, { name: fact.name })}</li>
            ))}
          </ul>
        </Alert>
      ) : (
        <Button
          variant="default"
          loading={undo.isPending}
          onClick={() => undo.mutate()}
          aria-label={name ? `${t('merges.undo')} · ${name}` : undefined}
          {...why}
        >
          {t('merges.undo')}
        </Button>
      )}
    </Stack>
  )
}
