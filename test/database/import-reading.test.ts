import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, expect, test } from 'vitest'
import type { Deposit, FileReading } from '#features/imports/deposit-contract.ts'
import { openDeposits } from '#features/imports/server/deposits.ts'
import { createImportJobs } from '#features/imports/server/import-jobs.ts'
import { importsRoutes } from '#features/imports/server/routes.ts'
import { openFolderStore } from '#platform/folder-store.ts'
import { routerOf } from '#platform/serve.ts'
import { createTestApp } from '../app.ts'
import { memoryArchive } from '../archive.ts'
import { createTestDatabase } from '../database.ts'

// Leroy's list, mapped column by column: what each choice makes of the sums, before any preview.

const database = await createTestDatabase()
const uploads = mkdtempSync(join(tmpdir(), 'relances-uploads-'))
afterAll(() => rmSync(uploads, { recursive: true }))
const log = pino({ level: 'silent' })
const deposits = openDeposits(openFolderStore(uploads), 1_000_000)
const importJobs = createImportJobs({ database, archive: memoryArchive(), deposits, log })
const api = routerOf(database, [...importsRoutes({ database, deposits, importJobs })])
const app = createTestApp({ database, api, today: '2024-05-01', uploadPaths: ['/api/imports'] })

async function ask<T>(method: string, path: string, body?: string, type = 'application/json'): Promise<T> {
  const answer = await app.request(`http://localhost${path}`, {
    method,
    headers: { 'content-type': type, host: 'localhost' },
    ...(body === undefined ? {} : { body }),
  })
  return (await answer.json()) as T
}

const LIST = [
  'Client;N° facture;Échéance;Montant TTC;Statut',
  'Leroy SARL;F1;31/01/2024;120,00;Clôturée',
  'Leroy SARL;F2;29/02/2024;80,00;Impayée',
  'Martin;F3;29/02/2024;50,00;Clôturée',
].join('\r\n')

const send = () => ask<Deposit>('POST', '/api/imports?fileName=leroy.csv', LIST, 'application/octet-stream')
const read = (id: string, order: object) =>
  ask<FileReading>('POST', `/api/imports/${id}/reading`, JSON.stringify({ kind: 'list', ...order }))
const owed = ({ customers }: FileReading) => customers.map(({ name, balanceCents }) => [name, balanceCents])

test('each column says what becomes of three of its values, and the sums follow the mapping and the answers', async () => {
  const { id, table } = await send()
  const mapping = table?.mapping ?? {}
  const found = await read(id, { mapping })
  expect(found.columns[3]).toEqual([
    { text: '120,00', readAs: '120,00\u00a0€' },
    { text: '80,00', readAs: '80,00\u00a0€' },
    { text: '50,00', readAs: '50,00\u00a0€' },
  ])
  expect(found.columns[4]).toEqual([
    { text: 'Clôturée', readAs: 'état inconnu' },
    { text: 'Impayée', readAs: 'à payer' },
  ])
  expect(owed(found)).toEqual([
    ['Leroy SARL', 20_000],
    ['Martin', 5_000],
  ])
  const [state] = found.states
  expect(state).toMatchObject({ value: 'Clôturée', count: 2, answer: null })
  const choices = state?.choices.map(({ choice }) => choice)
  expect(choices).toEqual(expect.arrayContaining(['open', 'settled', 'leave-out']))
  const answered = await read(id, { mapping, answers: { [state?.id ?? '']: 'settled' } })
  expect(owed(answered)).toEqual([
    ['Leroy SARL', 8_000],
    ['Martin', 0],
  ])
  const { status: _, ...without } = mapping
  expect(await read(id, { mapping: without })).toMatchObject({
    states: [],
    owed: [{ currency: 'EUR', cents: 25_000 }],
  })
  const { totalCents: __, ...unpriced } = mapping
  expect((await read(id, { mapping: unpriced })).problem).toContain('montant')
})
