import { FIRST_LEVEL, type Level } from '#domain/dunning/levels.ts'
import type { CustomerKind } from '#domain/people/parties.ts'

/** What the points are made of; nothing else is known of a customer here. */
export interface RiskFacts {
  /** Median delay of what was due in the last 12 months, in days; null when nothing was. */
  readonly medianDelayDays: number | null
  /** The median of the last six months less that of the six before; null when either is missing. */
  readonly trendDays: number | null
  readonly brokenPromises: number
  /** Highest level of what is open; null when nothing is late. */
  readonly highestLevel: Level | null
  readonly rejectedPayments: number
}

export const RISK_REASONS = ['median-delay', 'trend', 'broken-promises', 'level', 'rejected'] as const
export type RiskReason = (typeof RISK_REASONS)[number]

/** One reason with its points, so that the sum can be read line by line. */
export interface RiskPart {
  readonly reason: RiskReason
  readonly points: number
  readonly mostPoints: number
  /** What was measured: days, a count, or a level; null when nothing was, which gives no point. */
  readonly measure: number | null
}

export interface RiskPoints {
  /** 0 to 100: the sum of the parts. */
  readonly points: number
  readonly parts: RiskPart[]
}

/** The most points a reason can give; they add up to 100. */
const MOST: Readonly<Record<RiskReason, number>> = {
  'median-delay': 30,
  trend: 20,
  'broken-promises': 20,
  level: 15,
  rejected: 15,
}

/** Points by day, promise, level beyond the first, or rejected payment. */
const EACH: Readonly<Record<RiskReason, number>> = {
  'median-delay': 0.5,
  trend: 1,
  'broken-promises': 10,
  level: 5,
  rejected: 7.5,
}

/** The risk points of a customer, with their reasons; a help to look, never a decision. */
export function riskPoints(facts: RiskFacts): RiskPoints {
  const measures: Readonly<Record<RiskReason, number | null>> = {
    'median-delay': facts.medianDelayDays,
    trend: facts.trendDays,
    'broken-promises': facts.brokenPromises,
    level: facts.highestLevel,
    rejected: facts.rejectedPayments,
  }
  const parts = RISK_REASONS.map((reason) => {
    const measure = measures[reason]
    return {
      reason,
      points: measure === null ? 0 : pointsOf(reason, measure),
      mostPoints: MOST[reason],
      measure,
    }
  })
  return { points: parts.reduce((sum, part) => sum + part.points, 0), parts }
}

function pointsOf(reason: RiskReason, measure: number): number {
  const counted = reason === 'level' ? measure - FIRST_LEVEL : measure
  return Math.round(Math.min(MOST[reason], Math.max(0, counted) * EACH[reason]))
}

const COMPANY_FORM =
  /(^|[^\p{L}])(SARLU?|SASU?|S\.A\.R\.L|S\.A\.S|SA|S\.A|EURL|SNC|SCI|SCP|SCM|SCEA|SCOP|SELARL|SELAS|EARL|GAEC|GIE|GMBH|AG|BV|NV|SRL|SPA|LTD|LLC|PLC)\.?($|[^\p{L}])/iu
const SOLE_TRADER = /(^|[^\p{L}])(EI|EIRL|entrepreneur individuel)($|[^\p{L}])/iu

/**
 * Whether points may be given: to legal persons alone (law.md §5). Not to consumers, kinds that are unknown or sole
 * traders; a business whose name says no form of company may be one, and gets none.
 */
export function mayBeScored({ kind, name }: { readonly kind: CustomerKind; readonly name: string }): boolean {
  if (kind === 'public' || kind === 'non-professional') return true
  return kind === 'business' && COMPANY_FORM.test(name) && !SOLE_TRADER.test(name)
}
