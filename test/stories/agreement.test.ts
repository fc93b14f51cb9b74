import { expect, test } from 'vitest'
import { type BlockKind, isBlockActive } from '#domain/blocks.ts'
import { addDays } from '#domain/day.ts'
import { LEVELS } from '#domain/levels.ts'
import { advisedOn, DEFAULT_TIMINGS, daysToWait } from '#domain/procedure.ts'
import { addBlock } from '#features/blocks/store.ts'
import { readInvoicesOfCustomer } from '#features/reminders/invoice-store.ts'
import { withScope } from '#platform/scoped.ts'
import { createTestDatabase } from '../database.ts'
import { buildCompany, contextFor } from '../world.ts'
import { found, openDesk } from './desk.ts'

// As a company is born.
const USUAL_OPEN_DAYS = { skipsWeekends: true, holidays: 'france', closures: [] } as const

// The list is computed by SQL, the rules are told in src/domain: here they are made to agree.

const database = await createTestDatabase()
const ON = '2026-03-30'

test('the advice of the list is that of the procedure, for every level, delay and last reminder', async () => {
  const cases = LEVELS.flatMap((level) =>
    [0, 7, 8, 14, 15, 29, 30, 44, 45, 46].flatMap((late) =>
      [null, 0, 6, 7, 9, 10, 11].map((since) => ({
        level,
        dueOn: addDays(ON, -late),
        lastRemindedOn: since === null ? null : addDays(ON, -since),
      })),
    ),
  )
  const company = await buildCompany(database, {
    code: 'ACCORD',
    legalName: 'Accord parfait',
    customers: [
      {
        code: 'A',
        name: 'Atelier',
        invoices: cases.map((one, index) => ({
          number: `F${index}`,
          issuedOn: '2026-01-01',
          cents: 100,
          ...one,
        })),
      },
    ],
  })
  const asked = {
    companyIds: [company.id],
    customerId: found(company.customers.get('A')),
    currency: 'EUR',
    on: ON,
  }
  const rows = await withScope(database, contextFor([company.id], '2026-03-31'), (tx) =>
    readInvoicesOfCustomer(tx, asked),
  )
  const listed = new Map(rows.map((row) => [row.number, row.daysToWait]))
  expect(listed.size).toBe(cases.length)
  for (const [index, one] of cases.entries()) {
    const expected = daysToWait(
      advisedOn({ ...one, hadFormalNotice: false }, DEFAULT_TIMINGS),
      ON,
      USUAL_OPEN_DAYS,
    )
    expect([one, listed.get(`F${index}`)]).toEqual([one, expected])
  }
})

test('a block holds in the list exactly as long as the rule says', async () => {
  const kind: BlockKind = 'dispute'
  const ends = [null, addDays(ON, -1), ON, addDays(ON, 1)]
  const company = await buildCompany(database, {
    code: 'BLOCS',
    legalName: 'Blocs et Cie',
    customers: ends.map((_, index) => ({
      code: `C${index}`,
      name: `Client ${index}`,
      invoices: [{ number: `F${index}`, issuedOn: '2026-01-01', dueOn: '2026-02-01', cents: 100 }],
    })),
  })
  const context = contextFor([company.id], '2026-03-31')
  await withScope(database, context, async (tx) => {
    for (const [index, endsOn] of ends.entries()) {
      const customerId = found(company.customers.get(`C${index}`))
      await addBlock(tx, { customerId, kind, reason: '', ...(endsOn === null ? {} : { endsOn }) }, 'Camille')
    }
  })
  const listed = (await openDesk(database, context).list(ON)).map((row) => row.code)
  const expected = ends
    .map((endsOn, index) => ({ code: `C${index}`, isActive: isBlockActive({ endsOn, isLifted: false }, ON) }))
    .filter((one) => !one.isActive)
  expect(listed).toEqual(expected.map((one) => one.code))
})
