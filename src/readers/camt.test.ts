import { describe, expect, test } from 'vitest'
import { readCamt } from './camt.ts'
import { camtEntry, camtText, statementsOf } from './statement-fixture.ts'

const read = (entries: string, closing?: string, version?: string) =>
  statementsOf(readCamt(camtText(entries, closing, version)))[0]

const details = (amount: string, name: string, more = '') =>
  `<TxDtls>${more}<AmtDtls><TxAmt><Amt Ccy="EUR">${amount}</Amt></TxAmt></AmtDtls><RltdPties><Dbtr><Nm>${name}</Nm></Dbtr></RltdPties></TxDtls>`

describe('a CAMT.053 statement', () => {
  test('checks its balance, gives payer, text and reference', () => {
    const detail = `<NtryDtls><TxDtls><Refs><EndToEndId>E2E-1</EndToEndId></Refs><RltdPties><Dbtr><Pty><Nm>Dupont &amp; Fils</Nm></Pty></Dbtr></RltdPties><RmtInf><Ustrd>Facture</Ustrd><Ustrd>F-12</Ustrd></RmtInf></TxDtls></NtryDtls>`
    const statement = read(camtEntry('20.5', 'CRDT', detail, '<Cd>BOOK</Cd>'), '120.50', '08')
    expect(statement).toMatchObject({
      format: 'camt-053',
      account: 'FR7610278022040002042760330',
      openedOn: '2026-01-04',
      closedOn: '2026-01-05',
      openingCents: 10000,
      closingCents: 12050,
      balanced: true,
      movements: [
        {
          bookedOn: '2026-01-05',
          amountCents: 2050,
          payer: 'Dupont & Fils',
          text: 'Facture F-12',
          reference: 'E2E-1',
          isRejection: false,
        },
      ],
      warnings: [],
    })
  })

  test('parts a batch whose detail makes the total, leaves the other whole', () => {
    const batch = (second: string) =>
      `<NtryDtls>${details('12', 'Dupont')}${details(second, 'Durand')}</NtryDtls>`
    const parted = read(camtEntry('20', 'CRDT', batch('8')), '120')
    expect(parted?.movements.map(({ amountCents, payer }) => [amountCents, payer])).toEqual([
      [1200, 'Dupont'],
      [800, 'Durand'],
    ])
    const whole = read(camtEntry('20', 'CRDT', batch('9')), '120')
    expect(whole?.movements).toMatchObject([{ amountCents: 2000, payer: null }])
    expect(whole?.warnings).toMatchObject([{ code: 'camt-not-detailed', values: { count: 1 } }])
  })

  test('takes the amount of the entry when its only detail has another', () => {
    const foreign = `<NtryDtls><TxDtls><Amt Ccy="SEK">0</Amt></TxDtls></NtryDtls>`
    expect(read(camtEntry('8.85', 'CRDT', foreign), '108.85')).toMatchObject({
      balanced: true,
      movements: [{ amountCents: 885 }],
    })
  })

  test('marks what is returned, on debits only', () => {
    const returned = `<NtryDtls>${details('10', 'Dupont', '<RtrInf><Rsn><Cd>AM04</Cd></Rsn></RtrInf>')}</NtryDtls>`
    const statement = read(
      camtEntry('10', 'DBIT', returned) +
        camtEntry('10', 'DBIT', '<RvslInd>true</RvslInd>') +
        camtEntry('10', 'DBIT') +
        camtEntry('10', 'CRDT', returned),
      '80',
    )
    expect(statement?.movements.map(({ isRejection }) => isRejection)).toEqual([true, true, false, false])
    expect(statement?.movements[0]?.payer).toBe('Dupont')
  })

  test('leaves out what is not booked, and tells a wrong balance', () => {
    const statement = read(camtEntry('10', 'CRDT', '', 'PDNG'), '110')
    expect(statement).toMatchObject({ balanced: false, movements: [] })
    expect(statement?.warnings.map(({ code }) => code)).toEqual(['camt-not-booked', 'statement-unbalanced'])
  })

  test.each([
    ['xml-truncated', camtText('').slice(0, -20)],
    ['xml-doctype', camtText('').replace('<n:', '<!DOCTYPE a><n:')],
    ['statement-none', '<Document><BkToCstmrStmt></BkToCstmrStmt></Document>'],
    ['bad-amount', camtText(camtEntry('1,5', 'CRDT'))],
    ['camt-bad-side', camtText(camtEntry('1', 'CRDT')).replaceAll('CRDT', 'CREDIT')],
    ['bad-date', camtText(camtEntry('1', 'CRDT').replace('2026-01-05', '2026-02-30'))],
  ])('is refused when broken: %s', (code, text) => {
    expect(readCamt(text)).toMatchObject({ reason: { code } })
  })
})
