import { describe, expect, test } from 'vitest'
import { notePayment } from '#ledger/note-payment.ts'
import { withScope } from '#platform/scoped.ts'
import { createTestDatabase } from '../database.ts'
import { contextFor } from '../world.ts'
import { allocateByHand } from './import-hand.ts'
import { importText } from './import-world.ts'

// Atelier du Lin imports its list each week. Between two of them, somebody allocates by hand a payment of 50 € that the
// list has without saying what it pays. What is owed in all is always what the last list says.

const database = await createTestDatabase()
let companies = 0

/** What the list leaves of FA-1 (100 €), FA-2 (100 €) and the payment VIR-1 (50 €). */
interface Left {
  readonly first: string
  readonly second?: string
  readonly payment: string
}

const list = ({ first, second = '100,00', payment }: Left) =>
  [
    'Type;N° pièce;Code client;Client;Date;Échéance;Montant TTC;Reste dû',
    `Facture;FA-1;C1;Menuiserie Lambert;02/09/2024;02/10/2024;100,00;${first}`,
    `Facture;FA-2;C1;Menuiserie Lambert;09/09/2024;09/10/2024;100,00;${second}`,
    `Règlement;VIR-1;C1;Menuiserie Lambert;15/10/2024;;-50,00;${payment}`,
    '',
  ].join('\r\n')

async function openBooks(first: string) {
  companies += 1
  const company = `LISTE${companies}`
  const takeText = async (text: string) => {
    const { errors, doubts } = await importText(database, text, { company, name: 'liste.csv' })
    expect([...errors, ...doubts]).toEqual([])
  }
  await takeText(first)
  const note = async (number: string, receivedOn: string, amountCents: number) => {
    const { rows } = await database.owner.query<{ id: number; companyId: number }>(
      `select v.id, e.id as "companyId" from invoices v join companies e on e.id = v.company_id
       where e.code = $1 and v.number = $2`,
      [company, number],
    )
    const [{ id: invoiceId, companyId } = { id: 0, companyId: 0 }] = rows
    const order = { invoiceId, receivedOn, amountCents, today: '2024-11-24', actor: 'Camille' }
    await withScope(database, contextFor([companyId], '2024-11-24'), (tx) => notePayment(tx, order))
  }
  const owed = async () => {
    const { rows } = await database.owner.query<{ number: string; cents: number }>(
      `select v.number, i.open_cents::int as cents from invoices v
         join instalments i on i.company_id = v.company_id and i.invoice_id = v.id
         join companies e on e.id = v.company_id where e.code = $1
       union all
       select k.number, -k.open_cents::int from credits k join companies e on e.id = k.company_id
       where e.code = $1 and k.number is not null`,
      [company],
    )
    return Object.fromEntries(rows.map(({ number, cents }) => [number, cents]))
  }
  return { company, import: takeText, note, owed }
}

describe('a payment of a list, allocated by hand to FA-1, then a newer list', () => {
  test.each([
    {
      says: 'that nothing has changed: the allocation stays',
      left: { first: '100,00', payment: '-50,00' },
      owed: { 'FA-1': 5_000, 'FA-2': 10_000, 'VIR-1': 0 },
    },
    {
      says: 'that another payment has paid half of FA-1: the rest is paid by hand',
      left: { first: '50,00', payment: '-50,00' },
      owed: { 'FA-1': 0, 'FA-2': 10_000, 'VIR-1': 0 },
    },
    {
      says: 'that another payment has paid all of FA-1: this one is free again',
      left: { first: '0,00', payment: '-50,00' },
      owed: { 'FA-1': 0, 'FA-2': 10_000, 'VIR-1': -5_000 },
    },
    {
      says: 'that another has paid 70 € of FA-1: 30 € by hand, and 20 € are free again',
      left: { first: '30,00', payment: '-50,00' },
      owed: { 'FA-1': 0, 'FA-2': 10_000, 'VIR-1': -2_000 },
    },
    {
      says: 'that it has paid FA-1: as by hand',
      left: { first: '50,00', payment: '0,00' },
      owed: { 'FA-1': 5_000, 'FA-2': 10_000, 'VIR-1': 0 },
    },
    {
      says: 'that it has paid FA-2: FA-1 is owed again',
      left: { first: '100,00', second: '50,00', payment: '0,00' },
      owed: { 'FA-1': 10_000, 'FA-2': 5_000, 'VIR-1': 0 },
    },
    {
      says: 'that 20 € of it have paid FA-2: 30 € are left for FA-1',
      left: { first: '100,00', second: '80,00', payment: '-30,00' },
      owed: { 'FA-1': 7_000, 'FA-2': 8_000, 'VIR-1': 0 },
    },
  ])('says $says', async ({ left, owed }) => {
    const books = await openBooks(list({ first: '100,00', payment: '-50,00' }))
    await allocateByHand(database, books.company, 'FA-1', 5_000)
    await books.import(list(left))
    expect(await books.owed()).toEqual(owed)
    await books.import(list(left))
    expect(await books.owed()).toEqual(owed)
  })
})

