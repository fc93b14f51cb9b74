import { expect, test } from 'vitest'
import { countSetAsideReasons, readSetAsidePage } from '#features/reminders/server/set-aside-store.ts'
import { narrowToCompanies } from '#platform/company-scope.ts'
import { withScope } from '#platform/scoped.ts'
import { CONTEXT, importText } from '../database/import-world.ts'
import { createTestDatabase } from '../database.ts'

// « Écartés » of Moreau: two readings to confirm, an invoice without a due date, a client whose credit covers it.

const database = await createTestDatabase()
const LIST = [
  'Client;N° facture;Échéance;Montant TTC;Statut',
  'Leroy;F1;31/01/2024;120,00;Clôturée',
  'Leroy;F2;29/02/2024;80,00;Clôturée',
  'Martin;F3;29/02/2024;50,00;Impayée',
  'Martin;AV1;;-60,00;',
  'Roux;F4;31/01/2024;30,00;Impayée',
].join('\r\n')

test('each reason is counted, and asked for alone gives its items and nothing else', async () => {
  await importText(database, LIST, { company: 'MOREAU' })
  const context = await narrowToCompanies(database, CONTEXT, ['MOREAU'])
  const filter = { on: CONTEXT.today, today: CONTEXT.today, companyIds: context.companyIds }
  const { reasons } = await withScope(database, context, (tx) => countSetAsideReasons(tx, filter))
  expect(reasons).toEqual([
    { reason: 'to-confirm', count: 2 },
    { reason: 'credit-covers', count: 1 },
  ])
  const listed = async (reason?: 'to-confirm' | 'credit-covers' | 'dispute') => {
    const page = await withScope(database, context, (tx) =>
      readSetAsidePage(tx, { ...filter, reason }, { limit: 50 }),
    )
    return page.rows.map(({ number }) => number)
  }
  expect(await listed()).toEqual(['F1', 'F2', 'F3'])
  expect(await listed('to-confirm')).toEqual(['F1', 'F2'])
  expect(await listed('credit-covers')).toEqual(['F3'])
  expect(await listed('dispute')).toEqual([])
})
