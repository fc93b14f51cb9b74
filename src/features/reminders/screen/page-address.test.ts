import { expect, test } from 'vitest'
import { pickAddress, readAddress, sortWord, tabWord } from './page-address.ts'

const days = { today: '2024-01-26', defaultOn: '2024-01-25' }

test('the address of the manual is read as it is written', () => {
  const state = readAddress(pickAddress({ au: '2024-01-20', entreprises: 'FNAC,ISAGRI' }), days)
  expect(state.filters).toMatchObject({ on: '2024-01-20', companies: ['FNAC', 'ISAGRI'] })
  expect(state).toMatchObject({ tab: 'all', sort: 'name', direction: 'asc', dateProblem: null })
})

test('an address without a date means yesterday; empty filters are no filter', () => {
  const state = readAddress(pickAddress({ niveau: '', q: '', min: '' }), days)
  expect(state.filters.on).toBe('2024-01-25')
  expect(state.filters.level).toBeUndefined()
  expect(state.filters.text).toBeUndefined()
  expect(state.filters.companies).toBeUndefined()
})

test('every filter has its word', () => {
  const address = { niveau: '3', q: 'PROFR', min: '12,5', retard: '30', 'sans-relance': '15' }
  const state = readAddress(
    pickAddress({ ...address, onglet: 'a-relancer', tri: 'retard', sens: 'desc' }),
    days,
  )
  expect(state.filters).toMatchObject({
    level: 3,
    text: 'PROFR',
    minCents: 1250,
    minDaysLate: 30,
    notRemindedForDays: 15,
  })
  expect(state).toMatchObject({ tab: 'advised', sort: 'age', direction: 'desc' })
})

test.each([
  ['', 'missing'],
  ['25/01/2024', 'invalid'],
  ['2024-02-30', 'invalid'],
  ['2024-01-27', 'future'],
  ['2024-01-26', null],
])('the date %o: %s', (au, problem) => {
  expect(readAddress(pickAddress({ au }), days).dateProblem).toBe(problem)
})

test('nonsense in an address is left out', () => {
  const state = readAddress(pickAddress({ niveau: '9', min: 'x', tri: 'x', onglet: 'x', other: '1' }), days)
  expect(state).toMatchObject({ tab: 'all', sort: 'name' })
  expect(state.filters.level).toBeUndefined()
  expect(state.filters.minCents).toBeUndefined()
})

test('words go both ways; the default needs none', () => {
  expect([tabWord('all'), tabWord('advised'), tabWord('set-aside')]).toEqual([
    undefined,
    'a-relancer',
    'ecartes',
  ])
  expect([sortWord('name'), sortWord('amount')]).toEqual([undefined, 'montant'])
})
