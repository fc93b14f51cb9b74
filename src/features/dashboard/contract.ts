import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { ageBands, cents, companyCodes, currency, currencyAmount, day, level } from '#contract/fields.ts'
import { WAYS } from '#domain/sending/channels.ts'
import { FORECAST_WEEKS } from '#domain/steering/cash-forecast.ts'
import { RISK_REASONS } from '#domain/steering/risk.ts'

/** « Tableau de bord »: how one stands, what works, what comes; each figure in one currency, never added to another. */

const count = z.number().int()
/** Days, to a hundredth. */
const days = z.number()
/** 0 to 1. */
const share = z.number()

export const figuresQuery = z.object({
  companies: companyCodes,
  /** Absent: euros when there are any, else the first. */
  currency: currency.optional(),
})

/** What was open at the end of a day; null before the accounts are known. */
export const datedBalance = z.object({
  on: day,
  balance: z.object({ bands: ageBands, creditCents: cents }).nullable(),
})
export type DatedBalance = z.infer<typeof datedBalance>

export const monthFigures = z.object({
  /** Last day of the month, or the day itself for the month under way. */
  endsOn: day,
  salesCents: cents,
  receivableCents: cents,
  /** DSO by exhaustion at that day; null before the accounts are known. */
  dso: z.object({ days, isMore: z.boolean() }).nullable(),
})

export const riskPart = z.object({
  reason: z.enum(RISK_REASONS),
  points: count,
  mostPoints: count,
  measure: z.number().nullable(),
})
export const debtor = z.object({
  customerId: count,
  company: z.string(),
  code: z.string(),
  name: z.string(),
  /** Open less what is not allocated. */
  balanceCents: cents,
  overdueCents: cents,
  /** Null for whoever is not known to be a legal person (law.md §5). */
  risk: z.object({ points: count, parts: z.array(riskPart) }).nullable(),
})
export type Debtor = z.infer<typeof debtor>

export const standing = z.object({
  currency,
  currencies: z.array(currency),
  /** First day that all these accounts are known of; null when nothing is. */
  knownFrom: day.nullable(),
  now: datedBalance,
  monthAgo: datedBalance,
  yearAgo: datedBalance,
  /** The last twelve, oldest first. */
  months: z.array(monthFigures),
  /** Over the last three whole months and the one under way. */
  period: z.object({
    from: day,
    days: count,
    salesCents: cents,
    simpleDso: days.nullable(),
    bestPossibleDso: days.nullable(),
    averageDaysDelinquent: days.nullable(),
    collectionEffectiveness: share.nullable(),
  }),
  /** Of what was paid in the last 365 days. */
  delay: z.object({ days: days.nullable(), paidCents: cents }),
  atRisk: z.object({ monthEndsOn: day, invoicedCents: cents, unpaidCents: cents, share: share.nullable() }),
  debtors: z.array(debtor),
})
export type Standing = z.infer<typeof standing>

export const openItemsQuery = figuresQuery.extend({
  on: day,
  /** Absent: all that was open. */
  band: z.enum(['overdue', 'notDue', 'to30', 'to60', 'to90', 'over90']).optional(),
})
export const openItem = z.object({
  company: z.string(),
  customerId: count,
  code: z.string(),
  name: z.string(),
  invoiceId: count,
  number: z.string().nullable(),
  dueOn: day.nullable(),
  daysLate: count,
  openCents: cents,
})
export type OpenItem = z.infer<typeof openItem>
export const openItems = z.object({
  currency,
  /** Of all of them, however many are listed. */
  count,
  totalCents: cents,
  /** The greatest first. */
  rows: z.array(openItem),
})

export const effects = z.object({
  currency,
  /** Letters of the last 365 days whose 15 days have gone by. */
  recovered: z.array(
    z.object({ level, way: z.enum(WAYS), count, remindedCents: cents, recoveredCents: cents }),
  ),
  /** Of a year; `dueToday` of those that wait. */
  promises: z.object({ kept: count, broken: count, waiting: count, dueToday: count }),
  disputes: z.object({
    count,
    openCents: cents,
    oldestOn: day.nullable(),
    /** By reason as it was written, the greatest amount first; an invoice in two disputes is under the older one. */
    reasons: z.array(
      z.object({
        /** Empty where none was given. */
        reason: z.string(),
        count,
        openCents: cents,
        /** By the age of the dispute in days. */
        ageCents: z.object({ to30: cents, to60: cents, to90: cents, over90: cents }),
      }),
    ),
  }),
  /** Confirmed letters by month and level, oldest first. */
  letters: z.array(z.object({ month: z.string(), level, count })),
})
export type Effects = z.infer<typeof effects>

