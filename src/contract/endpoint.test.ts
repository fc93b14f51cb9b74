import { expect, test } from 'vitest'
import { companiesNamed } from './endpoint.ts'

test('the company of the path is the one, whatever the body says', () => {
  const asked = { params: { code: 'FNAC' }, body: { company: 'ISAGRI' } }
  expect(companiesNamed('/api/companies/{code}/rates', asked)).toEqual(['FNAC'])
})

test('companies are named in the query, the body, or the filters of the body', () => {
  expect(companiesNamed('/api/runs', { query: { companies: ['FNAC', 'ISAGRI'] } })).toEqual([
    'FNAC',
    'ISAGRI',
  ])
  expect(companiesNamed('/api/invoices', { body: { company: 'FNAC' } })).toEqual(['FNAC'])
  expect(companiesNamed('/api/runs', { body: { filters: { companies: ['ISAGRI'] } } })).toEqual(['ISAGRI'])
})

test('an empty list is none at all, and not all of them', () => {
  expect(companiesNamed('/api/runs', { query: { companies: [] } })).toEqual([])
})

test('a request that names none is about all of them', () => {
  expect(companiesNamed('/api/runs', {})).toBeUndefined()
  expect(companiesNamed('/api/runs', { query: { after: 'x' }, body: { filters: {} } })).toBeUndefined()
})

test('a path about a company without its code is a fault of ours', () => {
  expect(() => companiesNamed('/api/companies/{code}', { params: {} })).toThrow('no code in the path')
})
