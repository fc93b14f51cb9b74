import i18next from 'i18next'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { addressOf, fileAddressOf } from './ask.ts'

const statement = endpoint({
  method: 'get',
  path: '/api/companies/{code}/statements/{number}',
  capability: 'read',
  summary: 'A statement of an invented company',
  params: z.object({ code: z.string(), number: z.number() }),
  query: z.object({
    companies: z
      .string()
      .transform((text) => text.split(','))
      .optional(),
    on: z.string().optional(),
  }),
  answer: 'file',
})

test('an address holds what it names, written for an address', () => {
  const params = { code: 'A/B & Cie', number: 12 }
  expect(addressOf(statement, { params })).toBe('/api/companies/A%2FB%20%26%20Cie/statements/12')
  expect(addressOf(statement, { params, query: { companies: ['FNAC', 'ISAGRI'], on: undefined } })).toBe(
    '/api/companies/A%2FB%20%26%20Cie/statements/12?companies=FNAC%2CISAGRI',
  )
})

test('the address of a file says the language of the screen, after what is asked', async () => {
  await i18next.init({ lng: 'en' })
  const address = fileAddressOf(statement, {
    params: { code: 'FNAC', number: 1 },
    query: { on: '2026-01-31' },
  })
  expect(new URL(address, 'http://localhost').searchParams.get('on')).toBe('2026-01-31')
  expect(new URL(address, 'http://localhost').searchParams.get('language')).toBe('en')
})

test('a part of a path that is missing is an error, never an address of something else', () => {
  const params = { code: 'FNAC' } as unknown as { code: string; number: number }
  expect(() => addressOf(statement, { params })).toThrow('without its number')
})
