import './letters.css'
import { useQuery } from '@tanstack/react-query'
import { useBlocker, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { amountsLess } from '#domain/days-and-money/money.ts'
import { useFormats } from '#ui/format.ts'
import { rememberedList } from '#ui/list-address.ts'
import { ScreenHead } from '#ui/screen-head.tsx'
import { Failure, RowsSkeleton } from '#ui/states.tsx'
import type { RunSummary } from '../contract.ts'
import type { LetterRow } from '../letter-contract.ts'
import { ConfirmPrinted } from './confirm-printed.tsx'
import { ContinuousLetters } from './continuous-letters.tsx'
import { isPrinted, LeaveModal } from './leave-modal.tsx'
import { LetterEmail } from './letter-email.tsx'
import { LetterSheet } from './letter-sheet.tsx'
import { LettersList } from './letters-list.tsx'
import { runQuery } from './queries.tsx'
import { ReviewPanel } from './review-panel.tsx'
import { RunBanner } from './run-banner.tsx'
import { TakeOutButton } from './take-out-button.tsx'
import { type Reading, useLoadedLetters, useReading } from './use-reading.tsx'
import { ViewerToolbar } from './viewer-toolbar.tsx'

/** « Lettres de relance »: the letters of a run, to print, then to confirm. */
export function LettersPage() {
  const { t } = useTranslation()
  const run = Number(useParams({ from: '/relances/lettres/$run' }).run)
  const { data, error, refetch } = useQuery(runQuery(run))
  if (data) return <Viewer key={run} run={data} />
  return (
    <>
      <ScreenHead title={t('letters.title')} trail={[t('nav.sales'), t('nav.reminders')]} />
      {error ? (
        <Failure error={error} onRetry={() => void refetch()} />
      ) : (
        <RowsSkeleton rows={6} height={60} />
      )}
    </>
  )
}

function Viewer({ run }: { readonly run: RunSummary }) {
  const { t } = useTranslation()
  const format = useFormats()
  const reading = useReading(run.id, run.letters)
  const deducted = amountsLess(run.standing.amounts, run.standing.netAmounts)
  const navigate = useNavigate()
  const [hasPrinted, setPrinted] = useState(false)
  const [isLeaving, setLeaving] = useState(false)
  const isDraft = run.status === 'draft'
  const back = useAskOnBack(isDraft)
  const leave = () => void navigate({ to: '/relances', search: rememberedList() })
  const { letters } = reading
  const open = (letter: LetterRow) => {
    const index = letters.rows.findIndex((row) => row.id === letter.id)
    reading.goTo({ letter: index >= 0 ? index : letter.position - 1, page: 1 })
  }
  const openNeighbour = () => {
    const { letter } = reading.place
    const neighbour = letters.rows[letter + 1] ?? letters.rows[letter - 1]
    if (neighbour) open(neighbour)
  }
  return (
    <div className="viewer">
      <ScreenHead
        title={t('letters.title')}
        trail={[t('nav.sales'), t('nav.reminders')]}
        backLabel={t('letters.back')}
        onBack={() => (isDraft ? setLeaving(true) : leave())}
      >
        <p className="viewer-facts figures">
          {[
            t('letters.runOf', { day: format.day(run.letterOn) }),
            t('letters.count', { count: run.standing.letters }),
            format.amounts(run.standing.netAmounts),
            ...(deducted.length > 0 ? [t('letters.lessCredits', { amount: format.amounts(deducted) })] : []),
            ...wayWords(run.ways, t),
            ...(run.cancelled > 0
              ? [
                  t('letters.undone', {
                    count: run.cancelled,
                    amount: format.amounts(run.cancelledNetAmounts),
                  }),
                ]
              : []),
          ].join(' · ')}
        </p>
      </ScreenHead>
      <RunBanner run={run} letter={reading.current} />
      {run.toReview > 0 ? (
        <ReviewPanel key={run.toReview} run={run.id} count={run.toReview} onOpen={open} />
      ) : null}
      <ViewerToolbar
        run={run.id}
        isPrinted={isPrinted(run)}
        reading={reading}
        toReview={run.toReview}
        onPrinted={() => setPrinted(true)}
      >
        {isDraft && isPrinted(run) ? (
          <ConfirmPrinted run={run} hasPrinted={hasPrinted} onAsk={() => setLeaving(true)} onLeave={leave} />
        ) : null}
        {isDraft && reading.current?.status === 'draft' ? (
          <TakeOutButton
            letter={reading.current}
            letterCount={run.letters}
            onGone={openNeighbour}
            onDiscarded={leave}
          />
        ) : null}
      </ViewerToolbar>
      <div
        className="viewer-body"
        data-list={reading.isListOpen}
        data-email={(reading.current?.way ?? 'paper') !== 'paper'}
      >
        {reading.isListOpen ? <FilteredList run={run.id} reading={reading} onOpen={open} /> : null}
        {letters.error && letters.rows.length === 0 ? (
          <Failure error={letters.error} onRetry={() => void letters.retry()} />
        ) : (
          <Pane reading={reading} />
        )}
        {reading.current ? <LetterEmail key={reading.current.id} letter={reading.current} /> : null}
      </div>
      {isLeaving ? <LeaveModal run={run} onClose={() => setLeaving(false)} onLeave={leave} /> : null}
      {back ? <LeaveModal run={run} onClose={back.stay} onLeave={back.leave} /> : null}
    </div>
  )
}

// The browser's Back asks what the arrow asks; a letter after another is the same place.
function useAskOnBack(isDraft: boolean) {
  const blocker = useBlocker({
    shouldBlockFn: ({ action, current, next }) =>
      isDraft && action === 'BACK' && current.pathname !== next.pathname,
    enableBeforeUnload: false,
    withResolver: true,
  })
  return blocker.status === 'blocked' ? { stay: blocker.reset, leave: blocker.proceed } : null
}

// « 30 e-mails · 12 lettres à imprimer · 3 des deux »; nothing where all goes on paper.
function wayWords(ways: RunSummary['ways'], t: TFunction): string[] {
  if (ways === null) return []
  return (['email', 'paper', 'both'] as const)
    .filter((way) => ways[way] > 0)
    .map((way) => t(`letters.ways.${way}`, { count: ways[way] }))
}

/** The list follows the search and « À revoir »; the letters read stay those of the whole run. */
interface FilteredListProps {
  readonly run: number
  readonly reading: Reading
  readonly onOpen: (letter: LetterRow) => void
}

function FilteredList({ run, reading, onOpen }: FilteredListProps) {
  const { t } = useTranslation()
  const filter = { search: reading.settledSearch, isToReview: reading.isToReview }
  const found = useLoadedLetters(run, filter)
  if (found.isPending) return <RowsSkeleton rows={6} height={48} />
  if (found.rows.length === 0) return <p className="letters-none">{t('letters.noMatch')}</p>
  return (
    <LettersList
      letters={found.rows}
      currentId={reading.current?.id}
      onOpen={onOpen}
      onEnd={found.loadMore}
    />
  )
}

function Pane({ reading }: { readonly reading: Reading }) {
  const { t } = useTranslation()
  const scroller = useRef<HTMLDivElement>(null)
  const { current, letters, place } = reading
  useDeepLink(reading)
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page is read from its top
  useEffect(() => {
    scroller.current?.scrollTo({ top: 0 })
  }, [place.letter, place.page])
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by the keyboard
    <section ref={scroller} className="viewer-pane" tabIndex={0} aria-label={t('letters.pane')}>
      {reading.isContinuous ? (
        <ContinuousLetters
          letters={letters.rows}
          current={place.letter}
          scale={reading.scale}
          searched={reading.settledSearch}
          scroller={scroller}
          onCurrent={(letter) => reading.goTo({ letter, page: 1 })}
          onEnd={letters.loadMore}
        />
      ) : current ? (
        <LetterSheet
          letter={current}
          page={place.page}
          scale={reading.scale}
          searched={reading.settledSearch}
          onPages={reading.setPages}
        />
      ) : null}
    </section>
  )
}

// An address may name a letter far down: the list is read until it is there.
function useDeepLink({ letters }: Reading): void {
  const { lettre } = useSearch({ from: '/relances/lettres/$run' })
  const isMissing = lettre !== undefined && !letters.rows.some((row) => String(row.id) === lettre)
  const { loadMore } = letters
  useEffect(() => {
    if (isMissing) loadMore()
  }, [isMissing, loadMore])
}
