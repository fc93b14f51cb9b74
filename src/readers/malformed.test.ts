import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { listReaders as englishLists } from '#messages/en/list-readers.ts'
import { readers as englishReaders } from '#messages/en/readers.ts'
import { listReaders as frenchLists } from '#messages/fr/list-readers.ts'
import { readers as frenchReaders } from '#messages/fr/readers.ts'
import { readCustomerList, suggestCustomerColumns } from './customer-list.ts'
import { detect } from './detect.ts'
import { readFec } from './fec.ts'
import { fecReceivables } from './fec-receivables.ts'
import { suggestColumns } from './invoice-columns.ts'
import { readInvoiceList } from './invoice-list.ts'
import { bytesSource } from './source.ts'
import { readTable } from './table.ts'
import { XLSX_LIMITS, type XlsxLimits } from './xlsx.ts'
import { sheetXml, workbook, zip } from './xlsx-fixture.ts'

const french = { ...frenchReaders, ...frenchLists }
const english = { ...englishReaders, ...englishLists }

const HEADER = 'Facture;Client;Montant;Date;Échéance;Devise;Niveau'

async function errorsOf(content: string | Uint8Array) {
  const table = await readTable(bytesSource('liste.csv', Buffer.from(content)))
  const { errors } = readInvoiceList(table, suggestColumns(table))
  return errors.map(({ code, line, column }) => [code, line, column])
}

describe('a list that cannot be read says why and where', () => {
  test.each<[string, string | Uint8Array, number, string | null]>([
    ['empty', '', 0, null],
    ['empty', ' \n \r\n', 0, null],
    ['no-rows', `${HEADER}\n`, 0, null],
    ['not-a-table', 'Bonjour\nceci est une lettre\n', 1, null],
    ['is-pdf', '%PDF-1.4 …', 0, null],
    ['is-old-excel', Uint8Array.of(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1), 0, null],
    ['is-compressed', Uint8Array.of(0x1f, 0x8b, 8, 0), 0, null],
    ['is-binary', new Uint8Array(3000), 0, null],
    ['is-xml', '<?xml version="1.0"?><factures/>', 0, null],
    ['is-xml', '<html><table><tr><td>Facture</td></tr></table></html>', 0, null],
    ['csv-unclosed-quote', `${HEADER}\n1;D;10;;;;\n2;"D;20;;;;\n3;D;30;;;;\n`, 3, null],
    ['line-too-long', `${HEADER}\n1;${'D'.repeat(2_000_000)};10\n`, 2, null],
    ['too-many-columns', `${'a;'.repeat(1_000_000)}\n`, 1, null],
    ['list-no-amount-column', 'Facture;Client;Date\n1;D;01/01/2026\n', 1, null],
    ['list-no-customer-column', 'Facture;Date;Montant\n1;01/01/2026;10\n', 1, null],
    ['bad-amount', `${HEADER}\n1;D;dix;;;;\n`, 2, 'Montant'],
    ['broken-cell', `${HEADER}\n1;D;#REF!;;;;\n`, 2, 'Montant'],
    ['bad-amount', `${HEADER}\n1;D;12,5,3;;;;\n`, 2, 'Montant'],
    ['bad-date', `${HEADER}\n1;D;10;31/02/2026;;;\n`, 2, 'Date'],
    ['bad-date', `${HEADER}\n1;D;10;;31/13/2026;;\n`, 2, 'Échéance'],
    ['extra-cells', `${HEADER}\n1;D;10;;;;\n2;Dupont;Fils;10;;;;1\n`, 3, null],
    ['bad-currency', `${HEADER}\n1;D;10;;;piastres;\n`, 2, 'Devise'],
    ['bad-level', `${HEADER}\n1;D;10;;;;2\n2;D;10;;;;7\n`, 3, 'Niveau'],
    ['list-no-customer', `${HEADER}\n1;;10;;;;\n`, 2, null],
    ['list-no-amount', `${HEADER}\n1;D;;01/01/2026;;;\n`, 2, 'Montant'],
    ['bad-side', 'Pièce;Tiers;Montant;Sens\n1;D;10;Z\n', 2, 'Sens'],
  ])('%s', async (code, content, line, column) => {
    expect(await errorsOf(content)).toEqual([[code, line, column]])
  })

  test('rows shorter or longer than the header, blank rows and a repeated name do no harm', async () => {
    expect(
      await errorsOf('sep=;\nFacture;Client;Montant;Note;Note\n\n1;D;10\n;;;;\n2;D;20;x;y;z;\n'),
    ).toEqual([])
  })
})

