import { describe, expect, test } from 'vitest'
import { findBooked, matchReturn, type PaymentMade } from './payments-made.ts'

// Three direct debits of 240.00 € collected on 5 January; one comes back on the 12th.
function collected(creditId: number, customerName: string, number: string, rest: Partial<PaymentMade> = {}) {
  return {
    creditId,
    customerId: creditId * 10,
    customerName,
    currency: 'EUR',
    amountCents: 24_000,
    receivedOn: '2026-01-05',
    reference: `PRLV-${number}`,
    payer: null,
    numbers: [number],
    ...rest,
  }
}

const PAYMENTS = [
  collected(1, 'Menuiserie Lambert', 'FA-100'),
  collected(2, 'Garage des Tilleuls', 'FA-1000'),
  collected(3, 'Boulangerie Petitjean', 'FA-102', { amountCents: 9_900 }),
]

function returned(text: string, reference: string | null = null, amountCents = -24_000) {
  const movement = { amountCents, currency: 'EUR', payer: null, text, reference, bookedOn: '2026-01-12' }
  const { isCertain, candidates } = matchReturn(movement, PAYMENTS)
  return [isCertain, ...candidates.map(({ creditId, reasons }) => `${creditId} ${reasons.join('+')}`)]
}

test('the same reference, or the number of an invoice it paid, says which', () => {
  expect(returned('REJET PRLV', 'PRLV-FA-1000')[1]).toBe('2 same-reference+number+amount')
  expect(returned('REJET PRLV', 'PRLV-FA-1000')[0]).toBe(true)
  expect(returned('IMPAYE FA-100')).toEqual([true, '1 number+amount', '2 amount'])
})

test('a name or the amount alone only proposes', () => {
  expect(returned('IMPAYE GARAGE DES TILLEULS')).toEqual([false, '2 name+amount', '1 amount'])
  expect(returned('IMPAYE')).toEqual([false, '1 amount', '2 amount'])
})

test('another amount, or a payment received since, is not what comes back', () => {
  expect(returned('IMPAYE FA-100', null, -24_100)).toEqual([false])
  const late = [collected(1, 'Menuiserie Lambert', 'FA-100', { receivedOn: '2026-01-13' })]
  const movement = {
    amountCents: -24_000,
    currency: 'EUR',
    payer: null,
    text: 'IMPAYE FA-100',
    reference: null,
    bookedOn: '2026-01-12',
  }
  expect(matchReturn(movement, late).candidates).toEqual([])
})

test('a direct debit may come back for thirteen months, 400 days, and no longer', () => {
  const comesBack = (bookedOn: string) => {
    const movement = { amountCents: -24_000, currency: 'EUR', payer: null, text: 'IMPAYE', reference: null }
    return matchReturn({ ...movement, bookedOn }, PAYMENTS).candidates.map(({ creditId }) => creditId)
  }
  expect(comesBack('2026-01-04')).toEqual([])
  expect(comesBack('2026-01-05')).toEqual([1, 2])
  expect(comesBack('2027-02-09')).toEqual([1, 2])
  expect(comesBack('2027-02-10')).toEqual([])
})

describe('a payment the books have already', () => {
  const movement = {
    amountCents: 24_000,
    currency: 'EUR',
    payer: 'GARAGE DES TILLEULS',
    text: 'VIR SEPA',
    reference: null,
    bookedOn: '2026-01-08',
  }
  test('is known by its amount, its week and its payer', () => {
    expect(findBooked(movement, PAYMENTS)?.creditId).toBe(2)
    expect(findBooked({ ...movement, bookedOn: '2026-01-13' }, PAYMENTS)).toBeNull()
    expect(findBooked({ ...movement, amountCents: 24_001 }, PAYMENTS)).toBeNull()
    expect(findBooked({ ...movement, payer: 'MAIRIE DE BEAUVAIS' }, PAYMENTS)).toBeNull()
  })
  test('of two the nearest day, and none when that does not tell them apart', () => {
    const other = collected(4, 'Garage des Tilleuls', 'FA-2000', { receivedOn: '2026-01-08' })
    expect(findBooked(movement, [...PAYMENTS, other])?.creditId).toBe(4)
    expect(findBooked(movement, [other, { ...other, creditId: 5 }])?.creditId).toBe(4)
  })
})
