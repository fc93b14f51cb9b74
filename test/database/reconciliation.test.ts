import { expect, test } from 'vitest'
import { importOptions } from '#features/imports/contract.ts'
import { applyImport } from '#features/imports/server/import-file.ts'
import { confirmPayment, confirmReturn, setMovementAside } from '#ledger/decide-movement.ts'
import { undoMovement } from '#ledger/undo-movement.ts'
import { findContradictions } from '#ledger/verify.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'
import { bytesSource } from '#readers/source.ts'
import { memoryArchive } from '../archive.ts'
import { createTestDatabase } from '../database.ts'
import { companyOpener, instalment, invoice } from '../stories/company-desk.ts'
import { importInto, movement, statement } from './bank-world.ts'

const database = await createTestDatabase()
const open = companyOpener(database)

const LAMBERT = {
  code: 'C0001',
  name: 'Menuiserie Lambert',
  invoices: [invoice('FA-100', '2026-02-01'), invoice('FA-1000', '2026-02-10', 24_000)],
}
const TILLEULS = {
  code: 'C0002',
  name: 'Garage des Tilleuls',
  invoices: [{ ...invoice('FA-102', '2026-01-20', 24_000), level: 3 as const, lastRemindedOn: '2026-03-01' }],
}

type Opened = Awaited<ReturnType<typeof open>>

/** Whole scenes, each with a company of its own. */
async function scene() {
  const opened = await open([LAMBERT, TILLEULS])
  const { company, context } = opened
  const inScope = <T>(work: (tx: ScopedTransaction) => Promise<T>) => withScope(database, context, work)
  const movements = () =>
    inScope((tx) =>
      tx
        .selectFrom('bank_movements')
        .select(['id', 'status', 'candidate_ids', 'has_clear_first', 'set_aside_reason'])
        .where('company_id', '=', company.id)
        .orderBy('booked_on')
        .orderBy('id')
        .execute(),
    )
  const statuses = async () => (await movements()).map(({ status }) => status)
  const openCents = async (number: string) =>
    (await opened.desk.state(instalment(company, number))).open_cents
  const verified = async () => expect(await inScope(findContradictions)).toEqual([])
  const bring = (...facts: ReturnType<typeof movement>[]) => importInto(database, company, statement(facts))
  return { ...opened, inScope, movements, statuses, openCents, verified, bring }
}

function customer({ company }: Pick<Opened, 'company'>, code: string): number {
  return company.customers.get(code) ?? 0
}

test('what is certain is allocated, the rest is proposed, debits are set aside', async () => {
  const { bring, statuses, movements, openCents, verified, company } = await scene()
  const { counts } = await bring(
    movement('2026-03-02', 10_000, 'MENUISERIE LAMBERT', 'VIR FA-100'),
    movement('2026-03-03', 5_000, 'GARAGE DES TILLEULS', 'ACOMPTE'),
    movement('2026-03-04', -1_250, null, 'FRAIS TENUE DE COMPTE'),
    movement('2026-03-05', 99_900, 'MAIRIE DE BEAUVAIS', 'SUBVENTION'),
  )
  expect(counts).toMatchObject({ movements: 4, known: 0, credits: 3, debits: 1 })
  expect(counts).toMatchObject({ automatic: 1, automaticCents: 10_000, proposed: 1, unknown: 1 })
  expect(await statuses()).toEqual(['automatic', 'pending', 'set-aside', 'pending'])
  expect((await movements())[1]?.candidate_ids).toEqual([customer({ company }, 'C0002')])
  expect(await openCents('FA-100')).toBe(0)
  expect(await openCents('FA-1000')).toBe(24_000)
  await verified()
})

test('a movement comes once, whatever the statements that tell it', async () => {
  const { company, statuses, openCents, verified } = await scene()
  const paid = movement('2026-03-02', 10_000, 'MENUISERIE LAMBERT', 'VIR FA-100')
  const twice = movement('2026-03-03', 500, 'MENUISERIE LAMBERT', 'CARTE')
  await importInto(database, company, statement([paid, twice, twice]))
  const again = await importInto(database, company, statement([paid, twice, twice]))
  expect(again.counts).toMatchObject({ movements: 3, known: 3, automatic: 0 })
  const later = movement('2026-03-04', 24_000, null, 'FA-1000')
  const overlap = await importInto(database, company, statement([paid, twice, twice, later]))
  expect(overlap.counts).toMatchObject({ movements: 4, known: 3, automatic: 1 })
  expect(await statuses()).toEqual(['automatic', 'pending', 'pending', 'automatic'])
  expect(await openCents('FA-1000')).toBe(0)
  await verified()
})

