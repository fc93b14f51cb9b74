import { expect, test } from 'vitest'
import { NOTHING_SELECTED, tickCustomer } from '#domain/dunning/selection.ts'
import { readSelectionSummary } from '#features/reminders/server/selection-store.ts'
import { readCustomerPage } from '#features/reminders/server/store.ts'
import { cancelRun } from '#features/runs/server/cancel-letters.ts'
import { confirmRun } from '#features/runs/server/confirm-run.ts'
import { createDraft } from '#features/runs/server/create-draft.ts'
import { readTotals } from '#ledger/proposed-totals.ts'
import { withScope } from '#platform/scoped.ts'
import { createTestDatabase } from '../database.ts'
import { buildManualWorld } from '../manual-world.ts'
import { contextFor } from '../world.ts'

const database = await createTestDatabase()
const company = await buildManualWorld(database)
const context = contextFor([company.id], '2024-01-29')
const filter = { on: '2024-01-25', today: '2024-01-26', companyIds: [company.id] }
const byName = { ...filter, sort: 'name', direction: 'asc', limit: 50 } as const

test('at 25/01/2024 the page proposes DEMO, PROFR and TRU with their levels and amounts', async () => {
  const page = await withScope(database, context, (tx) => readCustomerPage(tx, byName))
  expect(page.rows.map((row) => [row.code, row.invoiceCount, row.level, row.amountCents])).toEqual([
    ['DEMO', 1, 3, 500],
    ['PROFR', 1, 2, 49_320],
    ['TRU', 2, 1, 75_500],
  ])
  const totals = await withScope(database, context, (tx) => readTotals(tx, filter))
  expect(totals).toMatchObject({ customers: 3, invoices: 4, amounts: [{ currency: 'EUR', cents: 125_320 }] })
})

test('ticking PROFR selects one client for 493,20 €, and confirming its letter moves it to level 3', async () => {
  const key = `${company.customers.get('PROFR')}:EUR`
  const selection = tickCustomer(NOTHING_SELECTED, key, true)
  const summary = await withScope(database, context, (tx) => readSelectionSummary(tx, filter, selection))
  expect(summary).toMatchObject({ customers: 1, invoices: 1, amounts: [{ currency: 'EUR', cents: 49_320 }] })

  const order = { filter, selection, letterOn: '2024-01-29' }
  const draft = await withScope(database, context, (tx) => createDraft(tx, order, 'Camille'))
  expect(draft.letters).toBe(1)
  expect(await levelOf('PROFR')).toBe(2)

  const result = await confirmRun(database, context, draft.run)
  expect(result).toEqual({ confirmed: 1, toReview: [] })
  expect(await levelOf('PROFR')).toBe(3)

  expect(await cancelRun(database, context, draft.run)).toEqual({ cancelled: 1, refused: [] })
  expect(await levelOf('PROFR')).toBe(2)
})

async function levelOf(code: string): Promise<number | undefined> {
  const page = await withScope(database, context, (tx) => readCustomerPage(tx, byName))
  return page.rows.find((row) => row.code === code)?.level
}
