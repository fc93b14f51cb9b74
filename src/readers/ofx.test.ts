import { describe, expect, test } from 'vitest'
import { readOfx } from './ofx.ts'
import { ofxText, statementsOf } from './statement-fixture.ts'

const read = (transactions: string) => statementsOf(readOfx(ofxText(transactions)))[0]

describe('an OFX statement', () => {
  test('reads values closed or not, an amount with a comma, the hour dropped', () => {
    const statement = read(
      '<STMTTRN><TRNTYPE>CREDIT\n<DTPOSTED>20260105233000[+1:CET]\n<TRNAMT>+1200,50\n<FITID>A1</FITID>\n<NAME>VIR DUPONT &amp; FILS\n<MEMO><![CDATA[FACTURE <F12>]]>\n</STMTTRN>\n',
    )
    expect(statement).toMatchObject({
      format: 'ofx',
      account: 'FR7610278022040002042760330',
      currency: 'EUR',
      closedOn: '2026-01-05',
      openingCents: null,
      closingCents: 123456,
      balanced: null,
      movements: [
        {
          bookedOn: '2026-01-05',
          amountCents: 120050,
          payer: 'VIR DUPONT & FILS',
          text: 'VIR DUPONT & FILS FACTURE <F12>',
          reference: 'A1',
          isRejection: false,
          line: 14,
        },
      ],
    })
  })

  test('leaves out a transaction without day or amount, and tells its line', () => {
    const statement = read(
      '<STMTTRN><TRNAMT>1\n</STMTTRN>\n<STMTTRN><DTPOSTED>20260105<TRNAMT>un\n</STMTTRN>\n<STMTTRN><DTPOSTED>20260105<TRNAMT>-2.5<NAME>PRLV REJETE\n</STMTTRN>\n',
    )
    expect(statement?.movements).toMatchObject([{ amountCents: -250, isRejection: true }])
    expect(statement?.warnings).toMatchObject([
      { code: 'ofx-row-left-out', line: 14, column: 'DTPOSTED' },
      { code: 'ofx-row-left-out', line: 16, column: 'TRNAMT', values: { value: 'un' } },
    ])
  })

  test('types that say the contrary of the signs, and amounts in dollars, are told', () => {
    const row = (type: string, amount: string, more = '') =>
      `<STMTTRN><TRNTYPE>${type}<DTPOSTED>20260105<TRNAMT>${amount}<NAME>X${more}</STMTTRN>\n`
    const dollars = '<CURRENCY><CURRATE>1.08<CURSYM>USD</CURRENCY>'
    const converted = '<ORIGCURRENCY><CURRATE>1.08<CURSYM>USD</ORIGCURRENCY>'
    const statement = read(
      row('CREDIT', '1200.00') +
        row('DEBIT', '80.00') +
        row('CREDIT', '9.00', dollars) +
        row('CREDIT', '7.00', converted),
    )
    expect(statement?.movements.map(({ amountCents }) => amountCents)).toEqual([120_000, 8000, 700])
    expect(statement?.warnings.map(({ code, values }) => [code, values.count])).toEqual([
      ['camt-other-currency', 1],
      ['ofx-signs', 1],
    ])
  })

  test('counts what the bank corrects once: replaced, deleted, or left aside when its file is another', () => {
    const row = (id: string, amount: string, more = '') =>
      `<STMTTRN><DTPOSTED>20260105<TRNAMT>${amount}<FITID>${id}${more}<NAME>DUPONT</STMTTRN>\n`
    const correcting = (id: string, action: string) => `<CORRECTFITID>${id}<CORRECTACTION>${action}`
    const statement = read(
      [
        row('A1', '1000.00'),
        row('A2', '50.00'),
        row('A3', '30.00'),
        row('B1', '100.00', correcting('A1', 'REPLACE')),
        row('B2', '50.00', correcting('A2', 'DELETE')),
        row('B3', '20.00', correcting('Z9', 'REPLACE')),
        row('B4', '30.00', correcting('A3', 'AUTRE')),
      ].join(''),
    )
    expect(statement?.movements.map(({ amountCents }) => amountCents)).toEqual([3000, 10_000])
    expect(statement?.warnings.map(({ code, line, values }) => [code, line, values.count])).toEqual([
      ['ofx-corrected', expect.any(Number), 2],
      ['ofx-correction-elsewhere', expect.any(Number), 2],
    ])
  })

  test('knows a transaction by its FITID whatever its words become', () => {
    const keyOf = (name: string, id: string) =>
      read(`<STMTTRN><DTPOSTED>20260105<TRNAMT>1<FITID>${id}<NAME>${name}</STMTTRN>`)?.movements.map(
        ({ key }) => key,
      )
    expect(keyOf('VIR DUPONT', 'A1')).toEqual(keyOf('VIREMENT DUPONT', 'A1'))
    expect(keyOf('VIR DUPONT', 'A1')).not.toEqual(keyOf('VIR DUPONT', 'A2'))
  })

  test.each([
    ['ofx-truncated', ofxText('').replace('</OFX>', '')],
    ['ofx-truncated', `<OFX>${'<A>'.repeat(10_000)}</OFX>`],
    ['statement-none', '<OFX><SIGNONMSGSRSV1></SIGNONMSGSRSV1></OFX>'],
  ])('is refused when broken: %s', (code, text) => {
    expect(readOfx(text)).toMatchObject({ reason: { code } })
  })
})
