import { beforeEach, expect, test } from 'vitest'
import { findAuditFaults } from '#ledger/audit-chain.ts'
import { merge } from '#ledger/merge.ts'
import type { MergeOrder } from '#ledger/merge-sides.ts'
import { findContradictions } from '#ledger/verify.ts'
import { withScope } from '#platform/scoped.ts'
import { ciiXml, legalId } from '#readers/e-invoice-fixture.ts'
import { importFiles } from '../database/e-invoice-world.ts'
import { ledger } from '../database/import-ledger.ts'
import { importText } from '../database/import-world.ts'
import { createTestDatabase } from '../database.ts'
import { exportBank } from '../firm/bank-export.ts'
import { contextFor } from '../world.ts'
import { found } from './desk.ts'
import { type DoubledBooks, openDoubledBooks } from './doubled-books.ts'

// What comes after a merge, by the other doors, and still names what was merged: the client by its old code, the
// invoice by its old number. It is said of what is kept, and nothing is owed twice.

const TODAY = '2026-03-02'
const database = await createTestDatabase()
let books: DoubledBooks
let camille: { companyIds: readonly number[]; actor: { name: string } }
let context: ReturnType<typeof contextFor>

beforeEach(async () => {
  books = await openDoubledBooks(database)
  context = contextFor([books.companyId], TODAY)
  camille = { companyIds: [books.companyId], actor: { name: 'Camille' } }
})

const mergeThem = (order: MergeOrder) => withScope(database, context, (tx) => merge(tx, order, camille))
const clients = (): MergeOrder => ({
  kind: 'customers',
  keptId: found(books.customers.C00042),
  mergedId: found(books.customers['411DUP']),
})

/** What is owed: client, number, cents, level. */
async function owed(): Promise<unknown[][]> {
  const { rows } = await database.owner.query(
    `select c.code, i.number, j.open_cents as open, j.level from instalments j
       join invoices i on i.company_id = j.company_id and i.id = j.invoice_id
       join customers c on c.company_id = j.company_id and c.id = j.customer_id
     where j.company_id = $1 and j.is_final and j.open_cents > 0 order by 1, 2`,
    [books.companyId],
  )
  return rows.map(({ code, number, open, level }) => [code, number, open, level])
}

async function expectSound(): Promise<void> {
  await withScope(database, context, async (tx) => {
    expect(await findContradictions(tx)).toEqual([])
    expect(await findAuditFaults(tx, [])).toEqual([])
  })
}

const MERGED = [
  ['C00042', 'F1', 10_000, 3],
  ['C00042', 'F2', 19_000, 1],
]

/** The books of the year, as the accountant's program exports them, under one code of the client. */
const year = (code: string) =>
  ledger({ [code]: 'Dupont et fils' })
    .sale('2026-01-10', code, 'F1', 10_000)
    .sale('2026-01-12', code, 'F2', 25_000)

test.each(['411DUP', 'C00042'])('a ledger under %s makes no double, now nor again', async (code) => {
  await mergeThem(clients())
  for (const name of ['732829320FEC20261231.txt', '732829320FEC20261231-bis.txt']) {
    const { counts } = await importText(database, year(code).text(), { name })
    expect(counts.created).toMatchObject({ customers: 0, invoices: 0 })
    expect(await owed()).toEqual(MERGED)
  }
  await expectSound()
})

test('what a ledger settles under the old code is settled of the kept invoice', async () => {
  await mergeThem(clients())
  const paid = ledger({ '411DUP': 'Dupont et fils' })
    .sale('2026-01-10', '411DUP', 'F1', 10_000, { letter: 'A' })
    .payment('2026-02-20', '411DUP', 10_000, { letter: 'A' })
    .sale('2026-01-12', '411DUP', 'F2', 25_000)
  await importText(database, paid.text(), { name: '732829320FEC20261231.txt' })
  expect(await owed()).toEqual([MERGED[1]])
  await expectSound()
})

/** F1 was known by another number too, in a list of the order desk; made one with F1. */
async function mergeNumbers(): Promise<void> {
  await mergeThem(clients())
  const list = [
    'Code client;Nom client;Numéro facture;Date facture;Échéance;Montant TTC;Reste dû',
    'C00042;Dupont et fils;F1;10/01/2026;09/02/2026;100,00;100,00',
    'C00042;Dupont et fils;F2;12/01/2026;11/02/2026;250,00;250,00',
    'C00042;Dupont et fils;LIN-17;10/01/2026;09/02/2026;100,00;100,00',
  ]
  await importText(database, list.join('\n'), { name: 'commandes.csv' })
  expect(await owed()).toEqual([...MERGED, ['C00042', 'LIN-17', 10_000, 1]])
  const { rows } = await database.owner.query(
    "select id from invoices where company_id = $1 and number = 'LIN-17'",
    [books.companyId],
  )
  const keptId = found(books.invoices['C00042 F1'])
  await mergeThem({ kind: 'invoices', keptId, mergedId: Number(found(rows[0]).id) })
  expect(await owed()).toEqual(MERGED)
}

test('an e-invoice under the old number and the old name is of the kept invoice', async () => {
  await mergeNumbers()
  const file = ciiXml({
    ...{ sellerName: 'Atelier du Lin', seller: legalId('732829320') },
    ...{ buyerName: 'Dupont et fils', number: 'LIN-17', issuedOn: '20260110' },
  })
  const done = await importFiles(database, { 'LIN-17.xml': file })
  expect(done.counts.created).toMatchObject({ customers: 0, invoices: 0 })
  expect(await owed()).toEqual(MERGED)
  const { rows } = await database.owner.query(
    'select invoice_id::int as invoice from e_invoices where company_id = $1',
    [books.companyId],
  )
  expect(rows).toEqual([{ invoice: books.invoices['C00042 F1'] }])
  await expectSound()
})

test('a ledger under the old number is of the kept invoice, by the name the books give it', async () => {
  await mergeNumbers()
  const named = ledger({ C00042: 'Dupont et fils' })
    .sale('2026-01-10', 'C00042', 'LIN-17', 10_000)
    .sale('2026-01-12', 'C00042', 'F2', 25_000)
  const { counts } = await importText(database, named.text(), { name: '732829320FEC20261231.txt' })
  expect(counts.created).toMatchObject({ customers: 0, invoices: 0 })
  expect(await owed()).toEqual([
    ['C00042', 'F2', 19_000, 1],
    ['C00042', 'LIN-17', 10_000, 3],
  ])
  await expectSound()
})

test('a transfer that names the old number pays the kept invoice', async () => {
  await mergeNumbers()
  const transfer = {
    ...{ cents: 10_000, currency: 'EUR', payer: 'DUPONT ET FILS', text: 'VIREMENT LIN-17' },
    ...{ reference: null, isReturned: false },
  }
  await importText(database, exportBank([transfer], 'EUR', TODAY), { name: 'releve.xml' })
  expect(await owed()).toEqual([MERGED[1]])
  await expectSound()
})
