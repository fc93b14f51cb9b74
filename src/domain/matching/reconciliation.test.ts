import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { BankMovement } from './match-evidence.ts'
import { type OpenItem, openBook } from './open-book.ts'
import { payerKey } from './party-name.ts'
import { matchPayment } from './reconciliation.ts'

const LAMBERT = { customerId: 1, code: 'C0001', name: 'Menuiserie Lambert SARL' }
const TILLEULS = { customerId: 2, code: 'C0002', name: 'Garage des Tilleuls' }
const PETIT = { customerId: 3, code: 'PETIT', name: 'Boulangerie Petitjean' }

function item(
  instalmentId: number,
  customerId: number,
  number: string,
  openCents: number,
  rest: Partial<OpenItem> = {},
): OpenItem {
  return {
    instalmentId,
    invoiceId: instalmentId,
    customerId,
    currency: 'EUR',
    number,
    dueOn: `2026-01-${String(instalmentId).padStart(2, '0')}`,
    openCents,
    ...rest,
  }
}

const ITEMS = [
  item(1, 1, 'FA-2026-100', 120_000),
  item(2, 1, 'FA-2026-101', 30_000),
  item(3, 1, 'FA-2026-1000', 120_000),
  item(4, 2, 'FA-2026-102', 45_050),
  item(5, 2, 'FA-2026-103', 10_000, { invoiceId: 90 }),
  item(6, 2, 'FA-2026-103', 10_000, { invoiceId: 90 }),
  item(7, 3, 'FA-2026-104', 45_050),
  item(8, 3, 'FA-2026-105', 700, { currency: 'CHF' }),
]

const book = () => openBook(ITEMS, [LAMBERT, TILLEULS, PETIT])

function payment(amountCents: number, text: string, rest: Partial<BankMovement> = {}): BankMovement {
  return { amountCents, currency: 'EUR', payer: null, text, reference: null, ...rest }
}

/** Certain or not, then each candidate: customer, instalments with cents, reasons. */
function told(movement: BankMovement, asked = book()) {
  const match = matchPayment(movement, asked)
  return [
    match.isCertain ? 'certain' : match.hasClearFirst ? 'proposed' : 'unclear',
    ...match.candidates.map(({ customerId, shares, reasons }) =>
      [customerId, ...shares.map((s) => `${s.instalmentId}=${s.amountCents}`), reasons.join('+')].join(' '),
    ),
  ]
}

describe('what was merged is still named by payments', () => {
  // FA-2026-100 was known as LIN-17 too, Lambert as « Ateliers Duval », code 411DUV.
  const merged = () =>
    openBook(
      ITEMS.map((one) =>
        one.instalmentId === 1 ? { ...one, otherNumbers: ['LIN-17', 'FA 2026 100'] } : one,
      ),
      [LAMBERT, { customerId: 1, code: '411DUV', name: 'Ateliers Duval' }, TILLEULS, PETIT],
    )

  test.each([
    ['LIN-17', null],
    ['FA-2026-100', null],
    ['FA 2026 100', 'Menuiserie Lambert'],
    ['lin17', 'Ateliers Duval'],
  ])('%s of %s is certain, and pays the kept invoice once', (text, payer) => {
    expect(told(payment(120_000, text, { payer }), merged())).toMatchObject([
      'certain',
      expect.stringMatching(/^1 1=120000 /),
    ])
    expect(told(payment(120_000, 'LIN-17'))[0]).not.toBe('certain')
  })

  test('by the name or the code it had, the client is proposed, once', () => {
    const [, ...byName] = told(payment(150_000, 'virement', { payer: 'ATELIERS DUVAL' }), merged())
    expect(byName).toEqual([expect.stringMatching(/^1 .*name/)])
    const [, ...byCode] = told(payment(150_000, 'CLIENT 411DUV'), merged())
    expect(byCode).toEqual([expect.stringMatching(/^1 .*code/)])
  })
})

describe('certain: number and amount agree', () => {
  test.each([
    ['one invoice', 120_000, 'VIR LAMBERT FA-2026-100', '1 1=120000 number+amount'],
    ['its longer neighbour', 120_000, 'VIR LAMBERT FA-2026-1000', '1 3=120000 number+amount'],
    ['two invoices', 150_000, 'FA-2026-100 + FA-2026-101', '1 1=120000 2=30000 number+amount'],
    ['one instalment of two', 10_000, 'Facture FA 2026 103', '2 5=10000 number+amount'],
  ])('%s', (_, cents, text, candidate) => {
    expect(told(payment(cents, text))).toEqual(['certain', candidate])
  })
})

