import { expect, test } from 'vitest'
import { loadExample } from '#features/example/server/load-example.ts'
import { allocateCredit } from '#ledger/allocate.ts'
import { cancelImport, type ImportCancellation } from '#ledger/cancel-import.ts'
import { setInvoiceLevels } from '#ledger/levels.ts'
import { countAwaitingStart, startLevels, undoStarts } from '#ledger/starting-levels.ts'
import { findContradictions } from '#ledger/verify.ts'
import { withScope } from '#platform/scoped.ts'
import { createTestDatabase } from '../database.ts'
import { contextFor } from '../world.ts'
import { ledger } from './import-ledger.ts'
import { balanceOf, importText, instalmentsOf, openByNumber } from './import-world.ts'

// The accountant of the Atelier du Lin imports the wrong file, and wants it never to have been.

const database = await createTestDatabase()
const HEAD = 'Code client;Nom;Facture;Date;Échéance;Montant;Reste dû;Niveau'

function list(...rows: readonly string[]): string {
  return [HEAD, ...rows].join('\n')
}

async function idsOf(company: string): Promise<{ companyId: number; imports: number[] }> {
  const { rows } = await database.owner.query<{ company_id: number; id: number }>(
    'select m.company_id, m.id from imports m join companies c on c.id = m.company_id where c.code = $1 order by m.id',
    [company],
  )
  return { companyId: rows[0]?.company_id ?? 0, imports: rows.map((row) => row.id) }
}

async function inCompany<T>(company: string, work: Parameters<typeof withScope<T>>[2]): Promise<T> {
  const { companyId } = await idsOf(company)
  return await withScope(database, contextFor([companyId], '2024-11-24'), work)
}

/** Cancels the import of that rank, the first by default. */
async function cancel(company: string, rank = 0): Promise<ImportCancellation> {
  const { imports } = await idsOf(company)
  return await inCompany(company, (tx) =>
    cancelImport(tx, imports.at(rank) ?? 0, { actor: 'Camille', today: '2026-11-30' }),
  )
}

async function expectClean(company: string): Promise<void> {
  expect(await inCompany(company, findContradictions)).toEqual([])
}

/** All that is kept of a company, but for what only tells of imports. */
async function picture(company: string) {
  return { items: await instalmentsOf(database, company), balance: await balanceOf(database, company) }
}

const COMPANY = (code: string) => ({ company: code, companyName: 'Atelier du Lin' })

test('a list is withdrawn wholly, and the same file imported again is back with its levels', async () => {
  const text = list(
    'BOUL;Boulangerie Roux;F1;01/09/2024;01/10/2024;120,00;120,00;3',
    'GARE;Garage du Parc;F2;05/09/2024;05/10/2024;80,00;50,00;1',
  )
  await importText(database, text, COMPANY('LISTE'))
  const before = await picture('LISTE')
  expect(before.balance).toBe(17_000)
  expect(await cancel('LISTE')).toEqual({
    isCancelled: true,
    withdrawn: { customers: 2, invoices: 2, credits: 0, allocations: 1, restored: 0 },
  })
  const { rows } = await database.owner.query(
    `select count(*) filter (where j.is_final) as final from instalments j join companies c on c.id = j.company_id
     where c.code = 'LISTE'`,
  )
  expect(rows[0].final).toBe(0)
  await expectClean('LISTE')
  await expect(cancel('LISTE')).rejects.toThrow('imports.already-cancelled')
  await importText(database, text, COMPANY('LISTE'))
  expect(await picture('LISTE')).toEqual(before)
  await expectClean('LISTE')
})

