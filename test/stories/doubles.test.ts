import { expect, test, vi } from 'vitest'
import { verify } from '#cli/verify.ts'
import { createTestDatabase, ownerUrl } from '../database.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { openDoubledBooks } from './doubled-books.ts'

// Atelier du Lin imported one list twice under two codes, with the version before: every invoice is there twice.

const database = await createTestDatabase()
await openDoubledBooks(database)
const folder = temporaryFolder()

/** What a command answers: its code, the JSON it prints, and what it says beside. */
async function run(command: typeof verify, ...args: string[]) {
  vi.stubEnv('DATABASE_URL', ownerUrl(database))
  vi.stubEnv('RELANCES_DATA', folder)
  vi.stubEnv('RELANCES_TODAY', '2026-03-02')
  vi.stubEnv('RELANCES_LOG', 'silent')
  const [printed, said]: [string[], string[]] = [[], []]
  const io = { out: (text: string) => void printed.push(text), err: (text: string) => void said.push(text) }
  try {
    const code = await command([...args, '--json'], io)
    return { code, result: JSON.parse(printed.join('')), said: said.join('') }
  } finally {
    vi.unstubAllEnvs()
  }
}

interface Listed {
  readonly kind: string
  readonly likeness: string
  readonly sides: readonly { readonly name: string; readonly customerCode: string }[]
}

test('verify lists the doubles that are likely, and does not fail for them', async () => {
  const { code, result, said } = await run(verify)
  const seen = (result.likelyDoubles as Listed[]).map(({ kind, likeness, sides }) => [
    ...[kind, likeness],
    ...sides.map(({ name, customerCode }) => `${customerCode}: ${name}`),
  ])
  expect(seen).toEqual([
    ['customers', 'same', '411DUP: Dupont et fils', 'C00042: DUPONT ET FILS'],
    ['customers', 'asked', 'c1: Martin', 'C 1: C 1'],
    ['invoices', 'same', '411DUP: F1', 'C00042: F1'],
    ['invoices', 'same', '411DUP: F2', 'C00042: F2'],
  ])
  expect(said).toContain('doublons probables dans les livres : 4')
  expect(result.contradictions).toEqual([])
  // The archive of 0.1.0's example letters is elsewhere: a missing file is a fault, a likely double is none.
  expect(code).toBe(result.archiveFaults.length + result.documentFaults.length > 0 ? 1 : 0)
  expect(result.isClean).toBe(code === 0)
})
