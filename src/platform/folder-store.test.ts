import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { digestOfBlob } from './blob-store.ts'
import { openFolderStore } from './folder-store.ts'

const folder = mkdtempSync(join(tmpdir(), 'relances-store-'))
afterAll(() => rmSync(folder, { recursive: true }))
const store = openFolderStore(folder)

async function textOf(name: string, part?: { start: number; end: number }): Promise<string> {
  const chunks: Uint8Array[] = []
  for await (const chunk of store.read(name, part)) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

test('bytes come back whole or in part, with the digest they came with', async () => {
  async function* slowly() {
    yield Buffer.from('Facture F-1 : ')
    yield Buffer.from('120,00 €')
  }
  const stored = await store.put('deposits/un', slowly())
  expect(stored.bytes).toBe(24)
  expect(stored.sha256).toBe(await digestOfBlob(store, 'deposits/un'))
  expect(await textOf('deposits/un')).toBe('Facture F-1 : 120,00 €')
  expect(await textOf('deposits/un', { start: 8, end: 11 })).toBe('F-1')
  expect(await textOf('deposits/un', { start: 14, end: 10_000 })).toBe('120,00 €')
  expect(await textOf('deposits/un', { start: 3, end: 3 })).toBe('')
})

test('what breaks off half-way leaves what had the name before, and no draft', async () => {
  await store.put('deposits/deux', Buffer.from('avant'))
  async function* broken() {
    yield Buffer.from('après')
    throw new Error('connection lost')
  }
  await expect(store.put('deposits/deux', broken())).rejects.toThrow('connection lost')
  expect(await textOf('deposits/deux')).toBe('avant')
  expect(readdirSync(join(folder, 'deposits')).sort()).toEqual(['deux', 'un'])
})

test('a name is taken once by whoever wants to be first', async () => {
  const won = await Promise.all(['a', 'b', 'c'].map((text) => store.putFirst('mark', Buffer.from(text))))
  expect(won.filter(Boolean)).toHaveLength(1)
  expect(['a', 'b', 'c'][won.indexOf(true)]).toBe(await textOf('mark'))
})

test('what is not there is null or missing, and removing it does nothing', async () => {
  expect(await store.size('deposits/rien')).toBeNull()
  expect(await digestOfBlob(store, 'deposits/rien')).toBeNull()
  await store.remove('deposits/rien')
  await store.remove('deposits/deux')
  expect(await store.size('deposits/deux')).toBeNull()
})

test('a list has what begins so, and no file that is being written', async () => {
  await store.put('archive/ab/un.pdf', Buffer.from('un'))
  await store.put('archive/cd/deux.pdf', Buffer.from('deux'))
  writeFileSync(join(folder, 'archive/cd/trois.pdf.0123456789ab~'), 'tro')
  const names = async (prefix: string) => {
    const found: string[] = []
    for await (const { name, bytes } of store.list(prefix)) found.push(`${name} ${bytes}`)
    return found
  }
  expect(await names('archive/')).toEqual(['archive/ab/un.pdf 2', 'archive/cd/deux.pdf 4'])
  expect(await names('archive/cd/d')).toEqual(['archive/cd/deux.pdf 4'])
  expect(await names('nothing/')).toEqual([])
})

test.each(['../secret', 'archive//x', '/etc/passwd', '', 'a/../b', '.hidden', 'a\\b', 'é'])(
  'the name %j leads nowhere',
  async (name) => {
    await expect(store.put(name, Buffer.from('x'))).rejects.toThrow('no name of a blob')
  },
)
