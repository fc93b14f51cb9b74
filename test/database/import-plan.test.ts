import { describe, expect, test } from 'vitest'
import { readOverdue } from '#features/reminders/server/overdue.ts'
import { narrowToCompanies } from '#platform/company-scope.ts'
import { withScope } from '#platform/scoped.ts'
import { fecText, sale } from '#readers/fec-fixture.ts'
import { createTestDatabase } from '../database.ts'
import { buildCompany } from '../world.ts'
import { ledger } from './import-ledger.ts'
import { balanceOf, CONTEXT, importText, previewText } from './import-world.ts'

// What the preview tells an accountant, held against the books once imported, and against the page of the day after.

const database = await createTestDatabase()
type Preview = Awaited<ReturnType<typeof previewText>>

const HEADER = 'Code client;Client;Ville;CP;N° facture;Date facture;Échéance;Montant TTC;Reste dû'
const list = (...rows: readonly string[]) => `${[HEADER, ...rows].join('\r\n')}\r\n`

/** The page « Relances » as it opens on 25/11/2024: what is due by the 24th. */
async function pageOfTheDayAfter(company: string) {
  const context = await narrowToCompanies(database, CONTEXT, [company])
  return await withScope(database, context, (tx) =>
    readOverdue(tx, { on: '2024-11-24', today: '2024-11-25', companyIds: context.companyIds }),
  )
}

/** The balance of each client in the books: open invoices less credits. */
async function balancesOf(company: string): Promise<Record<string, number>> {
  const { rows } = await database.owner.query<{ code: string; cents: number }>(
    `select c.code, (coalesce((select sum(open_cents) from instalments j where j.customer_id = c.id and j.is_final), 0)
       - coalesce((select sum(open_cents) from credits k where k.customer_id = c.id), 0))::bigint as cents
     from customers c join companies e on e.id = c.company_id where e.code = $1 order by c.code`,
    [company],
  )
  return Object.fromEntries(rows.map(({ code, cents }) => [code, cents]))
}

const plannedBalances = ({ plan }: Preview) =>
  Object.fromEntries(
    plan?.customers.flatMap(({ code, balances }) => balances.map((one) => [code, one.afterCents])) ?? [],
  )

const booksBalance = ({ plan }: Preview) =>
  plan?.books.reduce((sum, { openCents, unallocatedCents }) => sum + openCents - unallocatedCents, 0)

async function expectPageAsTold(company: string, { ahead }: Preview): Promise<void> {
  const { totals, setAside, customers } = await pageOfTheDayAfter(company)
  expect(ahead).toEqual({
    on: '2024-11-24',
    customers: totals.customers,
    invoices: totals.invoices,
    amounts: totals.amounts,
    netAmounts: totals.netAmounts,
    setAside: setAside.length,
  })
  expect(customers.length).toBeGreaterThan(0)
}

test('an invoice still in draft is owed by nobody: an import that does not speak of it says nothing of it', async () => {
  const draft = {
    number: 'F0',
    issuedOn: '2024-01-05',
    dueOn: '2024-02-05',
    cents: 12_000,
    status: 'draft' as const,
  }
  await buildCompany(database, {
    code: 'BROUILLON',
    legalName: 'Brouillon SARL',
    customers: [{ code: 'DUP', name: 'Dupont', invoices: [draft] }],
  })
  const { plan } = await previewText(
    database,
    list('LER;Leroy;Lens;62300;F1;10/01/2024;09/02/2024;100,00;100,00'),
    {
      company: 'BROUILLON',
    },
  )
  expect(plan?.changes.map(({ kind, number }) => [kind, number])).toEqual([['new', 'F1']])
})

