import { readFileSync, statSync } from 'node:fs'
import { expect, test } from 'vitest'
import { temporaryFolder } from '../../test/temporary-folder.ts'
import { openSealer, sealingKeyFile } from './sealing.ts'
import { readSecret } from './secret.ts'

const dataDir = temporaryFolder()
const here = { secret: null, dataDir }
const PASSWORD = 'Chêne-massif-12'

test('what is sealed is read by this installation, for what it was sealed for', () => {
  const sealed = openSealer(here).seal(PASSWORD, 'sending-account 1 7')
  expect(Buffer.from(sealed).includes(PASSWORD)).toBe(false)
  // At the next start too.
  expect(openSealer(here).open(sealed, 'sending-account 1 7')).toBe(PASSWORD)
  expect(openSealer(here).open(sealed, 'sending-account 2 7')).toBeNull()
})

test('the same twice is sealed otherwise each time, and altered it is not read', () => {
  const sealer = openSealer(here)
  const [first, second] = [sealer.seal(PASSWORD, 'a'), sealer.seal(PASSWORD, 'a')]
  expect(Buffer.from(first).equals(second)).toBe(false)
  const altered = Buffer.from(first)
  altered[altered.length - 1] = (altered.at(-1) ?? 0) ^ 1
  expect(sealer.open(altered, 'a')).toBeNull()
  expect(sealer.open(first.subarray(0, 20), 'a')).toBeNull()
})

test('the key is a file of its own: the secret that backups hold opens nothing', () => {
  const sealed = openSealer(here).seal(PASSWORD, 'a')
  const secret = readSecret(here)
  expect(readFileSync(sealingKeyFile(here), 'utf8')).not.toBe(secret)
  expect(openSealer({ secret, dataDir }).open(sealed, 'a')).toBeNull()
  if (process.platform !== 'win32') expect(statSync(sealingKeyFile(here)).mode & 0o777).toBe(0o600)
})

test('servers that share RELANCES_SECRET read each other; another installation reads nothing', () => {
  const shared = 'x'.repeat(40)
  const sealed = openSealer({ secret: shared, dataDir }).seal(PASSWORD, 'a')
  expect(openSealer({ secret: shared, dataDir: temporaryFolder() }).open(sealed, 'a')).toBe(PASSWORD)
  expect(openSealer({ secret: null, dataDir: temporaryFolder() }).open(sealed, 'a')).toBeNull()
})
