import { expect, test } from 'vitest'
import { accountOwners } from '#ledger/account-owners.ts'
import { allocateCredit } from '#ledger/allocate.ts'
import { cancelImport, type ImportCancellation } from '#ledger/cancel-import.ts'
import { confirmPayment } from '#ledger/decide-movement.ts'
import { findContradictions } from '#ledger/verify.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'
import { createTestDatabase } from '../database.ts'
import { companyOpener, instalment, invoice } from '../stories/company-desk.ts'
import { IBAN, importInto, movement, statement } from './bank-world.ts'
import { importText } from './import-world.ts'

// Camille has imported the bank statement of another company, and takes it back.

const database = await createTestDatabase()
const open = companyOpener(database)

const LAMBERT = {
  code: 'C0001',
  name: 'Menuiserie Lambert',
  invoices: [invoice('FA-100', '2026-02-01'), invoice('FA-101', '2026-02-10', 24_000)],
}
const TILLEULS = {
  code: 'C0002',
  name: 'Garage des Tilleuls',
  invoices: [{ ...invoice('FA-102', '2026-01-20', 24_000), level: 3 as const, lastRemindedOn: '2026-03-01' }],
}
const MARCH = statement([
  movement('2026-03-02', 10_000, 'MENUISERIE LAMBERT', 'VIR FA-100'),
  movement('2026-03-03', 24_000, 'GARAGE DES TILLEULS', 'VIR FA-102'),
  movement('2026-03-04', -1_250, null, 'FRAIS TENUE DE COMPTE'),
  movement('2026-03-05', 5_000, 'MENUISERIE LAMBERT', 'ACOMPTE'),
  movement('2026-03-06', -24_000, 'GARAGE DES TILLEULS', 'REJET FA-102', { isRejection: true }),
])

async function scene() {
  const { company, context, desk } = await open([LAMBERT, TILLEULS])
  const inScope = <T>(work: (tx: ScopedTransaction) => Promise<T>) => withScope(database, context, work)
  const imports = async () =>
    (await inScope((tx) => tx.selectFrom('imports').select('id').orderBy('id').execute())).map(({ id }) => id)
  const cancel = async (rank: number): Promise<ImportCancellation> => {
    const id = (await imports()).at(rank) ?? 0
    return await inScope((tx) => cancelImport(tx, id, { actor: 'Camille', today: '2026-11-30' }))
  }
  const movements = () =>
    inScope((tx) =>
      tx
        .selectFrom('bank_movements')
        .select(['id', 'status', 'text'])
        .where('status', '<>', 'withdrawn')
        .orderBy('booked_on')
        .orderBy('id')
        .execute(),
    )
  const state = async (number: string) => await desk.state(instalment(company, number))
  const verified = async () => expect(await inScope(findContradictions)).toEqual([])
  return { company, inScope, cancel, movements, state, verified }
}

test('a statement is taken back with all that was decided of it, and imported again as if new', async () => {
  const { company, inScope, cancel, movements, state, verified } = await scene()
  const before = [await state('FA-100'), await state('FA-101'), await state('FA-102')]
  const first = await importInto(database, company, MARCH)
  const statuses = (await movements()).map(({ status }) => status)
  expect(statuses).toEqual(['automatic', 'automatic', 'set-aside', 'pending', 'automatic'])
  const deposit = (await movements()).find(({ text }) => text === 'ACOMPTE')
  await inScope((tx) =>
    confirmPayment(tx, {
      movementId: deposit?.id ?? 0,
      parts: [
        {
          customerId: company.customers.get('C0001') ?? 0,
          amountCents: 5_000,
          shares: [{ instalmentId: instalment(company, 'FA-101'), amountCents: 5_000 }],
          reasons: ['name'],
        },
      ],
      actor: 'Camille',
    }),
  )
  expect((await state('FA-101')).open_cents).toBe(19_000)
  expect(await cancel(-1)).toEqual({
    isCancelled: true,
    withdrawn: { customers: 0, invoices: 0, credits: 3, allocations: 3, restored: 1 },
  })
  expect([await state('FA-100'), await state('FA-101'), await state('FA-102')]).toEqual(before)
  expect(await movements()).toEqual([])
  expect((await inScope((tx) => accountOwners(tx, [IBAN]))).size).toBe(0)
  await verified()
  await expect(cancel(-1)).rejects.toThrow('imports.already-cancelled')

  const again = await importInto(database, company, MARCH)
  expect(again.counts).toEqual(first.counts)
  expect((await movements()).map(({ status }) => status)).toEqual(statuses)
  expect((await state('FA-100')).open_cents).toBe(0)
  await verified()
})

