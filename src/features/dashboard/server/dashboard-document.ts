import type { Day } from '#domain/days-and-money/day.ts'
import { sumCents } from '#domain/days-and-money/money.ts'
import { LEVELS } from '#domain/dunning/levels.ts'
import { letterDay, letterMoney } from '#domain/letters/letter-figures.ts'
import { AGE_BANDS, type AgeBand } from '#domain/receivables/aged-balance.ts'
import type { PrintedDocument, PrintedSection } from '#letters/printed-document.ts'
import { type Language, translate } from '#messages/translate.ts'
import type { DatedBalance, Effects, Forecast, Standing } from '../contract.ts'

export interface DashboardFigures {
  readonly standing: Omit<Standing, 'currencies'>
  readonly effects: Omit<Effects, 'currency'>
  readonly forecast: Omit<Forecast, 'currency'>
}

interface Order extends DashboardFigures {
  readonly language: Language
  readonly companies: readonly string[]
  readonly today: Day
}

/** Beyond, names of companies would push the figures to a second page. */
const NAMED_COMPANIES = 6

/** « Tableau de bord » on one page, for the accountant's meeting: the figures of the screen, in one currency. */
export function dashboardDocument(order: Order): PrintedDocument {
  const { language, companies, today, standing } = order
  const words = wordsOf(order)
  const named = companies.slice(0, NAMED_COMPANIES).join(', ')
  return {
    language,
    title: words.say('title'),
    subtitles: [
      words.say('made-on', {
        companies: companies.length > NAMED_COMPANIES ? `${named}…` : named,
        day: letterDay(today, language),
      }),
      ...(standing.currency === 'EUR' ? [] : [standing.currency]),
    ],
    letterhead: null,
    recipientLines: [],
    madeOn: today,
    dateLine: null,
    isLandscape: false,
    sections: [
      figuresSection(order, words),
      agedSection(order, words),
      debtorsSection(order, words),
      effectsSection(order, words),
      comingSection(order, words),
    ],
  }
}

type Words = ReturnType<typeof wordsOf>

function wordsOf({ language, standing: { currency } }: Order) {
  const say = (key: string, values: Record<string, string | number> = {}) =>
    translate(language, `steering.${key}`, values)
  const money = (cents: number) => letterMoney(cents, currency, language)
  const number = new Intl.NumberFormat(language, { maximumFractionDigits: 2 })
  const percent = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 })
  const days = (count: number | null) =>
    count === null ? say('unknown') : say('days', { days: number.format(count) })
  const share = (of: number | null) => (of === null ? say('unknown') : percent.format(of))
  return { say, money, number, days, share }
}

const text = (label: string) => ({ label, side: 'left', widthMm: null }) as const
const figure = (label: string, widthMm: number) => ({ label, side: 'right', widthMm }) as const

function figuresSection({ standing }: Order, { say, money, number, days, share }: Words): PrintedSection {
  const { now, monthAgo, yearAgo, months, delay, period, atRisk } = standing
  const dated = (label: string, read: (balance: Balance) => number) => [
    say(label),
    ...[now, monthAgo, yearAgo].map(({ balance }) => (balance ? money(read(balance)) : say('unknown'))),
  ]
  const dso = months.at(-1)?.dso
  const shownDso = dso?.isMore ? say('more-days', { days: number.format(dso.days) }) : days(dso?.days ?? null)
  return {
    heading: say('standing'),
    columns: [
      text(say('figure')),
      figure(say('now'), 36),
      figure(say('month-ago'), 36),
      figure(say('year-ago'), 36),
    ],
    rows: [
      dated('receivables', (balance) => openOf(balance) - balance.creditCents),
      dated('overdue', (balance) => openOf(balance) - balance.bands.notDue),
      dated('credits', ({ creditCents }) => creditCents),
      [say('dso'), shownDso, '', ''],
      [say('delay'), days(delay.days), '', ''],
      [say('cei'), share(period.collectionEffectiveness), '', ''],
      [say('at-risk'), share(atRisk.share), '', ''],
    ],
    total: null,
    note: null,
  }
}