export const forecast = z.object({
  currency,
  /** What the delays were learnt from; null when nothing has fallen due long enough ago. */
  learnt: z.object({ count, p50Days: z.number(), p80Days: z.number() }).nullable(),
  weeks: z.array(z.object({ from: day, to: day, likelyCents: cents, prudentCents: cents })),
  laterCents: cents,
  /** So late that nothing says when. */
  unknownCents: cents,
  /** In dispute or in insolvency. */
  heldCents: cents,
})
export type Forecast = z.infer<typeof forecast>

const WEEK_NAMES = [
  ...Array.from({ length: FORECAST_WEEKS }, (_, index) => String(index)),
  ...['later', 'unknown', 'held'],
]
export const forecastItemsQuery = figuresQuery.extend({
  /** 0 for the week of today; or what no week expects: later, unknown, held. */
  week: z.enum(WEEK_NAMES),
  by: z.enum(['likely', 'prudent']).default('likely'),
})
export type ForecastBy = z.output<typeof forecastItemsQuery>['by']

export const backtestScore = z.object({
  currency,
  forecasts: count,
  p80Coverage: share.nullable(),
  p80Count: count,
  error: share.nullable(),
  dueDateError: share.nullable(),
})

export const portfolioRow = z.object({
  company: z.string(),
  name: z.string(),
  overdue: z.array(currencyAmount),
  advisedCustomers: count,
  paymentsKnownOn: day.nullable(),
  lastLetterOn: day.nullable(),
  doubts: count,
})
export type PortfolioRow = z.infer<typeof portfolioRow>
export const portfolio = z.object({ rows: z.array(portfolioRow) })

export const CHECKLIST_STEPS = [
  'letterhead',
  'iban',
  'addresses',
  'kinds',
  'levels',
  'payments',
  'letter',
] as const
export const checklist = z.object({
  companies: z.array(
    z.object({
      company: z.string(),
      steps: z.array(z.object({ step: z.enum(CHECKLIST_STEPS), isDone: z.boolean(), count })),
    }),
  ),
})
export type Checklist = z.infer<typeof checklist>

const tags = ['Tableau de bord'] as const

export const fetchStanding = endpoint({
  method: 'get',
  path: '/api/dashboard/standing',
  capability: 'read',
  tags,
  summary: 'Receivables, aged balance, DSO, delays and debtors, compared with a month and a year before',
  query: figuresQuery,
  answer: standing,
})

export const fetchOpenItems = endpoint({
  method: 'get',
  path: '/api/dashboard/open-items',
  capability: 'read',
  tags,
  summary: 'The invoices that a figure is made of, at the end of any day',
  query: openItemsQuery,
  answer: openItems,
})

export const fetchEffects = endpoint({
  method: 'get',
  path: '/api/dashboard/effects',
  capability: 'read',
  tags,
  summary: 'What reminders brought by level, promises, disputes and letters of the last twelve months',
  query: figuresQuery,
  answer: effects,
})

export const fetchForecast = endpoint({
  method: 'get',
  path: '/api/dashboard/forecast',
  capability: 'read',
  tags,
  summary: 'What should come in during each of the next thirteen weeks',
  query: figuresQuery,
  answer: forecast,
})

export const fetchForecastItems = endpoint({
  method: 'get',
  path: '/api/dashboard/forecast-items',
  capability: 'read',
  tags,
  summary: 'The invoices that a week of the forecast expects',
  query: forecastItemsQuery,
  answer: openItems,
})

export const fetchBacktest = endpoint({
  method: 'get',
  path: '/api/dashboard/backtest',
  capability: 'read',
  tags,
  summary: 'How the forecast would have done in the past months',
  query: figuresQuery,
  answer: backtestScore,
})

export const fetchPortfolio = endpoint({
  method: 'get',
  path: '/api/dashboard/companies',
  capability: 'read',
  tags,
  summary: 'One line for each company: overdue, to remind, age of the data',
  query: z.object({ companies: companyCodes }),
  answer: portfolio,
})

export const fetchDashboardPage = endpoint({
  method: 'get',
  path: '/api/dashboard/page',
  capability: 'read',
  tags: ['Tableau de bord'],
  summary: 'The dashboard on one page, as PDF',
  query: figuresQuery,
  answer: 'pdf',
})

export const fetchChecklist = endpoint({
  method: 'get',
  path: '/api/dashboard/checklist',
  capability: 'read',
  tags,
  summary: 'What is left to do between a first import and a letter that can be posted',
  query: z.object({ companies: companyCodes }),
  answer: checklist,
})
