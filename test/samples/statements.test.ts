import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { fileSource } from '#readers/source.ts'
import type { Statement } from '#readers/statement.ts'
import { readStatements } from '#readers/statements.ts'
import { samplePath } from './samples.ts'

const read = async (name: string) => await readStatements(await fileSource(samplePath(name)))

/** Account, currency, balances, whether they agree, how many movements, what is told. */
type Figures = readonly [
  string | null,
  string,
  number | null,
  number | null,
  boolean | null,
  number,
  string[],
]

const RO = 'GB33BUKB20201555555555'
const NL = 'NL26VAYB8060476890'
const ABN = 'NL77ABNA0574908765'
const SILARHI = 'FR7610278022040002042760330'
const EKYLIBRE = 'FR7698765001111231231234509'
const UNBALANCED = ['statement-unbalanced']
const OTHER_CURRENCY = ['camt-other-currency']

describe('every statement of others is read to the cent', () => {
  test.each<[string, Figures[]]>([
    ['cfonb/bank_statement.cfo', [['FR7730002004470000888899H78', 'EUR', 8, 1187114, false, 4, UNBALANCED]]],
    [
      'cfonb/ekylibre_import_cfonb.csv',
      [['FR9613306009789837485442I16', 'EUR', -395657631, -392613589, false, 3, UNBALANCED]],
    ],
    [
      'cfonb/pennylane_example.txt',
      [
        ['FR7615589000009876543210088', 'EUR', -19040, -24121, true, 3, []],
        ['FR7618706000000012345678954', 'EUR', -24121, -16372, true, 3, []],
      ],
    ],
    [
      'cfonb/silarhi_complex-test.txt',
      [
        ['FR7610278022040001234560307', 'EUR', 1669565, 1667286, true, 1, []],
        [SILARHI, 'EUR', 1667286, 1165275, true, 2, []],
        [SILARHI, 'EUR', 1165275, 1165275, true, 0, []],
        [SILARHI, 'EUR', 1165275, 1153500, true, 1, []],
        [SILARHI, 'EUR', 1153500, 1153500, true, 0, []],
        [SILARHI, 'EUR', 1153500, 1148475, true, 1, []],
        [SILARHI, 'EUR', 1148475, 1148475, true, 0, []],
        [SILARHI, 'EUR', 58435302, 58435302, true, 0, []],
      ],
    ],
    [
      'cfonb/silarhi_simple-test.txt',
      [['FR7610278022040001234560307', 'EUR', 1669565, 1669565, true, 0, []]],
    ],
    [
      'camt/camt053.v2.all-balance-types.xml',
      [['CH2801234000123456789', 'EUR', 101, 404, false, 1, UNBALANCED]],
    ],
    ['camt/camt053.v2.minimal.xml', [[NL, 'EUR', 1815, null, null, 1, OTHER_CURRENCY]]],
    [
      'camt/camt053.v2.multi.statement.xml',
      [
        [NL, 'EUR', 1815, 2700, true, 1, []],
        [NL, 'EUR', 2700, 2000, true, 1, []],
      ],
    ],
    ['camt/camt053.v3.xml', [[NL, 'EUR', 1815, null, null, 1, OTHER_CURRENCY]]],
    ['camt/camt053.v4.xml', [[NL, 'EUR', 1815, null, null, 1, OTHER_CURRENCY]]],
    ['camt/camt53.only-Dt-with-DtTm.xml', [[RO, 'RON', 544209, null, null, 0, []]]],
    ['camt/oca_test-camt053-no-ntry.xml', [[ABN, 'CHF', 152076, 152076, true, 0, []]]],
    ['camt/oca_test-camt053.xml', [[ABN, 'EUR', 1556827, 1512112, false, 4, UNBALANCED]]],
    [
      'camt/oca_test-camt053.zip',
      [
        [ABN, 'EUR', 1556827, 1512112, false, 3, UNBALANCED],
        [ABN, 'EUR', 1556827, 1512112, false, 3, UNBALANCED],
      ],
    ],
    ['ofx/ekylibre_ofx_non_utf8.ofx', [[EKYLIBRE, 'EUR', null, 98765, null, 1, []]]],
    ['ofx/ekylibre_ofx_valid.ofx', [[EKYLIBRE, 'EUR', null, 98765, null, 1, []]]],
    ['ofx/ekylibre_ofx_without_newlines.ofx', [[null, 'EUR', null, null, null, 1, []]]],
    [
      'ofx/oca_test_ofx.ofx',
      [
        ['123456', 'USD', null, 215656, null, 4, []],
        ['123412341234', 'USD', null, -56200, null, 0, []],
      ],
    ],
    ['ofx/ofxparse_checking.ofx', [['1452687~7', 'USD', null, 10099, null, 3, []]]],
    [
      'ofx/ofxparse_date_missing.ofx',
      [['192639749', 'USD', null, 0, null, 0, ['ofx-row-left-out', 'ofx-row-left-out', 'ofx-row-left-out']]],
    ],
    ['ofx/ofxparse_ofx-v102-empty-tags.ofx', [['12345678', 'AUD', null, null, null, 1, []]]],
    ['ofx/ofxparse_suncorp.ofx', [['123456789', 'AUD', null, 123412, null, 1, []]]],
    [
      'ofx/ofxtools_br_nubank_cc.ofx',
      [['11111111-UUID-UUID-UUID-111111111111', 'BRL', null, -128091, null, 6, []]],
    ],
  ])('%s', async (name, figures) => {
    const statements = await read(name)
    expect('reason' in statements ? statements.reason : statements.map(figuresOf)).toEqual(figures)
  })
})

