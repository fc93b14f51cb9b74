import type { TFunction } from 'i18next'
import { type ProcedureStep, procedureSteps } from '#domain/dunning/procedure-steps.ts'
import type { ProcedureFields } from '../contract.ts'

const LETTERS = { 1: 'first', 2: 'second', 3: 'third', 4: 'fourth' } as const

interface Speech {
  readonly t: TFunction
  readonly money: (cents: number, currency: string) => string
}

/** What the settings mean, in the words of someone who explains them: one sentence a matter. */
export function summarySentences(fields: ProcedureFields, { t, money }: Speech): string[] {
  const steps = procedureSteps(fields.timings)
  return [
    `${steps.map((step) => stepWords(step, t)).join(', ')}.`,
    deadlineSentence(fields, t),
    fields.minimumCents > 0
      ? t('procedure.summary.minimum', { amount: money(fields.minimumCents, 'EUR') })
      : '',
    fields.minimumItemCents > 0
      ? t('procedure.summary.minimumItem', { amount: money(fields.minimumItemCents, 'EUR') })
      : '',
    fields.excludesProvisional ? t('procedure.summary.provisional') : '',
    fields.oneLetterPerLevel ? t('procedure.summary.perLevel') : t('procedure.summary.highest'),
    openDaysSentence(fields, t),
    fields.staleAfterDays === null ? '' : t('procedure.summary.stale', { count: fields.staleAfterDays }),
  ].filter((sentence) => sentence !== '')
}

function stepWords({ level, delayDays, gapDays, earliestDays }: ProcedureStep, t: TFunction): string {
  const gap = gapDays > 0 && level > 1 ? t('procedure.summary.gap', { count: gapDays }) : ''
  const earliest = earliestDays > delayDays ? t('procedure.summary.earliest', { count: earliestDays }) : ''
  const delay = t('procedure.summary.delay', { count: delayDays })
  return t('procedure.summary.step', {
    letter: t(`procedure.summary.letters.${LETTERS[level]}`),
    timing: [delay, gap, earliest].filter((words) => words !== '').join(' '),
  })
}

function openDaysSentence(
  { openDays: { skipsWeekends, holidays, closures } }: ProcedureFields,
  t: TFunction,
) {
  const days = [
    skipsWeekends ? t('procedure.summary.weekends') : '',
    holidays === 'france' ? t('procedure.summary.holidays') : '',
    holidays === 'alsace-moselle' ? t('procedure.summary.alsace-moselle') : '',
    closures.length > 0 ? t('procedure.summary.closures', { count: closures.length }) : '',
  ].filter((words) => words !== '')
  if (days.length === 0) return t('procedure.summary.open')
  return t('procedure.summary.closed', { days: days.join(', ') })
}

function deadlineSentence({ timings }: ProcedureFields, t: TFunction): string {
  const deadlines = timings.map((timing) => timing.deadlineDays)
  const [first = 0] = deadlines
  if (deadlines.every((days) => days === first)) return t('procedure.summary.deadline', { count: first })
  return t('procedure.summary.deadlines', { days: deadlines.join(', ') })
}
