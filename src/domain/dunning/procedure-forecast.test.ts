import { expect, test } from 'vitest'
import { DEFAULT_TIMINGS } from './procedure.ts'
import {
  type AdviceRules,
  forecastAdvised,
  type OwedInstalment,
  type OwnedCredit,
} from './procedure-forecast.ts'

const RULES: AdviceRules = {
  timings: DEFAULT_TIMINGS,
  minimumCents: 0,
  minimumItemCents: 0,
  excludesProvisional: false,
}

function owed(change: Partial<OwedInstalment> = {}): OwedInstalment {
  const invoiceId = change.invoiceId ?? 1
  return {
    id: invoiceId,
    number: `M-${invoiceId}`,
    customerId: 1,
    invoiceId,
    currency: 'EUR',
    openCents: 10_000,
    level: 1,
    dueOn: '2026-03-01',
    lastRemindedOn: null,
    hadFormalNotice: false,
    isProvisional: false,
    blockedUntil: null,
    isProbablyPaid: false,
    ...change,
  }
}

function advised(instalments: OwedInstalment[], on: string, rules = RULES, creditCents = 0) {
  return advisedWith(instalments, creditCents > 0 ? [credit({ openCents: creditCents })] : [], on, rules)
}

function advisedWith(instalments: OwedInstalment[], credits: OwnedCredit[], on: string, rules = RULES) {
  return forecastAdvised({ instalments, credits }, rules, [on])[0]
}

function credit(change: Partial<OwnedCredit> = {}): OwnedCredit {
  const one = {
    id: 1,
    kind: 'payment',
    correctsInvoiceId: null,
    texts: [],
    receivedOn: '2026-02-01',
  } as const
  return { ...one, customerId: 1, currency: 'EUR', openCents: 10_000, ...change }
}

test('nobody the day before the delay, the invoice from that day on', () => {
  const one = { customers: 1, invoices: 1, amounts: [{ currency: 'EUR', cents: 10_000 }] }
  expect(advised([owed()], '2026-03-08')).toMatchObject({ customers: 0, invoices: 0, amounts: [] })
  expect(advised([owed()], '2026-03-09')).toMatchObject(one)
  expect(advised([owed()], '2026-04-09')).toMatchObject(one)
})

test('an advised instalment takes those of its invoice already due with it, and no later one', () => {
  const parts = ['2026-03-01', '2026-03-20', '2026-04-20'].map((dueOn, at) => owed({ id: at + 1, dueOn }))
  expect(advised(parts, '2026-03-21')).toMatchObject({ invoices: 1, amounts: [{ cents: 20_000 }] })
})

test('a promise holds the invoice until its last day', () => {
  const promised = owed({ blockedUntil: '2026-03-20' })
  expect(advised([promised], '2026-03-20')).toMatchObject({ customers: 0, invoices: 0, amounts: [] })
  expect(advised([promised], '2026-03-21')).toMatchObject({ customers: 1 })
})

test('credits and the minimum set the client aside until enough is due', () => {
  const items = [owed(), owed({ invoiceId: 2, dueOn: '2026-03-25' })]
  const rules = { ...RULES, minimumCents: 5_000 }
  expect(advised(items, '2026-03-24', rules, 6_000)).toMatchObject({ customers: 0, invoices: 0, amounts: [] })
  expect(advised(items, '2026-03-25', rules, 6_000)).toMatchObject({ customers: 1, invoices: 1 })
  expect(advised([owed()], '2026-03-24', RULES, 10_000)).toMatchObject({
    customers: 0,
    invoices: 0,
    amounts: [],
  })
})

test('a credit is set against what is disputed last, unless it names it', () => {
  const items = [owed({ blockedUntil: 'endless' }), owed({ invoiceId: 2, dueOn: '2026-03-05' })]
  const nobody = { customers: 0, invoices: 0, amounts: [] }
  expect(advisedWith(items, [credit()], '2026-03-24')).toMatchObject(nobody)
  expect(advisedWith(items, [credit({ texts: ['VIR M-1'] })], '2026-03-24')).toMatchObject({
    customers: 1,
    invoices: 1,
    amounts: [{ cents: 10_000 }],
  })
})

test('a payment to come sets aside what it will settle until its day, then counts', () => {
  const items = [owed(), owed({ invoiceId: 2, dueOn: '2026-03-05', openCents: 20_000 })]
  const cheque = credit({ receivedOn: '2026-03-24', openCents: 12_000 })
  const before = { customers: 1, invoices: 1, amounts: [{ cents: 20_000 }] }
  expect(advisedWith(items, [cheque], '2026-03-23')).toMatchObject(before)
  expect(advisedWith(items, [cheque], '2026-03-24')).toMatchObject({
    invoices: 2,
    amounts: [{ cents: 30_000 }],
  })
  const rules = { ...RULES, minimumCents: 19_000 }
  expect(advisedWith(items, [cheque], '2026-03-23', rules)).toMatchObject(before)
  expect(advisedWith(items, [cheque], '2026-03-24', rules)).toMatchObject({ customers: 0 })
})

test('an invoice that a payment has probably settled is not advised, the others of its client are', () => {
  const items = [owed({ isProbablyPaid: true }), owed({ invoiceId: 2, openCents: 70_000 })]
  expect(advisedWith(items, [credit()], '2026-03-24')).toMatchObject({
    invoices: 1,
    amounts: [{ cents: 70_000 }],
  })
})

test('an instalment under its minimum is left out, whatever the client owes beside', () => {
  const items = [owed(), owed({ invoiceId: 2, openCents: 499 })]
  const rules = { ...RULES, minimumItemCents: 500 }
  expect(advised(items, '2026-03-24', rules)).toMatchObject({ invoices: 1, amounts: [{ cents: 10_000 }] })
  expect(advised([owed({ openCents: 500 })], '2026-03-24', rules)).toMatchObject({ invoices: 1 })
})

test('provisional entries count unless the company excludes them', () => {
  const items = [owed({ isProvisional: true })]
  expect(advised(items, '2026-03-24')).toMatchObject({ customers: 1 })
  expect(advised(items, '2026-03-24', { ...RULES, excludesProvisional: true })).toMatchObject({
    customers: 0,
    invoices: 0,
    amounts: [],
  })
})

test('a client in two currencies is one client and two amounts', () => {
  const items = [owed(), owed({ invoiceId: 2, currency: 'CHF', openCents: 7_000 })]
  expect(advised(items, '2026-03-24')).toEqual({
    on: '2026-03-24',
    customers: 1,
    invoices: 2,
    amounts: [
      { currency: 'EUR', cents: 10_000 },
      { currency: 'CHF', cents: 7_000 },
    ],
  })
})

test('the minimum itself is enough, and an item under the smallest amount is left out', () => {
  const rules = { ...RULES, minimumCents: 4_000 }
  expect(advised([owed()], '2026-03-24', rules, 6_000)).toMatchObject({ customers: 1 })
  expect(advised([owed()], '2026-03-24', rules, 6_001)).toMatchObject({ customers: 0 })
  const small = { ...RULES, minimumItemCents: 10_001 }
  expect(advised([owed()], '2026-03-24', small)).toMatchObject({ customers: 0, amounts: [] })
})

test('a credit of another client, or in another currency, takes nothing off', () => {
  const others = [
    credit({ customerId: 2, openCents: 50_000 }),
    credit({ currency: 'CHF', openCents: 50_000 }),
  ]
  expect(advisedWith([owed()], others, '2026-03-24')).toMatchObject({
    customers: 1,
    amounts: [{ currency: 'EUR', cents: 10_000 }],
  })
})
