import { useTranslation } from 'react-i18next'
import { type Day, daysBetween } from '#domain/day.ts'
import { useFormats } from '#ui/format.ts'
import { useSession } from '#ui/session.ts'

/** « Données bancaires du … »: how old the payments are that these amounts know of. */
export function BankFreshness({ companies }: { readonly companies: readonly string[] | undefined }) {
  const { t } = useTranslation()
  const format = useFormats()
  const session = useSession()
  const shown = session.companies.filter(({ code }) => !companies?.length || companies.includes(code))
  const days = shown.flatMap(({ paymentsKnownOn }) => paymentsKnownOn ?? []).sort()
  const oldest = days[0]
  if (oldest === undefined) return null
  const isStale = oldPaymentsOf(shown, session.today) !== null
  const age = daysBetween(oldest, session.today)
  return (
    <p className="bank-freshness" data-stale={isStale}>
      {t('reminders.paymentsKnownOn', { day: format.day(oldest) })}{' '}
      {age > 0 ? t('reminders.age', { count: age }) : null}
    </p>
  )
}

interface KnownPayments {
  readonly paymentsKnownOn: Day | null
  readonly staleAfterDays: number | null
}

/** The oldest day payments are known to, where a company asks to be told of it by now; else null. */
export function oldPaymentsOf(companies: readonly KnownPayments[], today: Day): Day | null {
  const old = companies.flatMap(({ paymentsKnownOn, staleAfterDays }) =>
    paymentsKnownOn !== null &&
    staleAfterDays !== null &&
    daysBetween(paymentsKnownOn, today) > staleAfterDays
      ? [paymentsKnownOn]
      : [],
  )
  return old.sort()[0] ?? null
}
