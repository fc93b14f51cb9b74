import { Button, Radio } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '#ui/format.ts'
import type { FileDoubt, ImportOptions } from '../contract.ts'
import type { ImportSteps } from './use-import.tsx'

type Answers = NonNullable<ImportOptions['answers']>

interface DoubtsPanelProps {
  readonly doubts: readonly FileDoubt[]
  readonly steps: ImportSteps
}

/**
 * What the file leaves to be decided, question by question. The answers are read at once, so that the amounts below are
 * those of the answers; one may also decide later.
 */
export function DoubtsPanel({ doubts, steps }: DoubtsPanelProps) {
  const { t } = useTranslation()
  const [picked, setPicked] = useState<Answers>(() => answersOf(doubts))
  if (doubts.length === 0) return null
  const given = answersOf(doubts)
  const isNew = doubts.some(({ id }) => picked[id] !== given[id])
  const left = doubts.filter(({ answer }) => answer === null)
  const aside = left.filter(({ setsAside }) => setsAside).length
  const changesSums = doubts.some(({ setsAside }) => setsAside)
  const { options } = steps
  return (
    <section className="import-doubts" aria-labelledby="import-doubts">
      <h2 id="import-doubts" className="import-title">
        {t('imports.doubts', { count: doubts.length })}
      </h2>
      <p className="dimmed">{t(changesSums ? 'imports.doubtsHint' : 'imports.doubtsHintKept')}</p>
      {doubts.map((doubt) => (
        <DoubtChoices
          key={doubt.id}
          doubt={doubt}
          picked={picked[doubt.id] ?? LATER}
          isDisabled={!options || steps.isBusy}
          isRemembered={doubt.answer !== null && !options?.answers?.[doubt.id]}
          onPick={(choice) => setPicked((before) => withAnswer(before, doubt.id, choice))}
        />
      ))}
      <p role="status">
        {aside > 0
          ? t('imports.doubtsLeft', { count: aside })
          : t(left.length > 0 ? 'imports.doubtsLeftKept' : 'imports.doubtsDone')}
      </p>
      {options ? (
        <Button
          size="compact-md"
          variant={isNew ? 'filled' : 'default'}
          disabled={!isNew}
          loading={steps.isBusy}
          onClick={() => steps.preview({ ...options, answers: picked })}
        >
          {t('imports.readAgain')}
        </Button>
      ) : null}
    </section>
  )
}

/** « Décider plus tard »: no answer. */
const LATER = 'later'

interface DoubtChoicesProps {
  readonly doubt: FileDoubt
  readonly picked: string
  readonly isDisabled: boolean
  /** Answered by an earlier file: it can be answered otherwise, not left. */
  readonly isRemembered: boolean
  readonly onPick: (choice: string) => void
}

function DoubtChoices({ doubt, picked, isDisabled, isRemembered, onPick }: DoubtChoicesProps) {
  const { t } = useTranslation()
  const format = useFormats()
  const amounts = doubt.amounts.map(({ cents, currency }) => format.money(cents, currency)).join(', ')
  const place = doubt.line > 0 ? ` · ${t('imports.doubtLine', { line: doubt.line })}` : ''
  return (
    <Radio.Group
      value={picked}
      onChange={onPick}
      label={doubt.question}
      description={`${t('imports.doubtCount', { count: doubt.count })} · ${amounts}${place}`}
    >
      <div className="import-choices">
        {doubt.choices.map(({ choice, label }) => (
          <Radio key={choice} value={choice} label={label} disabled={isDisabled} />
        ))}
        <Radio
          value={LATER}
          label={t(doubt.setsAside ? 'imports.doubtLater' : 'imports.doubtLaterKept')}
          disabled={isDisabled || isRemembered}
        />
      </div>
    </Radio.Group>
  )
}

function answersOf(doubts: readonly FileDoubt[]): Answers {
  return Object.fromEntries(doubts.flatMap(({ id, answer }) => (answer === null ? [] : [[id, answer]])))
}

function withAnswer(before: Answers, id: string, choice: string): Answers {
  const others = Object.fromEntries(Object.entries(before).filter(([asked]) => asked !== id))
  return choice === LATER ? others : { ...others, [id]: choice as Answers[string] }
}
