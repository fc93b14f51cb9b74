import './review.css'
import { Alert, Button, UnstyledButton } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ReviewDecision } from '#domain/letters/letter-review.ts'
import { ask } from '#ui/ask.ts'
import { useCapability, whyDisabled } from '#ui/capability.ts'
import { useFormats } from '#ui/format.ts'
import { LevelBadge } from '#ui/level-badge.tsx'
import { say } from '#ui/notices.tsx'
import { refreshAfterRun } from '#ui/refresh-runs.ts'
import { messageOf } from '#ui/states.tsx'
import { Tick } from '#ui/tick.tsx'
import { decideReview, type ReviewResult } from '../contract.ts'
import type { LetterRow } from '../letter-contract.ts'
import { netWords, reviewWords } from './review-words.tsx'
import { useLoadedLetters } from './use-reading.tsx'

interface ReviewPanelProps {
  readonly run: number
  /** Letters to review in the run. */
  readonly count: number
  readonly onOpen: (letter: LetterRow) => void
}

/** « Une lettre à revoir »: why, before → after, and what to do with those that are ticked. */
export function ReviewPanel({ run, count, onOpen }: ReviewPanelProps) {
  const { t } = useTranslation()
  const { rows, hasNextPage, loadMore } = useLoadedLetters(run, { search: '', isToReview: true })
  const [unticked, setUnticked] = useState<ReadonlySet<number>>(new Set())
  const ticked = count - unticked.size
  const tick = (id: number, isTicked: boolean) =>
    setUnticked((current) => {
      const next = new Set(current)
      if (isTicked) next.delete(id)
      else next.add(id)
      return next
    })
  const tickAll = (isTicked: boolean) =>
    setUnticked(isTicked ? new Set() : new Set(rows.map((letter) => letter.id)))
  const letters = rows.filter((letter) => !unticked.has(letter.id)).map((letter) => letter.id)
  return (
    <section className="review-panel" aria-labelledby="review-title">
      <header className="review-head">
        <Tick
          label={t('review.tickAll')}
          state={unticked.size === 0 ? 'ticked' : ticked > 0 ? 'partial' : 'unticked'}
          onTick={tickAll}
        />
        <div>
          <h2 id="review-title">{t('review.title', { count })}</h2>
          <p className="dimmed">{t('review.lead')}</p>
        </div>
      </header>
      <ul className="review-rows">
        {rows.map((letter) => (
          <ReviewRow
            key={letter.id}
            letter={letter}
            isTicked={!unticked.has(letter.id)}
            onTick={(isTicked) => tick(letter.id, isTicked)}
            onOpen={() => onOpen(letter)}
          />
        ))}
      </ul>
      {hasNextPage ? (
        <Button size="compact-sm" variant="default" onClick={loadMore}>
          {t('more')}
        </Button>
      ) : null}
      <ReviewActs run={run} ticked={ticked} letters={unticked.size === 0 ? undefined : letters} />
    </section>
  )
}

interface ReviewRowProps {
  readonly letter: LetterRow
  readonly isTicked: boolean
  readonly onTick: (isTicked: boolean) => void
  readonly onOpen: () => void
}

function ReviewRow({ letter, isTicked, onTick, onOpen }: ReviewRowProps) {
  const { t } = useTranslation()
  const format = useFormats()
  const net = netWords(letter, format)
  return (
    <li>
      <Tick
        label={t('review.tick', { name: letter.name })}
        state={isTicked ? 'ticked' : 'unticked'}
        onTick={onTick}
      />
      <div className="review-words">
        <UnstyledButton className="review-name" onClick={onOpen}>
          {letter.name}
        </UnstyledButton>{' '}
        <LevelBadge level={letter.level} />
        <p>{reviewWords(letter, t, format)}</p>
      </div>
      <p className="review-net figures">{net ?? format.money(letter.netCents, letter.currency)}</p>
    </li>
  )
}

interface ReviewActsProps {
  readonly run: number
  readonly ticked: number
  /** Undefined for all of the run. */
  readonly letters: readonly number[] | undefined
}

function ReviewActs({ run, ticked, letters }: ReviewActsProps) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const navigate = useNavigate()
  const mayRemind = useCapability('remind')
  const decide = useMutation({
    mutationFn: (decision: ReviewDecision) =>
      ask(decideReview, {
        params: { id: run },
        body: { decision, ...(letters === undefined ? {} : { letters: [...letters] }) },
      }),
    onSuccess: async (result, decision) => {
      await refreshAfterRun(client)
      say(decidedWords(result, decision, t))
      if (result.run !== null)
        await navigate({ to: '/relances/lettres/$run', params: { run: String(result.run) } })
    },
  })
  const button = (decision: ReviewDecision, variant: 'filled' | 'default') => (
    <Button
      variant={variant}
      loading={decide.isPending && decide.variables === decision}
      disabled={ticked === 0 || decide.isPending}
      onClick={() => decide.mutate(decision)}
      {...whyDisabled(mayRemind)}
    >
      {t(`review.act.${decision}`, { count: ticked })}
    </Button>
  )
  return (
    <footer className="review-acts">
      {decide.error ? (
        <Alert color="red" role="alert">
          {messageOf(decide.error)}
        </Alert>
      ) : null}
      <span className="dimmed">{t('review.ticked', { count: ticked })}</span>
      {button('redone', 'filled')}
      {button('dropped', 'default')}
      {button('posted', 'default')}
    </footer>
  )
}

function decidedWords(
  { decided, nothingLeft }: ReviewResult,
  decision: ReviewDecision,
  t: TFunction,
): string {
  const made = decision === 'redone' ? decided - nothingLeft.length : decided
  const words = t(`review.done.${decision}`, { count: made })
  if (nothingLeft.length === 0) return words
  const names = nothingLeft.map(({ name }) => name).join(', ')
  const left = t('review.nothingLeft', { count: nothingLeft.length, names })
  return made === 0 ? left : `${words} ${left}`
}
