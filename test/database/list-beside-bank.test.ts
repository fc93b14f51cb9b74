import { describe, expect, test } from 'vitest'
import { confirmPayment } from '#ledger/decide-movement.ts'
import { undoMovement } from '#ledger/undo-movement.ts'
import { findContradictions } from '#ledger/verify.ts'
import { withScope } from '#platform/scoped.ts'
import { createTestDatabase } from '../database.ts'
import { contextFor } from '../world.ts'
import { importInto, movement, statement } from './bank-world.ts'
import { importText } from './import-world.ts'

// Atelier du Lin imports its list each week, and its bank statements in between: no euro is counted twice.

const database = await createTestDatabase()
let companies = 0

const HEAD = 'Type;N° pièce;Code client;Client;Date;Échéance;Montant TTC;Reste dû'
const list = (first: string, second = '100,00', more: readonly string[] = []) =>
  [
    HEAD,
    `Facture;FA-1;C1;Menuiserie Lambert;02/09/2024;02/10/2024;100,00;${first}`,
    `Facture;FA-2;C1;Menuiserie Lambert;09/09/2024;09/10/2024;100,00;${second}`,
    ...more,
    '',
  ].join('\r\n')

interface Told {
  readonly movementId: number
  readonly instalmentId: number
  readonly customerId: number
}

async function read<Row extends object>(query: string, of: number | string): Promise<[Row, ...Row[]]> {
  const { rows } = await database.owner.query<Row>(query, [of])
  const [first, ...others] = rows
  if (!first) throw new Error('nothing found')
  return [first, ...others]
}

async function openBooks() {
  companies += 1
  const code = `BANQUE${companies}`
  const take = async (text: string) => {
    const { errors, doubts } = await importText(database, text, { company: code, name: 'liste.csv' })
    expect([...errors, ...doubts]).toEqual([])
  }
  await take(list('100,00'))
  const [{ id }] = await read<{ id: number }>('select id from companies where code = $1', code)
  const context = contextFor([id], '2024-11-24')
  const tell = async (cents: number) =>
    await importInto(
      database,
      { id },
      statement([movement('2024-10-15', cents, 'MENUISERIE LAMBERT', 'VIREMENT')]),
    )
  /** The bank's payment of `cents`, of which somebody says what pays FA-1; the rest is left free. */
  const pay = async (cents: number, paid: number) => {
    await tell(cents)
    const [{ movementId, instalmentId, customerId }] = await read<Told>(
      `select m.id as "movementId", j.id as "instalmentId", j.customer_id as "customerId"
       from bank_movements m, instalments j
         join invoices v on v.company_id = j.company_id and v.id = j.invoice_id
       where m.company_id = $1 and j.company_id = $1 and v.number = 'FA-1'`,
      id,
    )
    const shares = paid > 0 ? [{ instalmentId, amountCents: paid }] : []
    const parts = [{ customerId, amountCents: cents, shares, reasons: [] }]
    await withScope(database, context, (tx) => confirmPayment(tx, { movementId, parts, actor: 'Camille' }))
  }
  const undo = async () => {
    const [{ id: movementId }] = await read<{ id: number }>(
      'select id from bank_movements where company_id = $1',
      id,
    )
    const order = { movementId, reason: 'erreur', actor: 'Camille' }
    await withScope(database, context, (tx) => undoMovement(tx, order))
  }
  const owed = async () => {
    expect(await withScope(database, context, findContradictions)).toEqual([])
    const rows = await read<{ name: string; cents: number }>(
      `select v.number as name, i.open_cents::int as cents from invoices v
         join instalments i on i.company_id = v.company_id and i.invoice_id = v.id where v.company_id = $1
       union all
       select coalesce(number, source), -open_cents::int from credits
       where company_id = $1 and cancelled_at is null and withdrawn_by_import is null`,
      id,
    )
    return Object.fromEntries(rows.map(({ name, cents }) => [name, cents]))
  }
  return { take, tell, pay, undo, owed }
}

const payment = (left: string) => `Règlement;VIR-1;C1;Menuiserie Lambert;15/10/2024;;-150,00;${left}`

describe('a payment of 150 € that the bank told, left free, then the list has it', () => {
  test.each([
    {
      says: 'all of it: it is the list’s',
      lists: [list('100,00', '100,00', [payment('-150,00')])],
      owed: { 'FA-1': 10_000, 'FA-2': 10_000, 'VIR-1': -15_000 },
    },
    {
      says: '50 € of it, the rest has paid FA-1',
      lists: [list('0,00', '100,00', [payment('-50,00')])],
      owed: { 'FA-1': 0, 'FA-2': 10_000, 'VIR-1': -5_000 },
    },
    {
      says: '50 € of it, then nothing, the rest has paid half of FA-2',
      lists: [list('0,00', '100,00', [payment('-50,00')]), list('0,00', '50,00', [payment('0,00')])],
      owed: { 'FA-1': 0, 'FA-2': 5_000 },
    },
    {
      says: 'nothing of it: it has paid FA-1 and half of FA-2',
      lists: [list('0,00', '50,00', [payment('0,00')])],
      owed: { 'FA-1': 0, 'FA-2': 5_000 },
    },
  ])('says $says', async ({ lists, owed }) => {
    const books = await openBooks()
    await books.pay(15_000, 0)
    for (const text of lists) await books.take(text)
    expect(await books.owed()).toEqual(owed)
  })
})

test('what the bank’s payment pays gives way to the list that has it, and undoing its match takes nothing from the list', async () => {
  const books = await openBooks()
  await books.pay(15_000, 10_000)
  expect(await books.owed()).toEqual({ 'FA-1': 0, 'FA-2': 10_000, statement: -5_000 })
  await books.take(list('0,00', '100,00', [payment('-50,00')]))
  expect(await books.owed()).toEqual({ 'FA-1': 0, 'FA-2': 10_000, 'VIR-1': -5_000 })
  await books.undo()
  expect(await books.owed()).toEqual({ 'FA-1': 0, 'FA-2': 10_000, 'VIR-1': -5_000 })
})

describe('a payment of 150 € of which a list leaves 50 €, then the bank tells it', () => {
  test('it is that payment, and nothing is counted twice', async () => {
    const books = await openBooks()
    await books.take(list('0,00', '100,00', [payment('-50,00')]))
    await books.tell(15_000)
    expect(await books.owed()).toEqual({ 'FA-1': 0, 'FA-2': 10_000, 'VIR-1': -5_000 })
  })

  test('a list that gives the rest and no amount cannot say so: both are shown, and the client is asked for less', async () => {
    const books = await openBooks()
    await books.pay(15_000, 0)
    await books.take(list('0,00', '100,00', [payment('').replace('-150,00;', '-50,00;-50,00')]))
    expect(await books.owed()).toEqual({ 'FA-1': 0, 'FA-2': 10_000, 'VIR-1': -5_000, statement: -15_000 })
  })
})

test('beside a list without payments, undoing what somebody matched asks for the invoice until the next list', async () => {
  const books = await openBooks()
  await books.pay(10_000, 10_000)
  await books.take(list('0,00'))
  expect(await books.owed()).toEqual({ 'FA-1': 0, 'FA-2': 10_000, statement: 0 })
  await books.undo()
  expect(await books.owed()).toEqual({ 'FA-1': 10_000, 'FA-2': 10_000 })
  await books.take(list('0,00'))
  expect(await books.owed()).toEqual({ 'FA-1': 0, 'FA-2': 10_000 })
})
