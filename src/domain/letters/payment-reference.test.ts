import fc from 'fast-check'
import { expect, test } from 'vitest'
import { namedReference } from './payment-reference.ts'

const NUMBERS = Array.from({ length: 30 }, (_, index) => `FA-25-3040${String(index + 1).padStart(2, '0')}`)

test('up to eight invoices are named, and nine have a reference of the letter', () => {
  expect(namedReference('C0001', NUMBERS.slice(0, 2))).toBe('C0001 FA-25-304001 FA-25-304002')
  expect(namedReference('C0001', NUMBERS.slice(0, 8))?.split(' ')).toHaveLength(9)
  expect(namedReference('C0001', NUMBERS.slice(0, 9))).toBeNull()
  expect(namedReference('C0001', NUMBERS)).toBeNull()
})

test('an invoice without a number cannot be named', () => {
  expect(namedReference('C0001', ['FA-1', null])).toBeNull()
})

test('a reference names every invoice whole, or it is none', () => {
  const number = fc.string({ minLength: 1, maxLength: 40 }).map((text) => text.replaceAll(' ', '-'))
  fc.assert(
    fc.property(fc.array(number, { minLength: 1, maxLength: 12 }), (numbers) => {
      const reference = namedReference('C1', numbers)
      if (reference === null) return
      expect(reference.split(' ')).toEqual(['C1', ...numbers])
      expect(Buffer.byteLength(reference)).toBeLessThanOrEqual(140)
    }),
  )
})
