import { describe, expect, test } from 'vitest'
import { openByNumber, owedByCustomer } from './books-fixture.ts'
import { readFec } from './fec.ts'
import { type FecRow, fecText, payment, sale, textSource } from './fec-fixture.ts'
import { type FecReceivables, fecReceivables } from './fec-receivables.ts'

async function booksOf(text: string, netting = false): Promise<FecReceivables> {
  return fecReceivables(await readFec(textSource(text)), { netting })
}

const codes = (books: FecReceivables) => books.warnings.map(({ code }) => code)

describe('a separator inside a label', () => {
  const rows = [...sale('F1', 'DUPONT', '20260115', '1200,00'), ...sale('F2', 'MARTIN', '20260120', '600,00')]

  test.each([
    ['a word', 'Facture F1|urgent'],
    ['a number', 'Facture F1|12'],
    ['an amount', 'Facture F1|12,50'],
    ['a zero', 'Facture F1|0'],
    ['nothing', 'Facture F1|'],
    ['two of them', 'Facture|F1|12'],
    ['one first', '|Facture F1'],
    ['a date', 'Facture F1|20260115'],
  ])('followed by %s, is text again', async (_, label) => {
    const books = await booksOf(fecText(rows, '|').replaceAll('Facture F1', label))
    expect(books.errors).toEqual([])
    expect(owedByCustomer(books)).toEqual({ DUPONT: 120_000, MARTIN: 60_000 })
    expect(books.invoices[0]).toMatchObject({ number: 'F1', label, kind: 'invoice' })
    expect(codes(books)).toContain('fec-rejoined')
  })

  test('in the name of a customer or of a journal', async () => {
    const text = fecText(rows, '|').replaceAll('Société MARTIN', 'Martin | Fils')
    expect(owedByCustomer(await booksOf(text))).toEqual({ DUPONT: 120_000, MARTIN: 60_000 })
    const journal = fecText(rows, '|').replaceAll('|Ventes|', '|Ventes|France|')
    expect(owedByCustomer(await booksOf(journal))).toEqual({ DUPONT: 120_000, MARTIN: 60_000 })
  })

  test('a debit that would also read as a credit refuses the file, with the line', async () => {
    const blanks = fecText(rows, '|').replaceAll('|0,00', '|').replaceAll('20261231', '')
    const books = await booksOf(blanks.replace('|Facture F2|', '|Facture F2||'))
    expect(books.errors).toMatchObject([{ code: 'fec-several-readings', line: 4 }])
  })

  test('a separator at the end of every line is no label', async () => {
    const blanks = fecText(rows, '|').replaceAll('|0,00', '|').replaceAll('20261231', '')
    const [header, ...lines] = blanks.split('\r\n')
    const text = [header, ...lines.map((line) => (line === '' ? '' : `${line}|`))].join('\r\n')
    expect(owedByCustomer(await booksOf(text))).toEqual({ DUPONT: 120_000, MARTIN: 60_000 })
  })

  test('a line of which nothing makes sense refuses the file, with the line', async () => {
    const text = fecText(rows, '|').replace('|600,00|0,00|', '|600,00|600,00|1|2|')
    expect((await booksOf(text)).errors).toMatchObject([{ code: 'too-many-fields', line: 4 }])
  })
})

describe('parts put end to end', () => {
  const one = fecText(sale('F1', 'DUPONT', '20260115', '1200,00'))
  const other = fecText(sale('F2', 'MARTIN', '20260120', '600,00'))
  const capitals = other.replace(/^.*?\r/, (header) => header.toUpperCase())

  test.each([
    ['the same header', one + other],
    ['a header in capitals', one + capitals],
    ['a byte order mark', `${one}\ufeff${other}`],
    ['a mark and no end of line before it', `${one.replace(/\r\n$/, '')}\ufeff${other}`],
    ['no end of line before the header', one.replace(/\r\n$/, '') + capitals],
    ['another separator', one + fecText(sale('F2', 'MARTIN', '20260120', '600,00'), '|')],
  ])('with %s', async (_, text) => {
    const books = await booksOf(text)
    expect(books.errors).toEqual([])
    expect(owedByCustomer(books)).toEqual({ DUPONT: 120_000, MARTIN: 60_000 })
    expect(codes(books)).toContain('fec-parts')
  })

  test('with its columns in another order', async () => {
    const reordered = other
      .split('\r\n')
      .map((line) => line.split('\t'))
      .map(([first, second, ...rest]) => [...rest, second, first].join('\t'))
      .filter((line) => line.trim() !== '')
      .join('\r\n')
    expect(owedByCustomer(await booksOf(one + reordered))).toEqual({ DUPONT: 120_000, MARTIN: 60_000 })
  })
})