describe('what is no statement is refused with its reason', () => {
  test.each([
    ['cfonb/ekylibre_import_cfonb_wrong_content.csv', 'not-a-statement', 0],
    ['cfonb/pennylane_invalid_date.txt', 'bad-date', 1],
    ['cfonb/pennylane_new_statement_without_previous_ended.txt', 'cfonb-unclosed', 1],
    ['cfonb/silarhi_cfonb.240-complex-test.txt', 'is-cfonb-240', 0],
    ['camt/camt052.v8.xml', 'camt-intraday', 0],
    ['camt/camt053.v2.wrong.xml', 'statement-none', 0],
    ['camt/camt054.v2.xml', 'camt-notification', 0],
    ['camt/camt054_QRR.xml', 'camt-notification', 0],
    ['ofx/ekylibre_ofx_invalid.ofx', 'not-a-statement', 0],
    ['qif/oca_test_qif.qif', 'is-qif', 0],
  ])('%s: %s', async (name, code, line) => {
    expect(await read(name)).toMatchObject({ reason: { code, line } })
  })
})

test('a batch of direct debits returned is parted by customer and marked', async () => {
  const statements = await read('camt/oca_test-camt053.xml')
  const movements = 'reason' in statements ? [] : (statements[0]?.movements ?? [])
  expect(movements.map(({ amountCents, payer, isRejection }) => [amountCents, payer, isRejection])).toEqual([
    [-75425, 'INSURANCE COMPANY TESTX', false],
    [-56405, 'Test Customer', true],
    [-10000, 'Test Customer', true],
    [140531, '3rd party Media', false],
  ])
})

test('the complements of CFONB give payer, reference and text', async () => {
  const statements = await read('cfonb/pennylane_example.txt')
  expect('reason' in statements ? null : statements[0]?.movements[0]).toMatchObject({
    bookedOn: '2019-05-16',
    amountCents: -3221,
    payer: 'INTERNET SFR',
    reference: 'OTHER REFERENCE',
    text: expect.stringContaining('PRLV SEPA TEST CABINET MENSUEAUHTR13133 MENSUEAUHTR13DUP INTERNETA AAA'),
  })
})

function figuresOf(statement: Statement): Figures {
  const { account, currency, openingCents, closingCents, balanced, movements, warnings } = statement
  const codes = warnings.map(({ code }) => code)
  return [account, currency, openingCents, closingCents, balanced, movements.length, codes]
}

// Counted once more in another way, from the characters of the file: no record, no tree, no balance.
describe('the movements add up to what the file itself adds up to', () => {
  const cents = (text: string) => Math.round(Number(text.replace(',', '.')) * 100)
  const total = (amounts: readonly number[]) => [amounts.length, amounts.reduce((sum, one) => sum + one, 0)]

  const COUNTS = {
    cfonb: (text: string) =>
      [...text.matchAll(/^04.{88}(\d{13})([A-R{}])/gm)].map(([, digits = '', mark = '']) => {
        const credit = '{ABCDEFGHI'.indexOf(mark)
        return credit >= 0 ? Number(digits + credit) : -Number(digits + '}JKLMNOPQR'.indexOf(mark))
      }),
    camt: (text: string) =>
      [...text.matchAll(/<Ntry>[\s\S]*?<Amt[^>]*>([\d.]+)<[\s\S]*?<CdtDbtInd>(\w+)</g)].map(
        ([, amount = '', side]) => (side === 'DBIT' ? -1 : 1) * cents(amount),
      ),
    ofx: (text: string) =>
      [...text.matchAll(/<TRNAMT>\s*([-+]?[\d.,]+)/g)].map(([, amount = '']) => cents(amount)),
  } as const

  test.each<[keyof typeof COUNTS, string]>([
    ['cfonb', 'cfonb/bank_statement.cfo'],
    ['cfonb', 'cfonb/ekylibre_import_cfonb.csv'],
    ['cfonb', 'cfonb/pennylane_example.txt'],
    ['cfonb', 'cfonb/silarhi_complex-test.txt'],
    ['camt', 'camt/camt053.v2.all-balance-types.xml'],
    ['camt', 'camt/camt053.v2.multi.statement.xml'],
    ['ofx', 'ofx/ekylibre_ofx_valid.ofx'],
    ['ofx', 'ofx/oca_test_ofx.ofx'],
    ['ofx', 'ofx/ofxparse_checking.ofx'],
    ['ofx', 'ofx/ofxtools_br_nubank_cc.ofx'],
  ])('%s: %s', async (format, name) => {
    const statements = await read(name)
    const movements = 'reason' in statements ? [] : statements.flatMap((statement) => statement.movements)
    const counted = COUNTS[format](readFileSync(samplePath(name), 'latin1'))
    expect(total(movements.map(({ amountCents }) => amountCents))).toEqual(total(counted))
    expect(counted.length).toBeGreaterThan(0)
  })
})
