import { expect, test } from 'vitest'
import { newFields, readDraft, sumsOf, withHead, withInstalments } from './invoice-draft-fields.ts'

const DUPONT = { id: 7, code: 'DUPONT', name: 'Dupont', town: null, term: '45 jours fin de mois' }
const typed = withHead(newFields('2026-03-10'), { customer: DUPONT, total: '1 000,00', number: ' F1 ' })

test('the due date follows the term of the client, the date and the amount', () => {
  expect(typed.instalments).toMatchObject([{ dueOn: '2026-04-30', amount: '1000,00' }])
  expect(withHead(typed, { issuedOn: '2026-04-20' }).instalments).toMatchObject([{ dueOn: '2026-06-30' }])
  expect(withHead(typed, { customer: { ...DUPONT, term: 'quand il pourra' } }).instalments).toMatchObject([
    { dueOn: '2026-03-10' },
  ])
})

test('in three times the sum is the amount to the cent', () => {
  const plan = withHead(typed, { times: 3 })
  expect(plan.instalments.map(({ dueOn, amount }) => [dueOn, amount])).toEqual([
    ['2026-04-30', '333,33'],
    ['2026-05-30', '333,33'],
    ['2026-06-30', '333,34'],
  ])
  expect(readDraft(plan)).toMatchObject({
    customerId: 7,
    number: 'F1',
    instalments: [{}, {}, { amountCents: 33_334 }],
  })
})

test('instalments changed by hand stay, and must add up', () => {
  const changed = withInstalments(typed, [
    { key: 0, dueOn: '2026-04-01', amount: '400' },
    { key: 1, dueOn: '2026-05-01', amount: '500' },
  ])
  expect(sumsOf(changed)).toEqual({ sumCents: 90_000, totalCents: 100_000 })
  expect(readDraft(changed)).toBeNull()
  const agreed = withHead(changed, { total: '900' })
  expect(agreed.instalments).toBe(changed.instalments)
  expect(readDraft(agreed)?.instalments).toEqual([
    { dueOn: '2026-04-01', amountCents: 40_000 },
    { dueOn: '2026-05-01', amountCents: 50_000 },
  ])
})

test.each([
  ['no client', { customer: null }],
  ['no date', { issuedOn: null }],
  ['no amount', { total: '' }],
  ['an amount of nothing', { total: '0' }],
  ['an amount that is none', { total: '12,345' }],
])('%s: nothing to save', (_, change) => {
  expect(readDraft(withHead(typed, change))).toBeNull()
})
