import { afterAll, expect, test } from 'vitest'
import { NOTHING_SELECTED, tickCustomer } from '#domain/dunning/selection.ts'
import { readCustomerPage } from '#features/reminders/server/store.ts'
import { confirmRun } from '#features/runs/server/confirm-run.ts'
import { createDraft } from '#features/runs/server/create-draft.ts'
import { openDatabase } from '#platform/database.ts'
import { withScope } from '#platform/scoped.ts'
import { buildManualWorld } from '../manual-world.ts'
import { contextFor } from '../world.ts'
import { prepareForRelances, startDebianPostgresql } from './debian-postgresql.ts'

// The oldest PostgreSQL that the README promises, as Debian 12 installs it, prepared as the README says.

const server = await startDebianPostgresql()
afterAll(() => server.stop())

const databaseUrl = await prepareForRelances(server.admin)
const database = await openDatabase(
  { dataDir: '/unused', databaseUrl },
  { role: 'server', say: () => undefined },
)
afterAll(() => database.close())

test('the example of the manual goes to its next level on it', async () => {
  const company = await buildManualWorld(database)
  const context = contextFor([company.id], '2024-01-29')
  const filter = { on: '2024-01-25', today: '2024-01-29', companyIds: [company.id] }
  const selection = tickCustomer(NOTHING_SELECTED, `${company.customers.get('PROFR')}:EUR`, true)
  const order = { filter, selection, letterOn: '2024-01-29' }
  const draft = await withScope(database, context, (tx) => createDraft(tx, order, 'Camille'))
  expect(await confirmRun(database, context, draft.run)).toMatchObject({ confirmed: 1, toReview: [] })
  const page = await withScope(database, context, (tx) =>
    readCustomerPage(tx, { ...filter, sort: 'name', direction: 'asc', limit: 50 }),
  )
  expect(page.rows.map((row) => [row.code, row.level, row.amountCents])).toEqual([
    ['DEMO', 3, 500],
    ['PROFR', 3, 49_320],
    ['TRU', 1, 75_500],
  ])
})
