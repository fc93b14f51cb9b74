import fc from 'fast-check'
import { expect, test } from 'vitest'
import { identifyingNumber } from '#domain/receivables/document-identity.ts'
import { bareNumber, lastDigits } from '#domain/receivables/document-number.ts'
import { createTestDatabase } from '../database.ts'

const database = await createTestDatabase()

// Numbers are compared by the hundred thousand in the database, and one by one in the program.
test('the database and the program read numbers alike', async () => {
  const piece = fc.constantFrom(
    'FA',
    'fa',
    'É',
    'ß',
    'œ',
    'ı',
    'Ⅳ',
    '0',
    '00',
    '7',
    '77',
    '-',
    '/',
    ' ',
    '\u00a0',
    'E+',
    '1,2',
    '#',
    'N°',
    '№',
    '７',
  )
  const number = fc.oneof(
    fc.array(piece, { maxLength: 6 }).map((pieces) => pieces.join('')),
    fc.string({ unit: 'grapheme' }),
  )
  const numbers = fc
    .sample(number, { numRuns: 3_000, seed: Number(process.env.SEED ?? 7) })
    .filter((text) => !text.includes('\0'))
  const { rows } = await database.owner.query(
    `select bare_number(n) as bare, identifying_number(n) as identifying, last_digits(n) as last
     from unnest($1::text[]) with ordinality u (n, at) order by at`,
    [numbers],
  )
  expect(rows).toEqual(
    numbers.map((text) => ({
      bare: bareNumber(text),
      identifying: identifyingNumber(text),
      last: lastDigits(text),
    })),
  )
})
