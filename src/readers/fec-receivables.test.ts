import { describe, expect, test } from 'vitest'
import { openByNumber } from './books-fixture.ts'
import { readFec } from './fec.ts'
import { type FecRow, fecText, payment, sale, textSource } from './fec-fixture.ts'
import { type FecReceivables, fecReceivables } from './fec-receivables.ts'

async function receivables(rows: readonly FecRow[], netting = false): Promise<FecReceivables> {
  return fecReceivables(await readFec(textSource(fecText(rows))), { netting })
}

describe('lettering says what is paid', () => {
  test('a group that balances settles its invoices whatever its dates', async () => {
    const books = await receivables([
      ...sale('F1', 'DUPONT', '20260115', '100,00', { EcritureLet: 'A' }),
      ...sale('F2', 'DUPONT', '20260116', '50,00', { EcritureLet: 'A' }),
      ...payment('R1', 'DUPONT', '20260210', '150,00', { EcritureLet: 'A' }),
      ...sale('F3', 'DUPONT', '20260301', '7,00'),
    ])
    expect(openByNumber(books)).toEqual({ F1: 0, F2: 0, F3: 700 })
    expect(books.allocations.every(({ origin }) => origin === 'lettering')).toBe(true)
  })

  test('the same letter for two customers is two groups', async () => {
    const books = await receivables([
      ...sale('F1', 'DUPONT', '20260115', '100,00', { EcritureLet: 'A' }),
      ...payment('R1', 'MARTIN', '20260210', '100,00', { EcritureLet: 'A' }),
    ])
    expect(openByNumber(books)).toEqual({ F1: 10_000 })
    expect(books.parties.map((party) => party.balanceCents)).toEqual([10_000, -10_000])
  })

  test('a group that does not balance keeps its residual on the latest invoice', async () => {
    const books = await receivables([
      ...sale('F2', 'DUPONT', '20260220', '60,00', { EcritureLet: 'B' }),
      ...sale('F1', 'DUPONT', '20260115', '100,00', { EcritureLet: 'B' }),
      ...payment('R1', 'DUPONT', '20260210', '120,00', { EcritureLet: 'B' }),
    ])
    expect(openByNumber(books)).toEqual({ F1: 0, F2: 4000 })
  })
})

describe('books that letter nothing', () => {
  const rows = [
    ...sale('F1', 'DUPONT', '20260101', '100,00'),
    ...sale('F2', 'DUPONT', '20260102', '40,00'),
    ...sale('F3', 'DUPONT', '20260103', '60,00'),
    ...payment('F3', 'DUPONT', '20260201', '25,00'),
    ...payment('R2', 'DUPONT', '20260202', '40,00'),
    ...payment('R3', 'DUPONT', '20260203', '10,00'),
  ]

  test('keep everything open, and netting is suggested', async () => {
    const books = await receivables(rows)
    expect(openByNumber(books)).toEqual({ F1: 10_000, F2: 4000, F3: 6000 })
    expect([books.letteredShare, books.suggestsNetting, books.allocations]).toEqual([0, true, []])
    expect(books.parties[0]).toMatchObject({
      openCents: 20_000,
      unallocatedCents: 7500,
      balanceCents: 12_500,
    })
  })

  test('netting follows the number, then the exact amount, then the oldest, as proposals', async () => {
    const books = await receivables(rows, true)
    expect(openByNumber(books)).toEqual({ F1: 9000, F2: 0, F3: 3500 })
    expect(new Set(books.allocations.map(({ origin }) => origin))).toEqual(new Set(['proposed']))
  })
})

