import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, expect, test } from 'vitest'
import type { Deposit, ImportState } from '#features/imports/deposit-contract.ts'
import type { PastImports, PastIssues, RefusedImports } from '#features/imports/past-imports-contract.ts'
import { openDeposits } from '#features/imports/server/deposits.ts'
import { createImportJobs } from '#features/imports/server/import-jobs.ts'
import { pastImportsRoutes } from '#features/imports/server/past-imports-routes.ts'
import { importsRoutes } from '#features/imports/server/routes.ts'
import { openFolderStore } from '#platform/folder-store.ts'
import { routerOf } from '#platform/serve.ts'
import { createTestApp } from '../app.ts'
import { memoryArchive } from '../archive.ts'
import { createTestDatabase } from '../database.ts'
import { ledger } from './import-ledger.ts'
import { openByNumber } from './import-world.ts'

const database = await createTestDatabase()
const uploads = mkdtempSync(join(tmpdir(), 'relances-uploads-'))
afterAll(() => rmSync(uploads, { recursive: true }))
/** The files that wait on the disk. */
const waiting = () =>
  readdirSync(uploads, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).length

const log = pino({ level: 'silent' })
const deposits = openDeposits(openFolderStore(uploads), 1_000_000)
const importJobs = createImportJobs({ database, archive: memoryArchive(), deposits, log })
const app = createTestApp({
  database,
  api: routerOf(database, [
    ...importsRoutes({ database, deposits, importJobs }),
    ...pastImportsRoutes({ importJobs }),
  ]),
  today: '2024-11-24',
  uploadPaths: ['/api/imports'],
})

async function call<T>(
  method: string,
  path: string,
  body?: string | Uint8Array<ArrayBuffer>,
  type = 'application/json',
) {
  const response = await app.request(`http://localhost${path}`, {
    method,
    headers: { 'content-type': type, host: 'localhost' },
    ...(body === undefined ? {} : { body }),
  })
  return { status: response.status, body: (await response.json()) as T }
}

const send = (name: string, content: string | Uint8Array<ArrayBuffer>, files = 1) =>
  call<Deposit>(
    'POST',
    `/api/imports?fileName=${encodeURIComponent(name)}&files=${files}`,
    content,
    'application/octet-stream',
  )

async function stateOf(id: string): Promise<ImportState> {
  await importJobs.settled()
  return (await call<ImportState>('GET', `/api/imports/${id}`)).body
}

/** Confirms what the state shows. */
async function confirm(id: string) {
  const { digest } = await stateOf(id)
  return await call('POST', `/api/imports/${id}/confirmation`, JSON.stringify({ digest: digest ?? 'none' }))
}

const books = ledger({ DUP: 'Dupont' }).sale('2024-01-10', 'DUP', 'F1', 120_000).text()

test('a ledger is deposited, previewed and confirmed, and its file is gone', async () => {
  const { body: found } = await send('732829320FEC20241231.txt', books)
  expect(found).toMatchObject({ kind: 'fec', problem: null, table: null })
  const options = JSON.stringify({ company: 'WEB', companyName: 'Web SARL' })
  const { body: started } = await call<ImportState>('POST', `/api/imports/${found.id}/preview`, options)
  expect(started.step).toBe('reading')
  const previewed = await stateOf(found.id)
  expect(previewed).toMatchObject({ step: 'previewed', problem: null })
  expect(previewed.preview?.counts.created.invoices).toBe(1)
  expect(await openByNumber(database, 'WEB')).toEqual({})
  await confirm(found.id)
  expect(await stateOf(found.id)).toMatchObject({ step: 'done', result: { openCents: 120_000 } })
  expect(await openByNumber(database, 'WEB')).toEqual({ F1: 120_000 })
  expect(waiting()).toBe(0)
  const { body: history } = await call<{ rows: object[] }>('GET', '/api/imports')
  expect(history.rows).toMatchObject([
    { company: 'WEB', fileName: '732829320FEC20241231.txt', kind: 'fec', createdBy: 'Camille Martin' },
  ])
  // The name of the file says whose it is: the letterhead has the SIREN and the VAT number.
  const { rows } = await database.owner.query("select siret, vat_number from companies where code = 'WEB'")
  expect(rows).toEqual([{ siret: '732829320', vat_number: 'FR44732829320' }])
})

