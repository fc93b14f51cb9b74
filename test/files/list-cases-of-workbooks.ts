import { odsFile, workbookOf, zip } from '#readers/xlsx-fixture.ts'
import type { ListCase } from './list-cases.ts'

// Workbooks as people leave them: filters, formulas, formats, rows struck out. What each customer owes is added up by hand.

/** The style of a cell: 1 is a percentage, 2 dollars, 3 struck out. */
const STYLES =
  '<styleSheet><numFmts count="1"><numFmt numFmtId="164" formatCode="#,##0.00 [$$-409]"/></numFmts>' +
  '<fonts count="2"><font><sz val="11"/></font><font><strike/><sz val="11"/></font></fonts>' +
  '<cellXfs count="4"><xf numFmtId="0" fontId="0"/><xf numFmtId="9" fontId="0"/><xf numFmtId="164" fontId="0"/>' +
  '<xf numFmtId="0" fontId="1"/></cellXfs></styleSheet>'

type Written =
  | string
  | number
  | { readonly v: string; readonly s?: number; readonly t?: string; readonly f?: string }

function cellXml(cell: Written, reference: string): string {
  if (typeof cell === 'string') return `<c r="${reference}" t="inlineStr"><is><t>${cell}</t></is></c>`
  const { v, s = 0, t = 'n', f } = typeof cell === 'number' ? { v: String(cell) } : cell
  const formula = f === undefined ? '' : `<f>${f}</f>`
  return `<c r="${reference}" s="${s}" t="${t}">${formula}${v === '' ? '<v/>' : `<v>${v}</v>`}</c>`
}

function rowXml(cells: readonly Written[], row: number, attributes = ''): string {
  const written = cells.map((cell, column) => cellXml(cell, `${String.fromCharCode(65 + column)}${row}`))
  return `<row r="${row}"${attributes}>${written.join('')}</row>`
}

const sheet = (...rows: readonly string[]) => `<worksheet><sheetData>${rows.join('')}</sheetData></worksheet>`

function book(sheets: readonly (readonly [name: string, xml: string])[], hidden: readonly string[] = []) {
  const files = workbookOf(sheets).map(([name, xml]): [string, string] => {
    if (name !== 'xl/workbook.xml') return [name, xml]
    const marked = hidden.reduce(
      (text, one) => text.replace(`name="${one}"`, `name="${one}" state="hidden"`),
      xml,
    )
    return [name, marked]
  })
  return zip([...files, ['xl/styles.xml', STYLES]])
}

const HEADER = ['Client', 'N° facture', 'Date facture', 'Échéance', 'Montant TTC']
const dupont = ['Dupont', 'F1', '2024-01-15', '2024-02-14', 1200] as const
const martin = ['Martin', 'F3', '2024-01-25', '2024-02-24', 300] as const
const one = (...rows: readonly string[]) => book([['Feuil1', sheet(...rows)]])

const odsText = (...texts: readonly string[]) =>
  texts
    .map((text) => `<table:table-cell office:value-type="string"><text:p>${text}</text:p></table:table-cell>`)
    .join('')
const odsRow = (cells: string, attributes = '') => `<table:table-row${attributes}>${cells}</table:table-row>`
const odsNumber = (attributes: string) => `<table:table-cell ${attributes}/>`
const ODS_HEADER = odsRow(odsText(...HEADER))

