import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, expect, test } from 'vitest'
import { openDeposits } from '#features/imports/server/deposits.ts'
import { createImportJobs } from '#features/imports/server/import-jobs.ts'
import { importsRoutes } from '#features/imports/server/routes.ts'
import { openFolderStore } from '#platform/folder-store.ts'
import { routerOf } from '#platform/serve.ts'
import { bytesSource } from '#readers/source.ts'
import { readTable } from '#readers/table.ts'
import { createTestApp } from '../app.ts'
import { memoryArchive } from '../archive.ts'
import { createTestDatabase } from '../database.ts'
import { importText } from './import-world.ts'

// Moreau's list of 1,200 invoices: the screen tells the first thousand, the file tells all of them.

const database = await createTestDatabase()
const uploads = mkdtempSync(join(tmpdir(), 'relances-uploads-'))
afterAll(() => rmSync(uploads, { recursive: true }))
const log = pino({ level: 'silent' })
const deposits = openDeposits(openFolderStore(uploads), 1_000_000)
const importJobs = createImportJobs({ database, archive: memoryArchive(), deposits, log })
const api = routerOf(database, [...importsRoutes({ database, deposits, importJobs })])
const app = createTestApp({ database, api, today: '2024-11-24', uploadPaths: ['/api/imports'] })

const ask = async (method: string, path: string, body?: string, type = 'application/json') =>
  await app.request(`http://localhost${path}`, {
    method,
    headers: { 'content-type': type, host: 'localhost' },
    ...(body === undefined ? {} : { body }),
  })

const INVOICES = 1_200
const list = (town: string) =>
  [
    'Code client;Client;Ville;N° facture;Échéance;Montant TTC',
    ...Array.from({ length: INVOICES }, (_, at) => `LER;Leroy SARL;${town};F${at + 1};31/01/2024;10,05`),
  ].join('\r\n')

async function previewed(content: string): Promise<string> {
  const sent = await ask(
    'POST',
    '/api/imports?fileName=Échéancier%20été.csv',
    content,
    'application/octet-stream',
  )
  const { id } = (await sent.json()) as { id: string }
  await ask(
    'POST',
    `/api/imports/${id}/preview`,
    JSON.stringify({ company: 'MOREAU', companyName: 'Moreau' }),
  )
  await importJobs.settled()
  return id
}

const columnSum = (rows: readonly (readonly string[])[], at: number) =>
  rows.reduce((sum, row) => sum + Number((row[at] ?? '').replace(',', '.') || 0), 0)

test('all that would change is exported, to the cent, as a workbook and as text', async () => {
  const id = await previewed(list('Lyon'))
  const csv = await ask('GET', `/api/imports/${id}/changes?format=csv`)
  expect(csv.headers.get('content-disposition')).toContain('ce-qui-va-changer-Echeancier-ete.csv')
  const [header = '', ...lines] = (await csv.text()).trim().split('\r\n')
  const rows = lines.map((line) => line.split(';'))
  const columns = header.replace('\ufeff', '').split(';')
  expect(rows.filter(([about]) => about === 'Facture')).toHaveLength(INVOICES)
  expect(columnSum(rows, columns.indexOf('Dû après'))).toBeCloseTo(12_060, 2)
  expect(rows.filter(([about]) => about === 'Client')).toHaveLength(1)
  expect(columnSum(rows, columns.indexOf('Solde du client après'))).toBeCloseTo(12_060, 2)
  const xlsx = await ask('GET', `/api/imports/${id}/changes?format=xlsx`)
  const table = await readTable(bytesSource('changes.xlsx', Buffer.from(await xlsx.arrayBuffer())))
  expect(table.columns).toEqual(columns)
  expect(table.rows).toHaveLength(INVOICES + 1)
})

test('it is refused without a preview, and once the books have changed', async () => {
  const id = await previewed(list('Lyon'))
  await importText(database, list('Lyon').replace('F7;', 'F7000;'), {
    company: 'MOREAU',
    companyName: 'Moreau',
  })
  const refused = await ask('GET', `/api/imports/${id}/changes?format=csv`)
  expect(refused.status).toBe(409)
  expect(await refused.text()).toContain('Les comptes ont changé depuis cet aperçu')
  const sent = await ask('POST', '/api/imports?fileName=a.csv', list('Lyon'), 'application/octet-stream')
  const { id: other } = (await sent.json()) as { id: string }
  expect((await ask('GET', `/api/imports/${other}/changes?format=csv`)).status).toBe(409)
})

test('the record of a client is told before and after, and that names have left is on record', async () => {
  const id = await previewed(list('Villeurbanne').replace('F7;', 'F7000;'))
  const csv = await (await ask('GET', `/api/imports/${id}/changes?format=csv`)).text()
  expect(csv).toMatch(/Fiche client;Modifié;LER;Leroy SARL;;;;;;;;;;;Adresse;Lyon.*;Villeurbanne/)
  const { rows } = await database.owner.query(
    `select count(*)::int as count from audit_rows where table_name = 'exports'`,
  )
  expect(rows).toEqual([{ count: 1 }])
})
