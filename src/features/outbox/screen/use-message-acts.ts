import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { MessageAct } from '#domain/sending/outbox-states.ts'
import { printInstead } from '#features/runs/contract.ts'
import { ask } from '#ui/ask.ts'
import { say, sayFailure } from '#ui/notices.tsx'
import { refreshAfterRun } from '#ui/refresh-runs.ts'
import { actOnMessages } from '../contract.ts'

/** What a person does of messages, and what is read again after it. */
export function useMessageActs(onDone: () => void) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const navigate = useNavigate()
  const act = useMutation({
    mutationFn: (order: { readonly messageIds: readonly number[]; readonly act: MessageAct }) =>
      ask(actOnMessages, { body: order }),
    onSuccess: async ({ done, refused }) => {
      await Promise.all([client.invalidateQueries({ queryKey: ['outbox'] }), refreshAfterRun(client)])
      const words = [
        ...(done > 0 ? [t('outbox.done', { count: done })] : []),
        ...(refused.length > 0 ? [t('outbox.refused', { count: refused.length })] : []),
      ]
      say(words.join(' · '))
      onDone()
    },
    onError: sayFailure,
  })
  const print = useMutation({
    mutationFn: (letterIds: readonly number[]) => ask(printInstead, { body: { letterIds } }),
    onSuccess: async ({ run }) => {
      await Promise.all([client.invalidateQueries({ queryKey: ['outbox'] }), refreshAfterRun(client)])
      await navigate({ to: '/relances/lettres/$run', params: { run: String(run) } })
    },
    onError: sayFailure,
  })
  return { act, print }
}
