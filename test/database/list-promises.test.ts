import { expect, test } from 'vitest'
import { addBlock } from '#ledger/blocks.ts'
import { judgePromises } from '#ledger/promises.ts'
import { withScope } from '#platform/scoped.ts'
import { createTestDatabase } from '../database.ts'
import { contextFor } from '../world.ts'
import { importText } from './import-world.ts'

// Menuiserie Lambert owes 60 € of the 100 € of FA-1 and promises them for 20 November; lists then say what has come.

const database = await createTestDatabase()
const TODAY = '2024-11-25'
let companies = 0

interface List {
  readonly on: string
  /** Of FA-1, and of FA-2 of 80 €. */
  readonly left: string
  readonly other?: string
}

/** The promise is about FA-1, or about 60 € of the client. */
async function promiseThen(lists: readonly List[], { before = '80,00', isOfClient = false } = {}) {
  companies += 1
  const company = `PROMESSE${companies}`
  const take = async ({ on, left, other = '80,00' }: List) => {
    const text = `N° pièce;Code client;Client;Date;Échéance;Montant TTC;Reste dû
FA-1;C1;Menuiserie Lambert;02/09/2024;02/10/2024;100,00;${left}
FA-2;C1;Menuiserie Lambert;02/09/2024;02/10/2024;80,00;${other}
`
    const { errors } = await importText(database, text, { company, name: 'liste.csv', completeOn: on })
    expect(errors).toEqual([])
  }
  await take({ on: '2024-11-04', left: '60,00', other: before })
  const { rows } = await database.owner.query<{ companyId: number; customerId: number; invoiceId: number }>(
    `select v.company_id as "companyId", v.customer_id as "customerId", v.id as "invoiceId"
     from invoices v join companies e on e.id = v.company_id where e.code = $1 and v.number = 'FA-1'`,
    [company],
  )
  const [{ companyId, customerId, invoiceId } = { companyId: 0, customerId: 0, invoiceId: 0 }] = rows
  const context = contextFor([companyId], TODAY)
  const about = isOfClient ? { amountCents: 6_000 } : { invoiceId }
  const promise = { customerId, ...about, kind: 'promise', reason: '', endsOn: '2024-11-20' } as const
  const id = await withScope(database, context, (tx) => addBlock(tx, promise, 'Camille'))
  for (const list of lists) await take(list)
  return (await withScope(database, context, (tx) => judgePromises(tx, [id], TODAY))).get(id)
}

test('what a list said was paid before the promise is no part of what has come since', async () => {
  expect(await promiseThen([{ on: '2024-11-18', left: '40,00' }])).toEqual({
    state: 'broken',
    receivedCents: 2_000,
  })
})

test('what two lists say has come in time keeps it, and what comes too late does not', async () => {
  const first = { on: '2024-11-12', left: '40,00' }
  expect(await promiseThen([first, { on: '2024-11-18', left: '0,00' }])).toEqual({
    state: 'kept',
    receivedCents: 6_000,
  })
  expect(await promiseThen([first, { on: '2024-11-25', left: '0,00' }])).toEqual({
    state: 'broken',
    receivedCents: 2_000,
  })
})

test('what had come before the promise, came back and was paid again is no other money', async () => {
  const back = { on: '2024-11-08', left: '60,00', other: '80,00' }
  const again = { on: '2024-11-12', left: '60,00', other: '0,00' }
  const ofClient = { before: '0,00', isOfClient: true }
  expect(await promiseThen([back, again], ofClient)).toEqual({ state: 'broken', receivedCents: 0 })
  const paid = { on: '2024-11-15', left: '0,00', other: '0,00' }
  expect(await promiseThen([back, again, paid], ofClient)).toEqual({ state: 'kept', receivedCents: 6_000 })
})

test('a list that takes back part of what it had said is paid brings no money', async () => {
  expect(await promiseThen([{ on: '2024-11-12', left: '70,00' }])).toEqual({
    state: 'broken',
    receivedCents: 0,
  })
})
