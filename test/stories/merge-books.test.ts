import { beforeEach, expect, test } from 'vitest'
import { readInvoiceDetail } from '#features/reminders/server/invoice-detail-store.ts'
import { findAuditFaults } from '#ledger/audit-chain.ts'
import { cancelImport } from '#ledger/cancel-import.ts'
import { merge } from '#ledger/merge.ts'
import type { MergeOrder } from '#ledger/merge-sides.ts'
import { undoMerge } from '#ledger/undo-merge.ts'
import { findContradictions } from '#ledger/verify.ts'
import { withScope } from '#platform/scoped.ts'
import { importText } from '../database/import-world.ts'
import { createTestDatabase } from '../database.ts'
import { contextFor } from '../world.ts'
import { found, openDesk } from './desk.ts'
import { type DoubledBooks, openDoubledBooks } from './doubled-books.ts'

// Atelier du Lin's books, doubled by the version before: Dupont et fils twice, each invoice twice. 700 € are asked for
// where 350 € less 60 € are owed.

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
const undo = (id: number) => withScope(database, context, (tx) => undoMerge(tx, id, camille))
const clients = (): MergeOrder => ({
  kind: 'customers',
  keptId: found(books.customers.C00042),
  mergedId: found(books.customers['411DUP']),
})
const f1 = (): MergeOrder => ({
  kind: 'invoices',
  keptId: found(books.invoices['C00042 F1']),
  mergedId: found(books.invoices['411DUP F1']),
})

/** Everything of the company but what only grows: an undo gives it back as it was. */
async function picture(): Promise<unknown> {
  const tables = [
    'customers',
    'invoices',
    'instalments',
    'credits',
    'dunning_blocks',
    'customer_contacts',
    'customer_events',
  ]
  const rows = await Promise.all(
    tables.map(async (table) => {
      const { rows } = await database.owner.query<{ row: object }>(
        `select to_jsonb(t) - 'updated_at' - 'updated_by' - 'last_event_id' as row from ${table} t
         where company_id = $1 order by id`,
        [books.companyId],
      )
      return rows.map(({ row }) => row)
    }),
  )
  const { rows: allocations } = await database.owner.query(
    `select instalment_id, credit_id, amount_cents, origin, created_by from allocations
     where company_id = $1 and cancelled_at is null order by id`,
    [books.companyId],
  )
  return [rows, allocations]
}

async function expectSound(): Promise<void> {
  await withScope(database, context, async (tx) => {
    expect(await findContradictions(tx)).toEqual([])
    expect(await findAuditFaults(tx, [])).toEqual([])
  })
}

test('two clients made one owe what one owes, at the highest level, less what was paid under the other code', async () => {
  const before = await openDesk(database, context).list('2026-03-01')
  expect(before.map(({ code, amountCents, level }) => [code, amountCents, level])).toEqual([
    ['411DUP', 29_000, 3],
    ['C00042', 35_000, 1],
  ])
  await mergeThem(clients())
  const after = await openDesk(database, context).list('2026-03-01')
  expect(
    after.map(({ code, amountCents, invoiceCount, level }) => [code, amountCents, invoiceCount, level]),
  ).toEqual([['C00042', 29_000, 2, 3]])
  const detail = await withScope(database, context, (tx) =>
    readInvoiceDetail(tx, found(books.invoices['C00042 F2']), { on: '2026-03-01', today: TODAY }),
  )
  expect(detail.instalments).toMatchObject([{ openCents: 19_000 }])
  expect(detail.allocations).toMatchObject([
    { amountCents: 6_000, kind: 'payment', receivedOn: '2026-01-30' },
  ])
  await expectSound()
})

test('undone, everything is as it was', async () => {
  const before = await picture()
  const id = await mergeThem(clients())
  expect(await picture()).not.toEqual(before)
  expect(await undo(id)).toEqual({ isUndone: true })
  expect(await picture()).toEqual(before)
  await expectSound()
  await expect(undo(id)).rejects.toMatchObject({ key: 'merges.already-undone' })
})

test('two invoices made one keep the history of both', async () => {
  const before = await picture()
  const id = await mergeThem(f1())
  const detail = await withScope(database, context, (tx) =>
    readInvoiceDetail(tx, f1().keptId, { on: '2026-03-01', today: TODAY }),
  )
  expect(detail.instalments).toMatchObject([{ openCents: 10_000, level: 3 }])
  expect(
    detail.reminders.map(({ kind, levelBefore, levelAfter, remindedOn }) => [
      kind,
      levelBefore,
      levelAfter,
      remindedOn,
    ]),
  ).toEqual([
    ['merge', 1, 3, '2026-02-02'],
    ['import', 1, 3, '2026-02-02'],
  ])
  await expectSound()
  expect(await undo(id)).toEqual({ isUndone: true })
  expect(await picture()).toEqual(before)
  await expectSound()
})

// The list as the accountant exports it today, under the new code, and as it was under the old one.
const HEAD = 'Code client;Nom client;Numéro facture;Date facture;Échéance;Montant TTC;Reste dû'
const list = (code: string) =>
  [
    HEAD,
    `${code};Dupont et fils;F1;10/01/2026;09/02/2026;100,00;100,00`,
    `${code};Dupont et fils;F2;12/01/2026;11/02/2026;250,00;190,00`,
  ].join('\n')

async function openOf(): Promise<unknown> {
  const { rows } = await database.owner.query(
    `select c.code, i.number, sum(j.open_cents)::int as open, max(j.level) as level
     from instalments j join invoices i on i.id = j.invoice_id join customers c on c.id = i.customer_id
     where j.company_id = $1 and j.is_final and j.open_cents > 0 group by 1, 2 order by 1, 2`,
    [books.companyId],
  )
  return rows.map(({ code, number, open, level }) => [code, number, open, level])
}

