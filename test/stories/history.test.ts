import { expect, test } from 'vitest'
import { cancelRun } from '#features/runs/server/cancel-letters.ts'
import { readRun } from '#features/runs/server/store.ts'
import { setProposedLevels } from '#ledger/levels.ts'
import { findContradictions } from '#ledger/verify.ts'
import { withScope } from '#platform/scoped.ts'
import { createTestDatabase } from '../database.ts'
import { buildCompany, contextFor } from '../world.ts'
import { found, openDesk } from './desk.ts'

const database = await createTestDatabase()
const company = await buildCompany(database, {
  code: 'SERRES',
  legalName: 'Serres du Val',
  customers: Array.from({ length: 20 }, (_, index) => ({
    code: `C${index}`,
    name: `Client ${index}`,
    invoices: [
      {
        number: `F${index}`,
        issuedOn: '2026-01-10',
        dueOn: '2026-02-10',
        cents: 12_345,
        level: index % 2 === 0 ? 1 : 3,
      },
    ],
  })),
})
const context = contextFor([company.id], '2026-03-31')
const desk = openDesk(database, context)
const verify = () => withScope(database, context, findContradictions)

test('after letters, levels by hand and undone runs, every level and date is rebuilt from history', async () => {
  const first = await desk.draft('2026-03-01', '2026-03-02')
  await desk.confirm(first)
  await withScope(database, context, (tx) =>
    setProposedLevels(tx, {
      companyIds: context.companyIds,
      on: '2026-03-01',
      today: '2026-03-31',
      customerId: found(company.customers.get('C3')),
      currency: 'EUR',
      level: 2,
      reason: 'erreur de saisie',
      actor: 'Camille',
    }),
  )
  const second = await desk.draft('2026-03-15', '2026-03-16')
  await desk.confirm(second)
  expect(await verify()).toEqual([])
  expect(await cancelRun(database, context, second)).toMatchObject({ cancelled: 20, refused: [] })
  expect(await withScope(database, context, (tx) => readRun(tx, second))).toMatchObject({
    status: 'cancelled',
    standing: { letters: 0, netAmounts: [] },
    cancelledNetAmounts: [{ currency: 'EUR', cents: 246_900 }],
  })
  expect(await verify()).toEqual([])
})

test('undoing goes last one first; a level set by hand since forbids it for that client only', async () => {
  const runs = await database.owner.query('select id from runs where company_id = $1 order by id', [
    company.id,
  ])
  const result = await cancelRun(database, context, Number(runs.rows[0].id))
  expect(result.cancelled).toBe(19)
  expect(result.refused.map((letter) => letter.code)).toEqual(['C3'])
  // Of twenty letters of 123,45 € one still stands, and the history counts that one.
  const run = await withScope(database, context, (tx) => readRun(tx, Number(runs.rows[0].id)))
  expect(run).toMatchObject({
    status: 'confirmed',
    letters: 20,
    cancelled: 19,
    netAmounts: [{ currency: 'EUR', cents: 246_900 }],
    standing: {
      letters: 1,
      amounts: [{ currency: 'EUR', cents: 12_345 }],
      netAmounts: [{ currency: 'EUR', cents: 12_345 }],
    },
    cancelledNetAmounts: [{ currency: 'EUR', cents: 234_555 }],
  })
  expect(await desk.state(found(company.instalments.get('F0')))).toMatchObject({
    level: 1,
    last_reminded_on: null,
  })
  expect(await verify()).toEqual([])
})

test.each([
  'update reminder_events set reason = null',
  'delete from reminder_events',
  'truncate reminder_events cascade',
])('the database itself refuses to rewrite history: %s', async (statement) => {
  await expect(database.owner.query(statement)).rejects.toThrow('append-only')
})

test('a level changed behind the back of history is found', async () => {
  await database.owner.query('update instalments set level = 4 where id = $1', [
    company.instalments.get('F1'),
  ])
  expect(await verify()).toEqual([
    { kind: 'level', companyId: company.id, id: company.instalments.get('F1') },
  ])
})