describe('what a line is', () => {
  test('an avoir, a bounced cheque, a write-off and an opening each find their kind', async () => {
    const common = {
      CompAuxNum: 'DUPONT',
      CompteNum: '411000',
      EcritureDate: '20260101',
      PieceDate: '20260101',
    }
    const books = await receivables([
      { ...common, JournalCode: 'AN', EcritureNum: '1', PieceRef: 'F2025-9', Debit: '10,00' },
      { ...common, JournalCode: 'AN', EcritureNum: '1', CompteNum: '101000', Credit: '10,00' },
      { ...common, JournalCode: 'VE', EcritureNum: '2', PieceRef: 'AV1', Credit: '12,00' },
      { ...common, JournalCode: 'VE', EcritureNum: '2', CompteNum: '709000', Debit: '10,00' },
      { ...common, JournalCode: 'VE', EcritureNum: '2', CompteNum: '445710', Debit: '2,00' },
      { ...common, JournalCode: 'BQ', EcritureNum: '3', PieceRef: 'IMP1', Debit: '5,00' },
      { ...common, JournalCode: 'BQ', EcritureNum: '3', CompteNum: '512000', Credit: '5,00' },
      { ...common, JournalCode: 'OD', EcritureNum: '4', PieceRef: 'OD1', Credit: '0,01' },
      { ...common, JournalCode: 'OD', EcritureNum: '4', CompteNum: '658000', Debit: '0,01' },
    ])
    expect(books.invoices.map(({ kind, number }) => [kind, number])).toEqual([
      ['opening-balance', 'F2025-9'],
      ['other-debit', 'IMP1'],
    ])
    expect(books.credits.map(({ kind, number }) => [kind, number])).toEqual([
      ['credit-note', 'AV1'],
      ['adjustment', 'OD1'],
    ])
  })

  test('a negative debit is a credit, and a line of zero is left out with a warning', async () => {
    const books = await receivables([
      ...sale('F1', 'DUPONT', '20260115', '-30,00'),
      ...sale('F2', 'DUPONT', '20260116', '0,00'),
      ...sale('F3', 'DUPONT', '20260117', '1,00'),
    ])
    expect(books.credits).toMatchObject([{ kind: 'credit-note', amountCents: 3000, number: 'F1' }])
    expect(books.warnings).toContainEqual(expect.objectContaining({ code: 'fec-zero-lines', line: 4 }))
  })

  test('a sale in two instalments is one invoice', async () => {
    const [customer, product] = sale('F1', 'DUPONT', '20260115', '100,00')
    const books = await receivables([
      { ...customer, Debit: '60,00' },
      { ...customer, Debit: '40,00' },
      { ...product },
    ])
    expect(books.invoices).toHaveLength(1)
    expect(books.invoices[0]?.instalments.map(({ amountCents }) => amountCents)).toEqual([6000, 4000])
  })

  test.each(['-', 'x', 'SANS', 'RAN', '0000000', ''])(
    '"%s" is no document number: the label stands for it',
    async (PieceRef) => {
      const books = await receivables(sale('F1', 'DUPONT', '20260115', '100,00', { PieceRef }))
      expect(books.invoices[0]).toMatchObject({ number: null, label: 'Facture F1' })
    },
  )

  test('an advance is a credit, and what the final invoice takes back of it is owed by nobody', async () => {
    const client = {
      CompAuxNum: 'DUPONT',
      CompAuxLib: 'Dupont',
      EcritureDate: '20260101',
      PieceDate: '20260101',
    }
    const text = fecText([
      {
        ...client,
        JournalCode: 'BQ',
        EcritureNum: '1',
        CompteNum: '419100',
        PieceRef: 'AC1',
        Credit: '50,00',
      },
      { ...client, JournalCode: 'BQ', EcritureNum: '1', CompteNum: '512000', Debit: '50,00' },
      { ...client, JournalCode: 'VE', EcritureNum: '2', CompteNum: '411000', PieceRef: 'F1', Debit: '70,00' },
      { ...client, JournalCode: 'VE', EcritureNum: '2', CompteNum: '419100', PieceRef: 'F1', Debit: '30,00' },
      { ...client, JournalCode: 'VE', EcritureNum: '2', CompteNum: '701000', Credit: '100,00' },
    ])
    const books = fecReceivables(await readFec(textSource(text), { accounts: ['4191'] }), { netting: false })
    expect(books.customers.map(({ code }) => code)).toEqual(['DUPONT'])
    expect(
      books.parties.map(({ account, openCents, unallocatedCents }) => [account, openCents, unallocatedCents]),
    ).toEqual([
      ['419100', 0, 2000],
      ['411000', 7000, 0],
    ])
    expect(books.invoices.map(({ kind }) => kind)).toEqual(['other-debit', 'invoice'])
  })

  test('a draft entry is provisional', async () => {
    const books = await receivables([
      ...sale('F1', 'DUPONT', '20260115', '100,00', { ValidDate: '' }),
      ...sale('F2', 'DUPONT', '20260115', '100,00'),
    ])
    expect(books.invoices.map((invoice) => invoice.isProvisional)).toEqual([true, false])
  })
})

describe('who owes', () => {
  const onAccounts = (accounts: readonly (readonly [string, string, string])[]) =>
    accounts.flatMap(([CompteNum, CompAuxNum, CompAuxLib], index) => {
      const [customer, product] = sale(`F${index}`, 'X', '20260115', '10,00')
      return [{ ...customer, CompteNum, CompAuxNum, CompAuxLib }, { ...product }]
    })

  test('the auxiliary account, else the sub-account, else the label on the collective account', async () => {
    const books = await receivables(
      onAccounts([
        ['411000', 'C01', 'Dupont SA'],
        ['411VILMO0', '', ''],
        ['411000', '', 'Martin'],
      ]),
    )
    expect(books.customers.map(({ code, name }) => [code, name])).toEqual([
      ['C01', 'Dupont SA'],
      ['411VILMO0', 'Clients'],
      ['Martin', 'Martin'],
    ])
  })

  test('one code on two accounts is one customer, unless the names differ', async () => {
    const options = { accounts: ['416'] } as const
    const text = fecText(
      onAccounts([
        ['416000', 'C01', 'DUPONT SA'],
        ['411000', 'C01', 'Dupont S.A.'],
        ['416000', 'C02', 'Martin'],
        ['411000', 'C02', 'Durand'],
      ]),
    )
    const books = fecReceivables(await readFec(textSource(text), options), { netting: false })
    expect(books.customers.map(({ code }) => code).sort()).toEqual(['416000/C02', 'C01', 'C02'])
    expect(books.customers.find(({ code }) => code === 'C01')?.account).toBe('411000')
    expect(books.parties).toHaveLength(4)
  })

  test('nobody is named: the file is refused', async () => {
    const books = await receivables(
      onAccounts([
        ['411000', '', ''],
        ['41110000', '', ''],
      ]),
    )
    expect(books.errors).toMatchObject([
      { code: 'fec-no-customer-detail', values: { account: '411000, 41110000' } },
    ])
    expect(books.errors).toHaveLength(1)
  })

  test('some lines name nobody: they are kept under their account, marked, and said', async () => {
    const books = await receivables(
      onAccounts([
        ['411000', '', ''],
        ['411000', 'C01', 'Dupont'],
      ]),
    )
    expect(books.errors).toEqual([])
    expect(books.invoices.map((invoice) => invoice.customerCode).sort()).toEqual(['411000', 'C01'])
    expect(books.customers.filter((customer) => customer.isCollective).map(({ code }) => code)).toEqual([
      '411000',
    ])
    expect(books.warnings).toMatchObject([
      { code: 'fec-no-lettering' },
      { code: 'fec-collective-lines', values: { account: '411000', count: 1, balance: '10,00\u00a0€' } },
    ])
  })
})