type Balance = NonNullable<DatedBalance['balance']>

function openOf({ bands }: Balance): number {
  return sumCents(AGE_BANDS.map((band) => bands[band]))
}

const BAND_WORDS: Readonly<Record<AgeBand, string>> = {
  notDue: 'lists.not-due',
  to30: 'lists.to30',
  to60: 'lists.to60',
  to90: 'lists.to90',
  over90: 'lists.over90',
}

function agedSection({ language, standing }: Order, { say, money }: Words): PrintedSection {
  const { now, monthAgo, yearAgo } = standing
  return {
    heading: say('aged'),
    columns: [text(say('at')), ...AGE_BANDS.map((band) => figure(translate(language, BAND_WORDS[band]), 29))],
    rows: [now, monthAgo, yearAgo].map(({ on, balance }) => [
      letterDay(on, language),
      ...AGE_BANDS.map((band) => (balance ? money(balance.bands[band]) : say('unknown'))),
    ]),
    total: null,
    note: null,
  }
}

function debtorsSection({ language, standing }: Order, { say, money }: Words): PrintedSection {
  return {
    heading: say('debtors'),
    columns: [
      text(translate(language, 'lists.customer')),
      figure(translate(language, 'lists.balance'), 36),
      figure(say('overdue'), 36),
    ],
    rows: standing.debtors.map(({ name, code, balanceCents, overdueCents }) => [
      `${name} · ${code}`,
      money(balanceCents),
      money(overdueCents),
    ]),
    total: null,
    note: standing.debtors.length === 0 ? translate(language, 'lists.nothing') : null,
  }
}

// By level: what each way of sending brings is on the screen.
function effectsSection({ effects }: Order, { say, money, number, share }: Words): PrintedSection {
  const { recovered, promises, disputes } = effects
  const rows = LEVELS.map((level) => recovered.filter((one) => one.level === level)).filter(
    (ofLevel) => ofLevel.length > 0,
  )
  const told = say('promises', {
    kept: promises.kept,
    broken: promises.broken,
    disputes: disputes.count,
    amount: money(disputes.openCents),
  })
  return {
    heading: say('effects'),
    columns: [
      text(''),
      figure(say('letters'), 24),
      figure(say('reminded'), 36),
      figure(say('recovered'), 40),
      figure(say('share'), 24),
    ],
    rows: rows.map((ofLevel) => {
      const reminded = sumCents(ofLevel.map(({ remindedCents }) => remindedCents))
      const got = sumCents(ofLevel.map(({ recoveredCents }) => recoveredCents))
      const letters = ofLevel.reduce((sum, { count }) => sum + count, 0)
      return [
        say('level', { level: ofLevel[0]?.level ?? '' }),
        number.format(letters),
        money(reminded),
        money(got),
        reminded === 0 ? '–' : share(got / reminded),
      ]
    }),
    total: null,
    note: rows.length === 0 ? `${say('no-letter')} ${told}` : told,
  }
}

function comingSection({ forecast }: Order, { say, money }: Words): PrintedSection {
  const within = (count: number, read: (week: Forecast['weeks'][number]) => number) =>
    money(sumCents(forecast.weeks.slice(0, count).map(read)))
  const row = (label: string, count: number) => [
    say(label),
    within(count, ({ likelyCents }) => likelyCents),
    within(count, ({ prudentCents }) => prudentCents),
  ]
  const isKnown = forecast.learnt !== null
  return {
    heading: say('coming'),
    columns: [text(say('period')), figure(say('likely'), 50), figure(say('prudent'), 50)],
    rows: isKnown ? [row('four-weeks', 4), row('thirteen-weeks', 13)] : [],
    total: null,
    note: isKnown ? null : say('not-learnt'),
  }
}