test('a balance that does not follow is told, overlaps and repeats are not', async () => {
  const { company } = await scene()
  const days = (from: string, to: string, cents: number) =>
    statement([movement(from, 100, null, 'A')], cents, { openedOn: from, closedOn: to })
  const first = days('2026-03-01', '2026-03-05', 1_000)
  expect((await importInto(database, company, first)).gaps).toEqual([])
  expect((await importInto(database, company, days('2026-03-06', '2026-03-10', 1_100))).gaps).toEqual([])
  expect((await importInto(database, company, first)).gaps).toEqual([])
  const { gaps } = await importInto(database, company, days('2026-03-20', '2026-03-25', 5_000))
  expect(gaps).toMatchObject([{ closedOn: '2026-03-10', closingCents: 1_200, openingCents: 5_000 }])
})

test('a rejected direct debit puts the invoice back at its level and date, in the same statement too', async () => {
  const { bring, company, desk, statuses, verified } = await scene()
  const state = () => desk.state(instalment(company, 'FA-102'))
  await bring(
    movement('2026-03-02', 24_000, null, 'PRELEVEMENT', { reference: 'FA-102' }),
    movement('2026-03-09', -24_000, null, 'REJET PRLV', { reference: 'FA-102', isRejection: true }),
  )
  expect(await statuses()).toEqual(['automatic', 'automatic'])
  expect(await state()).toMatchObject({ open_cents: 24_000, level: 3, last_reminded_on: '2026-03-01' })
  // Presented again and paid: the number is known again within the next statement.
  await bring(movement('2026-03-16', 24_000, null, 'PRELEVEMENT', { reference: 'FA-102' }))
  expect(await state()).toMatchObject({ open_cents: 0, level: 3 })
  await verified()
})

test('a return that names nothing is proposed, confirmed, and undone with what it had reopened', async () => {
  const { bring, inScope, movements, openCents, statuses, verified } = await scene()
  await bring(movement('2026-03-02', 24_000, 'GARAGE DES TILLEULS', 'FA-102'))
  await bring(movement('2026-03-12', -24_000, null, 'IMPAYE', { isRejection: true }))
  expect(await statuses()).toEqual(['automatic', 'pending'])
  const [payment, returned] = await movements()
  const [match] = await inScope((tx) =>
    tx
      .selectFrom('movement_matches')
      .select('credit_id')
      .where('movement_id', '=', payment?.id ?? 0)
      .execute(),
  )
  const order = {
    movementId: returned?.id ?? 0,
    creditId: match?.credit_id ?? 0,
    reasons: [],
    actor: 'Camille',
  }
  await inScope((tx) => confirmReturn(tx, order))
  expect(await openCents('FA-102')).toBe(24_000)
  const undo = (movementId: number) =>
    inScope((tx) => undoMovement(tx, { movementId, reason: 'erreur', actor: 'Camille' }))
  await expect(undo(payment?.id ?? 0)).rejects.toMatchObject({ key: 'bank.returned-since' })
  await undo(returned?.id ?? 0)
  expect(await openCents('FA-102')).toBe(0)
  await undo(payment?.id ?? 0)
  expect(await openCents('FA-102')).toBe(24_000)
  await verified()
})

test('a payment confirmed is learnt; undone, it is forgotten and never matched automatically again', async () => {
  const scenery = await scene()
  const { bring, inScope, movements, openCents, statuses, verified } = scenery
  await bring(movement('2026-03-02', 9_999, 'SCI LES PEUPLIERS', 'LOYER'))
  const [paid] = await movements()
  expect(paid?.candidate_ids).toEqual([])
  const customerId = customer(scenery, 'C0001')
  const shares = [{ instalmentId: instalment(scenery.company, 'FA-1000'), amountCents: 9_000 }]
  const part = { customerId, amountCents: 9_999, shares, reasons: ['chosen'] }
  const order = { movementId: paid?.id ?? 0, parts: [part], actor: 'Camille' }
  await inScope((tx) => confirmPayment(tx, order))
  await expect(inScope((tx) => confirmPayment(tx, order))).rejects.toMatchObject({
    key: 'bank.already-decided',
  })
  expect(await openCents('FA-1000')).toBe(15_000)
  await bring(movement('2026-03-20', 1_234, 'Les Peupliers SCI', 'LOYER'))
  expect((await movements())[1]?.candidate_ids).toEqual([customerId])
  await inScope((tx) => undoMovement(tx, { movementId: paid?.id ?? 0, reason: 'erreur', actor: 'Camille' }))
  expect(await openCents('FA-1000')).toBe(24_000)
  await bring(movement('2026-03-25', 4_321, 'SCI Les Peupliers', 'LOYER'))
  expect((await movements()).at(-1)?.candidate_ids).toEqual([])
  expect(await statuses()).toEqual(['pending', 'pending', 'pending'])
  await verified()
})

