import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { describeError, openLog } from './log.ts'

test('what PostgreSQL quotes of a row never reaches the log', () => {
  const error = Object.assign(new Error('invalid input syntax for type date: "Mme Durand"'), {
    severity: 'ERROR',
    code: '23505',
    detail: 'Key (email)=(durand@example.fr) already exists.',
    table: 'customers',
    constraint: 'customers_email_key',
  })
  const described = describeError(error)
  expect(described).toMatchObject({ code: '23505', message: 'customers customers_email_key' })
  expect(JSON.stringify(described)).not.toMatch(/Durand|durand@/)
})

test('an error of ours keeps its message, where it happened, and its cause', () => {
  const described = describeError(new TypeError('no such level', { cause: new RangeError('5') }))
  expect(described).toMatchObject({
    type: 'TypeError',
    message: 'no such level',
    cause: { type: 'RangeError', message: '5' },
  })
  expect(described.stack).toContain('log.test.ts')
})

function logIn(dataDir: string) {
  onTestFinished(() => rmSync(dataDir, { recursive: true, force: true }))
  return openLog({ dataDir, databaseUrl: null, logLevel: 'info' })
}

test.runIf(existsSync('/dev/full'))('a disk that is full holds up no one: the log is silent', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'relances-log-'))
  symlinkSync('/dev/full', join(dataDir, 'relances.log'))
  const log = logIn(dataDir)
  for (let n = 0; n < 3_000; n += 1) log.error({ err: new Error('x'.repeat(1_000)) }, 'request failed')
})

test('an error is logged with what it was', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'relances-log-'))
  logIn(dataDir).error({ err: new RangeError('out of paper') }, 'import failed')
  expect(readFileSync(join(dataDir, 'relances.log'), 'utf8')).toContain(
    '"type":"RangeError","message":"out of paper"',
  )
})
