import { describe, expect, test } from 'vitest'
import {
  customerTick,
  isEmptySelection,
  isInvoiceTicked,
  NOTHING_SELECTED,
  type Selection,
  tickCustomer,
  tickInvoice,
} from './selection.ts'

const MARTIN = '7:EUR'
const row = { customer: MARTIN, invoiceCount: 3, advisedCount: 1 }

function invoice(id: number, isAdvised = false) {
  return { id, customer: MARTIN, isAdvised }
}

describe('ticking', () => {
  test('a client ticks all its invoices, and unticking one makes it partial', () => {
    const all = tickCustomer(NOTHING_SELECTED, MARTIN, true)
    expect(customerTick(all, row)).toBe('ticked')
    const partial = tickInvoice(all, MARTIN, 12, false)
    expect(customerTick(partial, row)).toBe('partial')
    expect([11, 12].map((id) => isInvoiceTicked(partial, invoice(id)))).toEqual([true, false])
  })

  test('the invoices one by one end by ticking the client', () => {
    const ticked = [11, 12, 13].reduce<Selection>(
      (before, id) => tickInvoice(before, MARTIN, id, true),
      NOTHING_SELECTED,
    )
    expect(customerTick(ticked, row)).toBe('ticked')
    expect(customerTick(tickCustomer(ticked, MARTIN, false), row)).toBe('unticked')
  })

  test('all the advised ones: of three invoices with one advised, the client is partial', () => {
    const advised: Selection = { ...NOTHING_SELECTED, base: 'advised' }
    expect(customerTick(advised, row)).toBe('partial')
    expect(isInvoiceTicked(advised, invoice(11, true))).toBe(true)
    expect(isInvoiceTicked(advised, invoice(12, false))).toBe(false)
    expect(customerTick(advised, { ...row, advisedCount: 0 })).toBe('unticked')
    expect(customerTick(advised, { ...row, advisedCount: 3 })).toBe('ticked')
  })

  test('all, save one client', () => {
    const allButOne = tickCustomer({ ...NOTHING_SELECTED, base: 'all' }, MARTIN, false)
    expect(customerTick(allButOne, row)).toBe('unticked')
    expect(customerTick(allButOne, { ...row, customer: '8:EUR' })).toBe('ticked')
  })

  test('nothing is selected until something is', () => {
    expect(isEmptySelection(NOTHING_SELECTED)).toBe(true)
    expect(isEmptySelection(tickCustomer(NOTHING_SELECTED, MARTIN, false))).toBe(true)
    expect(isEmptySelection(tickInvoice(NOTHING_SELECTED, MARTIN, 11, true))).toBe(false)
  })
})