test('an automatic match undone stays to be looked at', async () => {
  const { bring, inScope, movements, openCents, statuses, verified } = await scene()
  await bring(movement('2026-03-02', 10_000, 'MENUISERIE LAMBERT', 'FA-100'))
  const [paid] = await movements()
  await inScope((tx) => undoMovement(tx, { movementId: paid?.id ?? 0, reason: 'erreur', actor: 'Camille' }))
  await bring(movement('2026-03-03', 1, null, 'X'))
  expect(await statuses()).toEqual(['pending', 'pending'])
  expect(await openCents('FA-100')).toBe(10_000)
  await verified()
})

test('a deposit of cheques is divided between its customers, to the cent', async () => {
  const scenery = await scene()
  const { bring, inScope, movements, openCents, verified, company } = scenery
  await bring(movement('2026-03-02', 34_000, null, 'REMISE CHEQUES 2'))
  const [deposit] = await movements()
  const partOf = (code: string, number: string, amountCents: number) => ({
    customerId: customer(scenery, code),
    amountCents,
    shares: [{ instalmentId: instalment(company, number), amountCents }],
    reasons: ['chosen'],
  })
  const confirm = (...parts: ReturnType<typeof partOf>[]) =>
    inScope((tx) => confirmPayment(tx, { movementId: deposit?.id ?? 0, parts, actor: 'Camille' }))
  const [lambert, tilleuls] = [partOf('C0001', 'FA-100', 10_000), partOf('C0002', 'FA-102', 24_000)]
  await expect(confirm(lambert)).rejects.toMatchObject({ key: 'bank.other-amount' })
  await confirm(lambert, tilleuls)
  expect([await openCents('FA-100'), await openCents('FA-102')]).toEqual([0, 0])
  await verified()
})

test('what is set aside can be taken up again', async () => {
  const { bring, inScope, movements, statuses } = await scene()
  await bring(movement('2026-03-02', 99_900, 'URSSAF', 'REMBOURSEMENT'))
  const movementId = (await movements())[0]?.id ?? 0
  await inScope((tx) => setMovementAside(tx, { movementId, reason: 'not-a-customer', actor: 'Camille' }))
  expect(await statuses()).toEqual(['set-aside'])
  await inScope((tx) => undoMovement(tx, { movementId, reason: '', actor: 'Camille' }))
  expect(await statuses()).toEqual(['pending'])
})

test('two people confirm one movement: the second is told', async () => {
  const scenery = await scene()
  const { bring, inScope, movements, openCents, verified, company } = scenery
  await bring(movement('2026-03-02', 20_000, 'GARAGE DES TILLEULS', 'ACOMPTE'))
  const shares = [{ instalmentId: instalment(company, 'FA-102'), amountCents: 20_000 }]
  const part = { customerId: customer(scenery, 'C0002'), amountCents: 20_000, shares, reasons: ['name'] }
  const order = { movementId: (await movements())[0]?.id ?? 0, parts: [part], actor: 'Camille' }
  const confirm = () => inScope((tx) => confirmPayment(tx, order))
  const results = await Promise.allSettled([confirm(), confirm(), confirm()])
  expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  expect(await openCents('FA-102')).toBe(4_000)
  await verified()
})

test('the bank data is as fresh as the account furthest behind', async () => {
  const { company, inScope } = await scene()
  const known = async () =>
    (
      await inScope((tx) =>
        tx.selectFrom('companies').select('payments_known_on').where('id', '=', company.id).execute(),
      )
    )[0]?.payments_known_on
  const upTo = (account: string, closedOn: string) =>
    importInto(database, company, statement([movement(closedOn, -100, null, 'X')], 0, { account, closedOn }))
  await upTo('FR76A', '2026-03-20')
  expect(await known()).toBe('2026-03-20')
  await upTo('FR76B', '2026-03-10')
  expect(await known()).toBe('2026-03-10')
  await upTo('FR76A', '2026-05-01')
  expect(await known()).toBe('2026-05-01')
})

test('a movement that came before its invoice is matched when the invoice comes', async () => {
  const { company, context, bring, statuses, openCents, verified } = await scene()
  await bring(movement('2026-03-02', 31_500, 'MENUISERIE LAMBERT', 'FACTURE FA-2001'))
  expect(await statuses()).toEqual(['pending'])
  const list =
    'Code client;Nom;Facture;Date;Échéance;Montant TTC\nC0001;Menuiserie Lambert;FA-2001;01/03/2026;31/03/2026;315,00\n'
  const source = bytesSource('factures.csv', Buffer.from(list))
  const options = importOptions.parse({ company: company.code })
  const all = { ...context, companyIds: 'all' } as const
  const { errors } = await applyImport({ database, archive: memoryArchive() }, all, {
    sources: [source],
    options,
  })
  expect(errors).toEqual([])
  expect(await statuses()).toEqual(['automatic'])
  expect(await openCents('FA-100')).toBe(10_000)
  await verified()
})
