import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { LEVELS } from '#domain/dunning/levels.ts'
import { LATE_BANDS } from '#domain/receivables/aged-balance.ts'
import { useFormats } from '#ui/format.ts'
import { LevelBadge } from '#ui/level-badge.tsx'
import type { Effects } from '../contract.ts'
import { Band, type BandProps } from './band.tsx'
import { Figure, Formula } from './figure.tsx'
import { LazyChart } from './lazy-chart.tsx'
import { effectsQuery } from './queries.ts'
import { FiguresTable } from './table.tsx'

/** « Ce qui marche », over a year. */
export function EffectsBand({ companies, currency }: BandProps) {
  const { t } = useTranslation()
  const format = useFormats()
  const asked = useQuery(effectsQuery(companies, currency))
  return (
    <Band id="effects" title={t('dashboard.band.effects')} asked={asked}>
      {(effects) => (
        <>
          <div className="band-columns">
            <Recovered effects={effects} />
            <Letters effects={effects} />
          </div>
          <div className="figure-grid">
            <Figure
              label={t('dashboard.promises')}
              formula={t('dashboard.promisesFormula')}
              value={t('dashboard.promisesOf', effects.promises)}
            />
            <Figure
              label={t('dashboard.disputes')}
              formula={t('dashboard.disputesFormula')}
              value={t('dashboard.disputesOf', {
                count: effects.disputes.count,
                amount: format.money(effects.disputes.openCents, effects.currency),
              })}
            >
              {effects.disputes.oldestOn ? (
                <p>{t('dashboard.oldest', { day: format.day(effects.disputes.oldestOn) })}</p>
              ) : null}
            </Figure>
          </div>
          <Disputes effects={effects} />
        </>
      )}
    </Band>
  )
}

/** So many reasons are listed; the others are one line. */
const SHOWN_REASONS = 10

function Disputes({ effects: { disputes, currency } }: { readonly effects: Effects }) {
  const { t } = useTranslation()
  const format = useFormats()
  const { reasons } = disputes
  if (reasons.length === 0) return null
  const named = reasons.slice(0, SHOWN_REASONS).map(({ reason, ...figures }) => ({
    reason: reason === '' ? t('dashboard.noReason') : reason,
    ...figures,
  }))
  const others = reasons.slice(SHOWN_REASONS)
  const sum = (read: (one: (typeof reasons)[number]) => number) =>
    others.reduce((total, one) => total + read(one), 0)
  const rest = {
    reason: t('dashboard.otherReasons', { count: others.length }),
    count: sum(({ count }) => count),
    openCents: sum(({ openCents }) => openCents),
    ageCents: {
      to30: sum(({ ageCents }) => ageCents.to30),
      to60: sum(({ ageCents }) => ageCents.to60),
      to90: sum(({ ageCents }) => ageCents.to90),
      over90: sum(({ ageCents }) => ageCents.over90),
    },
  }
  return (
    <section className="band-part" aria-labelledby="disputes">
      <h3 id="disputes">{t('dashboard.disputesBy')}</h3>
      <FiguresTable
        label={t('dashboard.disputesBy')}
        heads={[
          t('dashboard.reason'),
          t('dashboard.disputeCount'),
          t('dashboard.open'),
          t('dashboard.upTo30'),
          ...(['to60', 'to90', 'over90'] as const).map((band) => t(`ages.${band}`)),
        ]}
        rows={[...named, ...(others.length > 0 ? [rest] : [])].map(
          ({ reason, count, openCents, ageCents }) => ({
            key: reason,
            cells: [
              reason,
              format.count(count),
              format.money(openCents, currency),
              ...LATE_BANDS.map((band) =>
                ageCents[band] === 0 ? '–' : format.money(ageCents[band], currency),
              ),
            ],
          }),
        )}
      />
    </section>
  )
}

function Recovered({ effects: { recovered, currency } }: { readonly effects: Effects }) {
  const { t } = useTranslation()
  const format = useFormats()
  return (
    <section className="band-part" aria-labelledby="recovered">
      <h3 id="recovered">
        {t('dashboard.recovered')}
        <Formula label={t('dashboard.recovered')} example={t('dashboard.examples.recovered')}>
          {t('dashboard.recoveredFormula')}
        </Formula>
      </h3>
      {recovered.length === 0 ? (
        <p className="dimmed">{t('dashboard.noLetter')}</p>
      ) : (
        <FiguresTable
          label={t('dashboard.recovered')}
          heads={[
            t('dashboard.level'),
            t('dashboard.way'),
            t('dashboard.count'),
            t('dashboard.reminded'),
            t('dashboard.got'),
            t('dashboard.share'),
          ]}
          rows={recovered.map(({ level, way, count, remindedCents, recoveredCents }) => ({
            key: `${level}${way}`,
            cells: [
              <LevelBadge key="level" level={level} />,
              t(`dashboard.ways.${way}`),
              format.count(count),
              format.money(remindedCents, currency),
              format.money(recoveredCents, currency),
              remindedCents === 0 ? '–' : format.share(recoveredCents / remindedCents),
            ],
          }))}
        />
      )}
    </section>
  )
}

function Letters({ effects: { letters } }: { readonly effects: Effects }) {
  const { t } = useTranslation()
  const format = useFormats()
  if (letters.length === 0) return null
  const months = [...Map.groupBy(letters, ({ month }) => month)]
  const countOf = (of: Effects['letters'], level: number) => of.find((one) => one.level === level)?.count ?? 0
  return (
    <section className="band-part" aria-labelledby="letters">
      <h3 id="letters">{t('dashboard.letters')}</h3>
      <LazyChart
        kind="stacked"
        format={format.count}
        rows={months.map(([month, of]) => ({
          name: `${month.slice(5)}/${month.slice(2, 4)}`,
          ...Object.fromEntries(LEVELS.map((level) => [`level${level}`, countOf(of, level)])),
        }))}
        series={LEVELS.map((level) => ({
          name: `level${level}`,
          label: t('level.name', { level }),
          color: `var(--level-${level}-dot)`,
        }))}
      />
      <details>
        <summary>{t('dashboard.lettersChart')}</summary>
        <FiguresTable
          label={t('dashboard.lettersChart')}
          heads={[t('dashboard.month'), ...LEVELS.map((level) => t('level.name', { level }))]}
          rows={months.map(([month, of]) => ({
            key: month,
            cells: [
              `${month.slice(5)}/${month.slice(0, 4)}`,
              ...LEVELS.map((level) => format.count(countOf(of, level))),
            ],
          }))}
        />
      </details>
    </section>
  )
}