/** The opening of a year: what each customer owes, line by line. */
function opening(day: string, lines: readonly (readonly [string, string, string, FecRow?])[]): FecRow[] {
  const common = { JournalCode: 'AN', JournalLib: 'A nouveaux', EcritureNum: `AN${day}`, EcritureDate: day }
  return lines.flatMap(([customer, number, amount, more]) => [
    {
      ...common,
      CompteNum: '411000',
      CompAuxNum: customer,
      CompAuxLib: `Société ${customer}`,
      PieceRef: number,
      EcritureLib: `Report ${number}`,
      Debit: amount,
      ...more,
    },
    { ...common, CompteNum: '120000', Credit: amount },
  ])
}

describe('two years in one file', () => {
  const first = [
    ...sale('F1', 'DUPONT', '20250115', '1200,00', { EcritureLet: 'A' }),
    ...payment('R1', 'DUPONT', '20250301', '1200,00', { EcritureLet: 'A' }),
    ...sale('F2', 'DUPONT', '20251110', '800,00'),
    ...sale('F3', 'DUPONT', '20251215', '300,00'),
    ...sale('F4', 'MARTIN', '20251220', '500,00'),
  ]
  const paid = payment('R2', 'DUPONT', '20260210', '300,00', { EcritureLet: 'A', PieceRef: 'F3' })

  test('a detailed opening gives its letters to the items it repeats', async () => {
    const rows = [
      ...first,
      ...opening('20260101', [
        ['DUPONT', 'F2', '800,00'],
        ['DUPONT', 'F3', '300,00', { EcritureLet: 'A' }],
        ['MARTIN', 'F4', '500,00'],
      ]),
      ...paid,
    ]
    const books = await booksOf(fecText(rows))
    expect(openByNumber(books)).toEqual({ F1: 0, F2: 80_000, F3: 0, F4: 50_000 })
    expect(owedByCustomer(books)).toEqual({ DUPONT: 80_000, MARTIN: 50_000 })
    expect(codes(books)).toEqual(['fec-opening-repeated'])
  })

  test('one total for each customer, lettered with a payment: the payment goes to its invoice', async () => {
    const rows = [
      ...first,
      ...opening('20260101', [
        ['DUPONT', 'RAN', '1100,00', { EcritureLet: 'A' }],
        ['MARTIN', 'RAN', '500,00'],
      ]),
      ...paid,
    ]
    const books = await booksOf(fecText(rows))
    expect(openByNumber(books)).toEqual({ F1: 0, F2: 80_000, F3: 0, F4: 50_000 })
  })

  test('one total for all customers counts nothing twice', async () => {
    const lump = opening('20260101', [['', 'RAN', '1600,00', { CompAuxLib: '', CompteLib: 'Clients' }]])
    const books = await booksOf(fecText([...first, ...lump, ...paid]))
    expect(owedByCustomer(books)).toEqual({ DUPONT: 80_000, MARTIN: 50_000 })
  })

  test('an opening that says another balance is right, and it is said', async () => {
    const rows = [
      ...first,
      ...opening('20260101', [
        ['DUPONT', 'RAN', '1100,00'],
        ['MARTIN', 'RAN', '450,00'],
      ]),
    ]
    const books = await booksOf(fecText(rows))
    expect(owedByCustomer(books)).toEqual({ DUPONT: 110_000, MARTIN: 45_000 })
    expect(codes(books)).toEqual(['fec-opening-repeated', 'fec-opening-differs'])
  })

  test('three years that do not begin in January', async () => {
    const rows = [
      ...opening('20230701', [['DUPONT', 'F0', '50,00']]),
      ...sale('F1', 'DUPONT', '20230815', '100,00'),
      ...opening('20240701', [['DUPONT', 'RAN', '150,00']]),
      ...sale('F2', 'DUPONT', '20240815', '200,00'),
      ...opening('20250701', [['DUPONT', 'RAN', '350,00']]),
    ]
    expect(openByNumber(await booksOf(fecText(rows)))).toEqual({ F0: 5000, F1: 10_000, F2: 20_000 })
  })

  test('entries of the opening journal later in the year are entries', async () => {
    const rows = [...first, ...opening('20250601', [['MARTIN', 'OD7', '7,00']])]
    const books = await booksOf(fecText(rows))
    expect(owedByCustomer(books)).toEqual({ DUPONT: 110_000, MARTIN: 50_700 })
    expect(codes(books)).toEqual(['fec-opening-unlike'])
    expect(books.invoices.find(({ number }) => number === 'OD7')?.kind).toBe('other-debit')
  })

  test('the opening journal of the first day is a balance carried over, even with one later', async () => {
    const rows = [
      ...opening('20250101', [['MARTIN', 'F0', '50,00']]),
      ...first,
      ...opening('20250601', [['MARTIN', 'OD7', '7,00']]),
    ]
    const { invoices } = await booksOf(fecText(rows))
    expect(Object.fromEntries(invoices.map(({ number, kind }) => [number, kind]))).toEqual({
      F0: 'opening-balance',
      F1: 'invoice',
      F2: 'invoice',
      F3: 'invoice',
      F4: 'invoice',
      OD7: 'other-debit',
    })
  })
})

