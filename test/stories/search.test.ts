import { expect, test } from 'vitest'
import { readFound } from '#features/search/server/store.ts'
import { withScope } from '#platform/scoped.ts'
import { createTestDatabase } from '../database.ts'
import { buildManualWorld } from '../manual-world.ts'
import { buildCompany, contextFor } from '../world.ts'
import { found, openDesk } from './desk.ts'

// « Ctrl K » at ISAGRI; LAMBERT is a company that Camille may not see.

const database = await createTestDatabase()
const isagri = await buildManualWorld(database)
const lambert = await buildCompany(database, {
  code: 'LAMBERT',
  legalName: 'Lambert',
  customers: [
    {
      code: 'PROFI',
      name: 'Professionnel Lambert',
      invoices: [{ number: '2300000010', issuedOn: '2023-11-24', dueOn: '2023-12-24', cents: 49_320 }],
      credits: [{ number: 'VIR-9', cents: 49_320, kind: 'payment', receivedOn: '2024-01-02' }],
    },
  ],
})
const context = contextFor([isagri.id], '2024-01-25')
const search = (text: string, companyIds = context.companyIds) =>
  withScope(database, { ...context, companyIds }, (tx) => readFound(tx, companyIds, text))

test('a customer by code, by a part of the name without accents, and never one of another company', async () => {
  expect((await search('profr')).customers).toMatchObject([{ code: 'PROFR', company: 'ISAGRI' }])
  expect((await search('fessionnel')).customers.map((row) => row.code)).toEqual(['PROFR'])
  expect((await search('fessionnel', [isagri.id, lambert.id])).customers.map((row) => row.code)).toEqual([
    'PROFR',
    'PROFI',
  ])
  // Below three letters there is no trigram: the code itself, or nothing.
  expect((await search('tr')).customers).toEqual([])
})

test('an invoice by its number, and by its amount as it is typed', async () => {
  expect((await search('2300000010')).invoices).toMatchObject([{ number: '2300000010', code: 'PROFR' }])
  for (const typed of ['493,20', '493.2', '493,20 €'])
    expect((await search(typed)).invoices, typed).toMatchObject([
      { number: '2300000010', totalCents: 49_320 },
    ])
  expect((await search('493,20')).credits).toEqual([])
  const both = await search('493,20', [lambert.id])
  expect(both.credits).toMatchObject([{ number: 'VIR-9', kind: 'payment', amountCents: 49_320 }])
})

test('the letters of a customer come with it, once confirmed', async () => {
  expect((await search('PROFR')).letters).toEqual([])
  const desk = openDesk(database, context)
  await desk.remind('2024-01-24', '2024-01-25', [found(isagri.customers.get('PROFR'))])
  expect((await search('PROFR')).letters).toMatchObject([{ level: 2, letterOn: '2024-01-25', code: 'PROFR' }])
})

test('nothing typed, and what answers to nothing, are answers', async () => {
  const nothing = { customers: [], invoices: [], credits: [], letters: [] }
  for (const text of ['', '%', '_', 'zzz-personne', '\\']) expect(await search(text), text).toEqual(nothing)
})
