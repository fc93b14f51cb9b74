import { useTranslation } from 'react-i18next'
import { AGE_BANDS } from '#domain/receivables/aged-balance.ts'
import { useFormats } from '#ui/format.ts'
import type { DatedBalance, Standing } from '../contract.ts'
import { Figure } from './figure.tsx'
import type { UnfoldAsked } from './standing-band.tsx'

interface StandingFiguresProps {
  readonly standing: Standing
  readonly onUnfold: (asked: UnfoldAsked) => void
}

type Balance = NonNullable<DatedBalance['balance']>

/** The figures of « Où nous en sommes », each with its formula; money and days beside a month and a year before. */
export function StandingFigures({ standing, onUnfold }: StandingFiguresProps) {
  const { t } = useTranslation()
  const format = useFormats()
  const { now, period, delay, atRisk, currency, months } = standing
  const money = (cents: number) => format.money(cents, currency)
  const daysOf = (days: number | null) =>
    days === null ? t('dashboard.unknown') : t('dashboard.dsoOf', { days: format.count(days) })
  const shareOf = (share: number | null) => (share === null ? t('dashboard.unknown') : format.share(share))
  const dso = months.at(-1)?.dso ?? null
  const amountOf = (of: Balance | null, read: (of: Balance) => number) =>
    of === null ? t('dashboard.unknown') : money(read(of))
  const unfold = (detail: string) =>
    now.balance === null ? undefined : () => onUnfold({ detail, on: now.on })
  return (
    <div className="figure-grid">
      <Figure
        label={t('dashboard.receivables')}
        formula={t('dashboard.receivablesFormula')}
        example={t('dashboard.examples.receivables')}
        value={amountOf(now.balance, netCents)}
        onUnfold={unfold('open')}
      >
        <Before standing={standing} show={(of) => amountOf(of, netCents)} />
      </Figure>
      <Figure
        label={t('dashboard.overdue')}
        formula={t('dashboard.overdueFormula')}
        example={t('dashboard.examples.overdue')}
        value={amountOf(now.balance, overdueCents)}
        onUnfold={unfold('overdue')}
      >
        {now.balance && openCents(now.balance) > 0 ? (
          <p>
            {t('dashboard.overdueShare', {
              share: format.share(overdueCents(now.balance) / openCents(now.balance)),
            })}
          </p>
        ) : null}
        <Before standing={standing} show={(of) => amountOf(of, overdueCents)} />
      </Figure>
      <Figure
        label={t('dashboard.dso')}
        formula={t('dashboard.dsoFormula')}
        example={t('dashboard.examples.dso')}
        value={
          dso?.isMore ? t('dashboard.dsoMore', { days: format.count(dso.days) }) : daysOf(dso?.days ?? null)
        }
      >
        <p>
          {t('dashboard.simpleDso')} {daysOf(period.simpleDso)}
        </p>
      </Figure>
      <Figure
        label={t('dashboard.delinquent')}
        formula={`${t('dashboard.delinquentFormula')} ${t('dashboard.bestDsoFormula')} ${t('dashboard.simpleDsoFormula', { days: period.days, from: format.day(period.from) })}`}
        example={t('dashboard.examples.delinquent')}
        value={daysOf(period.averageDaysDelinquent)}
      >
        <p>
          {t('dashboard.bestDso')} {daysOf(period.bestPossibleDso)}
        </p>
      </Figure>
      <Figure
        label={t('dashboard.delay')}
        formula={t('dashboard.delayFormula')}
        example={t('dashboard.examples.delay')}
        value={daysOf(delay.days)}
      />
      <Figure
        label={t('dashboard.cei')}
        formula={t('dashboard.ceiFormula')}
        example={t('dashboard.examples.cei')}
        value={shareOf(period.collectionEffectiveness)}
      />
      <Figure
        label={t('dashboard.atRisk')}
        formula={t('dashboard.atRiskFormula', {
          day: format.day(atRisk.monthEndsOn),
          unpaid: money(atRisk.unpaidCents),
          invoiced: money(atRisk.invoicedCents),
        })}
        example={t('dashboard.examples.atRisk')}
        value={shareOf(atRisk.share)}
      />
      <Figure
        label={t('dashboard.credits')}
        formula={t('dashboard.creditsFormula')}
        example={t('dashboard.examples.credits')}
        value={amountOf(now.balance, ({ creditCents }) => creditCents)}
      />
    </div>
  )
}

function Before({
  standing,
  show,
}: {
  readonly standing: Standing
  readonly show: (balance: Balance | null) => string
}) {
  const { t } = useTranslation()
  return (
    <>
      <p>
        {t('dashboard.before.month')} {show(standing.monthAgo.balance)}
      </p>
      <p>
        {t('dashboard.before.year')} {show(standing.yearAgo.balance)}
      </p>
    </>
  )
}

function openCents({ bands }: Balance): number {
  return AGE_BANDS.reduce((sum, band) => sum + bands[band], 0)
}

function netCents(balance: Balance): number {
  return openCents(balance) - balance.creditCents
}

function overdueCents(balance: Balance): number {
  return openCents(balance) - balance.bands.notDue
}
