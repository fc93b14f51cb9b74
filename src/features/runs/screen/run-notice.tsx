import { Anchor, Button, Stack } from '@mantine/core'
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import i18next from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '#ui/format.ts'
import { hideNotice, showNotice } from '#ui/notice-area.tsx'
import { UndoRunDialog } from '#ui/undo-run-dialog.tsx'
import type { ConfirmationResult } from '../contract.ts'
import { reviewWords } from './review-words.tsx'

/** The notice after a confirmation: stays until closed, since it holds the way back. */
export function sayConfirmed(run: number, result: ConfirmationResult, client: QueryClient): void {
  const id = `run-${run}`
  void showNotice({
    id,
    title: i18next.t('letters.confirmed', { count: result.confirmed }),
    message: (
      <QueryClientProvider client={client}>
        <Confirmed run={run} result={result} onDone={() => void hideNotice(id)} />
      </QueryClientProvider>
    ),
    color: result.toReview.length > 0 ? 'yellow' : 'green',
    autoClose: false,
    closeButtonProps: { 'aria-label': i18next.t('close') },
  })
}

interface ConfirmedProps {
  readonly run: number
  readonly result: ConfirmationResult
  readonly onDone: () => void
}

const SHOWN = 5

function Confirmed({ run, result, onDone }: ConfirmedProps) {
  const { t } = useTranslation()
  const format = useFormats()
  const [isUndoing, setUndoing] = useState(false)
  const { toReview } = result
  return (
    <Stack gap={6} align="flex-start">
      {toReview.length > 0 ? (
        <>
          <strong>{t('letters.reviewTitle', { count: toReview.length })}</strong>
          <ul className="review-list">
            {toReview.slice(0, SHOWN).map(({ letterId, name, reason, review, currency }) => (
              <li key={letterId}>
                {name} – {reviewWords({ review, reviewReason: reason, currency }, t, format)}
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
      {result.confirmed > 0 ? (
        <Button size="compact-sm" variant="default" onClick={() => setUndoing(true)}>
          {t('letters.undo')}
        </Button>
      ) : null}
      {isUndoing ? (
        <UndoRunDialog
          what={{ run }}
          letters={result.confirmed}
          onDone={onDone}
          onClose={() => setUndoing(false)}
        />
      ) : null}
    </Stack>
  )
}
