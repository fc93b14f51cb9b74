import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LogEvent } from 'kysely'
import { expect, test } from 'vitest'
import { openLog } from './log.ts'
import { noteSlow, readSlowStatements, shapeOf } from './slow-statements.ts'

test('a shape holds no value, whether beside the statement or in its text', () => {
  const statement =
    "/* plan kept */ select name\n  from customers where code = $12 and town = 'L''Isle' limit 51"
  expect(shapeOf(statement)).toBe('select name from customers where code = $12 and town = ? limit ?')
})

test('what took more than half a second is in the log, and told once for each shape', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'relances-slow-'))
  try {
    const config = { dataDir, databaseUrl: null, logLevel: 'info' } as const
    const note = noteSlow(openLog(config))
    const ran = (queryDurationMillis: number, sql: string) =>
      note({ level: 'query', query: { sql }, queryDurationMillis } as LogEvent)
    ran(499, 'select 1 from invoices')
    ran(700, 'select $1::text from customers')
    ran(1_900, 'select $1::text  from customers')
    appendFileSync(join(dataDir, 'relances.log'), '{"time":1,"msg":"slow statement"')
    expect(await readSlowStatements(config, 0)).toEqual([
      { statement: 'select $1::text from customers', calls: 2, worstMs: 1_900 },
    ])
    expect(await readSlowStatements(config, Number.MAX_SAFE_INTEGER)).toEqual([])
  } finally {
    rmSync(dataDir, { recursive: true, force: true })
  }
})

test('a folder without a log has nothing slow', async () => {
  expect(await readSlowStatements({ dataDir: '/nowhere', databaseUrl: null }, 0)).toEqual([])
})
