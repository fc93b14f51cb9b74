import { useTranslation } from 'react-i18next'
import { type Day, daysBetween } from '#domain/days-and-money/day.ts'
import { useFormats } from '#ui/format.ts'
import { useSession } from '#ui/session.ts'

/** « Règlements connus au … »: how old the payments are that these amounts know of. */
export function BankFreshness({ companies }: { readonly companies: readonly string[] | undefined }) {
  const { t } = useTranslation()
  const format = useFormats()
  const payments = useKnownPayments(companies)
  if (payments === null) return null
  return (
    <p className="bank-freshness" data-stale={payments.isStale}>
      {t('reminders.paymentsKnownOn', { day: format.day(payments.knownOn) })}{' '}
      {payments.age > 0 ? t('reminders.age', { count: payments.age }) : null}
    </p>
  )
}

export interface KnownPayments {
  /** The oldest day payments are known to, over the companies shown. */
  readonly knownOn: Day
  /** Days since then. */
  readonly age: number
  /** A company asks to be told of payments this old. */
  readonly isStale: boolean
}

/** How far the payments of the companies shown are known; null where none was ever imported. */
export function useKnownPayments(companies: readonly string[] | undefined): KnownPayments | null {
  const { companies: all, today } = useSession()
  const shown = all.filter(({ code }) => !companies?.length || companies.includes(code))
  const [knownOn] = shown.flatMap(({ paymentsKnownOn }) => paymentsKnownOn ?? []).sort()
  if (knownOn === undefined) return null
  const isStale = shown.some(
    ({ paymentsKnownOn, staleAfterDays }) =>
      paymentsKnownOn !== null &&
      staleAfterDays !== null &&
      daysBetween(paymentsKnownOn, today) > staleAfterDays,
  )
  return { knownOn, age: daysBetween(knownOn, today), isStale }
}
