import { expect, test } from 'vitest'
import type { StartingLevels } from '#features/starting-levels/contract.ts'
import { startingLevelRoutes } from '#features/starting-levels/server/routes.ts'
import { setInvoiceLevels } from '#ledger/levels.ts'
import { findContradictions } from '#ledger/verify.ts'
import { withScope } from '#platform/scoped.ts'
import { routerOf } from '#platform/serve.ts'
import { createTestDatabase } from '../database.ts'
import { openApi } from './api-caller.ts'
import { companyOpener } from './company-desk.ts'
import { found } from './desk.ts'

// Menuiserie Lambert imports its ledger on 31 March 2026, with debts of every age. With the usual procedure, letters
// would have left at 8, 18 and 30 days.

const TODAY = '2026-03-31'
const database = await createTestDatabase()
const openCompany = companyOpener(database)
const api = openApi(database, routerOf(database, startingLevelRoutes), TODAY)

const debt = (number: string, dueOn: string, cents: number) => ({
  number,
  issuedOn: '2025-06-01',
  dueOn,
  cents,
})

test('old debts begin where their age puts them, as history that can be taken back', async () => {
  const { company, context } = await openCompany(
    [
      {
        code: 'DUPONT',
        name: 'Dupont',
        invoices: [debt('F1', '2025-06-26', 120_000), debt('F2', '2026-03-10', 5_000)],
      },
      {
        code: 'LEROY',
        name: 'Leroy',
        invoices: [debt('F3', '2026-02-20', 30_000), debt('F4', '2026-03-25', 800)],
      },
      { code: 'KNOWN', name: 'Known', invoices: [{ ...debt('F5', '2025-09-01', 700), level: 2 as const }] },
    ],
    TODAY,
  )
  const path = `/api/companies/${company.code}/starting-levels`
  const levels = async () => {
    const { rows } = await database.owner.query<{ number: string; level: number }>(
      'select v.number, i.level from instalments i join invoices v on v.id = i.invoice_id where v.company_id = $1 order by 1',
      [company.id],
    )
    return rows.map(({ number, level }) => `${number}:${level}`).join(' ')
  }
  const shown = await api.get<StartingLevels>(path)
  // 6 days late may begin at the first level; what an import knew is not asked about.
  expect(shown).toMatchObject({
    decided: 0,
    groups: [
      {
        proposed: 3,
        instalments: 2,
        customers: 2,
        amounts: [{ currency: 'EUR', cents: 150_000 }],
        leastDaysLate: 39,
        mostDaysLate: 278,
        example: { name: 'Dupont', number: 'F1', dueOn: '2025-06-26', audience: 'business' },
      },
      { proposed: 2, instalments: 1, mostDaysLate: 21 },
    ],
  })
  const choices = [
    { proposed: 3, level: 3, instalments: 2 },
    { proposed: 2, level: 1, instalments: 1 },
  ]
  const stale = [{ proposed: 3, level: 3, instalments: 1 }]
  expect(await api.refused('POST', path, { choices: stale })).toMatchObject({ status: 409 })
  expect(await levels()).toBe('F1:1 F2:1 F3:1 F4:1 F5:2')
  expect(await api.post(path, { choices })).toEqual({ changed: 3 })
  expect(await levels()).toBe('F1:3 F2:1 F3:3 F4:1 F5:2')
  // What was left at the first level was chosen too: nothing is asked again.
  expect(await api.get<StartingLevels>(path)).toEqual({ groups: [], decided: 3 })

  // Leroy has been moved by hand since: that stands.
  await withScope(database, context, (tx) =>
    setInvoiceLevels(tx, {
      companyIds: [company.id],
      invoiceIds: [found(company.invoices.get('F3'))],
      level: 2,
      reason: 'a appelé',
      actor: 'Camille',
    }),
  )
  expect(await api.post(`${path}/undoing`, {})).toEqual({ changed: 2 })
  expect(await levels()).toBe('F1:1 F2:1 F3:2 F4:1 F5:2')
  expect(await api.get<StartingLevels>(path)).toMatchObject({
    decided: 0,
    groups: [
      { proposed: 3, instalments: 1 },
      { proposed: 2, instalments: 1 },
    ],
  })
  expect(await withScope(database, context, (tx) => findContradictions(tx))).toEqual([])
})