describe('a workbook that cannot be read', () => {
  test.each<[string, Uint8Array]>([
    ['is-zip', zip([['notes.txt', 'bonjour']])],
    ['xlsx-truncated', zip([['xl/workbook.xml', 'x'.repeat(500)]]).subarray(0, 60)],
    ['xlsx-unreadable', zip([['xl/workbook.xml', '<workbook/>']])],
    ['file-too-large', zip([['xl/workbook.xml', '']], 4_000_000_000)],
  ])('%s', async (code, bytes) => {
    const table = await readTable(bytesSource('a.xlsx', bytes))
    expect(table.errors.map((error) => error.code)).toEqual([code])
  })

  describe('too heavy a one is stopped, the application goes on', () => {
    const lines = (count: number) =>
      workbook(sheetXml(Array.from({ length: count }, () => ['=1', '=2', '=3'])))
    const codes = async (bytes: Uint8Array, limits: Partial<XlsxLimits>) => {
      const source = bytesSource('a.xlsx', bytes)
      const { errors } = await readTable(source, { limits: { ...XLSX_LIMITS, ...limits } })
      return errors.map((error) => error.code)
    }

    test('by its time', async () => {
      expect(await codes(zip(lines(10)), { seconds: 0.001 })).toEqual(['xlsx-too-heavy'])
    })

    test('by its memory', async () => {
      expect(await codes(zip(lines(80_000)), { heapMegabytes: 12 })).toEqual(['xlsx-too-heavy'])
    }, 60_000)

    test('by its time too when it is small and the library never ends', async () => {
      const rows = [
        ['Facture', 'Client', 'Montant'],
        ['F1', 'Dupont', '=120'],
      ]
      const bytes = Buffer.from(zip(workbook(sheetXml(rows))))
      bytes[25] = (bytes[25] ?? 0) ^ 128
      expect(await codes(bytes, { leastSeconds: 0.5 })).toEqual(['xlsx-too-heavy'])
    })

    test('or for lying about what it unzips to', async () => {
      expect(await codes(zip(lines(10_000), 1000), {})).toEqual(['xlsx-unreadable'])
    })
  })

  test('formulas give the value last computed, dates and numbers theirs', async () => {
    const sheet = sheetXml([
      ['Facture', 'Client', 'Montant'],
      ['F1', 'Dupont', '=1234.5600000000002'],
      ['F2', 'Dupont', '='],
    ])
    const table = await readTable(bytesSource('a.xlsx', zip(workbook(sheet))))
    expect(table).toMatchObject({ sheet: 'Feuil1', columns: ['Facture', 'Client', 'Montant'], errors: [] })
    const books = readInvoiceList(table, suggestColumns(table))
    expect(books.errors).toMatchObject([{ code: 'broken-cell', line: 3, values: { value: '=A1*2' } }])
    expect(table.rows[0]?.cells).toEqual(['F1', 'Dupont', 1234.5600000000002])
    const other = await readTable(bytesSource('a.xlsx', zip(workbook(sheet))), { sheet: 'Autre' })
    expect(other.errors).toMatchObject([{ code: 'xlsx-no-such-sheet', values: { sheet: 'Autre' } }])
  })
})

describe('whatever the bytes', () => {
  test('no reader throws, and what is refused has a sentence in both languages', async () => {
    const fragments = fc.constantFrom(
      'Facture;Client;Montant\n',
      '1;D;10\n',
      '"',
      '\0',
      '<',
      '|',
      '\r',
      'é',
      'JournalCode\tCompteNum\tDebit',
    )
    const bytes = fc.oneof(
      fc.uint8Array({ maxLength: 400 }),
      fc.array(fragments, { maxLength: 30 }).map((parts) => Uint8Array.from(Buffer.from(parts.join('')))),
    )
    await fc.assert(
      fc.asyncProperty(bytes, async (content) => {
        const source = bytesSource('inconnu', content)
        const detection = await detect(source)
        const books = fecReceivables(await readFec(source), { netting: true })
        const table = await readTable(source)
        const found = [
          ...books.errors,
          ...readInvoiceList(table, suggestColumns(table)).errors,
          ...readCustomerList(table, suggestCustomerColumns(table)).errors,
          ...(detection.reason ? [detection.reason] : []),
        ]
        for (const { code } of found) {
          expect(french).toHaveProperty([`readers.${code}`])
          expect(english).toHaveProperty([`readers.${code}`])
        }
      }),
      { numRuns: 200 },
    )
  })

  test('the two catalogues have the same sentences and the same blanks', () => {
    const blanks = (catalogue: Record<string, string>) =>
      Object.entries(catalogue).map(([key, sentence]) => [
        key,
        [...new Set(sentence.match(/\{\w+\}/g))].sort(),
      ])
    expect(blanks(english)).toEqual(blanks(french))
  })
})
