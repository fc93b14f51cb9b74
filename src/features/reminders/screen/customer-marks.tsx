import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useFormats } from '#ui/format.ts'
import type { CustomerRow } from '../contract.ts'

/** Second line of a client: what is unpaid, and what one should know before writing. */
export function CustomerMarks({ row }: { readonly row: CustomerRow }) {
  const { t } = useTranslation()
  const format = useFormats()
  const expected = row.expectedPayments
  const paidCount = row.probablyPaidCount - (expected === null ? 0 : expected.count)
  return (
    <div className="customer-marks">
      <span>{t('reminders.unpaid', { count: row.invoiceCount })}</span>
      {row.lastRemindedOn ? (
        <span>{t('reminders.remindedOn', { day: format.day(row.lastRemindedOn) })}</span>
      ) : null}
      {row.credits.map(({ kind, cents }) => (
        <span key={kind} className="mark-credit">
          {t(`reminders.unallocated.${kind}`, { amount: format.money(cents, row.currency) })}
        </span>
      ))}
      {row.netCents === row.amountCents ? null : (
        <span className="figures">
          {t('reminders.net', { amount: format.money(row.netCents, row.currency) })}
        </span>
      )}
      {row.probablyPaidCount === row.invoiceCount ? null : (
        <AdviceMark isAdvised={row.advisedCount > 0} daysToWait={row.daysToWait} />
      )}
      {paidCount > 0 ? <Mark tone="warning">{t('reminders.probablyPaid', { count: paidCount })}</Mark> : null}
      {expected === null ? null : (
        <Mark tone="warning">
          {t('reminders.paymentExpected', { count: expected.count, day: format.day(expected.on) })}
        </Mark>
      )}
      {row.brokenPromiseOn === null ? null : (
        <Mark tone="warning">{t('reminders.brokenPromise', { day: format.day(row.brokenPromiseOn) })}</Mark>
      )}
      {row.hasAddress ? null : <Mark tone="warning">{t('reminders.noAddress')}</Mark>}
      {row.hasProvisional ? <Mark tone="quiet">{t('reminders.provisional')}</Mark> : null}
      {row.draftRun === null ? null : <DraftLink run={row.draftRun} />}
    </div>
  )
}

/** « à relancer », « en attente (dans n jours) » or « à décider »: the procedure's advice, never an obligation. */
export function AdviceMark(props: { readonly isAdvised: boolean; readonly daysToWait: number | null }) {
  const { t } = useTranslation()
  if (props.isAdvised) return <Mark tone="advice">{t('reminders.advised')}</Mark>
  if (props.daysToWait === null) return <Mark tone="warning">{t('reminders.toDecide')}</Mark>
  return <Mark tone="quiet">{t('reminders.waiting', { count: props.daysToWait })}</Mark>
}

/** « lettre en préparation, reprendre »: to the draft that already holds a letter of this client. */
export function DraftLink({ run }: { readonly run: number }) {
  const { t } = useTranslation()
  return (
    <Link
      to="/relances/lettres/$run"
      params={{ run: String(run) }}
      className="mark"
      data-tone="draft"
      onClick={(event) => event.stopPropagation()}
    >
      {t('reminders.draft')}
    </Link>
  )
}

interface MarkProps {
  readonly tone: 'advice' | 'quiet' | 'warning'
  readonly children: ReactNode
}

export function Mark({ tone, children }: MarkProps) {
  return (
    <span className="mark" data-tone={tone}>
      {children}
    </span>
  )
}