const MERGED = [
  ['C00042', 'F1', 10_000, 3],
  ['C00042', 'F2', 19_000, 1],
]

test.each(['411DUP', 'C00042'])(
  'the list imported again under %s makes no double, nor opens one',
  async (code) => {
    await mergeThem(clients())
    expect(await openOf()).toEqual(MERGED)
    const { counts } = await importText(database, list(code), { name: 'liste.csv' })
    expect(counts.created).toMatchObject({ customers: 0, invoices: 0 })
    expect(await openOf()).toEqual(MERGED)
    await expectSound()
  },
)

test('a list that has both codes again counts each document once, and says so', async () => {
  await mergeThem(clients())
  const both = `${list('C00042')}\n${list('411DUP').split('\n').slice(1).join('\n')}`
  const preview = await importText(database, both, { name: 'liste.csv' })
  expect(preview.counts.created).toMatchObject({ customers: 0, invoices: 0 })
  expect(JSON.stringify(preview)).toContain('deux fois des documents fusionnés ici : F1, F2')
  expect(await openOf()).toEqual(MERGED)
  await expectSound()
})

test('an import since that changed something forbids the undo; cancelled, it does no more', async () => {
  const id = await mergeThem(clients())
  const paid = list('411DUP').replace('100,00;100,00', '100,00;40,00')
  await importText(database, paid, { name: 'mars.csv' })
  expect(await openOf()).toEqual([['C00042', 'F1', 4_000, 3], MERGED[1]])
  expect(await undo(id)).toEqual({
    isUndone: false,
    laterFacts: [{ kind: 'import', name: 'mars.csv', count: expect.any(Number) }],
  })
  const { rows } = await database.owner.query("select id from imports where file_name = 'mars.csv'")
  await withScope(database, context, (tx) =>
    cancelImport(tx, Number(rows[0].id), { actor: 'Camille', today: '2026-11-30' }),
  )
  expect(await openOf()).toEqual(MERGED)
  expect(await undo(id)).toEqual({ isUndone: true })
  await expectSound()
})

test('a letter since forbids the undo; one that is prepared forbids the merge', async () => {
  const desk = openDesk(database, context)
  const run = await desk.draft('2026-03-01', TODAY, [found(books.customers['411DUP'])])
  await expect(mergeThem(clients())).rejects.toMatchObject({ key: 'merges.letter-draft', values: { run } })
  await desk.confirm(run)
  const id = await mergeThem(clients())
  await desk.remind('2026-03-01', '2026-03-02', [found(books.customers.C00042)])
  expect(await undo(id)).toEqual({
    isUndone: false,
    laterFacts: [{ kind: 'letter', name: 'DUPONT ET FILS', count: 1 }],
  })
  await expectSound()
})

test('what must not be merged is refused, and says why', async () => {
  const f2 = found(books.invoices['C00042 F2'])
  await expect(mergeThem({ ...f1(), mergedId: f1().keptId })).rejects.toMatchObject({
    key: 'merges.obstacle-same',
  })
  await expect(mergeThem({ ...f1(), mergedId: 999_999 })).rejects.toMatchObject({ key: 'merges.no-invoices' })
  await database.owner.query("update invoices set currency = 'USD' where id = $1", [f2])
  await expect(mergeThem({ ...f1(), mergedId: f2 })).rejects.toMatchObject({
    key: 'merges.obstacle-currency',
  })
  await mergeThem(f1())
  await expect(mergeThem(f1())).rejects.toMatchObject({ key: 'merges.obstacle-merged' })
})

test('contacts, exchanges, promises and what is missing of the kept client come with the other', async () => {
  const old = found(books.customers['411DUP'])
  await database.owner.query(
    `insert into customer_contacts (company_id, customer_id, name, is_for_reminders, created_by) values ($1, $2, 'Mme Le Bris', true, 'x')`,
    [books.companyId, old],
  )
  await database.owner.query(
    `insert into customer_events (company_id, customer_id, kind, outcome, text, happened_on, created_by)
     values ($1, $2, 'call', 'will-pay', 'Règle vendredi', '2026-02-20', 'x')`,
    [books.companyId, old],
  )
  await database.owner.query(
    `insert into dunning_blocks (company_id, customer_id, invoice_id, kind, reason, created_by)
     values ($1, $2, $3, 'dispute', 'quantité', 'x')`,
    [books.companyId, old, books.invoices['411DUP F2']],
  )
  await database.owner.query(
    `update customers set email = 'compta@dupont.fr', town = 'Brest' where id = $1`,
    [old],
  )
  const before = await picture()
  const id = await mergeThem(clients())
  const { rows } = await database.owner.query(
    `select c.email, c.town, c.other_codes, (select count(*)::int from customer_contacts p where p.customer_id = c.id) as contacts,
       (select count(*)::int from customer_events n where n.customer_id = c.id) as exchanges,
       (select b.invoice_id::int from dunning_blocks b where b.customer_id = c.id and b.lifted_at is null) as disputed
     from customers c where c.id = $1`,
    [clients().keptId],
  )
  expect(rows).toEqual([
    {
      ...{ email: 'compta@dupont.fr', town: 'Brest', other_codes: ['411DUP'], contacts: 1, exchanges: 1 },
      disputed: books.invoices['C00042 F2'],
    },
  ])
  expect(await undo(id)).toEqual({ isUndone: true })
  expect(await picture()).toEqual(before)
})