export const WORKBOOK_CASES: Readonly<Record<string, ListCase>> = {
  'rows that a filter hides': {
    content: one(rowXml(HEADER, 1), rowXml(dupont, 2), rowXml(martin, 3, ' hidden="1"')),
    owed: { DUPONT: 120_000, MARTIN: 30_000 },
    said: ['hidden-rows:'],
  },
  'rows that a filter hides in OpenDocument': {
    content: odsFile([
      [
        'Feuille1',
        ODS_HEADER +
          odsRow(odsText('Dupont', 'F1', '15/01/2024', '14/02/2024', '1200,00')) +
          odsRow(odsText('Martin', 'F3', '25/01/2024', '24/02/2024', '300,00'), ' table:visibility="filter"'),
      ],
    ]),
    owed: { DUPONT: 120_000, MARTIN: 30_000 },
    said: ['hidden-rows:'],
  },
  'an outline closed over its lines': {
    content: one(
      rowXml(HEADER, 1),
      rowXml(dupont, 2, ' outlineLevel="1" hidden="1"'),
      rowXml(martin, 3, ' outlineLevel="1" hidden="1"'),
      rowXml(['Total général', '', '', '', 1500], 4),
    ),
    owed: { DUPONT: 120_000, MARTIN: 30_000 },
    said: ['list-totals-skipped'],
  },
  'a hidden sheet': {
    content: book(
      [
        ['Ouvertes', sheet(rowXml(HEADER, 1), rowXml(dupont, 2))],
        ['Archive 2022', sheet(rowXml(HEADER, 1), rowXml(martin, 2))],
      ],
      ['Archive 2022'],
    ),
    owed: { DUPONT: 120_000 },
    said: ['sheets-hidden'],
  },
  'rows struck out': {
    content: one(
      rowXml(HEADER, 1),
      rowXml(dupont, 2),
      rowXml(['Martin', 'F3', '2024-01-25', '2024-02-24', { v: '300', s: 3 }], 3),
    ),
    owed: { DUPONT: 120_000, MARTIN: 30_000 },
    said: ['struck-rows:'],
  },
  'rows struck out in OpenDocument': {
    content: zip([
      ['mimetype', 'application/vnd.oasis.opendocument.spreadsheet'],
      [
        'content.xml',
        '<office:document-content><office:automatic-styles>' +
          '<style:style style:name="ce1"><style:text-properties style:text-line-through-style="none"/></style:style>' +
          '<style:style style:name="ce2"><style:text-properties style:text-line-through-style="solid"/></style:style>' +
          '</office:automatic-styles><office:body><office:spreadsheet><table:table table:name="F">' +
          ODS_HEADER +
          odsRow(odsText('Dupont', 'F1', '15/01/2024', '14/02/2024', '1200,00')).replaceAll(
            'table-cell ',
            'table-cell table:style-name="ce1" ',
          ) +
          odsRow(odsText('Martin', 'F3', '25/01/2024', '24/02/2024', '300,00')).replaceAll(
            'table-cell ',
            'table-cell table:style-name="ce2" ',
          ) +
          odsRow(
            odsText('Durand', '<text:span text:style-name="ce2">F4</text:span>', '', '24/02/2024', '50,00'),
          ) +
          '</table:table></office:spreadsheet></office:body></office:document-content>',
      ],
    ]),
    owed: { DUPONT: 120_000, MARTIN: 30_000, DURAND: 5_000 },
    said: ['struck-rows:'],
  },
  'a formula that no program has computed': {
    content: one(
      rowXml([...HEADER, 'Reste dû'], 1),
      rowXml([...dupont, { v: '', t: 'n', f: 'E2-0' }], 2),
      rowXml([...martin, 300], 3),
    ),
    owed: null,
    said: ['broken-cell'],
  },
  'an error where what is left belongs': {
    content: one(
      rowXml([...HEADER, 'Reste dû'], 1),
      rowXml([...dupont, { v: '#N/A', t: 'e', f: 'VLOOKUP(B2,X:Y,2)' }], 2),
      rowXml([...martin, 300], 3),
    ),
    owed: null,
    said: ['broken-cell'],
  },
  'a formula that gives an empty text': {
    content: one(
      rowXml([...HEADER, 'Reste dû'], 1),
      rowXml([...dupont, { v: '', t: 'str', f: 'IF(1,&quot;&quot;,2)' }], 2),
      rowXml([...martin, 300], 3),
    ),
    owed: { DUPONT: 0, MARTIN: 30_000 },
    said: ['list-blank-open'],
  },
  'percentages of what is paid': {
    content: one(rowXml([...HEADER, 'Réglé'], 1), rowXml([...dupont, { v: '0.5', s: 1 }], 2)),
    owed: { DUPONT: 60_000 },
  },
  'percentages of what is paid in OpenDocument': {
    content: odsFile([
      [
        'Feuille1',
        odsRow(odsText(...HEADER, 'Réglé')) +
          odsRow(
            odsText('Dupont', 'F1', '15/01/2024', '14/02/2024', '1200,00') +
              odsNumber('office:value-type="percentage" office:value="0.5"'),
          ),
      ],
    ]),
    owed: { DUPONT: 60_000 },
  },
  'dollars in an OpenDocument of euros': {
    content: odsFile([
      [
        'Feuille1',
        ODS_HEADER +
          odsRow(
            odsText('Dupont', 'F1', '15/01/2024', '14/02/2024') +
              odsNumber('office:value-type="currency" office:currency="USD" office:value="1200"'),
          ),
      ],
    ]),
    owed: { DUPONT: 120_000 },
  },
  'a pivot table in columns': {
    content: one(
      rowXml(['Client', 'N° facture', 'Échéance', 'Somme de Reste dû'], 1),
      rowXml(['Dupont', 'F1', '2024-02-14', 1200], 2),
      rowXml(['', 'F2', '2024-02-19', 100], 3),
      rowXml(['Total Dupont', '', '', 1300], 4),
      rowXml(['Total général', '', '', 1300], 5),
    ),
    owed: { DUPONT: 130_000 },
    said: ['list-totals-skipped', 'list-parties-carried'],
  },
}
