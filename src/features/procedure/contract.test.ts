import { expect, test } from 'vitest'
import { DEFAULT_TIMINGS } from '#domain/dunning/procedure.ts'
import { procedureFields } from './contract.ts'

const FIELDS = {
  timings: DEFAULT_TIMINGS,
  minimumCents: 1_500,
  minimumItemCents: 0,
  staleAfterDays: 7,
  openDays: { skipsWeekends: true, holidays: 'france', closures: [] },
  defaultPaymentTerm: '45 jours fin de mois',
  excludesProvisional: false,
  oneLetterPerLevel: false,
}

function refusal(change: object): string | undefined {
  return procedureFields.safeParse({ ...FIELDS, ...change }).error?.issues[0]?.message
}

test('the usual procedure is accepted, and delays that go down are only warned of', () => {
  expect(refusal({})).toBeUndefined()
  const timings = DEFAULT_TIMINGS.map((timing) => ({ ...timing, delayDays: 50 - 10 * timing.level }))
  expect(refusal({ timings })).toBeUndefined()
})

test.each(['quand il pourra', '', '3 fois sans frais'])(
  'the term « %s » is refused with words',
  (defaultPaymentTerm) => {
    expect(refusal({ defaultPaymentTerm })).toBe('features.term-not-understood')
  },
)

test('the four levels are given once each, in their order', () => {
  expect(refusal({ timings: DEFAULT_TIMINGS.slice(0, 3) })).toBe('features.procedure-levels')
  expect(refusal({ timings: DEFAULT_TIMINGS.toReversed() })).toBe('features.procedure-levels')
})

test('days are whole, not negative, and within reason', () => {
  for (const delayDays of [-1, 1.5, 731]) {
    const timings = DEFAULT_TIMINGS.map((timing) => ({ ...timing, delayDays }))
    expect(refusal({ timings }), String(delayDays)).toBeDefined()
  }
  expect(refusal({ minimumCents: -1 })).toBeDefined()
})

test('a hundred closures are accepted, one more is refused with words', () => {
  const closure = { firstOn: '2026-08-03', lastOn: '2026-08-21', label: 'Congés' }
  const closed = (count: number) => ({ ...FIELDS.openDays, closures: Array(count).fill(closure) })
  expect(refusal({ openDays: closed(100) })).toBeUndefined()
  expect(refusal({ openDays: closed(101) })).toBe('procedure.too-many-closures')
})