test('a list shows its columns; a mapping once confirmed is proposed for the next file', async () => {
  const list = 'Qui;Pièce;Quand;Combien\nDup;F9;31/01/2024;12,50\nDup;F10;29/02/2024;20,00\n'
  const { body: found } = await send('liste.csv', list)
  expect(found).toMatchObject({ kind: 'list', problem: null })
  expect(found.table).toMatchObject({ columns: ['Qui', 'Pièce', 'Quand', 'Combien'], headerLine: 1 })
  expect(found.table?.missing).toEqual(['customerName', 'totalCents'])
  const mapping = { customerName: 0, number: 1, dueOn: 2, totalCents: 3 }
  await call('POST', `/api/imports/${found.id}/preview`, JSON.stringify({ company: 'WEB', mapping }))
  expect((await stateOf(found.id)).preview?.errors).toEqual([])
  await confirm(found.id)
  expect((await stateOf(found.id)).step).toBe('done')
  const { body: again } = await send('liste.csv', list)
  expect(again.table).toMatchObject({ mapping, missing: [] })
  await call('DELETE', `/api/imports/${again.id}`)
  expect(waiting()).toBe(0)
})

test('what cannot be read is told at once and not kept', async () => {
  const { body } = await send('liste.csv', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]))
  expect(body).toMatchObject({ kind: null, table: null })
  expect(body.problem).toContain('Excel')
  expect(waiting()).toBe(0)
})

test('an e-invoice that cannot be read is told at once when it is alone, and with the others when it is not', async () => {
  const order = '<rsm:SCRDMCCBDACIOMessageStructure xmlns:rsm="urn:rsm"/>'
  const { body: alone } = await send('commande.xml', order)
  expect(alone).toMatchObject({ kind: null, problem: expect.stringContaining('commande') })
  expect(waiting()).toBe(0)
  const { body: first } = await send('commande.xml', order, 2)
  expect(first).toMatchObject({ kind: 'e-invoices', problem: null, seller: null })
  await call('DELETE', `/api/imports/${first.id}`)
})

test('a file refused for a company that does not exist yet leaves no reason behind, and says so', async () => {
  const broken = books.replace(/\d+,\d\d/, 'douze cents')
  const refusedFor = async (company: string) => {
    const { body: found } = await send('fec-0.txt', broken)
    const options = { company, companyName: 'Nouvelle SARL' }
    await call('POST', `/api/imports/${found.id}/preview`, JSON.stringify(options))
    const { preview } = await stateOf(found.id)
    await call('DELETE', `/api/imports/${found.id}`)
    return preview?.isRefusalKept
  }
  expect(await refusedFor('NOUVELLE')).toBe(false)
  expect((await call<RefusedImports>('GET', '/api/refused-imports')).body.rows).toEqual([])
  expect(await refusedFor('WEB')).toBe(true)
  await database.owner.query('delete from refused_imports')
})

test('a file over the limit is refused while it arrives', async () => {
  const { status, body } = await send('enorme.csv', new Uint8Array(1_100_000))
  expect(status).toBe(413)
  expect(body).toMatchObject({ key: 'imports.too-large' })
  expect(waiting()).toBe(0)
})

test('an unknown company, a refused file and an unknown deposit are problems with a sentence', async () => {
  const { body: found } = await send('fec.txt', books)
  await call('POST', `/api/imports/${found.id}/preview`, JSON.stringify({ company: 'NOBODY' }))
  expect(await stateOf(found.id)).toMatchObject({
    step: 'failed',
    problem: expect.stringContaining('NOBODY'),
  })
  const confirmed = await confirm(found.id)
  expect(confirmed).toMatchObject({ status: 409, body: { key: 'imports.not-previewed' } })
  const lost = await call('GET', '/api/imports/4f1f6c2e-6d0e-4d5c-9d8a-0f4c1f0b7a11')
  expect(lost.status).toBe(404)
})