test('a second list that closed and changed rows is taken back: what it touched is as it was', async () => {
  await importText(
    database,
    list(
      'BOUL;Boulangerie Roux;F1;01/09/2024;01/10/2024;120,00;120,00;1',
      'GARE;Garage du Parc;F2;05/09/2024;05/10/2024;80,00;80,00;1',
    ),
    COMPANY('DEUX'),
  )
  const before = await picture('DEUX')
  await importText(
    database,
    list(
      'BOUL;Boulangerie Roux et fils;F1;01/09/2024;15/10/2024;150,00;90,00;2',
      'NEUF;Neuf SARL;F9;01/10/2024;01/11/2024;10,00;10,00;1',
    ),
    { ...COMPANY('DEUX'), completeOn: '2024-10-31' },
  )
  expect(await openByNumber(database, 'DEUX')).toEqual({ F1: 9_000, F9: 1_000 })
  const { rows } = await database.owner.query(
    `select name from customers where code = 'BOUL' order by id desc limit 1`,
  )
  expect(rows[0].name).toBe('Boulangerie Roux et fils')
  expect(await cancel('DEUX', 1)).toMatchObject({
    isCancelled: true,
    withdrawn: { customers: 1, invoices: 1 },
  })
  const after = await picture('DEUX')
  expect(after.items.filter((item) => item.number !== 'F9')).toEqual(before.items)
  const names = await database.owner.query(
    `select name from customers where code = 'BOUL' order by id desc limit 1`,
  )
  expect(names.rows[0].name).toBe('Boulangerie Roux')
  await expectClean('DEUX')
})

test('a newer ledger is taken back: what it had settled is open again, and the older one can follow it', async () => {
  const first = ledger()
    .sale('2024-01-05', 'CLI1', 'FA1', 120_00)
    .sale('2024-01-08', 'CLI1', 'FA3', 40_00)
    .text()
  const newer = ledger()
    .sale('2024-01-05', 'CLI1', 'FA1', 120_00, { letter: 'A' })
    .sale('2024-01-08', 'CLI1', 'FA3', 40_00)
    .sale('2024-02-12', 'CLI2', 'FA2', 60_00)
    .payment('2024-02-20', 'CLI1', 120_00, { letter: 'A' })
    .text()
  await importText(database, first, { ...COMPANY('FEC'), name: 'janvier.txt' })
  await importText(database, newer, { ...COMPANY('FEC'), name: 'fevrier.txt' })
  expect(await openByNumberFinal('FEC')).toEqual({ FA2: 60_00, FA3: 40_00 })
  expect((await cancel('FEC', 1)).isCancelled).toBe(true)
  expect(await openByNumberFinal('FEC')).toEqual({ FA1: 120_00, FA3: 40_00 })
  await expectClean('FEC')
  await importText(database, newer, { ...COMPANY('FEC'), name: 'fevrier.txt' })
  expect(await openByNumberFinal('FEC')).toEqual({ FA2: 60_00, FA3: 40_00 })
  await expectClean('FEC')
})

test('the example is withdrawn whole, or says what depends on it', async () => {
  await loadExample(database, { actor: { kind: 'local', name: 'Camille' }, today: '2024-11-24' })
  const { rows } = await database.owner.query<{ code: string }>(
    'select c.code from companies c where c.is_example order by c.code',
  )
  for (const { code } of rows) {
    // The example comes with letters sent: they depend on it, and say so.
    const outcome = await cancel(code)
    if (outcome.isCancelled) expect(await openByNumberFinal(code)).toEqual({})
    else expect(outcome.dependents.map((dependent) => dependent.kind)).toContain('letter')
    await expectClean(code)
  }
})

