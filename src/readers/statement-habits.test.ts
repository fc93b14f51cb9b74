import { describe, expect, test } from 'vitest'
import { balanceRecord, complementRecord, movementRecord } from './cfonb-fixture.ts'
import { detect } from './detect.ts'
import { bytesSource } from './source.ts'
import { camtEntry, camtText, ofxText, statementsOf } from './statement-fixture.ts'
import { readStatements } from './statements.ts'

// Fifty euros of Dupont on 5 January 2026, as banks and programs write them.
const RECORDS = [
  balanceRecord('01', '040126', '0000000010000{'),
  movementRecord({ label: 'VIR DUPONT', amount: '0000000000500{' }),
  complementRecord('NPY', 'SARL DUPONT'),
  complementRecord('RCN', 'FA-12'),
  balanceRecord('07', '050126', '0000000010500{'),
]
const CFONB = RECORDS.join('\r\n')
const ENTRY = camtEntry('50.00', 'CRDT')
const OFX_ROW = '<STMTTRN><TRNTYPE>CREDIT<DTPOSTED>20260105<TRNAMT>50,00<FITID>1<NAME>DUPONT</STMTTRN>\n'
const IBAN = 'FR7610278022040002042760330'

async function read(content: string | Uint8Array) {
  const source = bytesSource('RELEVE.DAT', Buffer.from(content))
  expect((await detect(source)).reason?.code).toBe('is-statement')
  return statementsOf(await readStatements(source)).map(({ account, balanced, movements }) => ({
    account,
    balanced,
    movements: movements.map(({ bookedOn, amountCents }) => [bookedOn, amountCents]),
  }))
}

const FIFTY = [['2026-01-05', 5_000]]

describe('CFONB 120', () => {
  test.each<[string, string | Uint8Array]>([
    ['lines of MS-DOS', CFONB],
    ['line feeds', RECORDS.join('\n')],
    ['carriage returns', RECORDS.join('\r')],
    ['no line breaks', RECORDS.join('')],
    ['no blanks at the end of lines', RECORDS.map((record) => record.trimEnd()).join('\r\n')],
    ['the mark of end of file', `${CFONB}\r\n\u001a`],
    ['a byte order mark, blank lines', `\ufeff\r\n${CFONB}\r\n\r\n`],
    ['UTF-16', Buffer.from(`\ufeff${CFONB}`, 'utf16le')],
    ['the braces as accents', Buffer.from(CFONB.replaceAll('{', 'é').replaceAll('}', 'è'), 'latin1')],
    ['no sign on credits', CFONB.replaceAll('{', '0')],
  ])('%s', async (_, content) => {
    expect(await read(content)).toEqual([{ account: IBAN, balanced: true, movements: FIFTY }])
  })

  test('several accounts in one file', async () => {
    const other = CFONB.replaceAll('00020427603', '00099999999')
    const [first, second] = await read(`${CFONB}\r\n${other}`)
    expect(first?.account).toBe(IBAN)
    expect(second?.account).not.toBe(IBAN)
    expect(second?.movements).toEqual(FIFTY)
  })

  test('the digits of a debit', async () => {
    const debit = CFONB.replace('0000000000500{', '0000000000501J').replace(
      '0000000010500{',
      '0000000009498I',
    )
    expect(await read(debit)).toEqual([
      { account: IBAN, balanced: true, movements: [['2026-01-05', -5_011]] },
    ])
  })
})