test('what an import found odd can be read, line by line, once its file is gone', async () => {
  const { body: found } = await send('fec-2.txt', books)
  await call('POST', `/api/imports/${found.id}/preview`, JSON.stringify({ company: 'WEB' }))
  const { preview } = await stateOf(found.id)
  await confirm(found.id)
  expect((await stateOf(found.id)).step).toBe('done')
  const { body: past } = await call<PastImports>('GET', '/api/past-imports')
  const row = past.rows.find(({ fileName }) => fileName === 'fec-2.txt')
  const { body: kept } = await call<PastIssues>('GET', `/api/past-imports/${row?.id}/issues`)
  expect(kept.count).toBeGreaterThan(0)
  expect(kept).toEqual({ issues: preview?.warnings, count: preview?.warningCount })
  expect((await call('GET', '/api/past-imports/999999/issues')).status).toBe(404)
})

test('why a file was refused can be read the day after, until the file goes in', async () => {
  const broken = books.replace(/\d+,\d\d/, 'douze cents')
  const refuse = async () => {
    const { body: found } = await send('fec-3.txt', broken)
    await call('POST', `/api/imports/${found.id}/preview`, JSON.stringify({ company: 'WEB' }))
    return (await stateOf(found.id)).preview?.errors ?? []
  }
  const errors = await refuse()
  expect(errors.length).toBeGreaterThan(0)
  await refuse()
  const { body: refused } = await call<RefusedImports>('GET', '/api/refused-imports?companies=WEB')
  expect(refused.rows).toMatchObject([
    {
      company: 'WEB',
      fileName: 'fec-3.txt',
      kind: 'fec',
      createdBy: 'Camille Martin',
      issueCount: errors.length,
    },
  ])
  const { body: kept } = await call<PastIssues>('GET', `/api/refused-imports/${refused.rows[0]?.id}/issues`)
  expect(kept.issues).toEqual(errors)
  const { body: mended } = await send('fec-3.txt', books)
  await call('POST', `/api/imports/${mended.id}/preview`, JSON.stringify({ company: 'WEB' }))
  await stateOf(mended.id)
  await confirm(mended.id)
  expect((await stateOf(mended.id)).step).toBe('done')
  expect((await call<RefusedImports>('GET', '/api/refused-imports')).body.rows).toEqual([])
  expect((await call('GET', '/api/refused-imports/999999/issues')).status).toBe(404)
})

test('an answer is remembered with its columns: the next list of the same header asks nothing', async () => {
  const row = (number: string, state: string) => `Leroy;${number};15/01/2024;14/02/2024;90,00;99,00;${state}`
  const textOf = (...rows: readonly string[]) =>
    ['Qui;Quoi;Quand;Pour quand;Hors taxe;Dû;Où en est-on', ...rows].join('\r\n')
  const mapping = { customerName: 0, number: 1, issuedOn: 2, dueOn: 3, totalCents: 5, status: 6 }
  const options = {
    company: 'WEB',
    kind: 'list',
    mapping,
    answers: { 'unknown-state:vu par maitre lang': 'open' },
  }
  const { body: first } = await send('etat-1.csv', textOf(row('L1', 'Vu par maître Lang')))
  await call('POST', `/api/imports/${first.id}/preview`, JSON.stringify(options))
  expect((await stateOf(first.id)).preview?.doubts).toMatchObject([{ answer: 'open' }])
  await confirm(first.id)
  expect(await stateOf(first.id)).toMatchObject({ step: 'done', result: { openCents: 9_900 } })
  // The next month nobody maps nor answers: neither the columns nor the state are guessed.
  const { body: next } = await send('etat-2.csv', textOf(row('L2', 'vu par Maître Lang')))
  await call('POST', `/api/imports/${next.id}/preview`, JSON.stringify({ company: 'WEB', kind: 'list' }))
  const { preview } = await stateOf(next.id)
  expect(preview?.doubts).toMatchObject([{ id: 'unknown-state:vu par maitre lang', answer: 'open' }])
  expect(preview?.counts).toMatchObject({ openCents: 9_900, toConfirm: { items: 0 } })
})
