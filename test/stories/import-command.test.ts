import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import type { Command } from '#cli/command.ts'
import { compare } from '#cli/compare.ts'
import { importFiles } from '#cli/import.ts'
import { openByNumber } from '../database/import-world.ts'
import { createTestDatabase, ownerUrl } from '../database.ts'
import { temporaryFolder } from '../temporary-folder.ts'

// The office of Rivière imports at the command line: it looks first, keeps what changes as a file, then compares.

const database = await createTestDatabase()
const folder = temporaryFolder()
const file = (name: string, ...lines: readonly string[]) => {
  const path = join(folder, name)
  writeFileSync(path, lines.join('\r\n'))
  return path
}
const list = file(
  'factures.csv',
  'Client;N° facture;Date facture;Échéance;Montant TTC;Reste dû',
  'Dupont;F1;15/01/2024;14/02/2024;1200,00;1200,00',
  'Martin;F2;15/01/2024;14/02/2024;600,00;480,00',
)

async function run(command: Command, ...args: readonly string[]) {
  vi.stubEnv('DATABASE_URL', ownerUrl(database))
  vi.stubEnv('RELANCES_DATA', folder)
  vi.stubEnv('RELANCES_LOG', 'silent')
  const printed: string[] = []
  const io = { out: (text: string) => void printed.push(text), err: () => undefined }
  try {
    const exit = await command([...args, '--json'], io)
    return { exit, result: JSON.parse(printed.join('')) }
  } finally {
    vi.unstubAllEnvs()
  }
}

const into = ['--company', 'RIV', '--company-name', 'Rivière', '--today', '2024-05-01']

test('--preview writes nothing to the books, and --changes writes all that would change as a file', async () => {
  const changes = join(folder, 'changes.csv')
  const { exit, result } = await run(importFiles, list, ...into, '--preview', '--changes', changes)
  expect(exit).toBe(0)
  expect(result).toMatchObject({ openCents: 168_000, created: { invoices: 2, customers: 2 } })
  expect(await openByNumber(database, 'RIV')).toEqual({})
  const written = readFileSync(changes, 'utf8')
  for (const text of ['F1', 'F2', 'Dupont', 'Martin']) expect(written).toContain(text)
  expect(written).toMatch(/1200[.,]00/)
  expect(written).toMatch(/480[.,]00/)
})

test('the import does what was shown; changes go to one file of a kind it knows', async () => {
  const workbook = join(folder, 'changes.xlsx')
  expect((await run(importFiles, list, ...into, '--changes', workbook)).exit).toBe(0)
  expect(await openByNumber(database, 'RIV')).toEqual({ F1: 120_000, F2: 48_000 })
  expect(readFileSync(workbook).subarray(0, 2).toString()).toBe('PK')
  await expect(run(importFiles, list, ...into, '--changes', join(folder, 'changes.pdf'))).rejects.toThrow()
})

test('a balance by client is compared with the books: what differs is told, and nothing is imported', async () => {
  const right = file('balance.csv', 'Code;Client;Solde', 'DUPONT;Dupont;1200,00', 'MARTIN;Martin;480,00')
  const agreed = await run(compare, right, '--company', 'RIV')
  expect(agreed).toMatchObject({ exit: 0, result: { differing: 0 } })
  const wrong = file('balance-2.csv', 'Code;Client;Solde', 'DUPONT;Dupont;1320,00', 'MARTIN;Martin;480,00')
  const differing = await run(compare, wrong, '--company', 'RIV')
  expect(differing).toMatchObject({ exit: 1, result: { differing: 1 } })
  expect(JSON.stringify(differing.result)).toContain('132000')
  expect(await openByNumber(database, 'RIV')).toEqual({ F1: 120_000, F2: 48_000 })
  await expect(run(compare, list, '--company', 'RIV')).rejects.toThrow()
})

test('--strict refuses a list of which the sum owed depends on an answer, and --answers gives it', async () => {
  const doubtful = file(
    'etats.csv',
    'Client;N° facture;Date facture;Échéance;Montant TTC;État',
    'Leroy;F9;15/01/2024;14/02/2024;90,00;Clôturée',
  )
  expect((await run(importFiles, doubtful, ...into, '--strict')).exit).toBe(1)
  expect(await openByNumber(database, 'RIV')).not.toHaveProperty('F9')
  const answers = JSON.stringify({ 'unknown-state:cloturee': 'open' })
  const { result } = await run(importFiles, doubtful, ...into, '--strict', '--answers', answers)
  expect(result.doubts).toMatchObject([{ answer: 'open', setsAside: true }])
  expect(await openByNumber(database, 'RIV')).toMatchObject({ F9: 9_000 })
})
