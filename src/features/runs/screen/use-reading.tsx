import { useDebouncedValue, useHotkeys } from '@mantine/hooks'
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useCallback, useEffect, useMemo, useState } from 'react'
import type { LetterRow } from '../letter-contract.ts'
import { letterPdfQuery, lettersQuery } from './queries.tsx'
import { nextPlace, type Place, pageNumber, previousPlace, stepZoom } from './reading-place.ts'

const NARROW = 760

/** What is read, how, and the moves; everything the toolbar shows and commands. */
export type Reading = ReturnType<typeof useReading>

export function useReading(run: number, letterCount: number) {
  const letters = useLoadedLetters(run, { search: '', isToReview: false })
  const place = usePlace(letters.rows)
  const view = useView()
  const filter = useFilter()
  const current = letters.rows[place.place.letter]
  const { pages, setPages } = usePages(current?.id)
  usePrefetch(letters.rows[place.place.letter + 1]?.id)
  const goOn = () => pages && place.go(nextPlace(place.place, pages, letters.rows.length))
  const goBack = () => pages && place.go(previousPlace(place.place, pages))
  useHotkeys([
    ['ArrowRight', goOn],
    ['PageDown', goOn],
    ['ArrowLeft', goBack],
    ['PageUp', goBack],
    ['+', () => view.zoom(1), { usePhysicalKeys: false }],
    ['shift++', () => view.zoom(1), { usePhysicalKeys: false }],
    ['-', () => view.zoom(-1), { usePhysicalKeys: false }],
  ])
  const page = pageNumber(place.place, pages ?? 1)
  return {
    ...view,
    ...filter,
    letters,
    current,
    place: place.place,
    goTo: place.go,
    goOn,
    goBack,
    page,
    pages: pages ?? 1,
    setPages,
    letterCount,
    letterNumber: place.place.letter + 1,
    hasPrevious: place.place.letter > 0 || page > 1,
    hasNext: page < (pages ?? 1) || place.place.letter < letters.rows.length - 1,
  }
}

/** Pages of the letter read; unknown until it is opened, and one cannot go past what is unknown. */
function usePages(letter: number | undefined) {
  const [counted, setCounted] = useState<{ letter: number; pages: number } | null>(null)
  const setPages = useCallback((of: number, pages: number) => setCounted({ letter: of, pages }), [])
  return { pages: counted?.letter === letter ? counted?.pages : undefined, setPages }
}

/** Letters of the run, or those that match, loaded page after page. */
export function useLoadedLetters(run: number, filter: { search: string; isToReview: boolean }) {
  const answer = useInfiniteQuery(lettersQuery(run, filter))
  const { hasNextPage, isFetching, fetchNextPage } = answer
  const rows = useMemo(() => answer.data?.pages.flatMap((page) => page.rows) ?? [], [answer.data])
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetching) void fetchNextPage()
  }, [hasNextPage, isFetching, fetchNextPage])
  return {
    rows,
    loadMore,
    hasNextPage,
    isPending: answer.isPending,
    error: answer.error,
    retry: answer.refetch,
  }
}

/** The letter read is in the address: a link opens the viewer on it. */
function usePlace(rows: readonly LetterRow[]) {
  const { lettre } = useSearch({ from: '/relances/lettres/$run' })
  const navigate = useNavigate({ from: '/relances/lettres/$run' })
  const [page, setPage] = useState<Place['page']>(1)
  const index = lettre === undefined ? 0 : rows.findIndex((row) => String(row.id) === lettre)
  const go = useCallback(
    (to: Place) => {
      const row = rows[to.letter]
      if (!row) return
      setPage(to.page)
      void navigate({ search: (current) => ({ ...current, lettre: String(row.id) }), replace: true })
    },
    [rows, navigate],
  )
  return { place: { letter: Math.max(0, index), page }, go }
}

/** Of the list of letters, with the room around the paper (letters.css). */
const LIST_WIDTH = 290 + 48

function useView() {
  const [isContinuous, setContinuous] = useState(false)
  const [isListOpen, setListOpen] = useState(() => window.innerWidth > NARROW)
  // The whole width of the paper comes first, beside the list where it is open.
  const [scale, setScale] = useState(() =>
    Math.min(1, (window.innerWidth - (isListOpen ? LIST_WIDTH : 32)) / 794),
  )
  const zoom = useCallback((direction: 1 | -1) => setScale((current) => stepZoom(current, direction)), [])
  return { isContinuous, setContinuous, isListOpen, setListOpen, scale, zoom }
}

function useFilter() {
  const [search, setSearch] = useState('')
  const [settledSearch] = useDebouncedValue(search.trim(), 300)
  const [isToReview, setToReview] = useState(false)
  return { search, setSearch, settledSearch, isToReview, setToReview }
}

// The next letter is ready before it is asked for.
function usePrefetch(letter: number | undefined): void {
  const client = useQueryClient()
  useEffect(() => {
    if (letter !== undefined) void client.prefetchQuery(letterPdfQuery(letter))
  }, [letter, client])
}
