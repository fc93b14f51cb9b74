import { describe, expect, test } from 'vitest'
import { readFec } from './fec.ts'
import { type FecRow, fecText, payment, sale, textSource } from './fec-fixture.ts'
import { FEC_COLUMNS } from './fec-layout.ts'
import { bytesSource } from './source.ts'

const BOOKS = [
  ...sale('F001', 'DUPONT', '20260115', '1200,00'),
  ...sale('F002', 'MARTIN', '20260120', '80,50'),
  ...payment('R001', 'DUPONT', '20260210', '1200,00'),
]

describe('an accountant hands over the FEC of the year', () => {
  test('its controls are those the accounting software prints', async () => {
    const file = await readFec(textSource(fecText(BOOKS)))
    expect(file.errors).toEqual([])
    expect(file).toMatchObject({
      encoding: 'utf-8',
      rows: 6,
      debitCents: 248_050,
      creditCents: 248_050,
      firstOn: '2026-01-15',
      lastOn: '2026-02-10',
      validatedRows: 6,
      receivableCents: 8050,
    })
    expect(file.lines.map((line) => [line.line, line.nature])).toEqual([
      [2, 'invoice'],
      [4, 'invoice'],
      [6, 'payment'],
    ])
  })

  test.each([
    ['TAB and CR LF', '\t', '\r\n'],
    ['TAB and LF', '\t', '\n'],
    ['pipe and CR', '|', '\r'],
    ['semicolon and CR CR LF', ';', '\r\r\n'],
  ])('written with %s, it reads the same', async (_name, separator, lineEnd) => {
    const file = await readFec(textSource(fecText(BOOKS, separator, lineEnd)))
    expect(file.errors).toEqual([])
    expect([file.rows, file.receivableCents, file.lines[2]?.line]).toEqual([6, 8050, 6])
  })

  test('the whole is read the same, however the bytes arrive', async () => {
    const bytes = Buffer.from(fecText([...BOOKS, ...sale('F3', 'Épicerie ½ €', '20260301', '5')]))
    const whole = await readFec(bytesSource('fec', bytes))
    const source = {
      ...bytesSource('fec', bytes),
      async *open() {
        for (const byte of bytes) yield Uint8Array.of(byte)
      },
    }
    expect(await readFec(source)).toEqual(whole)
    expect(whole.lines.at(-1)?.auxCode).toBe('Épicerie ½ €')
  })

  test('ISO-8859-15 keeps its euro sign, windows-1252 its apostrophe, UTF-16 and UTF-8 their mark', async () => {
    const text = fecText(sale('F1', 'CAFE', '20260101', '1,00', { EcritureLib: 'Café à 1 \u00a4' }))
    const iso = await readFec(bytesSource('a', Buffer.from(text, 'latin1')))
    expect([iso.encoding, iso.lines[0]?.label]).toEqual(['iso-8859-15', 'Café à 1 €'])
    const ansi = await readFec(bytesSource('b', Buffer.from(text.replace('à', '\u0092'), 'latin1')))
    expect([ansi.encoding, ansi.lines[0]?.label]).toEqual(['windows-1252', 'Café ’ 1 ¤'])
    const utf16 = await readFec(bytesSource('c', Buffer.from(`\ufeff${text}`, 'utf16le')))
    expect([utf16.encoding, utf16.rows]).toEqual(['utf-16le', 2])
    const marked = await readFec(textSource(`\ufeff${text}`))
    expect([marked.encoding, marked.rows, marked.columns[0]]).toEqual(['utf-8', 2, 'JournalCode'])
  })
})

