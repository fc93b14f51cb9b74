import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sumCents } from '#domain/days-and-money/money.ts'
import { type OpenInvoice, probablePayments, type UnallocatedPayment } from './probable-payment.ts'

function invoice(
  invoiceId: number,
  number: string | null,
  openCents: number,
  dueOn = '2026-03-31',
): OpenInvoice {
  return { invoiceId, number, instalments: [{ instalmentId: invoiceId * 10, dueOn, openCents }] }
}

function payment(creditId: number, openCents: number, label: string | null = null): UnallocatedPayment {
  return {
    creditId,
    texts: label === null ? [] : [label],
    receivedOn: `2026-04-${String(creditId).padStart(2, '0')}`,
    openCents,
  }
}

/** Credit, invoices and whether several would do: what a person is told. */
function told(payments: readonly UnallocatedPayment[], invoices: readonly OpenInvoice[]) {
  return probablePayments(payments, invoices).map(({ creditId, invoiceIds, isOneOfSeveral }) =>
    isOneOfSeveral ? [creditId, ...invoiceIds, 'several'] : [creditId, ...invoiceIds],
  )
}

describe('an unallocated payment that has probably settled an invoice', () => {
  const rent = invoice(1, 'FA-1', 72_000)
  const repair = invoice(2, 'FA-2', 30_000)

  test('has the amount of one invoice, and settles the whole of it', () => {
    expect(probablePayments([payment(1, 72_000)], [rent, repair])).toEqual([
      {
        creditId: 1,
        invoiceIds: [1],
        shares: [{ instalmentId: 10, amountCents: 72_000 }],
        isOneOfSeveral: false,
      },
    ])
  })

  test('is none a cent away', () => {
    expect(told([payment(1, 71_999), payment(2, 72_001)], [rent, repair])).toEqual([])
  })

  test('has the sum of the invoices its text names', () => {
    expect(
      told([payment(1, 102_000, 'VIR FA-1 et FA-2')], [rent, repair, invoice(3, 'FA-3', 102_000)]),
    ).toEqual([[1, 1, 2]])
  })

  test('is not the sum of invoices that nothing names', () => {
    expect(told([payment(1, 102_000)], [rent, repair])).toEqual([])
  })

  test('goes to the oldest of several invoices of its amount, and is marked', () => {
    const older = invoice(3, 'FA-3', 72_000, '2026-02-28')
    const undated: OpenInvoice = {
      invoiceId: 4,
      number: null,
      instalments: [{ instalmentId: 40, dueOn: null, openCents: 72_000 }],
    }
    expect(told([payment(1, 72_000)], [undated, rent, older])).toEqual([[1, 3, 'several']])
  })

  test('is not one of several when its text names the invoice', () => {
    const older = invoice(3, 'FA-3', 72_000, '2026-02-28')
    expect(told([payment(1, 72_000, 'loyer fa 1')], [rent, older])).toEqual([[1, 1]])
  })

  test('two payments of one amount settle two invoices, oldest to oldest, both marked', () => {
    const next = invoice(3, 'FA-3', 72_000, '2026-04-30')
    expect(told([payment(2, 72_000), payment(1, 72_000)], [next, rent])).toEqual([
      [1, 1, 'several'],
      [2, 3, 'several'],
    ])
  })

  test('two payments for one invoice: the first alone, marked', () => {
    expect(told([payment(2, 72_000), payment(1, 72_000)], [rent])).toEqual([[1, 1, 'several']])
    expect(told([payment(2, 72_000, 'FA-1'), payment(1, 72_000, 'FA-1')], [rent])).toEqual([[1, 1]])
  })

  test('is doubtful when its text names invoices of another sum', () => {
    expect(told([payment(1, 72_000, 'acompte FA-9')], [rent, invoice(9, 'FA-9', 500_000)])).toEqual([
      [1, 1, 'several'],
    ])
  })

  test('may be one instalment of an invoice, when no invoice has its amount', () => {
    const halves: OpenInvoice = {
      invoiceId: 5,
      number: 'FA-5',
      instalments: [
        { instalmentId: 52, dueOn: '2026-06-30', openCents: 50_001 },
        { instalmentId: 51, dueOn: '2026-03-31', openCents: 50_000 },
      ],
    }
    expect(probablePayments([payment(1, 50_000)], [halves])).toMatchObject([
      { invoiceIds: [5], shares: [{ instalmentId: 51, amountCents: 50_000 }], isOneOfSeveral: false },
    ])
    expect(probablePayments([payment(1, 100_001)], [halves])).toMatchObject([
      { shares: [{ instalmentId: 52 }, { instalmentId: 51 }] },
    ])
    expect(told([payment(1, 50_000)], [halves, invoice(6, 'FA-6', 50_000)])).toEqual([[1, 6]])
  })
})

const worlds = fc.record({
  payments: fc.array(
    fc.record({
      openCents: fc.integer({ min: 1, max: 6 }),
      label: fc.constantFrom(null, 'F1', 'F2 F3', 'F 1 F4'),
    }),
    { maxLength: 8 },
  ),
  invoices: fc.array(
    fc.array(
      fc.record({
        openCents: fc.integer({ min: 1, max: 4 }),
        dueOn: fc.constantFrom(null, '2026-01-31', '2026-02-28'),
      }),
      { minLength: 1, maxLength: 3 },
    ),
    { maxLength: 6 },
  ),
})

describe('whatever the payments and invoices', () => {
  function build({ payments, invoices }: typeof worlds extends fc.Arbitrary<infer W> ? W : never) {
    return {
      payments: payments.map(({ openCents, label }, at) => payment(at + 1, openCents, label)),
      invoices: invoices.map(
        (parts, at): OpenInvoice => ({
          invoiceId: at + 1,
          number: `F${at + 1}`,
          instalments: parts.map((part, rank) => ({ instalmentId: (at + 1) * 10 + rank, ...part })),
        }),
      ),
    }
  }

  test('each payment is used once and wholly, and no instalment is paid beyond what it asks', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const { payments, invoices } = build(world)
        const found = probablePayments(payments, invoices)
        const left = new Map(
          invoices.flatMap(({ instalments }) => instalments).map((i) => [i.instalmentId, i.openCents]),
        )
        expect(new Set(found.map(({ creditId }) => creditId)).size).toBe(found.length)
        for (const { creditId, shares } of found) {
          const paid = payments.find((one) => one.creditId === creditId)?.openCents
          expect(sumCents(shares.map((share) => share.amountCents))).toBe(paid)
          for (const { instalmentId, amountCents } of shares) {
            expect(left.get(instalmentId)).toBe(amountCents)
            left.delete(instalmentId)
          }
        }
      }),
    )
  })

  test('a payment of the amount of an invoice nobody else claims is always found', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const { payments, invoices } = build(world)
        const found = probablePayments(payments, invoices)
        const claimed = new Set(found.flatMap(({ invoiceIds }) => invoiceIds))
        const idle = payments.filter(({ creditId }) => !found.some((one) => one.creditId === creditId))
        const free = invoices.filter(({ invoiceId }) => !claimed.has(invoiceId))
        for (const { instalments } of free) {
          const cents = sumCents(instalments.map(({ openCents }) => openCents))
          expect(idle.map(({ openCents }) => openCents)).not.toContain(cents)
        }
      }),
    )
  })

  test('the order they are read in changes nothing', () => {
    fc.assert(
      fc.property(worlds, (world) => {
        const { payments, invoices } = build(world)
        expect(probablePayments(payments.toReversed(), invoices.toReversed())).toEqual(
          probablePayments(payments, invoices),
        )
      }),
    )
  })
})
