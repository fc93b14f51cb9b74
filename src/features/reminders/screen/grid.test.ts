import { expect, test } from 'vitest'
import type { CustomerRow, InvoiceRow } from '../contract.ts'
import { gridItems, type UnfoldedInvoices } from './grid-items.ts'
import { gridCommand } from './grid-keys.ts'
import { withCustomer, withCustomerLevel, withInvoiceLevel } from './row-cache.ts'

const demo = customer('1:EUR', 'DEMO')
const tru = customer('2:EUR', 'TRU')
const invoices = [invoice(10, 1), invoice(11, 2)]
const unfolded = new Map<string, UnfoldedInvoices>([['1:EUR', invoices]])
const items = gridItems([demo, tru], unfolded)

test('invoices come under their client', () => {
  expect(items.map((item) => item.key)).toEqual(['1:EUR', '1:EUR 10', '1:EUR 11', '2:EUR'])
})

test('a client whose invoices are on their way holds a line for them', () => {
  const waiting = gridItems([demo], new Map([['1:EUR', 'wait' as const]]))
  expect(waiting.map((item) => item.kind)).toEqual(['customer', 'wait'])
})

test.each([
  ['ArrowDown', 0, { kind: 'move', to: 1 }],
  ['ArrowUp', 0, { kind: 'move', to: 0 }],
  ['End', 0, { kind: 'move', to: 3 }],
  ['ArrowRight', 0, { kind: 'move', to: 1 }],
  ['ArrowRight', 3, { kind: 'unfold' }],
  ['ArrowLeft', 0, { kind: 'fold' }],
  ['ArrowLeft', 2, { kind: 'move', to: 0 }],
  ['ArrowLeft', 3, null],
  [' ', 3, { kind: 'tick' }],
  ['Enter', 3, { kind: 'unfold' }],
  ['Enter', 1, { kind: 'open' }],
  ['4', 1, { kind: 'level', level: 4 }],
  ['5', 1, null],
  ['a', 1, null],
])('key %o on line %i', (key, index, command) => {
  expect(gridCommand(key, items, index)).toEqual(command)
})

test('one client is replaced or taken out of the loaded pages', () => {
  const pages = {
    pages: [
      { rows: [demo], next: 'x' },
      { rows: [tru], next: null },
    ],
    pageParams: [],
  }
  expect(withCustomerLevel(pages, '2:EUR', 4).pages[1]?.rows[0]?.level).toBe(4)
  expect(withCustomer(pages, '2:EUR', null).pages[1]?.rows).toEqual([])
  expect(withCustomer(pages, '9:EUR', null).pages[0]).toBe(pages.pages[0])
})

test("a client's level is the highest of its invoices", () => {
  expect(withInvoiceLevel(invoices, 11, 4).highest).toBe(4)
  expect(withInvoiceLevel(invoices, 11, 1).highest).toBe(1)
  expect(withInvoiceLevel(invoices, undefined, 3).invoices.map((row) => row.level)).toEqual([3, 3])
})

function customer(key: string, code: string): CustomerRow {
  return {
    key,
    company: 'ISAGRI',
    customerId: Number.parseInt(key, 10),
    code,
    name: code,
    postcode: null,
    town: null,
    hasAddress: false,
    currency: 'EUR',
    invoiceCount: 2,
    advisedCount: 0,
    daysToWait: 3,
    level: 1,
    amountCents: 100,
    lateCents: { to30: 0, to60: 0, to90: 0, over90: 0 },
    creditCents: 0,
    credits: [],
    probablyPaidCount: 0,
    expectedPayments: null,
    netCents: 0,
    oldestDueOn: '2024-01-01',
    daysLate: 24,
    lastRemindedOn: null,
    hasProvisional: false,
    draftRun: null,
    brokenPromiseOn: null,
  }
}

function invoice(id: number, level: 1 | 2): InvoiceRow {
  return {
    id,
    number: String(id),
    label: null,
    issuedOn: null,
    dueOn: '2024-01-01',
    dueIsEstimated: false,
    daysLate: 24,
    level,
    openCents: 50,
    instalmentCount: 1,
    isAdvised: false,
    probablePayment: null,
    daysToWait: 3,
    isProvisional: false,
    lastRemindedOn: null,
    draftRun: null,
  }
}
