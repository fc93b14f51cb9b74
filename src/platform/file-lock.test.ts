import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { lockFile } from './file-lock.ts'

const folder = mkdtempSync(join(tmpdir(), 'relances-lock-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

test('one process alone holds a file, or several share it', async () => {
  const file = join(folder, 'users')
  const first = await lockFile(file, 'shared')
  const second = await lockFile(file, 'shared')
  expect(second).not.toBeNull()
  expect(await lockFile(file, 'exclusive')).toBeNull()
  first?.release()
  second?.release()
  const alone = await lockFile(file, 'exclusive')
  expect(alone).not.toBeNull()
  expect(await lockFile(file, 'shared')).toBeNull()
  alone?.release()
})

test('waits for a lock about to be released', async () => {
  const file = join(folder, 'start')
  const first = await lockFile(file, 'exclusive')
  setTimeout(() => first?.release(), 100)
  const second = await lockFile(file, 'exclusive', 5_000)
  expect(second).not.toBeNull()
  second?.release()
})

test('a killed process leaves no lock behind', async () => {
  const file = join(folder, 'server')
  const module = new URL('./file-lock.ts', import.meta.url).href
  const program = `const { lockFile } = await import(${JSON.stringify(module)})
    const lock = await lockFile(${JSON.stringify(file)}, 'exclusive')
    process.stdout.write(lock ? 'held' : 'refused')
    setInterval(() => lock, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', program])
  const said = await new Promise((resolve) => child.stdout.once('data', (text) => resolve(String(text))))
  expect(said).toBe('held')
  expect(await lockFile(file, 'exclusive')).toBeNull()
  child.kill('SIGKILL')
  await new Promise((resolve) => child.once('exit', resolve))
  const lock = await lockFile(file, 'exclusive')
  expect(lock).not.toBeNull()
  lock?.release()
})
