import { describe, expect, test } from 'vitest'
import {
  customerKey,
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

describe('what one client says of itself and of no other', () => {
  const DURAND = '8:EUR'

  test('a client is known by its currency too', () => {
    expect(customerKey(7, 'CHF')).toBe('7:CHF')
  })

  test('all, or one client alone, is something to remind', () => {
    expect(isEmptySelection({ ...NOTHING_SELECTED, base: 'all' })).toBe(false)
    expect(isEmptySelection({ ...NOTHING_SELECTED, base: 'advised' })).toBe(false)
    expect(isEmptySelection(tickCustomer(NOTHING_SELECTED, MARTIN, true))).toBe(false)
    expect(isEmptySelection(tickInvoice(NOTHING_SELECTED, MARTIN, 11, false))).toBe(true)
  })

  test('ticking a client forgets its invoices, and keeps those of others', () => {
    const both = tickInvoice(tickInvoice(NOTHING_SELECTED, MARTIN, 11, true), DURAND, 21, true)
    expect(tickCustomer(both, MARTIN, false).invoices).toEqual({ 21: { customer: DURAND, ticked: true } })
    expect(customerTick(both, row)).toBe('partial')
    expect(customerTick(both, { ...row, customer: DURAND, invoiceCount: 1 })).toBe('ticked')
  })

  test('nobody advised but one ticked by hand: its invoices are not advised for that', () => {
    const advised: Selection = { ...NOTHING_SELECTED, base: 'none' }
    expect(isInvoiceTicked(advised, invoice(11, true))).toBe(false)
    expect(customerTick(advised, row)).toBe('unticked')
    const all: Selection = { ...NOTHING_SELECTED, base: 'all' }
    expect(isInvoiceTicked(all, invoice(11, false))).toBe(true)
    expect(customerTick(tickInvoice(all, MARTIN, 11, false), row)).toBe('partial')
  })
})
