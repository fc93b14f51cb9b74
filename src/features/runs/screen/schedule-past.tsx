import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useFormats } from '#ui/format.ts'
import type { PastRun } from '../schedule-contract.ts'
import { ReportWords } from './schedule-report-words.tsx'
import { useDayWords } from './use-schedule.ts'

interface PastRunsProps {
  readonly past: readonly PastRun[]
  readonly company: string
}

/** What became of the last times, the latest first. */
export function PastRuns({ past, company }: PastRunsProps) {
  const { t } = useTranslation()
  return (
    <section className="schedule-past" aria-labelledby="schedule-past">
      <h2 id="schedule-past">{t('schedule.past')}</h2>
      {past.length === 0 ? <p className="dimmed">{t('schedule.noPast')}</p> : null}
      <ul>
        {past.map((one) => (
          <PastLine key={one.nominalOn} one={one} company={company} />
        ))}
      </ul>
    </section>
  )
}

function PastLine({ one, company }: { readonly one: PastRun; readonly company: string }) {
  const { t } = useTranslation()
  const format = useFormats()
  const words = useDayWords()
  const { nominalOn, ranOn, outcome, report, draftRun, sentRun, at, by } = one
  const runs = [
    { run: sentRun, label: t('schedule.seeSent') },
    { run: draftRun, label: t('schedule.seeDraft') },
  ]
  return (
    <li data-outcome={outcome}>
      <p>
        <strong>{words(ranOn ?? nominalOn)}</strong>
        {ranOn !== null && ranOn !== nominalOn
          ? ` ${t('schedule.insteadOf', { day: words(nominalOn) })}`
          : null}
        {' – '}
        {t(`schedule.outcome.${outcome}`)}
        <span className="dimmed">
          {' '}
          {t('schedule.noted', { who: format.who(by), when: format.instant(at, company) })}
        </span>
      </p>
      {report && outcome === 'done' ? <ReportWords report={report} /> : null}
      {runs.map(({ run, label }) =>
        run === null ? null : (
          <Link key={run} to="/relances/lettres/$run" params={{ run: String(run) }}>
            {label}
          </Link>
        ),
      )}
    </li>
  )
}
