import { expect, test } from 'vitest'
import { importOptions } from '#features/imports/contract.ts'
import { applyImport, previewImport } from '#features/imports/server/import-file.ts'
import { readMovementPage } from '#features/reconciliation/server/movement-store.ts'
import { confirmPayment } from '#ledger/decide-movement.ts'
import { findContradictions } from '#ledger/verify.ts'
import { withScope } from '#platform/scoped.ts'
import { bytesSource } from '#readers/source.ts'
import { memoryArchive } from '../archive.ts'
import { createTestDatabase } from '../database.ts'
import { CUSTOMERS, IBAN, statementText } from './bank-story.ts'
import { companyOpener, instalment } from './company-desk.ts'
import { found } from './desk.ts'

// Forty open invoices, a statement of thirty movements dropped: what is certain is allocated, the rest proposed.

const database = await createTestDatabase()
const parts = { database, archive: memoryArchive() }
const { company, context, desk } = await companyOpener(database)(CUSTOMERS, '2026-01-06')
const ON = '2026-01-05'
const options = importOptions.parse({ company: '' })
const file = (text: string) => bytesSource('releve.txt', Buffer.from(text, 'latin1'))
const order = (text: string, code = company.code) => ({
  sources: [file(text)] as const,
  options: { ...options, company: code },
})

async function pending() {
  const asked = { companyIds: [company.id], tab: 'pending', proposal: 'all', limit: 100 } as const
  return await withScope(database, context, (tx) => readMovementPage(tx, asked))
}

async function verified() {
  expect(await withScope(database, context, findContradictions)).toEqual([])
}

test('before: ten clients are to be reminded, and nobody has that account', async () => {
  expect(await desk.list(ON)).toHaveLength(10)
  await expect(applyImport(parts, context, order(statementText(), ''))).rejects.toMatchObject({
    key: 'bank.unknown-account',
  })
})

test('the preview says what would be done, and does nothing', async () => {
  const { bank, errors } = await previewImport(parts, context, order(statementText()))
  expect(errors).toEqual([])
  expect(bank?.statements).toMatchObject([{ account: IBAN, movements: 30, isBalanced: true }])
  expect(bank?.counts).toMatchObject({ automatic: 17, returned: 1, proposed: 5, unknown: 2, debits: 5 })
  expect((await pending()).rows).toEqual([])
})

test('what is certain is allocated, and those who have paid leave the page', async () => {
  const { bank } = await applyImport(parts, context, order(statementText()))
  expect(bank?.counts).toMatchObject({ movements: 30, known: 0, credits: 24, debits: 5, automatic: 17 })
  const names = (await desk.list(ON)).map(({ name }) => name)
  expect(names).toHaveLength(8)
  expect(names).not.toContain('Menuiserie Lambert')
  expect(names).not.toContain('Garage des Tilleuls')
  await verified()
})

test('the rejected direct debit is back at its level and date', async () => {
  const state = await desk.state(instalment(company, 'FA-1008'))
  expect(state).toEqual({ open_cents: 10_800, level: 3, last_reminded_on: '2025-12-20' })
  const petitjean = found((await desk.list(ON)).find(({ name }) => name === 'Boulangerie Petitjean'))
  expect(petitjean).toMatchObject({ level: 3 })
})

test('the rest is proposed with its reasons, or left to be looked at', async () => {
  const told = (await pending()).rows.map(({ payer, hasClearFirst, proposals: [first] }) => [
    payer,
    hasClearFirst ? first?.items.map(({ number, amountCents }) => `${number}=${amountCents}`).join(' ') : '',
    hasClearFirst ? first?.reasons.join('+') : '',
  ])
  expect(told).toEqual([
    ['BOULANGERIE PETITJEAN', 'FA-1010=11000', 'name+amount'],
    ['CABINET MOREAU SELARL', 'FA-1017=5000', 'name+partial'],
    ['DELAUNAY', 'FA-1021=12100', 'part-of-number+name+amount'],
    ['LIBRAIRIE BEFFROI', 'FA-1025=12500 FA-1026=12600', 'name+several-items'],
    ['PEPINIERES ROUSSEAU', 'FA-1037=1000', 'number+partial'],
    ['MAIRIE DE BEAUVAIS', '', ''],
    ['SCI LES PEUPLIERS', '', ''],
  ])
})

test('a proposal is never older than the page: paid meanwhile, it is another', async () => {
  const [petitjean] = (await pending()).rows
  const proposal = found(petitjean?.proposals[0])
  const shares = proposal.items.map(({ instalmentId, amountCents }) => ({ instalmentId, amountCents }))
  const part = { customerId: proposal.customerId, amountCents: 11_000, shares, reasons: proposal.reasons }
  const decision = { movementId: found(petitjean).id, parts: [part], actor: 'Camille' }
  await withScope(database, context, (tx) => confirmPayment(tx, decision))
  expect(await desk.state(instalment(company, 'FA-1010'))).toMatchObject({ open_cents: 0 })
  expect((await pending()).rows).toHaveLength(6)
  await verified()
})

test('the same statement again changes nothing, and its account now says the company', async () => {
  const { bank } = await applyImport(parts, context, order(statementText(), ''))
  expect(bank?.counts).toMatchObject({ movements: 30, known: 30, automatic: 0, returned: 0, proposed: 4 })
  await verified()
})

test('a statement of the account of another company is refused', async () => {
  const { errors } = await applyImport(parts, context, order(statementText(), 'AUTRE'))
  expect(errors.map(({ message }) => message).join()).toContain(company.code)
})

test('a file no bank would send is refused whole, with its line', async () => {
  const broken = statementText().replace('050126  050126', '350126  350126')
  const { errors, bank } = await applyImport(parts, context, order(broken))
  expect(errors).toHaveLength(1)
  expect(errors[0]).toMatchObject({ file: 'releve.txt', line: 2 })
  expect(bank).toBeUndefined()
})
