import { useQuery } from '@tanstack/react-query'
import { Link, type LinkProps } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { daysBetween } from '#domain/days-and-money/day.ts'
import { fetchOutbox } from '#features/outbox/contract.ts'
import { fetchProbablePayments } from '#features/receivables/probable-payment-contract.ts'
import { fetchAgenda } from '#features/relation/contract.ts'
import { fetchTotals } from '#features/reminders/contract.ts'
import { fetchNextRuns, type NextRuns } from '#features/runs/schedule-contract.ts'
import { ask } from '#ui/ask.ts'
import { useFormats } from '#ui/format.ts'
import { useSession } from '#ui/session.ts'
import { shownCompanies } from './asked-companies.ts'
import { Band, type BandProps } from './band.tsx'
import { effectsQuery } from './queries.ts'

/** « Aujourd'hui »: what waits to be done, each with its way in. The lists it leads to count the same. */
export function TodayBand({ companies, currency }: BandProps) {
  const { t } = useTranslation()
  const { defaultOn } = useSession()
  const asked = useQuery({
    queryKey: ['dashboard', 'today', companies],
    queryFn: async () => {
      const [totals, agenda, outbox, probable, nextRuns] = await Promise.all([
        ask(fetchTotals, { query: { on: defaultOn, companies, tab: 'advised' } }),
        ask(fetchAgenda, { query: { companies, limit: 1 } }),
        ask(fetchOutbox, { query: { companies } }),
        ask(fetchProbablePayments, { query: { companies } }),
        ask(fetchNextRuns, { query: { companies } }),
      ])
      return { totals, agenda, outbox, probable, nextRuns: nextRuns.rows }
    },
  })
  const effects = useQuery(effectsQuery(companies, currency))
  const lines = useLines(companies)
  return (
    <Band id="today" title={t('dashboard.band.today')} asked={asked}>
      {({ totals, agenda, outbox, probable, nextRuns }) => (
        <ul className="today">
          {lines({
            customers: totals.customers,
            netAmounts: totals.netAmounts,
            tasks: agenda.parts.reduce((sum, part) => sum + part.count, 0),
            waiting: outbox.states.find(({ state }) => state === 'waiting')?.count ?? 0,
            probable: probable.count,
            nextRun: nextRuns[0],
            promises: effects.data?.promises,
          }).map(({ key, label, text, to }) => (
            <li key={key}>
              <Link {...to} className="today-line">
                <span className="today-label">{label}</span>
                <span className="figures">{text ?? t('dashboard.today.nothing')}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Band>
  )
}

interface Counts {
  readonly customers: number
  readonly netAmounts: readonly { readonly currency: string; readonly cents: number }[]
  readonly tasks: number
  readonly waiting: number
  readonly probable: number
  /** The next time a company reminds by itself. */
  readonly nextRun: NextRuns['rows'][number] | undefined
  readonly promises: { readonly dueToday: number; readonly broken: number } | undefined
}

interface Line {
  readonly key: string
  readonly label: string
  /** Null: nothing to do. */
  readonly text: string | null
  readonly to: Pick<LinkProps, 'to' | 'search' | 'params'>
}

function useLines(companies: string | undefined) {
  const { t } = useTranslation()
  const format = useFormats()
  const { drafts, ...session } = useSession()
  const entreprises = { entreprises: companies }
  const data = bankData(shownCompanies(session.companies, companies), session.today)
  const some = (count: number, text: string) => (count === 0 ? null : text)
  return (counts: Counts): Line[] => {
    const { customers: count, promises } = counts
    const lines: (Line | null)[] = [
      {
        key: 'toRemind',
        label: t('dashboard.today.toRemind'),
        text: some(
          count,
          t('dashboard.today.toRemindOf', { count, amount: format.amounts(counts.netAmounts) }),
        ),
        to: { to: '/relances', search: { ...entreprises, onglet: 'a-relancer' } },
      },
      {
        key: 'promises',
        label: t('dashboard.today.promises'),
        text: promises
          ? some(
              promises.dueToday + promises.broken,
              t('dashboard.today.promisesOf', { today: promises.dueToday, broken: promises.broken }),
            )
          : '…',
        to: { to: '/relation', search: entreprises },
      },
      {
        key: 'tasks',
        label: t('dashboard.today.tasks'),
        text: some(counts.tasks, t('dashboard.today.tasksOf', { count: counts.tasks })),
        to: { to: '/relation', search: entreprises },
      },
      {
        key: 'outbox',
        label: t('dashboard.today.outbox'),
        text: some(counts.waiting, t('dashboard.today.outboxOf', { count: counts.waiting })),
        to: { to: '/envois', search: entreprises },
      },
      counts.nextRun
        ? {
            key: 'schedule',
            label: t('dashboard.today.schedule'),
            text: t(`dashboard.today.scheduleOf.${counts.nextRun.mode}`, {
              day: format.day(counts.nextRun.runOn),
              at: counts.nextRun.at,
              company: counts.nextRun.company,
            }),
            to: { to: '/parametres/automatique/$code', params: { code: counts.nextRun.company } },
          }
        : null,
      {
        key: 'probable',
        label: t('dashboard.today.probable'),
        text: some(counts.probable, t('dashboard.today.probableOf', { count: counts.probable })),
        to: { to: '/affectation', search: entreprises },
      },
      drafts[0]
        ? {
            key: 'drafts',
            label: t('dashboard.today.drafts'),
            text: t('dashboard.today.draftsOf', { count: drafts.length }),
            to: { to: '/relances/lettres/$run', params: { run: String(drafts[0].id) } },
          }
        : null,
      {
        key: 'data',
        label: t('dashboard.today.data'),
        text: data
          ? t('dashboard.today.dataOf', { day: format.day(data.on), count: data.days })
          : t('dashboard.today.noData'),
        to: { to: '/importer' },
      },
    ]
    return lines.filter((line) => line !== null)
  }
}

// The oldest of them: what is said of all must hold for each.
function bankData(companies: readonly { readonly paymentsKnownOn: string | null }[], today: string) {
  const known = companies.flatMap(({ paymentsKnownOn }) => (paymentsKnownOn ? [paymentsKnownOn] : []))
  const on = known.toSorted()[0]
  return on === undefined || known.length < companies.length ? null : { on, days: daysBetween(on, today) }
}
