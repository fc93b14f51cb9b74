import { expect, test } from 'vitest'
import { keptOf, type MergeDocument, mergedState, mergeObstacle, pairDocuments, standIns } from './merge.ts'

// Dupont et fils has two codes: the list brought each of its documents under both.

const document = (
  id: number,
  change: Partial<MergeDocument> & { readonly number?: string | null } = {},
): MergeDocument => {
  const { number = 'F1', ...rest } = change
  return {
    id,
    customerId: 1,
    kind: 'invoices',
    nature: 'invoice',
    currency: 'EUR',
    source: 'list',
    importId: id,
    isCounted: true,
    isDoubtful: false,
    isMatched: false,
    facts: {
      kind: 'debt',
      number,
      issuedOn: '2026-01-10',
      totalCents: 10_000,
      leftCents: 10_000,
      instalments: [{ dueOn: '2026-02-09', amountCents: 10_000 }],
    },
    ...rest,
  }
}
const dated = (one: MergeDocument, issuedOn: string | null, totalCents = 10_000): MergeDocument => ({
  ...one,
  facts: { ...one.facts, issuedOn, totalCents, leftCents: totalCents, instalments: [] },
})

test.each([
  ['same', { id: 1 }],
  ['nature', { kind: 'credits' as const }],
  ['nature', { nature: 'payment' }],
  ['currency', { currency: 'USD' }],
  ['not-counted', { isCounted: false }],
  ['doubtful', { isDoubtful: true }],
  [null, {}],
  [null, { isMatched: true }],
])('the obstacle is %s', (obstacle, change) => {
  expect(mergeObstacle(document(1), { ...document(2), ...change })).toBe(obstacle)
})

test('two movements of the bank are two payments', () => {
  expect(mergeObstacle(document(1, { isMatched: true }), document(2, { isMatched: true }))).toBe(
    'two-movements',
  )
})

test('the books have the last word, then what came last', () => {
  expect(keptOf(document(1), document(2)).id).toBe(2)
  expect(keptOf(document(1, { source: 'fec' }), document(2)).id).toBe(1)
  expect(keptOf(document(2), document(1, { source: 'fec' })).id).toBe(1)
})

test('documents of two clients pair once each, the nearest first; one import brings no doubles', () => {
  const pairs = pairDocuments([document(1), document(2, { number: 'F2' })], [document(11), document(12)])
  expect(pairs.map(({ kept, merged }) => [kept.id, merged.id])).toEqual([[11, 1]])
  expect(pairDocuments([document(1, { importId: 7 })], [document(2, { importId: 7 })])).toEqual([])
  const near = dated(document(11), '2026-01-11')
  expect(pairDocuments([document(1)], [dated(document(12), '2026-01-20'), near])[0]?.kept).toBe(near)
})

test('a prefix that one side alone writes is asked about, and merged by nobody but a person', () => {
  expect(pairDocuments([document(1, { number: 'FA-77' })], [document(2, { number: '77' })])).toEqual([])
})

test('payments are one when day, amount and known numbers agree', () => {
  const paid = (id: number, number: string | null, day: string | null = '2026-01-30') =>
    dated({ ...document(id, { number }), kind: 'credits', nature: 'payment' }, day, 6_000)
  const count = (one: MergeDocument, other: MergeDocument) => pairDocuments([one], [other]).length
  expect(count(paid(1, null), paid(2, 'VIR 9'))).toBe(1)
  expect(count(paid(1, 'VIR 8'), paid(2, 'VIR 9'))).toBe(0)
  expect(count(paid(1, null), paid(2, null, '2026-01-31'))).toBe(0)
  expect(count(paid(1, null, null), paid(2, null, null))).toBe(0)
})

test('the kept document has the highest level and the latest reminder', () => {
  const states = [
    { level: 3, lastRemindedOn: '2026-02-02' },
    { level: 1, lastRemindedOn: null },
    { level: 2, lastRemindedOn: '2026-02-20' },
  ] as const
  expect(mergedState([...states])).toEqual({ level: 3, lastRemindedOn: '2026-02-20' })
  expect(mergedState([states[1]])).toEqual({ level: 1, lastRemindedOn: null })
})

test('each instalment finds the one that stands for it', () => {
  const due = (id: number, dueOn: string | null, amountCents: number) => ({ id, dueOn, amountCents })
  const kept = [due(1, '2026-02-28', 5_000), due(2, '2026-03-31', 5_000)]
  const found = (...merged: ReturnType<typeof due>[]) => [...standIns(kept, merged)].sort()
  expect(found(due(11, '2026-03-31', 5_000), due(12, '2026-02-28', 5_000))).toEqual([
    [11, 2],
    [12, 1],
  ])
  expect(found(due(11, '2026-03-31', 10_000))).toEqual([[11, 2]])
  expect(found(due(11, null, 5_000))).toEqual([[11, 1]])
  expect(found(due(11, '2026-03-15', 10_000))).toEqual([[11, 1]])
  expect(found(due(11, '2026-01-01', 10_000))).toEqual([[11, 1]])
  expect(() => standIns([], [due(11, null, 1)])).toThrow(RangeError)
})
