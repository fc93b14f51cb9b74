import { expect, test } from 'vitest'
import { parseAddress, writeAddress } from './address.ts'

test('an invoice number stays text, whatever it looks like', () => {
  expect(parseAddress('?q=0042&au=2024-01-25')).toEqual({ q: '0042', au: '2024-01-25' })
})

test('commas stay readable, absent values leave no trace, an emptied date stays', () => {
  const state = { au: '', entreprises: 'FNAC,ISAGRI', niveau: undefined, q: 'Léa & fils' }
  expect(writeAddress(state)).toBe('?au=&entreprises=FNAC,ISAGRI&q=L%C3%A9a+%26+fils')
  expect(parseAddress(writeAddress({ q: 'Léa & fils' }))).toEqual({ q: 'Léa & fils' })
  expect(writeAddress({})).toBe('')
})
