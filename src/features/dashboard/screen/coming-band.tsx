import { UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { fetchProcedure, simulateProcedure } from '#features/procedure/contract.ts'
import { ask } from '#ui/ask.ts'
import { useFormats } from '#ui/format.ts'
import { useSession } from '#ui/session.ts'
import { Failure } from '#ui/states.tsx'
import { type Forecast, fetchBacktest, fetchForecast } from '../contract.ts'
import { shownCompanies } from './asked-companies.ts'
import { Band, type BandProps } from './band.tsx'
import { Figure, Formula } from './figure.tsx'
import { LazyChart } from './lazy-chart.tsx'
import { FiguresTable } from './table.tsx'
import { type ForecastPart, WeekDialog } from './week-dialog.tsx'

/** « Ce qui vient »: cash by week, and the letters that the procedure will advise. */
export function ComingBand({ companies, currency }: BandProps) {
  const { t } = useTranslation()
  const { companies: all } = useSession()
  const asked = useQuery({
    queryKey: ['dashboard', 'forecast', companies, currency],
    queryFn: () => ask(fetchForecast, { query: { companies, currency } }),
  })
  const [only, ...others] = shownCompanies(all, companies)
  return (
    <Band id="coming" title={t('dashboard.band.coming')} asked={asked}>
      {(forecast) => (
        <>
          {forecast.learnt === null ? (
            <p className="dimmed">{t('dashboard.notLearnt')}</p>
          ) : (
            <Cash forecast={forecast} companies={companies} />
          )}
          {only && others.length === 0 ? <LettersToCome company={only.code} /> : null}
        </>
      )}
    </Band>
  )
}

function Cash({
  forecast,
  companies,
}: {
  readonly forecast: Forecast
  readonly companies: string | undefined
}) {
  const { t } = useTranslation()
  const format = useFormats()
  const { currency, weeks } = forecast
  const money = (cents: number) => format.money(cents, currency)
  const within = (count: number, read: (week: Forecast['weeks'][number]) => number) =>
    money(weeks.slice(0, count).reduce((sum, week) => sum + read(week), 0))
  const [part, setPart] = useState<ForecastPart | null>(null)
  const rest = [
    ['later', t('dashboard.later'), forecast.laterCents],
    ['unknown', t('dashboard.unknownWhen'), forecast.unknownCents],
    ['held', t('dashboard.held'), forecast.heldCents],
  ] as const
  const cell = (week: string, label: string, by: ForecastPart['by'], cents: number) => {
    if (cents === 0) return money(cents)
    const name = `${label} · ${t(`dashboard.${by}`)}`
    return (
      <UnstyledButton
        className="figure-link"
        aria-label={`${money(cents)} · ${t('dashboard.unfold', { figure: name })}`}
        onClick={() => setPart({ week, by, name })}
      >
        {money(cents)}
      </UnstyledButton>
    )
  }
  return (
    <section className="band-part" aria-labelledby="forecast">
      <h3 id="forecast">{t('dashboard.forecast')}</h3>
      <div className="figure-grid">
        {([4, 13] as const).map((count) => (
          <Figure
            key={count}
            label={t(count === 4 ? 'dashboard.fourWeeks' : 'dashboard.thirteenWeeks')}
            formula={t('dashboard.forecastFormula')}
            example={t('dashboard.examples.forecast')}
            value={within(count, (week) => week.likelyCents)}
          >
            <p>
              {t('dashboard.prudent')} {within(count, (week) => week.prudentCents)}
            </p>
          </Figure>
        ))}
      </div>
      <LazyChart
        kind="bars"
        format={(value) => money(Math.round(value * 100))}
        rows={weeks.map(({ from, likelyCents, prudentCents }) => ({
          name: format.dayAndMonth(from),
          likely: likelyCents / 100,
          prudent: prudentCents / 100,
        }))}
        series={[
          { name: 'likely', label: t('dashboard.likely'), color: 'var(--accent)' },
          { name: 'prudent', label: t('dashboard.prudent'), color: 'var(--line-strong)' },
        ]}
      />
      <details>
        <summary>{t('dashboard.forecastChart', { currency })}</summary>
        <FiguresTable
          label={t('dashboard.forecastChart', { currency })}
          heads={[t('dashboard.week'), t('dashboard.likely'), t('dashboard.prudent')]}
          rows={[
            ...weeks.map(({ from, likelyCents, prudentCents }, index) => {
              const label = `${t('dashboard.week')} ${format.day(from)}`
              return {
                key: from,
                cells: [
                  format.day(from),
                  cell(String(index), label, 'likely', likelyCents),
                  cell(String(index), label, 'prudent', prudentCents),
                ],
              }
            }),
            ...rest.map(([week, label, cents]) => ({
              key: week,
              cells: [label, cell(week, label, 'likely', cents), ''],
            })),
          ]}
        />
      </details>
      <Backtest companies={companies} currency={currency} />
      {part ? (
        <WeekDialog companies={companies} currency={currency} part={part} onClose={() => setPart(null)} />
      ) : null}
    </section>
  )
}

// Asked once it is opened: it reads some years of the books.
function Backtest({ companies, currency }: BandProps) {
  const { t } = useTranslation()
  const format = useFormats()
  const [isOpen, setOpen] = useState(false)
  const { data, error, refetch } = useQuery({
    queryKey: ['dashboard', 'backtest', companies, currency],
    queryFn: () => ask(fetchBacktest, { query: { companies, currency } }),
    enabled: isOpen,
  })
  const share = (value: number | null) => (value === null ? t('dashboard.unknown') : format.share(value))
  return (
    <details onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{t('dashboard.backtest')}</summary>
      {error ? <Failure error={error} onRetry={() => void refetch()} /> : null}
      {!data && !error ? <p>{t('loading')}</p> : null}
      {data ? (
        <p className="figures">
          {data.forecasts === 0
            ? t('dashboard.backtestNone')
            : t('dashboard.backtestOf', {
                forecasts: data.forecasts,
                error: share(data.error),
                dueDateError: share(data.dueDateError),
                coverage: share(data.p80Coverage),
              })}
        </p>
      ) : null}
    </details>
  )
}

const WEEK_ENDS = [0, 7, 14, 21, 28]

// The procedure is that of one company.
function LettersToCome({ company }: { readonly company: string }) {
  const { t } = useTranslation()
  const format = useFormats()
  const { data, error, refetch } = useQuery({
    queryKey: ['dashboard', 'letters', company],
    queryFn: async () => {
      const saved = await ask(fetchProcedure, { params: { code: company } })
      const { timings, minimumCents, minimumItemCents, excludesProvisional } = saved
      const body = { timings, minimumCents, minimumItemCents, excludesProvisional }
      return await ask(simulateProcedure, { params: { code: company }, body })
    },
  })
  if (error) return <Failure error={error} onRetry={() => void refetch()} />
  if (!data) return null
  return (
    <section className="band-part" aria-labelledby="to-come">
      <h3 id="to-come">
        {t('dashboard.lettersToCome')}
        <Formula label={t('dashboard.lettersToCome')}>{t('dashboard.lettersToComeFormula')}</Formula>
      </h3>
      <FiguresTable
        label={t('dashboard.lettersToCome')}
        heads={[t('dashboard.on'), t('dashboard.lettersToCome')]}
        rows={WEEK_ENDS.flatMap((ahead) => {
          const day = data.saved[ahead]
          if (!day) return []
          const amount = format.amounts(day.amounts)
          return [
            {
              key: day.on,
              cells: [format.day(day.on), t('dashboard.lettersToComeOf', { count: day.customers, amount })],
            },
          ]
        })}
      />
    </section>
  )
}
