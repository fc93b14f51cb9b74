import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { daysBetween } from '#domain/days-and-money/day.ts'
import { ask } from '#ui/ask.ts'
import { useFormats } from '#ui/format.ts'
import { useSession } from '#ui/session.ts'
import { fetchPortfolio } from '../contract.ts'
import { Band } from './band.tsx'
import { FiguresTable } from './table.tsx'

/** One line for each company: an accountant's thirty. */
export function Portfolio({ companies }: { readonly companies: string | undefined }) {
  const { t } = useTranslation()
  const format = useFormats()
  const { today } = useSession()
  const asked = useQuery({
    queryKey: ['dashboard', 'portfolio', companies],
    queryFn: () => ask(fetchPortfolio, { query: { companies } }),
  })
  return (
    <Band id="portfolio" title={t('dashboard.band.portfolio')} asked={asked}>
      {({ rows }) => (
        <FiguresTable
          label={t('dashboard.band.portfolio')}
          heads={[
            t('dashboard.company'),
            t('dashboard.overdue'),
            t('dashboard.today.toRemind'),
            t('dashboard.knownOn'),
            t('dashboard.lastLetter'),
            t('dashboard.doubts'),
          ]}
          rows={rows.map((row) => ({
            key: row.company,
            cells: [
              <Link key="name" to="/tableau-de-bord" search={{ entreprises: row.company }}>
                {row.name}
              </Link>,
              format.amounts(row.overdue),
              format.count(row.advisedCustomers),
              row.paymentsKnownOn
                ? t('dashboard.today.dataOf', {
                    day: format.day(row.paymentsKnownOn),
                    count: daysBetween(row.paymentsKnownOn, today),
                  })
                : '–',
              row.lastLetterOn ? format.day(row.lastLetterOn) : '–',
              format.count(row.doubts),
            ],
          }))}
        />
      )}
    </Band>
  )
}
