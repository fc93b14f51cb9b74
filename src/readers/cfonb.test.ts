import { describe, expect, test } from 'vitest'
import { readCfonb } from './cfonb.ts'
import { parseOverpunched } from './cfonb-amount.ts'
import { balanceRecord, complementRecord, movementRecord } from './cfonb-fixture.ts'
import { frenchIban } from './french-account.ts'
import { statementsOf } from './statement-fixture.ts'

const read = (records: readonly string[], separator = '\r\n') =>
  statementsOf(readCfonb(records.join(separator)))

describe('a CFONB 120 statement', () => {
  const records = [
    balanceRecord('01', '311225', '0000000010000{'),
    movementRecord({ operation: '18', label: 'VIR DUPONT', amount: '0000000012000{' }),
    complementRecord('NPY', 'SARL DUPONT'),
    complementRecord('LCC', `${'FACTURE'.padEnd(68)}F2`),
    complementRecord('LC2', '026-12'),
    complementRecord('RCN', 'DUP-0042'.padEnd(35)),
    complementRecord('ZZZ', 'inconnu'),
    balanceRecord('07', '050126', '0000000022000{'),
  ]

  test('gives the payer, the whole remittance, the end-to-end reference', () => {
    expect(read(records)).toMatchObject([
      {
        format: 'cfonb-120',
        account: 'FR7610278022040002042760330',
        currency: 'EUR',
        openedOn: '2025-12-31',
        closedOn: '2026-01-05',
        openingCents: 100000,
        closingCents: 220000,
        balanced: true,
        warnings: [],
        movements: [
          {
            bookedOn: '2026-01-05',
            amountCents: 120000,
            payer: 'SARL DUPONT',
            text: 'VIR DUPONT inconnu FACTURE F2026-12',
            reference: 'DUP-0042',
            isRejection: false,
            line: 2,
          },
        ],
      },
    ])
  })

  test('reads the same without line ends, with blank lines, with short lines', () => {
    expect(read(records, '')[0]?.movements[0]).toMatchObject({ amountCents: 120000, payer: 'SARL DUPONT' })
    expect(read(records, '\n\n')[0]?.key).toBe(read(records)[0]?.key)
    expect(read(records.map((record) => record.trimEnd()))[0]?.key).toBe(read(records)[0]?.key)
  })

  test('marks a direct debit returned, not the fee for it nor an ordinary debit', () => {
    const debit = (operation: string, label: string) =>
      movementRecord({ operation, label, amount: '0000000001000}' })
    const [statement] = read([
      balanceRecord('01', '311225', '0000000010000{'),
      debit('B3', 'PRLV DURAND'),
      debit('21', 'EFFET IMPAYÉ DURAND'),
      debit('62', 'FRAIS SUR REJET'),
      debit('B1', 'PRLV SEPA EDF'),
      balanceRecord('07', '050126', '0000000006000{'),
    ])
    expect(statement?.movements.map(({ isRejection }) => isRejection)).toEqual([true, true, false, false])
    expect(statement?.balanced).toBe(true)
  })

  test('gives two equal movements two keys, the same at each reading', () => {
    const twice = [records[0], records[1], records[1], records.at(-1)].map((record) => record ?? '')
    const [statement] = read(twice)
    const keys = statement?.movements.map(({ key }) => key) ?? []
    expect(keys[1]).toBe(`${keys[0]}-2`)
    expect(read(twice)[0]?.movements.map(({ key }) => key)).toEqual(keys)
    expect(statement).toMatchObject({ balanced: false, warnings: [{ code: 'statement-unbalanced' }] })
  })

  test.each<[string, number, (string | undefined)[]]>([
    ['cfonb-unclosed', 1, [records[0], records[1]]],
    ['cfonb-unclosed', 1, [records[0], records[0]]],
    ['cfonb-misplaced', 1, [records[1], records.at(-1)]],
    ['cfonb-misplaced', 2, [records[0], records[2]]],
    ['cfonb-misplaced', 2, [records[0], '99']],
    ['bad-date', 1, [balanceRecord('01', '310225', '0000000010000{')]],
    ['bad-amount', 1, [balanceRecord('01', '311225', '00000000100 0{')]],
    ['bad-amount', 2, [records[0], movementRecord({ amount: '' }), records.at(-1)]],
  ])('is refused when incomplete: %s, line %i', (code, line, broken) => {
    const refused = readCfonb(broken.join('\n'))
    expect(refused).toMatchObject({ reason: { code, line } })
  })
})

test.each([
  ['0000000000549O', '2', -5496],
  ['0000000002000{', '2', 20000],
  ['0000000002000}', ' ', -20000],
  ['0000000000001é', '2', 10],
  ['0000000000001è', '2', -10],
  ['00000000000012', '2', 12],
  ['0000000000001B', '0', 1200],
  ['0000000012345{', '3', 12345],
  ['0000000000000}', '2', 0],
  ['000000000000 {', '2', null],
  ['9999999999999I', '0', null],
])('the amount %s with %s decimals is %s cents', (written, decimals, cents) => {
  expect(parseOverpunched(written, decimals)).toBe(cents)
})

test('an account of letters has its IBAN; one that is no RIB has none', () => {
  expect(frenchIban('20041', '01005', '0500013M026')).toBe('FR1420041010050500013M02606')
  expect(frenchIban('123', '', '456')).toBeNull()
})
