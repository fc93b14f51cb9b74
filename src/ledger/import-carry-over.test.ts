import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { sumCents } from '#domain/days-and-money/money.ts'
import type { AllocationRecord, CreditRecord, InvoiceRecord } from '#readers/records.ts'
import { type CarriedItem, carryOver, hasOpening } from './import-carry-over.ts'

interface Line {
  readonly number: string | null
  readonly cents: number
}

const NUMBERS = ['F1', 'F2', 'F3', null]
const line = fc.record({
  number: fc.constantFrom(...NUMBERS),
  cents: fc.integer({ min: 1, max: 5 }).map((n) => n * 100),
})
const lines = fc.array(line, { maxLength: 5 })

const carriedItem =
  (side: string) =>
  ({ number, cents }: Line, rank: number): CarriedItem => ({
    key: `${side}${rank}`,
    customerCode: 'C',
    currency: 'EUR',
    number,
    on: `2023-0${rank + 1}-01`,
    leftCents: cents,
  })

function openingInvoice({ number, cents }: Line, rank: number): InvoiceRecord {
  const key = `an${rank}`
  const instalment = { key, dueOn: null, amountCents: cents, settledCents: 0, line: rank }
  return {
    key,
    customerCode: 'C',
    number,
    kind: 'opening-balance',
    issuedOn: '2024-01-01',
    currency: 'EUR',
    isProvisional: false,
    label: null,
    line: rank,
    instalments: [instalment],
  }
}

function credit({ number, cents }: Line, rank: number, isOpening: boolean): CreditRecord {
  return {
    key: `${isOpening ? 'anc' : 'pay'}${rank}`,
    customerCode: 'C',
    kind: isOpening ? 'adjustment' : 'payment',
    number,
    receivedOn: '2024-01-01',
    isOpening,
    currency: 'EUR',
    amountCents: cents,
    isProvisional: false,
    label: null,
    line: rank,
  }
}

const totalOf = (invoices: readonly InvoiceRecord[]) =>
  sumCents(invoices.flatMap((invoice) => invoice.instalments.map((instalment) => instalment.amountCents)))

function perKey(
  allocations: readonly AllocationRecord[],
  side: 'instalmentKey' | 'creditKey',
): Map<string, number> {
  const totals = new Map<string, number>()
  for (const allocation of allocations) {
    totals.set(allocation[side], (totals.get(allocation[side]) ?? 0) + allocation.amountCents)
  }
  return totals
}

describe('a year joined to the one before', () => {
  test('always leaves the customer with the balance of the new opening', () => {
    fc.assert(
      fc.property(lines, lines, lines, lines, (anDebits, anCredits, debits, credits) => {
        const carried = { debits: debits.map(carriedItem('d')), credits: credits.map(carriedItem('c')) }
        const file = {
          invoices: anDebits.map(openingInvoice),
          credits: anCredits.map((item, rank) => credit(item, rank, true)),
          allocations: [],
        }
        fc.pre(hasOpening(file))
        const joined = carryOver(file, carried)
        const kept = totalOf(joined.invoices) - sumCents(joined.credits.map(({ amountCents }) => amountCents))
        const stillOwed =
          sumCents(debits.map(({ cents }) => cents)) -
          sumCents(joined.settled.map(({ amountCents }) => amountCents))
        const withdrawn = new Set(joined.withdrawn)
        const stillCredited = sumCents(
          carried.credits.filter(({ key }) => !withdrawn.has(key)).map(({ leftCents }) => leftCents),
        )
        const opening =
          sumCents(anDebits.map(({ cents }) => cents)) - sumCents(anCredits.map(({ cents }) => cents))
        expect(kept + stillOwed - stillCredited).toBe(opening)
      }),
      { numRuns: 2_000 },
    )
  })

  test('never settles more of an item than is left of it, nor uses a payment twice', () => {
    fc.assert(
      fc.property(lines, lines, lines, (anDebits, debits, payments) => {
        const invoices = anDebits.map(openingInvoice)
        const credits = payments.map((item, rank) => credit(item, rank, false))
        const allocations = credits.flatMap((payment, rank): AllocationRecord[] => {
          const target = invoices[rank]?.instalments[0]
          if (!target) return []
          const amountCents = Math.min(target.amountCents, payment.amountCents)
          return [{ creditKey: payment.key, instalmentKey: target.key, amountCents, origin: 'lettering' }]
        })
        const carried = { debits: debits.map(carriedItem('d')), credits: [] }
        const joined = carryOver({ invoices, credits, allocations }, carried)
        const room = new Map([
          ...carried.debits.map(({ key, leftCents }) => [key, leftCents] as const),
          ...joined.invoices.map((invoice) => [invoice.key, totalOf([invoice])] as const),
        ])
        for (const { instalmentKey, amountCents } of joined.settled) {
          room.set(instalmentKey, (room.get(instalmentKey) ?? 0) - amountCents)
        }
        for (const [key, cents] of perKey(joined.allocations, 'instalmentKey')) {
          expect(cents).toBeLessThanOrEqual(room.get(key) ?? 0)
        }
        const paid = perKey(joined.allocations, 'creditKey')
        for (const payment of credits)
          expect(paid.get(payment.key) ?? 0).toBeLessThanOrEqual(payment.amountCents)
      }),
      { numRuns: 2_000 },
    )
  })
})
