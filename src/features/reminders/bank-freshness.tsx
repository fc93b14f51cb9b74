import { useTranslation } from 'react-i18next'
import { daysBetween } from '#domain/day.ts'
import { useFormats } from '#ui/format.ts'
import { useSession } from '#ui/session.ts'

const STALE_DAYS = 7

/** « Données bancaires du … »: how old the payments are that these amounts know of. */
export function BankFreshness({ companies }: { readonly companies: readonly string[] | undefined }) {
  const { t } = useTranslation()
  const format = useFormats()
  const session = useSession()
  const shown = session.companies.filter(({ code }) => !companies?.length || companies.includes(code))
  const days = shown.flatMap(({ paymentsKnownOn }) => paymentsKnownOn ?? []).sort()
  const oldest = days[0]
  if (oldest === undefined) return null
  const age = daysBetween(oldest, session.today)
  return (
    <p className="bank-freshness" data-stale={age > STALE_DAYS}>
      {t('reminders.paymentsKnownOn', { day: format.day(oldest) })}{' '}
      {age > 0 ? t('reminders.age', { count: age }) : null}
    </p>
  )
}
