import { expect, test } from 'vitest'
import { statementsOf } from '#readers/statement-fixture.ts'
import { readStatements } from '#readers/statements.ts'
import { ownFile } from './own-file.ts'

const IBAN = 'FR7610278022040002042760330'
const read = async (name: string) => await readStatements(await ownFile(`bank/${name}`))

test.each([
  [
    'two-accounts.cfonb',
    [
      [IBAN, 100_000, 159_964, true, [120_000, -60_036]],
      ['FR7610278022040009876543283', -5000, -6200, true, [-1200]],
    ],
  ],
  ['no-line-ends.cfonb', [[IBAN, 100_000, 159_964, true, [120_000, -60_036]]]],
  ['unbalanced.cfonb', [[IBAN, 100_000, 1, false, [120_000, -60_036]]]],
  ['statement-v02.camt053.xml', [[IBAN, 100_000, 270_036, true, [120_000, 60_036, 5000, -15_000]]]],
  ['statement-v08.camt053.xml', [[IBAN, 100_000, 270_036, true, [120_000, 60_036, 5000, -15_000]]]],
  ['sgml.ofx', [[IBAN, null, 213_964, null, [120_000, -6036]]]],
  ['one-line.ofx', [[IBAN, null, null, null, [5000]]]],
])('the statement %s is read to the cent', async (name, right) => {
  const statements = statementsOf(await read(name))
  expect(
    statements.map(({ account, openingCents, closingCents, balanced, movements }) => [
      account,
      openingCents,
      closingCents,
      balanced,
      movements.map(({ amountCents }) => amountCents),
    ]),
  ).toEqual(right)
})

test.each([
  ['cfonb-240.txt', 'is-cfonb-240'],
  ['intraday.camt052.xml', 'camt-intraday'],
  ['detail.camt054.xml', 'camt-notification'],
  ['statement.qif', 'is-qif'],
])('%s is no statement of account, and is refused by name', async (name, code) => {
  const told = await read(name)
  expect('reason' in told ? told.reason.code : null).toBe(code)
})