describe('a payment of 50 € noted on FA-1 before the list has it', () => {
  const unpaid = (more: readonly string[] = [], first = '100,00', second = '100,00') =>
    [
      'Type;N° pièce;Code client;Client;Date;Échéance;Montant TTC;Reste dû',
      `Facture;FA-1;C1;Menuiserie Lambert;02/09/2024;02/10/2024;100,00;${first}`,
      `Facture;FA-2;C1;Menuiserie Lambert;09/09/2024;09/10/2024;100,00;${second}`,
      ...more,
      '',
    ].join('\r\n')
  const payment = (left: string) => [`Règlement;VIR-1;C1;Menuiserie Lambert;15/11/2024;;-50,00;${left}`]

  test.each([
    {
      says: 'nothing of it',
      lists: [unpaid()],
      owed: { 'FA-1': 5_000, 'FA-2': 10_000 },
    },
    {
      says: 'FA-1 is half paid: that is it',
      lists: [unpaid([], '50,00')],
      owed: { 'FA-1': 5_000, 'FA-2': 10_000 },
    },
    {
      says: 'FA-1 is paid by 30 €, then by 50 €: the noted payment is among them',
      lists: [unpaid([], '70,00'), unpaid([], '20,00')],
      owed: { 'FA-1': 2_000, 'FA-2': 10_000 },
    },
    {
      says: 'there is a payment that pays nothing yet: that is it',
      lists: [unpaid(payment('-50,00'))],
      owed: { 'FA-1': 5_000, 'FA-2': 10_000, 'VIR-1': 0 },
    },
    {
      says: 'there is a payment, and then another has paid half of FA-1',
      lists: [unpaid(payment('-50,00')), unpaid(payment('-50,00'), '50,00')],
      owed: { 'FA-1': 0, 'FA-2': 10_000, 'VIR-1': 0 },
    },
    {
      says: 'there is a payment, and then it has paid FA-2',
      lists: [unpaid(payment('-50,00')), unpaid(payment('0,00'), '100,00', '50,00')],
      owed: { 'FA-1': 10_000, 'FA-2': 5_000, 'VIR-1': 0 },
    },
    {
      says: 'there is a payment, and then 20 € of it have paid FA-2',
      lists: [unpaid(payment('-50,00')), unpaid(payment('-30,00'), '100,00', '80,00')],
      owed: { 'FA-1': 7_000, 'FA-2': 8_000, 'VIR-1': 0 },
    },
  ])('the list says $says', async ({ lists, owed }) => {
    const books = await openBooks(unpaid())
    await books.note('FA-1', '2024-11-12', 5_000)
    for (const text of [...lists, ...lists.slice(-1)]) {
      await books.import(text)
    }
    expect(await books.owed()).toEqual(owed)
  })
})

test('what a list said is paid stays paid beside the rest, noted by hand, until the list says so', async () => {
  const left = (first: string) =>
    `Type;N° pièce;Code client;Client;Date;Échéance;Montant TTC;Reste dû
Facture;FA-1;C1;Menuiserie Lambert;02/09/2024;02/10/2024;100,00;${first}
Facture;FA-2;C1;Menuiserie Lambert;09/09/2024;09/10/2024;100,00;100,00
`
  const books = await openBooks(left('60,00'))
  await books.note('FA-1', '2024-11-12', 6_000)
  await books.import(left('60,00'))
  expect(await books.owed()).toEqual({ 'FA-1': 0, 'FA-2': 10_000 })
  // Half of it in the books, then all of it: what is noted gives up as much each time.
  for (const first of ['30,00', '0,00']) {
    await books.import(left(first))
    expect(await books.owed()).toEqual({ 'FA-1': 0, 'FA-2': 10_000 })
  }
  await books.import(left('100,00'))
  expect(await books.owed()).toEqual({ 'FA-1': 10_000, 'FA-2': 10_000 })
})
