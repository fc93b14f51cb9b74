import { expect, test } from 'vitest'
import { creditorReferences } from './creditor-reference.ts'

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
  expect(creditorReferences(text)).toEqual(bodies)
})