describe('CAMT.053', () => {
  test.each(['02', '03', '04', '05', '06', '07', '08'])(
    'version %s, with a prefix, another or none',
    async (version) => {
      const prefixed = camtText(ENTRY, '150.00', version)
      for (const text of [
        prefixed,
        prefixed.replaceAll('n:', 'iso20022:').replaceAll(':n=', ':iso20022='),
        prefixed.replaceAll(/<(\/?)n:/g, '<$1').replace('xmlns:n=', 'xmlns='),
      ])
        expect(await read(text)).toEqual([{ account: IBAN, balanced: true, movements: FIFTY }])
    },
  )

  test('in an envelope with a business header', async () => {
    const document = camtText(ENTRY, '150.00', '08').replace(/<\?xml.*?\?>/, '')
    const wrapped = `<?xml version="1.0"?><e:BizData xmlns:e="urn:e"><e:AppHdr/><e:Pyld>${document}</e:Pyld></e:BizData>`
    expect(await read(wrapped)).toEqual([{ account: IBAN, balanced: true, movements: FIFTY }])
  })

  test('several statements in a file; without an opening balance nothing is said of the sum', async () => {
    const text = camtText(ENTRY, '150.00')
    const one = /<n:Stmt>.*<\/n:Stmt>/s.exec(text)?.[0] ?? ''
    const unopened = one.replace('OPBD', 'ITBD')
    expect(await read(text.replace(one, one + unopened))).toEqual([
      { account: IBAN, balanced: true, movements: FIFTY },
      { account: IBAN, balanced: null, movements: FIFTY },
    ])
    expect(await read(text.replace('OPBD', 'PRCD'))).toMatchObject([{ balanced: true }])
  })

  test('a batch whose parts only have the amount instructed is told part by part', async () => {
    const part = (amount: string) =>
      `<TxDtls><AmtDtls><InstdAmt><Amt Ccy="EUR">${amount}</Amt></InstdAmt></AmtDtls></TxDtls>`
    const batch = camtEntry('50.00', 'CRDT', `<NtryDtls>${part('20.00')}${part('30.00')}</NtryDtls>`)
    const [statement] = await read(camtText(batch, '150.00'))
    expect(statement?.movements).toEqual([
      ['2026-01-05', 2_000],
      ['2026-01-05', 3_000],
    ])
  })
})

describe('OFX', () => {
  test.each<[string, string | Uint8Array]>([
    ['1, values not closed', ofxText(OFX_ROW)],
    ['1, values closed', ofxText(OFX_ROW).replace(/<(TRNAMT|NAME|FITID|CURDEF)>([^<\n]+)/g, '<$1>$2</$1>')],
    ['1, windows-1252', Buffer.from(ofxText(OFX_ROW).replace('DUPONT', 'Ménuiserie'), 'latin1')],
    [
      '1, dates with an hour and a zone',
      ofxText(OFX_ROW).replace('<DTPOSTED>20260105', '<DTPOSTED>20260105120000.000[+1:CET]'),
    ],
    ['1, dates with dashes', ofxText(OFX_ROW).replace('<DTPOSTED>20260105', '<DTPOSTED>2026-01-05')],
    [
      '2, XML on one line',
      `<?xml version="1.0"?><?OFX OFXHEADER="200" VERSION="211"?>${ofxText(OFX_ROW)
        .replace(/^[^<]*/, '')
        .replaceAll('\n', '')
        .replace(
          /<(CURDEF|BANKID|BRANCHID|ACCTID|TRNTYPE|DTPOSTED|TRNAMT|FITID|NAME|BALAMT|DTASOF)>([^<]+)/g,
          '<$1>$2</$1>',
        )}`,
    ],
    ['UTF-16', Buffer.from(`\ufeff${ofxText(OFX_ROW)}`, 'utf16le')],
  ])('%s', async (_, content) => {
    expect(await read(content)).toMatchObject([{ balanced: null, movements: FIFTY }])
  })
})

describe('what is no statement of account says what it is', () => {
  const pain = (kind: string) => `<?xml version="1.0"?><Document xmlns="urn:pain"><${kind}/></Document>`
  test.each<[string, string]>([
    ['is-cfonb-240', `31${'1'.repeat(238)}\r\n`],
    ['is-qif', '!Type:Bank\nD05/01/2026\nT50.00\nPDUPONT\n^\n'],
    [
      'is-mt940',
      ':20:940\r\n:25:FR76\r\n:28C:1/1\r\n:60F:C260104EUR100,00\r\n:61:2601050105C50,00NTRF\r\n-\r\n',
    ],
    [
      'is-mt940',
      '{1:F01BANKFRPPXXXX0000000000}{2:I940BANKFRPPXXXXN}{4:\r\n:20:940\r\n:25:FR76\r\n:28C:1\r\n-}',
    ],
    ['camt-intraday', camtText(ENTRY).replaceAll('BkToCstmrStmt', 'BkToCstmrAcctRpt')],
    ['camt-notification', camtText(ENTRY).replaceAll('BkToCstmrStmt', 'BkToCstmrDbtCdtNtfctn')],
    ['is-payment-order', pain('CstmrCdtTrfInitn')],
    ['is-payment-order', pain('CstmrDrctDbtInitn')],
  ])('%s', async (code, text) => {
    const source = bytesSource('fichier', Buffer.from(text))
    expect((await detect(source)).reason?.code).toBe(code)
    expect(await readStatements(source)).toMatchObject({ reason: { code } })
  })
})
