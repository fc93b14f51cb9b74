import type { Day } from '#domain/days-and-money/day.ts'
import {
  type AgreedRate,
  type Cut,
  type InterestRules,
  lateInterest,
  type PaymentsReduce,
  type RateRule,
  type YearDays,
} from './late-interest.ts'
import { RATES } from './legal-rates-fixture.ts'

/** First day, last day, days, base in cents, rate in hundredths of a percent, interest in cents. */
type Unfolded = [Day, Day, number, number, number, number]

export interface Story {
  readonly dueOn: Day
  readonly on: Day
  readonly cents: number
  readonly cuts?: readonly Cut[]
  readonly regime?: 'business' | 'public'
  readonly agreed?: AgreedRate
  readonly yearDays?: YearDays
  readonly paymentsReduce?: PaymentsReduce
  readonly rates?: InterestRules['rates']
}

export function interestOf(story: Story) {
  const debt = { dueOn: story.dueOn, amountCents: story.cents, cuts: story.cuts ?? [] }
  const terms = {
    agreedRate: story.agreed ?? { kind: 'default' },
    yearDays: story.yearDays ?? '365',
    paymentsReduce: story.paymentsReduce ?? 'principal',
  } as const
  return lateInterest(debt, story.on, {
    regime: story.regime ?? 'business',
    terms,
    rates: story.rates ?? RATES,
  })
}

export function knownOf(story: Story) {
  const interest = interestOf(story)
  if (interest.missing.length > 0) throw new Error(`rates missing: ${JSON.stringify(interest.missing)}`)
  return interest
}

/** Every segment of the interest of a story, in figures. */
export function unfold(story: Story): { segments: Unfolded[]; total: number } {
  const { segments, interestCents } = knownOf(story)
  return {
    segments: segments.map((one) => [
      one.from,
      one.to,
      one.days,
      one.baseCents,
      one.rateBasisPoints,
      one.interestCents,
    ]),
    total: interestCents,
  }
}

export function rulesOf(story: Story): RateRule[] {
  return knownOf(story).segments.map((segment) => segment.rateRule)
}
