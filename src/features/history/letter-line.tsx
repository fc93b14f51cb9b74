import { Anchor, Button } from '@mantine/core'
import { IconFileTypePdf } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { cancelLetter, type LetterPage, letterPdfPath } from '#ui/api.ts'
import { useUndoCheck, whyDisabled } from '#ui/capability.ts'
import { useFormats } from '#ui/format.ts'
import { LevelBadge } from '#ui/level-badge.tsx'
import { say, sayFailure } from '#ui/notices.tsx'
import { TablePart } from '#ui/table-part.tsx'

type Letter = LetterPage['rows'][number]

/** A letter sent: to whom, at which level, by whom; to see again, to undo. */
export function LetterLine({ letter, index }: { readonly letter: Letter; readonly index: number }) {
  const { t } = useTranslation()
  const format = useFormats()
  return (
    <TablePart as="row" className="history-line" aria-rowindex={index + 2}>
      <TablePart as="cell" className="history-letterOn figures">
        {format.day(letter.letterOn)}
      </TablePart>
      <TablePart as="cell" className="history-customer">
        <Anchor
          renderRoot={(props) => (
            <Link
              {...props}
              to="/relances/lettres/$run"
              params={{ run: String(letter.runId) }}
              search={{ lettre: String(letter.id) }}
            />
          )}
        >
          {letter.name}
        </Anchor>
        <span className="dimmed">
          {letter.code} · {letter.company}
        </span>
      </TablePart>
      <TablePart as="cell" className="history-level">
        <LevelBadge level={letter.level} />
      </TablePart>
      <TablePart as="cell" className="history-status">
        {t(`letters.status.${letter.status}`)}
        {letter.reviewReason ? (
          <span className="dimmed">{t(`letters.reason.${letter.reviewReason}`)}</span>
        ) : null}
      </TablePart>
      <TablePart as="cell" className="history-amount amount">
        {format.money(letter.netCents, letter.currency)}
        {letter.netCents === letter.totalCents ? null : (
          <span className="dimmed figures">
            {t('letters.lessCredits', {
              amount: format.money(letter.totalCents - letter.netCents, letter.currency),
            })}
          </span>
        )}
      </TablePart>
      <TablePart as="cell" className="history-by">
        {letter.confirmedBy}
        {letter.confirmedAt ? (
          <span className="dimmed figures">{format.instant(letter.confirmedAt)}</span>
        ) : null}
      </TablePart>
      <TablePart as="cell" className="history-acts">
        <Anchor
          href={letterPdfPath(letter.id)}
          target="_blank"
          rel="noreferrer"
          aria-label={t('history.pdfOf', { name: letter.name })}
        >
          <IconFileTypePdf size={20} aria-hidden />
        </Anchor>
        {letter.status === 'confirmed' ? <UndoButton letter={letter} /> : null}
      </TablePart>
    </TablePart>
  )
}

function UndoButton({ letter }: { readonly letter: Letter }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const mayUndo = useUndoCheck({ by: letter.confirmedBy, at: letter.confirmedAt }, letter.company)
  const undo = useMutation({
    mutationFn: () => cancelLetter(letter.id),
    onSuccess: async ({ cancelled, refused }) => {
      say(
        cancelled > 0
          ? t('letters.cancelled', { count: cancelled })
          : t('letters.cancelRefused', { count: refused.length, names: letter.name }),
      )
      await Promise.all(
        ['history', 'runs', 'reminders'].map((key) => client.invalidateQueries({ queryKey: [key] })),
      )
    },
    onError: sayFailure,
  })
  return (
    <Button
      size="compact-sm"
      variant="default"
      loading={undo.isPending}
      aria-label={t('history.undoOf', { name: letter.name })}
      onClick={() => undo.mutate()}
      {...whyDisabled(mayUndo)}
    >
      {t('cancel')}
    </Button>
  )
}