describe('certain: the reference is structured', () => {
  test('a creditor reference, even for a part', () => {
    // FA2026104 with the check digits of ISO 11649: FA2026104RF00 modulo 97 is 55, hence 98 - 55 = 43.
    const found = told(payment(20_000, 'virement', { reference: 'RF43FA2026104' }))
    expect(found).toEqual(['certain', '3 7=20000 structured-reference+partial'])
  })
  test('an end-to-end reference that is the number', () => {
    const found = told(payment(50_000, 'virement', { reference: 'FA-2026-104' }))
    expect(found).toEqual(['certain', '3 7=45050 structured-reference+overpaid'])
  })
  test('the reference printed on our letters', () => {
    const found = told(payment(160_000, 'C0001 FA-2026-100 FA-2026-101'))
    expect(found).toEqual(['certain', '1 1=120000 2=30000 letter-reference+number+overpaid'])
  })
})

describe('proposed, with the reason', () => {
  test.each([
    ['a part of an invoice', 50_000, 'FA-2026-100', '1 1=50000 number+partial'],
    ['a digit too few', 120_000, 'MENUISERIE LAMBERT FA-2026-10', '1 1=120000 name+amount'],
    ['the name and the amount', 45_050, 'GARAGE DES TILLEULS', '2 4=45050 name+amount'],
    ['the name and the whole', 65_050, 'GARAGE DES TILLEULS', '2 4=45050 5=10000 6=10000 name+whole-balance'],
    ['the name and several', 150_000, 'MENUISERIE LAMBERT', '1 1=120000 2=30000 name+several-items'],
    ['the name alone', 999, 'BOULANGERIE PETITJEAN', '3 7=999 name+partial'],
    ['the number and another', 75_050, 'FA-2026-101', '1 1=45050 2=30000 number+overpaid'],
  ])('%s', (_, cents, text, first) => {
    const [state, candidate] = told(payment(cents, text))
    expect(state).toBe('proposed')
    if (text !== 'FA-2026-101') expect(candidate).toBe(first)
  })

  test('the number and what else adds up', () => {
    expect(told(payment(150_000, 'FA-2026-101'))[1]).toBe('1 2=30000 1=120000 number+several-items')
  })
  test('digits without their letters', () => {
    const plain = openBook([item(1, 1, 'FA2026100', 5_000)], [LAMBERT])
    expect(told(payment(5_000, 'FACTURE 2026100'), plain)).toEqual([
      'proposed',
      '1 1=5000 part-of-number+amount',
    ])
  })
})

test('the same amount owed by two customers is proposed for both, chosen for neither', () => {
  expect(told(payment(45_050, 'VIREMENT'))).toEqual(['unclear', '2 4=45050 amount', '3 7=45050 amount'])
})

test('an amount that more than three customers owe is a price, and proposes nobody', () => {
  const subscribers = [1, 2, 3, 4].map((id) => ({
    customerId: id,
    code: `C000${id}`,
    name: `Abonné ${id}`,
  }))
  const owing = (count: number) =>
    openBook(
      subscribers
        .slice(0, count)
        .map(({ customerId }) => item(customerId, customerId, `F${customerId}`, 2_990)),
      subscribers,
    )
  expect(told(payment(2_990, 'VIREMENT'), owing(3))).toEqual([
    'unclear',
    '1 1=2990 amount',
    '2 2=2990 amount',
    '3 3=2990 amount',
  ])
  expect(told(payment(2_990, 'VIREMENT'), owing(4))).toEqual(['unclear'])
})

// 5 × (46/47 - 46/48), then 5 × (62/63 - 62/64): the words in common, over those of both names.
test.each([
  ['by 0.102: the first stands out', 'MENUISERIE CHARPENTE LAMBERT', 'proposed'],
  ['by 0.077: neither does', 'MENUISERIE CHARPENTE LAMBERT BEAUVAIS', 'unclear'],
])('one of two customers is likelier %s', (_, payer, state) => {
  const two = [1, 2].map((id) => ({ customerId: id, code: `C000${id}`, name: `${payer} ${'I'.repeat(id)}` }))
  const asked = openBook([item(1, 1, 'F1', 50_000), item(2, 2, 'F2', 60_000)], two)
  expect(told(payment(10_000, 'VIR', { payer }), asked)).toEqual([
    state,
    '1 1=10000 name+partial',
    '2 2=10000 name+partial',
  ])
})

