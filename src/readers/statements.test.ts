import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readers as english } from '#messages/en/readers.ts'
import { readers as french } from '#messages/fr/readers.ts'
import { balanceRecord, complementRecord, movementRecord } from './cfonb-fixture.ts'
import { detect } from './detect.ts'
import { bytesSource } from './source.ts'
import { camtEntry, camtText, ofxText, STATEMENT_EXAMPLES, statementsOf } from './statement-fixture.ts'
import { readStatements } from './statements.ts'
import { zip } from './xlsx-fixture.ts'

const source = (content: string | Uint8Array) => bytesSource('fichier.dat', Buffer.from(content))
const cfonb = [
  balanceRecord('01', '311225', '0000000010000{'),
  balanceRecord('07', '050126', '0000000010000{'),
].join('\n')

describe('a statement is known by its content', () => {
  test.each([
    ...Object.entries(STATEMENT_EXAMPLES),
    ['ofx', `\n\n<?xml version="1.0"?>\n<?OFX OFXHEADER="200"?><OFX></OFX>`],
    ['statements-zip', zip([['a.txt', camtText('')]])],
  ])('%s, and is no books to import', async (format, content) => {
    expect(await detect(source(content))).toMatchObject({ format, reason: { code: 'is-statement' } })
  })

  test.each(Object.entries(STATEMENT_EXAMPLES))('the example of %s is read', async (format, content) => {
    const [statement] = statementsOf(await readStatements(source(content)))
    expect(statement).toMatchObject({ format, movements: [{ bookedOn: '2026-01-05', amountCents: 50_00 }] })
  })

  test('what is refused names the formats that are read', async () => {
    const values = { formats: expect.stringContaining('CFONB 120, CAMT.053') }
    expect(await readStatements(source('!Type:Bank\n^\n'))).toMatchObject({ reason: { values } })
    expect(await readStatements(source('Facture;Client\n1;D\n'))).toMatchObject({ reason: { values } })
  })

  test.each<[string, string | Uint8Array]>([
    ['is-cfonb-240', '3100000120181220E'.padEnd(240)],
    ['is-qif', '!Type:Bank\nD8/12/13\nT-1,000.00\n^\n'],
    ['camt-intraday', camtText('').replaceAll('BkToCstmrStmt', 'BkToCstmrAcctRpt')],
    ['camt-notification', camtText('').replaceAll('BkToCstmrStmt', 'BkToCstmrDbtCdtNtfctn')],
  ])('refused, and why: %s', async (code, content) => {
    expect(await readStatements(source(content))).toMatchObject({ reason: { code } })
    expect(await detect(source(content))).toMatchObject({ format: 'unknown', reason: { code } })
  })

  test.each<[string, string | Uint8Array]>([
    ['not-a-statement', 'Facture;Client\n1;D\n'],
    ['empty', ''],
    ['is-pdf', '%PDF-1.7'],
    ['not-a-statement', zip([['a.txt', 'bonjour']])],
    ['statement-none', zip([])],
    ['zip-unreadable', zip([['a.xml', camtText('')]]).subarray(0, 90)],
    ['zip-unreadable', zip([['a.xml', camtText('')]], 10)],
    ['file-too-large', zip([['a.xml', camtText('')]], 4_000_000_000)],
  ])('nothing to read: %s', async (code, content) => {
    expect(await readStatements(source(content))).toMatchObject({ reason: { code } })
  })
})

test('an archive gives the statements of all its files, and tells one that comes twice', async () => {
  const [january, other] = [camtText(camtEntry('1', 'CRDT'), '101'), cfonb]
  const files: [string, string][] = [
    ['1.xml', january],
    ['2.txt', other],
    ['3.xml', january],
  ]
  const statements = statementsOf(await readStatements(source(zip(files))))
  expect(statements.map(({ format }) => format)).toEqual(['camt-053', 'cfonb-120', 'camt-053'])
  expect(statements.map(({ warnings }) => warnings.map(({ code }) => code))).toEqual([
    [],
    [],
    ['statement-repeated'],
  ])
  expect(statements[2]?.movements[0]?.key).toBe(statements[0]?.movements[0]?.key)
})

test('whatever the bytes, no reader throws, and a refusal has its sentence in both languages', async () => {
  const fragments = fc.constantFrom(
    `${cfonb}\n`,
    movementRecord({ amount: '0000000012000{' }),
    complementRecord('NPY', 'DUPONT'),
    camtText(camtEntry('1', 'CRDT')),
    ofxText('<STMTTRN><DTPOSTED>20260105<TRNAMT>9999999999999999999</STMTTRN>'),
    '<OFX>',
    '</OFX>',
    '<STMTRS>',
    '<![CDATA[',
    'é',
    '\n',
    '\0',
  )
  const cut = fc.tuple(fc.array(fragments, { maxLength: 6 }), fc.nat(6000), fc.nat(6000))
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    cut.map(([parts, from, length]) =>
      Uint8Array.from(Buffer.from(parts.join('')).subarray(from % 50, length)),
    ),
    fc.tuple(fc.nat(3000), fc.nat(255)).map(([at, byte]) => {
      const archive = Uint8Array.from(zip([['a.xml', camtText('')]]))
      archive[at % archive.length] = byte
      return archive
    }),
  )
  await fc.assert(
    fc.asyncProperty(bytes, async (content) => {
      await detect(source(content))
      const read = await readStatements(source(content))
      const issues = 'reason' in read ? [read.reason] : read.flatMap(({ warnings }) => warnings)
      for (const { code } of issues) {
        expect(french).toHaveProperty([`readers.${code}`])
        expect(english).toHaveProperty([`readers.${code}`])
      }
    }),
    { numRuns: 300 },
  )
})
