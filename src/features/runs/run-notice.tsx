import { Anchor, Button, Stack } from '@mantine/core'
import { type QueryClient, useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import i18next from 'i18next'
import { useTranslation } from 'react-i18next'
import { cancelRun } from '#ui/api.ts'
import { hideNotice, showNotice } from '#ui/notice-area.tsx'
import { say, sayFailure } from '#ui/notices.tsx'
import type { CancellationResult, ConfirmationResult } from './contract.ts'
import { refreshAfterRun } from './queries.tsx'

/** The notice after a confirmation: stays until closed, since it holds the way back. */
export function sayConfirmed(run: number, result: ConfirmationResult, client: QueryClient): void {
  const id = `run-${run}`
  void showNotice({
    id,
    title: i18next.t('letters.confirmed', { count: result.confirmed }),
    message: <Confirmed run={run} result={result} client={client} onDone={() => void hideNotice(id)} />,
    color: result.toReview.length > 0 ? 'yellow' : 'green',
    autoClose: false,
    closeButtonProps: { 'aria-label': i18next.t('close') },
  })
}

/** What an undoing did, and what it left as it was. */
export function sayCancelled({ cancelled, refused }: CancellationResult): void {
  const done = i18next.t('letters.cancelled', { count: cancelled })
  const names = refused.map(({ name }) => name).join(', ')
  const left = i18next.t('letters.cancelRefused', { count: refused.length, names })
  say(refused.length === 0 ? done : `${done} ${left}`)
}

interface ConfirmedProps {
  readonly run: number
  readonly result: ConfirmationResult
  readonly client: QueryClient
  readonly onDone: () => void
}

const SHOWN = 5

function Confirmed({ run, result, client, onDone }: ConfirmedProps) {
  const { t } = useTranslation()
  const undo = useMutation(
    {
      mutationFn: () => cancelRun(run),
      onSuccess: async (cancellation) => {
        await refreshAfterRun(client)
        sayCancelled(cancellation)
        onDone()
      },
      onError: sayFailure,
    },
    client,
  )
  const { toReview } = result
  return (
    <Stack gap={6} align="flex-start">
      {toReview.length > 0 ? (
        <>
          <strong>{t('letters.reviewTitle', { count: toReview.length })}</strong>
          <ul className="review-list">
            {toReview.slice(0, SHOWN).map(({ letterId, name, reason }) => (
              <li key={letterId}>
                {name} – {t(`letters.reason.${reason}`)}
              </li>
            ))}
          </ul>
          <Anchor
            onClick={onDone}
            renderRoot={(props) => (
              <Link {...props} to="/relances/lettres/$run" params={{ run: String(run) }} />
            )}
          >
            {t('letters.reviewSee')}
          </Anchor>
        </>
      ) : null}
      <Button size="compact-sm" variant="default" loading={undo.isPending} onClick={() => undo.mutate()}>
        {t('letters.undo')}
      </Button>
    </Stack>
  )
}
