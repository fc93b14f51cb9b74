import { useTranslation } from 'react-i18next'
import type { ScheduleReport } from '#domain/dunning/schedule-report.ts'
import { useFormats } from '#ui/format.ts'

/** « 14 e-mails · 3 lettres à imprimer · à demander : 12 345,60 € », then who is left out and why. */
export function ReportWords({ report }: { readonly report: ScheduleReport }) {
  const { t } = useTranslation()
  const format = useFormats()
  const { emails, prepared, toPrint, amounts, leftOut } = report
  const parts = [
    ...(emails > 0 ? [t('schedule.emails', { count: emails })] : []),
    ...(toPrint > 0 ? [t('schedule.toPrint', { count: toPrint })] : []),
    ...(prepared > toPrint ? [t('schedule.prepared', { count: prepared - toPrint })] : []),
  ]
  return (
    <>
      <p className="figures">
        {parts.length === 0
          ? t('schedule.nothing')
          : [...parts, t('schedule.asked', { amount: format.amounts(amounts) })].join(' · ')}
      </p>
      {leftOut.map(({ reason, count, names }) => (
        <p key={reason} className="dimmed">
          {t(`schedule.leftOut.${reason}`, { names: names.join(', ') })}
          {count > names.length ? ` ${t('schedule.andMore', { count: count - names.length })}` : null}
        </p>
      ))}
    </>
  )
}