describe('codes where nothing is lettered', () => {
  const all = (EcritureLet: string) => [
    ...sale('F1', 'DUPONT', '20260115', '1200,00', { EcritureLet }),
    ...sale('F3', 'DUPONT', '20260201', '1000,00', { EcritureLet }),
    ...payment('F3', 'DUPONT', '20260215', '1000,00', { EcritureLet }),
    ...sale('F4', 'MARTIN', '20260216', '10,00', { EcritureLet }),
  ]

  test.each(['-', '0', '.', 'NL', 'NULL', '000000', 'N/A', '*', 'Non lettré', 'AAA'])(
    '"%s" on everything letters nothing',
    async (code) => {
      const books = await booksOf(fecText(all(code)))
      expect(openByNumber(books)).toEqual({ F1: 120_000, F3: 100_000, F4: 1000 })
      expect(codes(books)).toEqual(['fec-no-lettering', 'fec-placeholder-lettering'])
      expect(openByNumber(await booksOf(fecText(all(code)), true))).toEqual({ F1: 120_000, F3: 0, F4: 1000 })
    },
  )

  test('beside real codes, the dash is nothing and the codes are kept', async () => {
    const books = await booksOf(
      fecText([
        ...all('-'),
        ...sale('F5', 'MARTIN', '20260301', '40,00', { EcritureLet: 'B' }),
        ...payment('R5', 'MARTIN', '20260302', '40,00', { EcritureLet: 'B' }),
      ]),
    )
    expect(openByNumber(books)).toMatchObject({ F1: 120_000, F3: 100_000, F4: 1000, F5: 0 })
  })

  test('NL between NK and NM is a code like another, even where it does not balance', async () => {
    const books = await booksOf(
      fecText([
        ...sale('F1', 'DUPONT', '20260115', '100,00', { EcritureLet: 'NK' }),
        ...payment('R1', 'DUPONT', '20260116', '100,00', { EcritureLet: 'NK' }),
        ...sale('F2', 'DUPONT', '20260215', '60,00', { EcritureLet: 'NL' }),
        ...payment('R2', 'DUPONT', '20260216', '50,00', { EcritureLet: 'NL' }),
        ...sale('F3', 'DUPONT', '20260315', '7,00'),
      ]),
    )
    expect(openByNumber(books)).toEqual({ F1: 0, F2: 1000, F3: 700 })
  })

  test('inside a group, the invoice whose number the payment bears comes before the oldest', async () => {
    const books = await booksOf(
      fecText([
        ...sale('F1', 'DUPONT', '20260115', '100,00', { EcritureLet: 'A' }),
        ...sale('F2', 'DUPONT', '20260215', '60,00', { EcritureLet: 'A' }),
        ...payment('F2', 'DUPONT', '20260216', '70,00', { EcritureLet: 'A' }),
        ...sale('F3', 'DUPONT', '20260315', '7,00'),
      ]),
    )
    expect(openByNumber(books)).toEqual({ F1: 9000, F2: 0, F3: 700 })
  })
})

describe('what a spreadsheet has changed', () => {
  test('a negative credit is a debit', async () => {
    const [customer, product] = sale('F1', 'DUPONT', '20260115', '100,00')
    const rows = [
      { ...customer, Debit: '0,00', Credit: '-100,00' },
      { ...product, Debit: '-100,00', Credit: '0,00' },
    ]
    const books = await booksOf(fecText(rows))
    expect(books.invoices).toMatchObject([{ number: 'F1', kind: 'invoice' }])
    expect(owedByCustomer(books)).toEqual({ DUPONT: 10_000 })
  })

  test.each([
    ['its own day numbers', '46037', '2026-01-15'],
    ['short days', '5/1/2026', '2026-01-05'],
    ['short years', '15/01/26', '2026-01-15'],
    ['hours', '2026-01-15 00:00:00', '2026-01-15'],
    ['decimals', '20260115,00', '2026-01-15'],
  ])('dates as %s', async (_, written, day) => {
    const books = await booksOf(fecText(sale('F1', 'DUPONT', written, '100,00')))
    expect(books.errors).toEqual([])
    expect(books.invoices[0]?.issuedOn).toBe(day)
  })

  test('an account made a power of ten refuses the file', async () => {
    const text = fecText(sale('F1', 'DUPONT', '20260115', '100,00')).replace('411000', '4,11E+05')
    expect((await booksOf(text)).errors).toMatchObject([{ code: 'fec-mangled-account', line: 2 }])
  })

  test('customers whose codes are made one power of ten stay two', async () => {
    const rows = [...sale('F1', 'A', '20260115', '100,00'), ...sale('F2', 'B', '20260115', '10,00')]
    const text = fecText(rows.map((row) => (row.CompAuxNum ? { ...row, CompAuxNum: '4,11001E+11' } : row)))
    const books = await booksOf(text)
    expect(owedByCustomer(books)).toEqual({ 'Société A': 10_000, 'Société B': 1000 })
    expect(codes(books)).toContain('fec-mangled-codes')
  })
})