describe('software writes its FEC in its own way', () => {
  test('columns are found by name: other case, accents, padding, order, trailing separator', async () => {
    const text = [
      ' CREDIT |Débit|CompteNum|ComptelIB|EcritureNum|ecrituredate|journalcode|Date d’échéance|EcritureLet|ValidDate|',
      '0|100|411DUPONT|Dupont|1|2026-01-31|VE|28/02/2026||20260131|',
      '100|0|701|Ventes|1|2026-01-31|VE|||20260131|',
    ].join('\n')
    const file = await readFec(textSource(text))
    expect(file.errors).toEqual([])
    expect(file.lines[0]).toMatchObject({ account: '411DUPONT', debitCents: 10_000, dueOn: '2026-02-28' })
    expect(file.warnings.map(({ code }) => code)).toEqual(['fec-columns-absent', 'fec-no-lettering'])
  })

  test.each([
    ['D', 'C'],
    ['+1', '-1'],
  ])('Montant and Sens (%s, %s) stand for Debit and Credit', async (debit, credit) => {
    const text = fecText(BOOKS)
      .replace('Debit\tCredit', 'Montant\tSens')
      .replaceAll(/\t0,00\t([\d,]+)\t/g, `\t$1\t${credit}\t`)
      .replaceAll(/\t([\d,]+)\t0,00\t/g, `\t$1\t${debit}\t`)
    const file = await readFec(textSource(text))
    expect(file).toMatchObject({
      errors: [],
      debitCents: 248_050,
      creditCents: 248_050,
      receivableCents: 8050,
    })
  })

  test.each([
    ['15000', 1_500_000],
    ['0000000069,60', 6960],
    ['+000000069,40', 6940],
    ['-69.4', -6940],
    ['69,40-', -6940],
    ['1 234,56', 123_456],
    ['1\u00a0234,56', 123_456],
    ['1.234,56', 123_456],
    ['1,234.56', 123_456],
    ['  12,5  ', 1250],
    ['0,000', 0],
  ])('the amount "%s" is understood', async (written, cents) => {
    const file = await readFec(textSource(fecText([...BOOKS, ...sale('F9', 'X', '20260401', written)])))
    expect(file.errors).toEqual([])
    expect(file.receivableCents).toBe(8050 + cents)
  })

  test('a separator typed inside a label does not shift the amounts', async () => {
    const rows = sale('F1', 'DUPONT', '20260101', '10,00', { EcritureLib: 'Vente|lot 3|Lyon' })
    const file = await readFec(textSource(fecText(rows, '|')))
    expect(file.errors).toEqual([])
    expect(file.lines[0]).toMatchObject({ label: 'Vente|lot 3|Lyon', debitCents: 1000 })
    expect(file.warnings).toContainEqual(expect.objectContaining({ code: 'fec-rejoined', line: 2 }))
  })

  test('parts put end to end, each with its header, make one file', async () => {
    const text = fecText(BOOKS) + fecText(sale('F5', 'DUPONT', '20260501', '1,00'))
    expect(await readFec(textSource(text))).toMatchObject({ rows: 8, errors: [] })
  })

  test('entry numbers all zero: lines are grouped until they balance', async () => {
    const file = await readFec(textSource(fecText(BOOKS.map((row) => ({ ...row, EcritureNum: '0' })))))
    expect(file.entryGrouping).toBe('by-balance')
    expect(file.lines.map((line) => line.nature)).toEqual(['invoice', 'invoice', 'payment'])
  })

  test('entries interleaved are told apart by their number', async () => {
    const [a1, a2, b1, b2, c1, c2] = BOOKS
    const rows = [a1, c1, b1, b2, c2, a2].filter((row): row is FecRow => row !== undefined)
    const file = await readFec(textSource(fecText(rows)))
    expect(file.entryGrouping).toBe('by-number')
    expect(file.lines.map((line) => line.nature)).toEqual(['invoice', 'payment', 'invoice'])
  })

  test('an opening balance is one wherever it stands in the file', async () => {
    const common = {
      JournalCode: 'AN',
      JournalLib: 'A nouveaux',
      EcritureNum: 'AN1',
      EcritureDate: '20260101',
    }
    const rows = [
      ...BOOKS,
      { ...common, CompteNum: '411000', CompAuxNum: 'DUPONT', PieceRef: 'RAN', Debit: '50,00' },
      { ...common, CompteNum: '120000', Credit: '50,00' },
    ]
    const file = await readFec(textSource(fecText(rows)))
    expect(file.lines.at(-1)?.nature).toBe('opening')
  })
})

describe('the same books in XML', () => {
  const ligne = (account: string, side: string, aux = '') =>
    `<ligne><CompteNum>${account}</CompteNum><CompteLib>Clients &amp; co</CompteLib>${aux}<${side}>10.50</${side}></ligne>`
  const xml = `<?xml version="1.0" encoding="UTF-8"?>
<comptabilite><exercice><DateCloture>2026-12-31</DateCloture>
<journal><JournalCode>VE</JournalCode><JournalLib>Ventes</JournalLib>
<ecriture><EcritureNum>1</EcritureNum><EcritureDate>2026-01-31</EcritureDate><EcritureLib><![CDATA[A & B]]></EcritureLib>
<PieceRef>F1</PieceRef><PieceDate>2026-01-30</PieceDate><ValidDate>2026-02-01</ValidDate>
${ligne('411000', 'Debit', '<CompteAuxNum>DUP</CompteAuxNum>')}${ligne('701000', 'Credit')}</ecriture>
</journal></exercice></comptabilite>`

  test('are read alike', async () => {
    const file = await readFec(textSource(xml, 'fec.xml'))
    expect(file.errors).toEqual([])
    expect(file).toMatchObject({
      form: 'xml',
      rows: 2,
      debitCents: 1050,
      creditCents: 1050,
      validatedRows: 2,
    })
    expect(file.lines[0]).toMatchObject({
      line: 1,
      journalCode: 'VE',
      auxCode: 'DUP',
      accountLabel: 'Clients & co',
      label: 'A & B',
      pieceRef: 'F1',
      pieceOn: '2026-01-30',
      nature: 'invoice',
    })
  })

  test('are read alike however the bytes arrive', async () => {
    const bytes = Buffer.from(xml)
    const source = {
      ...bytesSource('fec.xml', bytes),
      async *open() {
        for (const byte of bytes) yield Uint8Array.of(byte)
      },
    }
    expect(await readFec(source)).toEqual(await readFec(textSource(xml)))
  })

  test.each([
    ['xml-doctype', xml.replace('<comptabilite>', '<!DOCTYPE a [<!ENTITY b "c">]><comptabilite>')],
    ['xml-truncated', xml.slice(0, -60)],
    ['xml-malformed', xml.replace('</ecriture>', '</journal>')],
    ['xml-not-a-fec', '<Invoice><ID>1</ID></Invoice>'],
  ])('refused: %s', async (code, text) => {
    const file = await readFec(textSource(text))
    expect(file.errors.map((error) => error.code)).toEqual([code])
  })
})

