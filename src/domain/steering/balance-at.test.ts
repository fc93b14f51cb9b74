import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays, type Day } from '#domain/days-and-money/day.ts'
import { mustHave } from '#domain/errors.ts'
import { type AccountMovement, accountPeriods } from '#domain/receivables/account-statement.ts'
import { balanceAt } from './balance-at.ts'

// Atelier Lenoir: an invoice of 1 000 due on 31 March, paid 400 on 10 April and 600 on 2 May.

const invoice = {
  issuedOn: '2026-03-01',
  dueOn: '2026-03-31',
  cents: 100_000,
  settlements: [
    { on: '2026-04-10', cents: 40_000 },
    { on: '2026-05-02', cents: 60_000 },
  ],
}
const noBand = { notDue: 0, to30: 0, to60: 0, to90: 0, over90: 0 }

test.each([
  ['2026-02-28', noBand],
  ['2026-03-31', { ...noBand, notDue: 100_000 }],
  ['2026-04-09', { ...noBand, to30: 100_000 }],
  ['2026-04-10', { ...noBand, to30: 60_000 }],
  ['2026-05-01', { ...noBand, to60: 60_000 }],
  ['2026-05-02', noBand],
])('at %s, a payment after that day takes nothing off', (on, bands) => {
  expect(balanceAt([invoice], [], on).bands).toEqual(bands)
})

test('a credit is a column until what it settles is there, and a payment that came back until it did', () => {
  const early = {
    receivedOn: '2026-02-10',
    cents: 30_000,
    returnedOn: null,
    allocations: [{ issuedOn: '2026-03-01', cents: 30_000 }],
  }
  expect(balanceAt([], [early], '2026-02-20').creditCents).toBe(30_000)
  expect(balanceAt([], [early], '2026-03-01').creditCents).toBe(0)
  const bounced = { receivedOn: '2026-02-10', cents: 500, returnedOn: '2026-02-14', allocations: [] }
  expect(balanceAt([], [bounced], '2026-02-13').balanceCents).toBe(-500)
  expect(balanceAt([], [bounced], '2026-02-14').balanceCents).toBe(0)
})

const day = fc.integer({ min: 0, max: 500 }).map((days) => addDays('2025-01-01', days))
const world = fc.record({
  invoices: fc.array(
    fc.record({
      issuedOn: day,
      term: fc.integer({ min: 0, max: 90 }),
      cents: fc.integer({ min: 1, max: 1e6 }),
    }),
    { minLength: 1, maxLength: 8 },
  ),
  credits: fc.array(
    fc.record({
      receivedOn: day,
      cents: fc.integer({ min: 1, max: 1e6 }),
      invoice: fc.nat(),
      isAllocated: fc.boolean(),
    }),
    { maxLength: 8 },
  ),
})

test('at any day, the bands less the credits are the balance of the account', () => {
  fc.assert(
    fc.property(world, day, ({ invoices, credits }, on) => {
      const left = invoices.map(({ cents }) => cents)
      const settlements: { on: Day; cents: number }[][] = invoices.map(() => [])
      const dated = credits.map(({ receivedOn, cents, invoice: wanted, isAllocated }) => {
        const index = wanted % invoices.length
        const part = isAllocated ? Math.min(cents, mustHave(left[index], 'what is left of it')) : 0
        left[index] = mustHave(left[index], 'what is left of it') - part
        if (part > 0) settlements[index]?.push({ on: receivedOn, cents: part })
        const issuedOn = invoices[index]?.issuedOn ?? receivedOn
        return {
          receivedOn,
          cents,
          returnedOn: null,
          allocations: part > 0 ? [{ issuedOn, cents: part }] : [],
        }
      })
      const instalments = invoices.map(({ issuedOn, term, cents }, index) => ({
        issuedOn,
        dueOn: addDays(issuedOn, term),
        cents,
        settlements: settlements[index] ?? [],
      }))
      const movements: AccountMovement[] = [
        ...invoices.map(({ issuedOn, cents }) => movement('invoice', issuedOn, cents)),
        ...credits.map(({ receivedOn, cents }) => movement('payment', receivedOn, -cents)),
      ]
      const account = accountPeriods(movements, on, on)[0]?.closingCents ?? 0
      expect(balanceAt(instalments, dated, on).balanceCents).toBe(account)
    }),
  )
})

function movement(kind: 'invoice' | 'payment', on: Day, cents: number): AccountMovement {
  return { on, kind, number: null, currency: 'EUR', cents }
}
