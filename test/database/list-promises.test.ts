import { expect, test } from 'vitest'
import { addBlock } from '#features/blocks/server/store.ts'
import { judgePromises } from '#ledger/promises.ts'
import { withScope } from '#platform/scoped.ts'
import { createTestDatabase } from '../database.ts'
import { contextFor } from '../world.ts'
import { importText } from './import-world.ts'

// Menuiserie Lambert owes 60 € of the 100 € of FA-1 and promises them for 20 November; lists then say what has come.

const database = await createTestDatabase()
const TODAY = '2024-11-25'
let companies = 0

async function promiseThen(lists: readonly { readonly on: string; readonly left: string }[]) {
  companies += 1
  const company = `PROMESSE${companies}`
  const take = async (on: string, left: string) => {
    const text = `N° pièce;Code client;Client;Date;Échéance;Montant TTC;Reste dû
FA-1;C1;Menuiserie Lambert;02/09/2024;02/10/2024;100,00;${left}
FA-2;C1;Menuiserie Lambert;02/09/2024;02/10/2024;80,00;80,00
`
    const { errors } = await importText(database, text, { company, name: 'liste.csv', completeOn: on })
    expect(errors).toEqual([])
  }
  await take('2024-11-04', '60,00')
  const { rows } = await database.owner.query<{ companyId: number; customerId: number; invoiceId: number }>(
    `select v.company_id as "companyId", v.customer_id as "customerId", v.id as "invoiceId"
     from invoices v join companies e on e.id = v.company_id where e.code = $1 and v.number = 'FA-1'`,
    [company],
  )
  const [{ companyId, customerId, invoiceId } = { companyId: 0, customerId: 0, invoiceId: 0 }] = rows
  const context = contextFor([companyId], TODAY)
  const promise = { customerId, invoiceId, kind: 'promise', reason: '', endsOn: '2024-11-20' } as const
  const id = await withScope(database, context, (tx) => addBlock(tx, promise, 'Camille'))
  for (const { on, left } of lists) await take(on, left)
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
