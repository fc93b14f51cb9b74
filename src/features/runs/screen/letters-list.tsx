import { UnstyledButton } from '@mantine/core'
import { useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '#ui/format.ts'
import { LevelBadge } from '#ui/level-badge.tsx'
import type { LetterRow } from '../letter-contract.ts'

export interface LettersListProps {
  readonly letters: readonly LetterRow[]
  readonly currentId: number | undefined
  readonly onOpen: (letter: LetterRow) => void
  readonly onEnd: () => void
}

const HEIGHT = 62

/** The clients of the run; a click goes to the letter. */
export function LettersList({ letters, currentId, onOpen, onEnd }: LettersListProps) {
  const { t } = useTranslation()
  const scroller = useRef<HTMLElement>(null)
  const virtualizer = useVirtualizer({
    count: letters.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => HEIGHT,
    overscan: 8,
  })
  const rows = virtualizer.getVirtualItems()
  const last = rows.at(-1)?.index ?? -1
  useEffect(() => {
    if (last >= letters.length - 20) onEnd()
  }, [last, letters.length, onEnd])
  useEffect(() => {
    const index = letters.findIndex((letter) => letter.id === currentId)
    if (index >= 0) virtualizer.scrollToIndex(index, { align: 'auto' })
  }, [currentId, letters, virtualizer])
  return (
    <nav ref={scroller} className="letters-list" aria-label={t('letters.customers')}>
      <ul style={{ height: virtualizer.getTotalSize() }}>
        {rows.map((row) => {
          const letter = letters[row.index]
          if (!letter) return null
          return (
            <li
              key={letter.id}
              aria-setsize={letters.length}
              aria-posinset={row.index + 1}
              style={{ height: row.size, transform: `translateY(${row.start}px)` }}
            >
              <LetterButton letter={letter} isCurrent={letter.id === currentId} onOpen={onOpen} />
            </li>
          )
        })}
      </ul>
    </nav>
  )
}

interface LetterButtonProps {
  readonly letter: LetterRow
  readonly isCurrent: boolean
  readonly onOpen: (letter: LetterRow) => void
}

function LetterButton({ letter, isCurrent, onOpen }: LetterButtonProps) {
  const { t } = useTranslation()
  const format = useFormats()
  return (
    <UnstyledButton
      className="letter-button"
      aria-current={isCurrent ? 'true' : undefined}
      onClick={() => onOpen(letter)}
    >
      <span className="letter-name">{letter.name}</span>
      <span className="letter-facts">
        <LevelBadge level={letter.level} />
        <span className="figures">{format.money(letter.netCents, letter.currency)}</span>
        {letter.netCents === letter.totalCents ? null : (
          <span className="letter-deducted" title={t('letters.creditsDeducted')}>
            {t('letters.creditsDeducted')}
          </span>
        )}
        {letter.way === 'paper' ? null : <span className="mark">{t(`letters.way.${letter.way}`)}</span>}
        {letter.status === 'to-review' || letter.status === 'cancelled' ? (
          <span className="mark" data-tone="warning">
            {t(`letters.status.${letter.status}`)}
          </span>
        ) : null}
      </span>
    </UnstyledButton>
  )
}
