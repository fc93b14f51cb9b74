import { Anchor, UnstyledButton } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { mustHave } from '#domain/errors.ts'
import { AGE_BANDS } from '#domain/receivables/aged-balance.ts'
import { useFormats } from '#ui/format.ts'
import type { DatedBalance, Debtor, Standing } from '../contract.ts'
import { Band, type BandProps } from './band.tsx'
import { Formula } from './figure.tsx'
import { LazyChart } from './lazy-chart.tsx'
import { standingQuery } from './queries.ts'
import { StandingFigures } from './standing-figures.tsx'
import { FiguresTable } from './table.tsx'

export interface UnfoldAsked {
  readonly detail: string
  readonly on: string
}

interface StandingBandProps extends BandProps {
  readonly onUnfold: (asked: UnfoldAsked) => void
}

/** « Où nous en sommes ». */
export function StandingBand({ companies, currency, onUnfold }: StandingBandProps) {
  const { t } = useTranslation()
  const format = useFormats()
  const asked = useQuery(standingQuery(companies, currency))
  return (
    <Band id="standing" title={t('dashboard.band.standing')} asked={asked}>
      {(standing) => (
        <>
          {standing.knownFrom === null ? <p className="dimmed">{t('dashboard.nothingKnown')}</p> : null}
          <StandingFigures standing={standing} onUnfold={onUnfold} />
          <div className="band-columns">
            <AgedBalance standing={standing} onUnfold={onUnfold} companies={companies} />
            <Months standing={standing} />
          </div>
          {standing.knownFrom !== null && standing.yearAgo.balance === null ? (
            <p className="dimmed">{t('dashboard.unknownBefore', { day: format.day(standing.knownFrom) })}</p>
          ) : null}
          <Debtors debtors={standing.debtors} currency={standing.currency} />
        </>
      )}
    </Band>
  )
}

interface PartProps {
  readonly standing: Standing
  readonly onUnfold: StandingBandProps['onUnfold']
}

function AgedBalance({
  standing,
  onUnfold,
  companies,
}: PartProps & { readonly companies: string | undefined }) {
  const { t } = useTranslation()
  const format = useFormats()
  const { now, monthAgo, yearAgo, currency } = standing
  const money = (cents: number) => format.money(cents, currency)
  const cell = (
    balance: DatedBalance,
    read: (of: NonNullable<DatedBalance['balance']>) => number,
    detail?: string,
  ) => {
    if (balance.balance === null) return t('dashboard.unknown')
    const amount = money(read(balance.balance))
    if (!detail) return amount
    const label = `${amount} · ${t('dashboard.unfold', { figure: t(`ages.${detail as 'to30'}`) })}`
    return (
      <UnstyledButton
        className="figure-link"
        aria-label={label}
        onClick={() => onUnfold({ detail, on: balance.on })}
      >
        {amount}
      </UnstyledButton>
    )
  }
  const balances = [now, monthAgo, yearAgo]
  // A balance that is unknown has no bars: those of nothing owed would say another thing.
  const drawn = [
    {
      name: 'before',
      label: t('dashboard.before.month'),
      color: 'var(--line-strong)',
      balance: monthAgo.balance,
    },
    { name: 'now', label: t('dashboard.now'), color: 'var(--accent)', balance: now.balance },
  ].filter(({ balance }) => balance !== null)
  const net = ({ bands, creditCents }: NonNullable<DatedBalance['balance']>) =>
    AGE_BANDS.reduce((sum, band) => sum + bands[band], -creditCents)
  return (
    <section className="band-part" aria-labelledby="aged">
      <h3 id="aged">
        {t('dashboard.aged')}
        <Formula label={t('dashboard.aged')} example={t('dashboard.examples.aged')}>
          {t('dashboard.agedFormula')}
        </Formula>
      </h3>
      <LazyChart
        kind="bars"
        format={(value) => money(Math.round(value * 100))}
        rows={AGE_BANDS.map((band) => ({
          name: t(`ages.${band}`),
          ...Object.fromEntries(
            drawn.map(({ name, balance }) => [name, mustHave(balance, name).bands[band] / 100]),
          ),
        }))}
        series={drawn.map(({ name, label, color }) => ({ name, label, color }))}
      />
      <FiguresTable
        label={t('dashboard.agedChart')}
        heads={[
          t('dashboard.age'),
          t('dashboard.now'),
          t('dashboard.before.month'),
          t('dashboard.before.year'),
        ]}
        rows={[
          ...AGE_BANDS.map((band) => ({
            key: band,
            cells: [t(`ages.${band}`), ...balances.map((one) => cell(one, ({ bands }) => bands[band], band))],
          })),
          {
            key: 'credits',
            cells: [t('dashboard.credits'), ...balances.map((one) => cell(one, (of) => -of.creditCents))],
          },
        ]}
        total={[t('dashboard.total'), ...balances.map((one) => cell(one, net))]}
      />
      <Anchor
        size="sm"
        renderRoot={(props) => <Link {...props} to="/travaux" search={{ entreprises: companies }} />}
      >
        {t('dashboard.agedFile')}
      </Anchor>
    </section>
  )
}

