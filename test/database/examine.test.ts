import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { examine, type Finding } from '#platform/examine.ts'
import { createTestDatabase } from '../database.ts'
import { ledger } from './import-ledger.ts'
import { importText } from './import-world.ts'

// What an administrator is told of a database that somebody has damaged, and that nobody is told of a sound one.

const database = await createTestDatabase()
const dataDir = mkdtempSync(join(tmpdir(), 'relances-doctor-'))
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

async function found(): Promise<readonly Finding[]> {
  const findings = await examine(database, { dataDir, databaseUrl: null })
  // The disk of whoever runs the tests is their own affair; the server of the tests has its upkeep switched off.
  return findings.filter(({ kind }) => kind !== 'little-room' && kind !== 'no-autovacuum')
}

test('a database in use that lacks nothing has nothing to report', async () => {
  await importText(database, ledger().sale('2024-09-02', 'LAMBERT', 'FA-1', 100_000, { entry: 'V1' }).text())
  expect(await found()).toEqual([])
})

test('an index that is gone, and a trigger switched off, are named with what puts them back', async () => {
  await database.owner.query(
    'drop index customer_sums_balance; alter table instalments disable trigger sums_update',
  )
  try {
    expect(await found()).toEqual([
      {
        kind: 'missing-index',
        values: {
          name: 'customer_sums_balance',
          definition:
            'create index customer_sums_balance on customer_sums (company_id, balance_cents) where balance_cents <> 0',
        },
      },
      { kind: 'disabled-trigger', values: { table: 'instalments', name: 'sums_update' } },
    ])
  } finally {
    await database.owner.query(
      'create index customer_sums_balance on customer_sums (company_id, balance_cents) where balance_cents <> 0; alter table instalments enable trigger sums_update',
    )
  }
  expect(await found()).toEqual([])
})
