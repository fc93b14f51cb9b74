import { appendFileSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { importOptions } from '#features/imports/contract.ts'
import { type FiledFile, type WatchRules, watchFolder } from '#features/imports/server/watch-folder.ts'
import { cdarXml } from '#readers/cdar-fixture.ts'
import { pdfWith } from '#readers/e-invoice-fixture.ts'
import { zip } from '#readers/xlsx-fixture.ts'
import { memoryArchive } from '../archive.ts'
import { createTestDatabase } from '../database.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { invoiceXml } from './e-invoice-world.ts'
import { CONTEXT, openByNumber } from './import-world.ts'

const database = await createTestDatabase()
const folder = temporaryFolder()
const path = (...names: string[]) => join(folder, ...names)
const report = (...names: string[]) => readFileSync(path(...names), 'utf8')

async function watch(rules: Partial<WatchRules> = {}): Promise<FiledFile[]> {
  const filed: FiledFile[] = []
  const options = importOptions.parse({ company: 'ATELIER', companyName: 'Atelier du Lin' })
  await watchFolder({ database, archive: memoryArchive() }, CONTEXT, folder, options, {
    pauseMs: 20,
    endsWhenIdle: true,
    isStopped: () => false,
    onFiled: (one) => void filed.push(one),
    onUnreachable: () => undefined,
    ...rules,
  })
  return filed
}

test('what is dropped is imported and filed with its report; what is refused apart, with the reason', async () => {
  writeFileSync(path('FA-1.pdf'), await pdfWith({ 'factur-x.xml': invoiceXml({ number: 'FA-1' }) }))
  writeFileSync(path('photo.pdf'), await pdfWith({}))
  writeFileSync(
    path('lot.zip'),
    zip([
      ['FA-2.xml', invoiceXml({ number: 'FA-2' })],
      ['notes.txt', 'bonjour'],
    ]),
  )
  const list = 'Client;N° facture;Échéance;Montant TTC\r\nLeroy SARL;F7;29/02/2024;50,00\r\n'
  writeFileSync(path('liste.csv'), list)
  const filed = await watch()
  expect(Object.fromEntries(filed.map(({ file, outcome }) => [file, outcome]))).toEqual({
    ...{ 'FA-1.pdf': 'done', 'lot.zip': 'done', 'liste.csv': 'done' },
    'photo.pdf': 'refused',
  })
  expect(await openByNumber(database)).toEqual({ 'FA-1': 10_000, 'FA-2': 10_000, F7: 5_000 })
  expect(readdirSync(folder).sort()).toEqual(['done', 'refused'])
  expect(report('refused', 'photo.pdf.rapport.txt')).toContain('ne contient pas de données structurées')
  expect(report('done', 'lot.zip.rapport.txt')).toMatch(
    /notes\.txt · refusé[\s\S]*FA-2|FA-2[\s\S]*notes\.txt · refusé/,
  )
})

test('the same name again is filed beside the first, and nothing is doubled', async () => {
  writeFileSync(path('FA-1.pdf'), await pdfWith({ 'factur-x.xml': invoiceXml({ number: 'FA-1' }) }))
  await watch()
  expect(readdirSync(path('done'))).toEqual(
    expect.arrayContaining(['FA-1.pdf', 'FA-1 (2).pdf', 'FA-1 (2).pdf.rapport.txt']),
  )
  expect(report('done', 'FA-1 (2).pdf.rapport.txt')).toContain('déjà importé')
  expect(await openByNumber(database)).toMatchObject({ 'FA-1': 10_000 })
})

test('statuses of e-invoices have their effect, and the report says which has none', async () => {
  const about = { siren: '732829320', issuedOn: '20240110' }
  const credit = { ...about, number: 'AV-1', type: '381', code: '207', reason: 'QTE_ERR' }
  writeFileSync(path('FA-2-207.xml'), cdarXml({ ...about, number: 'FA-2', code: '207', reason: 'QTE_ERR' }))
  writeFileSync(path('AV-1-207.xml'), cdarXml({ ...credit, messageId: 'STATUS-2' }))
  writeFileSync(
    path('FA-9-210.xml'),
    cdarXml({ ...about, number: 'FA-9', code: '210', messageId: 'STATUS-3' }),
  )
  writeFileSync(path('autre.xml'), cdarXml({ ...about, siren: '552100554', messageId: 'STATUS-4' }))
  const filed = await watch()
  expect(Object.fromEntries(filed.map(({ file, outcome }) => [file, outcome]))).toEqual({
    ...{ 'FA-2-207.xml': 'done', 'AV-1-207.xml': 'done', 'FA-9-210.xml': 'done' },
    'autre.xml': 'refused',
  })
  const told = (name: string) => report('done', `${name}.rapport.txt`)
  expect(told('FA-2-207.xml')).toMatch(/FA-2 · 207 En litige[\s\S]*quantité erronée/)
  expect(told('AV-1-207.xml')).toContain('Statut d’un avoir : gardé, sans effet.')
  expect(told('FA-9-210.xml')).toMatch(/FA-9 · 210 Refusée[\s\S]*gardé, et aura son effet/)
  expect(report('refused', 'autre.xml.rapport.txt')).toContain('d’un autre vendeur (SIREN 552100554)')
  const held = await database.owner.query(
    `select i.number, b.kind from dunning_blocks b join invoices i on i.company_id = b.company_id and i.id = b.invoice_id
     where b.lifted_at is null`,
  )
  expect(held.rows).toEqual([{ number: 'FA-2', kind: 'dispute' }])
})

test('a file still being written waits until it is whole', async () => {
  const xml = invoiceXml({ number: 'FA-3' })
  writeFileSync(path('FA-3.xml'), xml.slice(0, 100))
  let written = 100
  const filed = await watch({
    // Each look at the folder finds the file longer, until all of it is there.
    isStopped: () => {
      if (written < xml.length) appendFileSync(path('FA-3.xml'), xml.slice(written, written + 900))
      written += 900
      return false
    },
  })
  expect(filed).toMatchObject([{ file: 'FA-3.xml', outcome: 'done' }])
  expect(await openByNumber(database)).toMatchObject({ 'FA-3': 10_000 })
})

test('stopped, it leaves what it has not begun', async () => {
  writeFileSync(path('FA-4.xml'), invoiceXml({ number: 'FA-4' }))
  await watch({ isStopped: () => true })
  expect(readdirSync(folder)).toContain('FA-4.xml')
})

test('a file taken away before it is read is passed over, and the next one imported', async () => {
  rmSync(path('FA-4.xml'))
  writeFileSync(path('a-reprise.xml'), invoiceXml({ number: 'FA-5' }))
  writeFileSync(path('b.xml'), invoiceXml({ number: 'FA-6' }))
  let looks = 0
  const filed = await watch({
    // Asked before each look and before each file: the second time is between the two.
    isStopped: () => {
      looks += 1
      if (looks === 3) rmSync(path('a-reprise.xml'))
      return false
    },
  })
  expect(filed).toMatchObject([{ file: 'b.xml', outcome: 'done' }])
})

test('a folder that goes away is waited for: what is dropped once it is back is imported', async () => {
  const away = `${folder}-ailleurs`
  renameSync(folder, away)
  const told: string[] = []
  let isBack = false
  const filed: FiledFile[] = []
  await watch({
    endsWhenIdle: false,
    onUnreachable: () => void told.push('gone'),
    onFiled: (one) => void filed.push(one),
    isStopped: () => {
      if (told.length > 0 && !isBack) {
        isBack = true
        renameSync(away, folder)
        writeFileSync(path('retour.xml'), invoiceXml({ number: 'FA-7' }))
      }
      return filed.length > 0
    },
  })
  expect(told).toEqual(['gone'])
  expect(filed).toMatchObject([{ file: 'retour.xml', outcome: 'done' }])
  renameSync(folder, away)
  await expect(watch()).rejects.toThrow('watch.unreachable')
  renameSync(away, folder)
})