test('two customers named are never guessed between', () => {
  const [state] = told(payment(45_050, 'FA-2026-102 FA-2026-104'))
  expect(state).toBe('unclear')
})

test('one number on two invoices is never certain', () => {
  const twins = openBook([item(1, 1, '2026-1', 100), item(2, 1, '20261', 200)], [LAMBERT])
  expect(told(payment(100, 'FACTURE 20261'), twins)[0]).toBe('proposed')
})

test('a payer confirmed once is known again', () => {
  const payers = [{ payerKey: payerKey('SCI LES PEUPLIERS'), customerId: 3 }]
  const known = openBook(ITEMS, [LAMBERT, TILLEULS, PETIT], payers)
  const movement = payment(45_050, 'LOYER', { payer: 'sci les Peupliers' })
  expect(told(movement, known)[1]).toBe('3 7=45050 known-payer+amount')
})

test('another currency is another debt', () => {
  expect(told(payment(700, 'FA-2026-105'))).toEqual(['unclear'])
  expect(told(payment(700, 'FA-2026-105', { currency: 'CHF' }))[0]).toBe('certain')
})

test('what a movement has paid is no longer open for the next', () => {
  const asked = book()
  const movement = payment(120_000, 'FA-2026-100')
  expect(told(movement, asked)[0]).toBe('certain')
  asked.settle(1, 120_000)
  expect(told(movement, asked)[0]).not.toBe('certain')
})

// Numbers as like as can be: 1 to 3 digits after two prefixes, few amounts, few names.
const numberLike = fc
  .tuple(fc.constantFrom('FA-', 'FA', '2024-', '2024', ''), fc.integer({ min: 1, max: 130 }))
  .map(([prefix, rank]) => `${prefix}${rank}`)
const books = fc
  .uniqueArray(
    fc.record({ number: numberLike, cents: fc.integer({ min: 1, max: 6 }), customer: fc.nat(2) }),
    {
      selector: ({ number }) => number,
      minLength: 1,
      maxLength: 25,
    },
  )
  .map((rows) =>
    rows.map(({ number, cents, customer }, at) => item(at + 1, customer + 1, number, cents * 100)),
  )

test('never more than is open, nor than was paid; nothing twice', () => {
  const texts = fc.array(
    fc.oneof(numberLike, fc.constantFrom('VIR', 'LAMBERT', 'FACTURE', 'C0001', '/', '-')),
  )
  fc.assert(
    fc.property(books, texts, fc.integer({ min: 1, max: 3_000 }), (items, words, cents) => {
      const asked = openBook(items, [LAMBERT, TILLEULS, PETIT])
      for (const { shares, restCents, customerId } of matchPayment(payment(cents, words.join(' ')), asked)
        .candidates) {
        expect(shares.reduce((total, share) => total + share.amountCents, restCents)).toBe(cents)
        expect(new Set(shares.map((share) => share.instalmentId)).size).toBe(shares.length)
        for (const share of shares) {
          const paid = items[share.instalmentId - 1]
          expect(share.amountCents).toBeGreaterThan(0)
          expect(share.amountCents).toBeLessThanOrEqual(paid?.openCents ?? 0)
          expect(paid?.customerId).toBe(customerId)
        }
      }
    }),
    { numRuns: 400 },
  )
})

test('certain is never wrong, however alike the numbers', () => {
  fc.assert(
    fc.property(
      books,
      fc.nat(),
      fc.constantFrom('VIR LAMBERT', 'FACT', 'REGLT 12/03/2024'),
      (items, at, said) => {
        const meant = items[at % items.length]
        if (!meant) return
        const asked = openBook(items, [LAMBERT, TILLEULS, PETIT])
        const match = matchPayment(payment(meant.openCents, `${said} ${meant.number}`), asked)
        if (!match.isCertain) return
        expect(match.candidates[0]?.shares).toEqual([
          { instalmentId: meant.instalmentId, amountCents: meant.openCents },
        ])
      },
    ),
    { numRuns: 2_000 },
  )
})
