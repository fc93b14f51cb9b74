import { Anchor, Button } from '@mantine/core'
import { IconFileTypePdf } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fetchLetterPdf, type LetterPage } from '#features/runs/letter-contract.ts'
import { addressOf } from '#ui/ask.ts'

import { useUndoCheck, whyDisabled } from '#ui/capability.ts'
import { useFormats } from '#ui/format.ts'
import { LevelBadge } from '#ui/level-badge.tsx'
import { MessageLink } from '#ui/message-link.tsx'
import { TablePart } from '#ui/table-part.tsx'
import { UndoRunDialog } from '#ui/undo-run-dialog.tsx'

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
        {letter.message ? <MessageLink message={letter.message} company={letter.company} /> : null}
        {letter.decision ? (
          <span className="dimmed">
            {t(`letters.decision.${letter.decision}`, {
              when: letter.decidedAt ? format.instant(letter.decidedAt, letter.company) : '',
              who: format.who(letter.decidedBy ?? ''),
            })}
          </span>
        ) : null}
        {letter.status === 'cancelled' && letter.cancelledAt ? (
          <span className="dimmed">
            {t('history.undoneBy', {
              who: format.who(letter.cancelledBy ?? ''),
              when: format.instant(letter.cancelledAt, letter.company),
            })}
            {letter.cancelReason ? ` · ${t('letters.because', { reason: letter.cancelReason })}` : null}
          </span>
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
        {format.who(letter.confirmedBy ?? '')}
        {letter.confirmedAt ? (
          <span className="dimmed figures">{format.instant(letter.confirmedAt, letter.company)}</span>
        ) : null}
      </TablePart>
      <TablePart as="cell" className="history-acts">
        <Anchor
          href={addressOf(fetchLetterPdf, { params: { id: letter.id } })}
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
  const mayUndo = useUndoCheck({ by: letter.confirmedBy, at: letter.confirmedAt }, letter.company)
  const [isUndoing, setUndoing] = useState(false)
  return (
    <>
      <Button
        size="compact-sm"
        variant="default"
        aria-label={t('history.undoOf', { name: letter.name })}
        onClick={() => setUndoing(true)}
        {...whyDisabled(mayUndo)}
      >
        {t('history.undo')}
      </Button>
      {isUndoing ? (
        <UndoRunDialog
          what={{ letter: letter.id, name: letter.name }}
          letters={1}
          onClose={() => setUndoing(false)}
        />
      ) : null}
    </>
  )
}