describe('a file that is no FEC, or a damaged one, is refused with its reason and place', () => {
  const header = FEC_COLUMNS.join('\t')
  const bad = (column: keyof FecRow, value: string) =>
    fecText([{ ...BOOKS[0], [column]: value }, ...BOOKS.slice(1)])
  test.each<[string, string | Buffer, number, string | null]>([
    ['empty', '', 0, null],
    ['no-rows', `${header}\r\n`, 0, null],
    ['is-pdf', '%PDF-1.7 …', 0, null],
    ['is-zip', Buffer.from([0x50, 0x4b, 3, 4, 20, 0, 0, 0]), 0, null],
    ['is-old-excel', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]), 0, null],
    ['is-binary', Buffer.alloc(5000), 0, null],
    ['not-a-fec', 'name;town\nDupont;Lyon\n', 1, null],
    ['missing-columns', fecText(BOOKS).replace('CompteNum', 'Compte'), 1, null],
    ['duplicate-column', fecText(BOOKS).replace('PieceDate', 'PieceRef'), 1, 'PieceRef'],
    ['too-many-columns', `${'a\t'.repeat(5000)}z\n`, 1, null],
    ['line-too-long', `${'a\t'.repeat(1_000_000)}z\n`, 1, null],
    ['line-too-long', 'x'.repeat(2_000_000), 1, null],
    ['line-too-long', `${fecText(BOOKS)}${'x'.repeat(2_000_000)}`, 8, null],
    ['too-few-fields', fecText(BOOKS).slice(0, -30), 7, null],
    ['too-many-fields', fecText(BOOKS).replace('\t20261231\t\t', '\tx\ty\tz\t\t1'), 2, null],
    ['bad-amount', bad('Debit', 'douze'), 2, 'Debit'],
    ['bad-amount', bad('Debit', '1,234'), 2, 'Debit'],
    ['bad-amount', bad('Credit', '1E+05'), 2, 'Credit'],
    ['bad-amount', bad('Credit', '99999999999999999999'), 2, 'Credit'],
    ['bad-date', bad('EcritureDate', '20260231'), 2, 'EcritureDate'],
    ['fec-no-receivable', fecText(BOOKS).replaceAll('411000', '401000'), 0, null],
  ])('%s', async (code, content, line, column) => {
    const source = bytesSource('fec.txt', Buffer.from(content as string))
    const file = await readFec(source)
    expect(file.errors[0]).toMatchObject({ code, line, column })
  })

  test('a million bad lines are told as a thousand and a count', async () => {
    const file = await readFec(textSource(`${header}\n${'x\n'.repeat(200_000)}`))
    expect(file.errors).toHaveLength(1001)
    expect(file.errors.at(-1)).toMatchObject({ code: 'more-issues', values: { count: 199_000 } })
  })

  test('accents encoded twice are said before they reach a letter', async () => {
    const file = await readFec(textSource(fecText(sale('F1', 'Ã‰picerie', '20260101', '1'))))
    expect(file.warnings).toContainEqual(expect.objectContaining({ code: 'broken-accents', line: 2 }))
  })

  test('books that do not balance are read, with a warning', async () => {
    const file = await readFec(textSource(bad('Debit', '1300,00')))
    expect(file.errors).toEqual([])
    expect(file.warnings).toContainEqual(
      expect.objectContaining({
        code: 'fec-unbalanced',
        values: expect.objectContaining({ difference: '100,00\u00a0€' }),
      }),
    )
  })
})
