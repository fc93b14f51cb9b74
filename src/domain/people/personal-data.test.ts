import { expect, test } from 'vitest'
import { type CustomerTraces, planErasure, vouchersKeptUntil } from './personal-data.ts'

const NOTHING: CustomerTraces = { latestOn: null, openInvoices: 0, openCredits: 0, drafts: 0, archives: 0 }
const TODAY = '2026-11-24'

test('a client who still owes, or is owed, is not erased, and one is told why', () => {
  const plan = planErasure({ ...NOTHING, latestOn: '2026-01-10', openInvoices: 2, openCredits: 1 }, TODAY)
  expect(plan).toEqual({
    scope: 'refused',
    reasons: [
      { reason: 'open-invoices', count: 2 },
      { reason: 'open-credits', count: 1 },
    ],
  })
  expect(planErasure({ ...NOTHING, drafts: 1 }, TODAY).scope).toBe('refused')
})

test('a client settled keeps what accounts need, ten years after the close of the year at the latest', () => {
  // A year that closes on 30 June 2027 holds an invoice of 10 September 2026: kept until 30 June 2037.
  expect(planErasure({ ...NOTHING, latestOn: '2026-09-10', archives: 1 }, TODAY)).toEqual({
    scope: 'contacts',
    keptUntil: '2037-09-30',
  })
  expect(vouchersKeptUntil('2024-02-29')).toBe('2035-02-28')
})

test('a client without any document, or whose last one is past its time, is erased whole', () => {
  expect(planErasure(NOTHING, TODAY)).toEqual({ scope: 'whole' })
  expect(planErasure({ ...NOTHING, latestOn: '2015-10-31' }, TODAY)).toEqual({ scope: 'whole' })
  expect(planErasure({ ...NOTHING, latestOn: '2015-11-01' }, TODAY).scope).toBe('contacts')
})

test('what is archived bears the name: the identity stays with it', () => {
  expect(planErasure({ ...NOTHING, latestOn: '2010-01-01', archives: 3 }, TODAY).scope).toBe('contacts')
})
