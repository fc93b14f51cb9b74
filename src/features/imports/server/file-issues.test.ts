import { expect, test } from 'vitest'
import { bytesSource } from '#readers/source.ts'
import { sheetXml, workbookOf, zip } from '#readers/xlsx-fixture.ts'
import { fileIssues } from './file-issues.ts'
import { readList } from './read-list.ts'

// Two months on two sheets: what is wrong on the second is named with it.
function months(
  header: readonly string[],
  january: readonly string[],
  february: readonly (readonly string[])[],
) {
  const bytes = zip(
    workbookOf([
      ['Janvier', sheetXml([header, january])],
      ['Février', sheetXml([header, ...february])],
    ]),
  )
  return bytesSource('mois.xlsx', bytes)
}

const HEADER = ['Facture', 'Client', 'Échéance', 'Montant TTC']

test('a refused line is told with its sheet, and keeps its own number', async () => {
  const source = months(
    HEADER,
    ['F1', 'Leroy', '31/01/2026', '10,00'],
    [
      ['F2', 'Leroy', '28/02/2026', '20,00'],
      ['F3', 'Leroy', '28/02/2026', 'douze'],
    ],
  )
  const { file } = await readList(source, {})
  const [issue] = fileIssues('mois.xlsx', file.errors, 'fr')
  expect(issue).toMatchObject({ line: 3, column: 'Montant TTC' })
  expect(issue?.message).toContain('Ligne 3 de la feuille «\u00a0Février\u00a0»')
  expect(fileIssues('mois.xlsx', file.errors, 'en')[0]?.message).toContain('ine 3 of the sheet “Février”')
})

test('what is counted is told from its first line, with its sheet; records keep the lines of their sheets', async () => {
  const source = months(
    HEADER,
    ['F1', 'Leroy', '31/01/2026', '10,00'],
    [
      ['F2', 'Leroy', '28/02/2026', '20,00'],
      ['F3', 'Leroy', '28/02/2026', '0,00'],
    ],
  )
  const { file } = await readList(source, {})
  const messages = fileIssues('mois.xlsx', file.warnings, 'fr').map(({ message }) => message)
  expect(messages.join('\n')).toContain('à partir de la ligne 3 de la feuille «\u00a0Février\u00a0»')
  expect(file.invoices.map(({ number, line }) => [number, line])).toEqual([
    ['F1', 2],
    ['F2', 2],
  ])
})

test('credits on two sheets, of one line number each, are allocated to their own invoices', async () => {
  const header = [...HEADER, 'Affecté à']
  const source = months(
    header,
    ['F1', 'Leroy', '31/01/2026', '100,00', ''],
    [
      ['F2', 'Leroy', '28/02/2026', '200,00', ''],
      ['AV1', 'Leroy', '28/02/2026', '-30,00', 'F1'],
    ],
  )
  const { file } = await readList(source, {})
  expect(file.allocations.map(({ amountCents }) => amountCents)).toEqual([3_000])
})

test('a customer on two sheets is told with both', async () => {
  const names = ['Code client', 'Nom', 'Ville']
  const { file } = await readList(months(names, ['C1', 'Leroy', 'Lyon'], [['C1', 'Leroy', 'Paris']]), {})
  const [issue] = fileIssues('clients.xlsx', file.errors, 'fr')
  expect(issue?.message).toMatch(/2 de la feuille.*Février.*2 de la feuille.*Janvier/)
})