test('what was done since over its payments or its movements stands in the way', async () => {
  const { company, inScope, cancel, movements, state, verified } = await scene()
  await importInto(
    database,
    company,
    statement([movement('2026-03-02', 13_000, 'MENUISERIE LAMBERT', 'VIR FA-100')]),
  )
  const [pending] = await movements()
  expect(pending?.status).toBe('pending')
  await inScope((tx) =>
    confirmPayment(tx, {
      movementId: pending?.id ?? 0,
      parts: [
        {
          customerId: company.customers.get('C0001') ?? 0,
          amountCents: 13_000,
          shares: [{ instalmentId: instalment(company, 'FA-100'), amountCents: 10_000 }],
          reasons: ['number'],
        },
      ],
      actor: 'Camille',
    }),
  )
  await importInto(
    database,
    company,
    statement(
      [
        movement('2026-03-02', 13_000, 'MENUISERIE LAMBERT', 'VIR FA-100'),
        movement('2026-03-09', -13_000, 'MENUISERIE LAMBERT', 'REJET FA-100', { isRejection: true }),
      ],
      100_000,
      { openedOn: '2026-03-01', closedOn: '2026-03-31' },
    ),
  )
  const refused = await cancel(0)
  expect(refused.isCancelled ? [] : refused.dependents.map(({ kind }) => kind)).toContain('import')
  // The newest first.
  expect((await cancel(1)).isCancelled).toBe(true)
  const [payment] = await inScope((tx) =>
    tx.selectFrom('credits').select('id').where('source', '=', 'statement').execute(),
  )
  await inScope((tx) =>
    allocateCredit(tx, {
      creditId: payment?.id ?? 0,
      shares: [{ instalmentId: instalment(company, 'FA-101'), amountCents: 3_000 }],
      origin: 'manual',
      actor: 'Camille',
    }),
  )
  expect(await cancel(0)).toEqual({
    isCancelled: false,
    dependents: [{ kind: 'allocation', name: 'FA-101', count: 1 }],
  })
  expect((await state('FA-100')).open_cents).toBe(0)
  await verified()
})

test('an import whose invoices a pending movement has paid names what has settled them', async () => {
  const { company, cancel, verified } = await scene()
  await importInto(
    database,
    company,
    statement([movement('2026-03-02', 45_600, 'IMPRIMERIE DORVAL', 'VIR FA-900')]),
  )
  const text =
    'Code client;Nom;Facture;Date;Échéance;Montant;Reste dû\nDORV;Imprimerie Dorval;FA-900;01/02/2026;02/03/2026;456,00;456,00'
  await importText(database, text, { company: company.code })
  expect(await cancel(-1)).toEqual({
    isCancelled: false,
    dependents: [{ kind: 'allocation', name: 'FA-900', count: 1 }],
  })
  await verified()
})

test('an import of before changes were noted is cancelled only when it changed nothing', async () => {
  const { company, cancel } = await scene()
  const list = (open: string) =>
    `Code client;Nom;Facture;Date;Échéance;Montant;Reste dû\nDORV;Imprimerie Dorval;FA-900;01/02/2026;02/03/2026;456,00;${open}`
  await importText(database, list('456,00'), { company: company.code })
  await importText(database, list('56,00'), { company: company.code, completeOn: '2026-03-31' })
  await importText(
    database,
    list('56,00').replace('FA-900;01', 'FA-901;02').replace('02/03/2026', '15/03/2026'),
    {
      company: company.code,
      completeOn: '2026-03-31',
    },
  )
  await database.owner.query('update imports set notes_changes = false where company_id = $1', [company.id])
  await expect(cancel(-1)).rejects.toThrow('imports.too-old-to-cancel')
})
