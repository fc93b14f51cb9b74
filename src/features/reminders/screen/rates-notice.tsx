import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { useSession } from '#ui/session.ts'

/** A new half-year has begun and its legal rates are not there: said until someone adds them. */
export function RatesNotice({ companies }: { readonly companies: readonly string[] | undefined }) {
  const { t } = useTranslation()
  const session = useSession()
  const lacking = session.companies.find(
    ({ code, lacksRates }) => lacksRates && (!companies?.length || companies.includes(code)),
  )
  if (!lacking) return null
  return (
    <p className="bank-freshness" data-stale="true">
      <Link to="/parametres/taux/$code" params={{ code: lacking.code }}>
        {t('reminders.ratesMissing')}
      </Link>
    </p>
  )
}