describe('the figures of a preview agree', () => {
  const company = 'ACCORD'
  // Dupont owes 1,200.00 less a credit note of 100.00; Leroy paid half of 600.00; Martin is not due yet.
  const books = ledger({ DUP: 'Dupont', LER: 'Leroy', MARTIN: 'Martin' })
    .sale('2024-01-10', 'DUP', 'F1', 120_000)
    .creditNote('2024-03-01', 'DUP', 'AV1', 10_000)
    .sale('2024-02-10', 'LER', 'F2', 60_000, { letter: 'A' })
    .payment('2024-03-10', 'LER', 30_000, { letter: 'A' })
    .sale('2024-11-20', 'MARTIN', 'F3', 45_000)
    .text()

  test('with the balance of 411, each client’s, and what « Relances » shows the day after', async () => {
    const preview = await previewText(database, books, { company })
    expect(booksBalance(preview)).toBe(185_000)
    expect(preview.fec?.accounts).toMatchObject([{ account: '411', balanceCents: 185_000, isRead: true }])
    expect(plannedBalances(preview)).toEqual({ DUP: 110_000, LER: 30_000, MARTIN: 45_000 })
    expect(preview.plan?.customerCounts).toEqual({ new: 3, changed: 0 })
    await importText(database, books, { company })
    expect(await balanceOf(database, company)).toBe(185_000)
    expect(await balancesOf(company)).toEqual(plannedBalances(preview))
    await expectPageAsTold(company, preview)
    const { totals } = await pageOfTheDayAfter(company)
    expect(totals).toMatchObject({ customers: 2, amountCents: 150_000, netCents: 140_000 })
  })

  test('after a newer ledger too, with the balance before beside the balance after', async () => {
    const newer = ledger({ DUP: 'Dupont', LER: 'Leroy', MARTIN: 'Martin' })
      .sale('2024-01-10', 'DUP', 'F1', 120_000, { letter: 'B' })
      .creditNote('2024-03-01', 'DUP', 'AV1', 10_000, { letter: 'B' })
      .sale('2024-02-10', 'LER', 'F2', 60_000, { letter: 'A' })
      .payment('2024-03-10', 'LER', 30_000, { letter: 'A' })
      .sale('2024-11-20', 'MARTIN', 'F3', 45_000)
      .payment('2024-11-22', 'DUP', 110_000, { letter: 'B' })
      .text()
    const preview = await previewText(database, newer, { company })
    expect(preview.plan?.customers).toEqual([
      {
        ...{ kind: 'changed', code: 'DUP', name: 'Dupont', facts: [] },
        balances: [{ currency: 'EUR', beforeCents: 110_000, afterCents: 0 }],
      },
    ])
    expect(booksBalance(preview)).toBe(75_000)
    await importText(database, newer, { company })
    expect(await balanceOf(database, company)).toBe(75_000)
    await expectPageAsTold(company, preview)
  })

  test('account by account, when doubtful customers are read beside 411', async () => {
    const doubtful = sale('D1', 'LEROY', '20240301', '450,00').map((row) =>
      row.CompteNum === '411000' ? { ...row, CompteNum: '416000', CompteLib: 'Clients douteux' } : row,
    )
    const text = fecText([...sale('F1', 'DUPONT', '20240201', '1200,00'), ...doubtful])
    const preview = await previewText(database, text, { company: 'DOUTE', accounts: ['416'] })
    const read = preview.fec?.accounts.filter(({ isRead }) => isRead) ?? []
    expect(read.map(({ account, balanceCents }) => [account, balanceCents])).toEqual([
      ['411', 120_000],
      ['416', 45_000],
    ])
    expect(booksBalance(preview)).toBe(165_000)
    expect(preview.plan?.changes).toMatchObject([
      { kind: 'new', number: 'F1', asideFor: null },
      { kind: 'set-aside', number: 'D1', afterCents: 45_000, asideFor: 'do-not-remind' },
    ])
    await importText(database, text, { company: 'DOUTE', accounts: ['416'] })
    expect(await balanceOf(database, 'DOUTE')).toBe(165_000)
    await expectPageAsTold('DOUTE', preview)
    const page = await pageOfTheDayAfter('DOUTE')
    expect(page.setAside).toMatchObject([{ invoice: 'D1', openCents: 45_000, reason: 'do-not-remind' }])
  })
})

describe('clients and dates that change', () => {
  const company = 'FICHES'
  const first = list(
    'DUP;Dupont et fils;BEAUVAIS;60000;F1;10/01/2024;09/02/2024;1 200,00;1 200,00',
    'LER;Leroy SARL;LYON;69001;F2;01/02/2024;02/03/2024;800,00;800,00',
  )

  test('a name, a town and a due date are told before and after, and a client that changes in nothing is not', async () => {
    await importText(database, first, { company })
    const moved = first
      .replace('Dupont et fils;BEAUVAIS;60000', 'Dupont SA;SENLIS;60300')
      .replace('09/02', '15/02')
    const { plan } = await importText(database, moved, { company })
    expect(plan?.customers).toEqual([
      {
        ...{ kind: 'changed', code: 'DUP', name: 'Dupont SA', balances: [] },
        facts: [
          { fact: 'name', before: 'Dupont et fils', after: 'Dupont SA' },
          { fact: 'address', before: '60000 BEAUVAIS', after: '60300 SENLIS' },
        ],
      },
    ])
    expect(plan?.changes).toMatchObject([
      { kind: 'changed', number: 'F1', beforeDueOn: '2024-02-09', dueOn: '2024-02-15', afterCents: 120_000 },
    ])
  })

  test('a real code in the place of one made of the name is told', async () => {
    const unnamed = 'Client;N° facture;Échéance;Montant TTC\r\nGarage Petit;F9;31/01/2024;50,00\r\n'
    await importText(database, unnamed, { company: 'CODES' })
    const coded =
      'Code client;Client;N° facture;Échéance;Montant TTC\r\nC042;Garage Petit;F9;31/01/2024;50,00\r\n'
    const { plan } = await previewText(database, coded, { company: 'CODES' })
    expect(plan?.customers).toMatchObject([
      { kind: 'changed', code: 'C042', facts: [{ fact: 'code', before: 'GARAGE-PETIT', after: 'C042' }] },
    ])
  })

  test('the same file again changes nothing, and one that owes nothing leaves nothing to remind of', async () => {
    const paid = 'Client;N° facture;Échéance;Montant TTC;Reste dû\r\nRoux;F1;31/01/2024;50,00;0,00\r\n'
    const preview = await previewText(database, paid, { company: 'SOLDES' })
    expect(preview.plan).toMatchObject({ changes: [], sums: [], books: [] })
    expect(preview.ahead).toMatchObject({ customers: 0, amounts: [], setAside: 0 })
    expect(preview.counts.openCents).toBe(0)
    await importText(database, paid, { company: 'SOLDES' })
    expect((await previewText(database, paid, { company: 'SOLDES' })).plan?.customers).toEqual([])
  })
})
