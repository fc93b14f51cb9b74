import { useVirtualizer } from '@tanstack/react-virtual'
import { type RefObject, useEffect } from 'react'
import type { LetterRow } from '../letter-contract.ts'
import { LetterSheet } from './letter-sheet.tsx'

interface ContinuousLettersProps {
  readonly letters: readonly LetterRow[]
  readonly current: number
  readonly scale: number
  readonly searched: string
  readonly scroller: RefObject<HTMLDivElement | null>
  readonly onCurrent: (letter: number) => void
  readonly onEnd: () => void
}

const GAP = 16
const A4_HEIGHT = 1_123

/** All the letters one under the other; only those in sight are asked for and drawn. */
export function ContinuousLetters(props: ContinuousLettersProps) {
  const { letters, current, scale, scroller, onCurrent, onEnd } = props
  const virtualizer = useVirtualizer({
    count: letters.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => A4_HEIGHT * scale,
    gap: GAP,
    paddingStart: GAP,
    paddingEnd: GAP,
    overscan: 1,
  })
  const rows = virtualizer.getVirtualItems()
  const middle = (virtualizer.scrollOffset ?? 0) + (virtualizer.scrollRect?.height ?? 0) / 2
  const read = rows.find((row) => row.end + GAP > middle)?.index ?? current
  const isSettled = !virtualizer.isScrolling

  // Asked from outside (a click in the list, a key): go there, unless the eye is there already.
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows `current`, not the scrolling
  useEffect(() => {
    if (current !== read) virtualizer.scrollToIndex(current, { align: 'start' })
  }, [current])
  // biome-ignore lint/correctness/useExhaustiveDependencies: follows the scrolling, not `current`
  useEffect(() => {
    if (isSettled && read !== current) onCurrent(read)
    if (read >= letters.length - 10) onEnd()
  }, [read, isSettled])
  return (
    <div className="continuous" style={{ height: virtualizer.getTotalSize() }}>
      {rows.map((row) => {
        const letter = letters[row.index]
        if (!letter) return null
        return (
          <div
            key={letter.id}
            ref={virtualizer.measureElement}
            data-index={row.index}
            className="continuous-letter"
            style={{ transform: `translateY(${row.start}px)` }}
          >
            <LetterSheet letter={letter} page="all" scale={scale} searched={props.searched} />
          </div>
        )
      })}
    </div>
  )
}