test('what was done since is named, and nothing is written', async () => {
  await importText(
    database,
    list(
      'BOUL;Boulangerie Roux;F1;01/09/2024;01/10/2024;120,00;120,00;1',
      'GARE;Garage du Parc;F2;05/09/2024;05/10/2024;80,00;80,00;1',
    ),
    COMPANY('SUITE'),
  )
  const { companyId } = await idsOf('SUITE')
  const open = await database.owner.query<{
    id: number
    customer_id: number
    invoice_id: number
    number: string
  }>(
    `select j.id, j.customer_id, j.invoice_id, i.number from instalments j join invoices i
       on i.company_id = j.company_id and i.id = j.invoice_id where j.company_id = $1 order by i.number`,
    [companyId],
  )
  const [f1, f2] = open.rows
  if (!f1 || !f2) throw new Error('missing in the test world')
  await inCompany('SUITE', (tx) =>
    setInvoiceLevels(tx, {
      companyIds: [companyId],
      invoiceIds: [f1.invoice_id],
      level: 3,
      reason: null,
      actor: 'Camille',
    }),
  )
  const credit = await database.owner.query<{ id: number }>(
    `insert into credits (company_id, customer_id, kind, number, currency, amount_cents, source, source_key, created_by)
     values ($1, $2, 'payment', 'VIR', 'EUR', 5000, 'manual', 'test:VIR', 'test') returning id`,
    [companyId, f2.customer_id],
  )
  await inCompany('SUITE', (tx) =>
    allocateCredit(tx, {
      creditId: credit.rows[0]?.id ?? 0,
      shares: [{ instalmentId: f2.id, amountCents: 5_000 }],
      origin: 'manual',
      actor: 'Camille',
    }),
  )
  const before = await picture('SUITE')
  expect(await cancel('SUITE')).toEqual({
    isCancelled: false,
    dependents: [
      { kind: 'allocation', name: 'F2', count: 1 },
      { kind: 'level', name: 'F1', count: 1 },
    ],
  })
  await importText(database, list('BOUL;Boulangerie Roux;F1;01/09/2024;15/10/2024;120,00;100,00;1'), {
    ...COMPANY('SUITE'),
    name: 'plus tard.csv',
  })
  const refused = await cancel('SUITE')
  expect(refused.isCancelled ? [] : refused.dependents.map((one) => `${one.kind} ${one.name}`)).toContain(
    'import plus tard.csv',
  )
  expect((await cancel('SUITE', 1)).isCancelled).toBe(true)
  expect(await picture('SUITE')).toEqual(before)
  await expectClean('SUITE')
})

test('where old debts were said to begin is taken back with their import, and asked again with the next', async () => {
  // No « Niveau »: nothing is known of the reminders of before. The world is on 24 November 2024.
  const text = [
    'Code client;Nom;Facture;Date;Échéance;Montant;Reste dû',
    'BOUL;Boulangerie Roux;F1;01/06/2024;01/07/2024;120,00;120,00',
    'GARE;Garage du Parc;F2;05/09/2024;05/10/2024;80,00;80,00',
  ].join('\n')
  await importText(database, text, COMPANY('VIEUX'))
  const { companyId } = await idsOf('VIEUX')
  const order = { companyId, today: '2024-11-24' }
  const awaiting = () => inCompany('VIEUX', (tx) => countAwaitingStart(tx, order))
  const begin = () =>
    inCompany('VIEUX', (tx) => startLevels(tx, order, [{ proposed: 3, level: 3, instalments: 2 }], 'Camille'))
  expect(await begin()).toBe(2)
  expect(await awaiting()).toBe(0)
  expect((await cancel('VIEUX')).isCancelled).toBe(true)
  await expectClean('VIEUX')

  await importText(database, text, COMPANY('VIEUX'))
  expect((await picture('VIEUX')).items.map(({ number, level }) => [number, level])).toEqual([
    ['F1', 1],
    ['F2', 1],
  ])
  expect(await awaiting()).toBe(2)
  await begin()
  // Taken back, then chosen again: neither is in the way. A level set by hand is.
  await inCompany('VIEUX', (tx) => undoStarts(tx, companyId, 'Camille'))
  await begin()
  const { rows } = await database.owner.query<{ id: number }>(
    'select id from invoices where company_id = $1 and number = $2',
    [companyId, 'F2'],
  )
  await inCompany('VIEUX', (tx) =>
    setInvoiceLevels(tx, {
      companyIds: [companyId],
      invoiceIds: rows.map(({ id }) => id),
      level: 1,
      reason: null,
      actor: 'Camille',
    }),
  )
  expect(await cancel('VIEUX', 1)).toEqual({
    isCancelled: false,
    dependents: [{ kind: 'level', name: 'F2', count: 1 }],
  })
  await expectClean('VIEUX')
})

async function openByNumberFinal(company: string): Promise<Record<string, number>> {
  const { rows } = await database.owner.query<{ number: string; open: number }>(
    `select i.number, j.open_cents as open from instalments j
       join invoices i on i.company_id = j.company_id and i.id = j.invoice_id
       join companies c on c.id = j.company_id
     where c.code = $1 and j.is_final and j.open_cents > 0 order by i.number`,
    [company],
  )
  return Object.fromEntries(rows.map((row) => [row.number, row.open]))
}
