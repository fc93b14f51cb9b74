import { expect, test } from 'vitest'
import { detect } from './detect.ts'
import { readFec } from './fec.ts'
import { fecText, payment, sale } from './fec-fixture.ts'
import { FEC_COLUMNS } from './fec-layout.ts'
import { fecReceivables } from './fec-receivables.ts'
import { bytesSource } from './source.ts'

// F1 of 1,200.00 EUR, lettered with its payment; F2 of 300.00 EUR, open. The same books as many programs write them.
const ROWS = [
  ...sale('F1', 'DUP', '20260110', '1200,00', { EcritureLet: 'AA', DateLet: '20260203' }),
  ...payment('F1', 'DUP', '20260203', '1200,00', { EcritureLet: 'AA' }),
  ...sale('F2', 'DUP', '20260215', '300,00'),
]
const TEXT = fecText(ROWS)

const quoted = (separator: string) =>
  TEXT.split('\r\n')
    .map((line) =>
      line === ''
        ? ''
        : line
            .split('\t')
            .map((cell) => `"${cell}"`)
            .join(separator),
    )
    .join('\r\n')

/** Debit and Credit as Montant and Sens. */
function signed(debit: string, credit: string): string {
  const header = FEC_COLUMNS.join('\t').replace('Debit\tCredit', 'Montant\tSens')
  const lines = TEXT.split('\r\n')
    .slice(1)
    .filter(Boolean)
    .map((line) => {
      const cells = line.split('\t')
      const isDebit = cells[11] !== '0,00'
      return [
        ...cells.slice(0, 11),
        isDebit ? cells[11] : cells[12],
        isDebit ? debit : credit,
        ...cells.slice(13),
      ].join('\t')
    })
  return [header, ...lines, ''].join('\r\n')
}

async function openOf(bytes: Uint8Array) {
  const source = bytesSource('732829320FEC20261231.TXT', bytes)
  expect((await detect(source)).format).toBe('fec')
  const books = fecReceivables(await readFec(source), { netting: false })
  expect(books.errors).toEqual([])
  const settled = new Map<string, number>()
  for (const { instalmentKey, amountCents } of books.allocations)
    settled.set(instalmentKey, (settled.get(instalmentKey) ?? 0) + amountCents)
  return books.invoices.map(({ number, customerCode, instalments }) => [
    number,
    customerCode,
    instalments.reduce((sum, { key, amountCents }) => sum + amountCents - (settled.get(key) ?? 0), 0),
  ])
}

test.each<[string, string | Uint8Array]>([
  ['tabs', TEXT],
  ['pipes, line feeds', fecText(ROWS, '|', '\n')],
  ['carriage returns alone', fecText(ROWS, '|', '\r')],
  ['two carriage returns', fecText(ROWS, '\t', '\r\r\n')],
  ['semicolons', fecText(ROWS, ';')],
  ['fields between quotes', quoted('\t')],
  ['fields between quotes, semicolons', quoted(';')],
  ['fields between quotes, commas also in the amounts', quoted(',')],
  ['decimal points', TEXT.replaceAll(/(\d),00/g, '$1.00')],
  ['no decimals', TEXT.replaceAll(/(\d),00/g, '$1')],
  ['thousands apart', TEXT.replaceAll('1200,00', '1 200,00')],
  ['signs and zeros first', TEXT.replaceAll('1200,00', '+00001200,00')],
  ['Montant and Sens', signed('D', 'C')],
  ['Montant and Sens as signs', signed('+1', '-1')],
  ['dates the French way', TEXT.replaceAll(/\b(2026)(\d\d)(\d\d)\b/g, '$3/$2/$1')],
  ['capital column names', TEXT.replace(/^.*?\r/, (header) => header.toUpperCase())],
  ['a byte order mark', `\ufeff${TEXT}`],
  ['blank lines first and last', `\r\n\r\n${TEXT}\r\n\r\n`],
  ['the mark of end of file of MS-DOS', `${TEXT}\u001a`],
  ['NULs at the end', `${TEXT}\0\0\0\r\n`],
  ['a separator at the end of each line', TEXT.replaceAll('\r\n', '\t\r\n')],
  ['more columns', TEXT.replaceAll('\r\n', '\tX\r\n').replace('\tX', '\tCodeAnalytique')],
  ['ISO-8859-15', Buffer.from(TEXT, 'latin1')],
  ['UTF-16', Buffer.from(`\ufeff${TEXT}`, 'utf16le')],
])('%s', async (_, content) => {
  expect(await openOf(Buffer.from(content))).toEqual([
    ['F1', 'DUP', 0],
    ['F2', 'DUP', 30_000],
  ])
})

test('a quote written twice and a separator inside quotes are text', async () => {
  const text = quoted(';').replaceAll('"Société DUP"', '"SARL ""Chez Dupont; et fils"""')
  const books = fecReceivables(await readFec(bytesSource('fec.txt', Buffer.from(text))), { netting: false })
  expect(books.errors).toEqual([])
  expect(books.customers).toMatchObject([{ name: 'SARL "Chez Dupont; et fils"' }])
})

test('a quote in a file without quotes is text', async () => {
  const text = TEXT.replaceAll('Facture F2', 'Facture "F2" 12"')
  const books = fecReceivables(await readFec(bytesSource('fec.txt', Buffer.from(text))), { netting: false })
  expect(books.invoices[1]?.label).toBe('Facture "F2" 12"')
})
