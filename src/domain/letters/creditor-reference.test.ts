import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  creditorReference,
  creditorReferences,
  isCreditorReference,
  letterReferenceBody,
} from './creditor-reference.ts'

// RF18 5390 0754 7034 is the example of ISO 11649. FA2024001 followed by RF00, with letters counted as
// 10 to 35, leaves 19 modulo 97: its check digits are 98 - 19 = 79.
test.each([
  ['RF18539007547034', ['539007547034']],
  ['virement rf18 5390 0754 7034 merci', ['539007547034']],
  ['RF79FA2024001', ['FA2024001']],
  ['RF79 FA20 2400 1 DUPONT', ['FA2024001']],
  ['RF19539007547034', []],
  ['XRF18539007547034', []],
  ['sans reference', []],
])('%s', (text, bodies) => {
  expect(creditorReferences(text).map(([longest]) => longest)).toEqual(bodies)
})

test('the reference of ISO 11649 and that of law.md are made again from their bodies', () => {
  expect(creditorReference('539007547034')).toBe('RF18539007547034')
  expect(creditorReference('FA20260001')).toBe('RF26FA20260001')
})

test('the reference of a letter is read back, and two letters never have the same', () => {
  const place = fc.tuple(fc.integer({ min: 1, max: 999_999 }), fc.integer({ min: 1, max: 99_999 }))
  fc.assert(
    fc.property(place, place, ([run, position], [otherRun, otherPosition]) => {
      const body = letterReferenceBody(run, position)
      const reference = creditorReference(body)
      expect(reference.length).toBeLessThanOrEqual(25)
      expect(isCreditorReference(reference)).toBe(true)
      expect(creditorReferences(`VIR SEPA ${reference} MERCI`)[0]).toContain(body)
      const other = letterReferenceBody(otherRun, otherPosition)
      expect(body === other).toBe(run === otherRun && position === otherPosition)
    }),
  )
})