function Months({ standing: { months, currency } }: { readonly standing: Standing }) {
  const { t } = useTranslation()
  const format = useFormats()
  const dsoOf = (dso: Standing['months'][number]['dso']) =>
    dso === null
      ? t('dashboard.unknown')
      : t(dso.isMore ? 'dashboard.dsoMore' : 'dashboard.dsoOf', { days: format.count(dso.days) })
  return (
    <section className="band-part" aria-labelledby="months">
      <h3 id="months">{t('dashboard.months')}</h3>
      <LazyChart
        kind="line"
        format={(value) => format.count(value)}
        rows={months.flatMap(({ endsOn, dso }) =>
          dso ? [{ name: format.dayAndMonth(endsOn), dso: dso.days }] : [],
        )}
        series={[{ name: 'dso', label: t('dashboard.dso'), color: 'var(--accent)' }]}
      />
      <details>
        <summary>{t('dashboard.monthsChart')}</summary>
        <FiguresTable
          label={t('dashboard.monthsChart')}
          heads={[t('dashboard.month'), t('dashboard.sales'), t('dashboard.receivables'), t('dashboard.dso')]}
          rows={months.map(({ endsOn, salesCents, receivableCents, dso }) => ({
            key: endsOn,
            cells: [
              format.day(endsOn),
              dso ? format.money(salesCents, currency) : t('dashboard.unknown'),
              dso ? format.money(receivableCents, currency) : t('dashboard.unknown'),
              dsoOf(dso),
            ],
          }))}
        />
      </details>
    </section>
  )
}

function Debtors({ debtors, currency }: { readonly debtors: readonly Debtor[]; readonly currency: string }) {
  const { t } = useTranslation()
  const format = useFormats()
  if (debtors.length === 0) return null
  const riskOf = ({ risk }: Debtor) => {
    if (risk === null) return t('dashboard.riskNone')
    const reasons = risk.parts.flatMap(({ reason, measure, points }) =>
      measure === null || points === 0
        ? []
        : [t(`dashboard.riskReason.${reason}`, { measure: format.count(measure), points })],
    )
    return (
      <>
        {t('dashboard.riskOf', { points: risk.points })}
        {reasons.length > 0 ? <span className="risk-reasons">{reasons.join(' · ')}</span> : null}
      </>
    )
  }
  return (
    <section className="band-part" aria-labelledby="debtors">
      <h3 id="debtors">
        {t('dashboard.debtors')}
        <Formula label={t('dashboard.risk')}>{t('dashboard.riskFormula')}</Formula>
      </h3>
      <FiguresTable
        label={t('dashboard.debtors')}
        heads={[t('dashboard.customer'), t('dashboard.balance'), t('dashboard.overdue'), t('dashboard.risk')]}
        rows={debtors.map((debtor) => ({
          key: String(debtor.customerId),
          cells: [
            <Link key="name" to="/clients/$id" params={{ id: String(debtor.customerId) }}>
              {debtor.code} · {debtor.name}
            </Link>,
            format.money(debtor.balanceCents, currency),
            format.money(debtor.overdueCents, currency),
            riskOf(debtor),
          ],
        }))}
      />
    </section>
  )
}
