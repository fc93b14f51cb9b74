import { expect, test } from 'vitest'
import { addDays } from '#domain/days-and-money/day.ts'
import { exampleBooks } from '#features/example/server/example-books.ts'
import { EXAMPLE_COMPANIES } from '#features/example/server/example-names.fr.ts'
import { loadExample } from '#features/example/server/load-example.ts'
import { readAgenda } from '#features/relation/server/agenda-store.ts'
import { withScope } from '#platform/scoped.ts'
import { createTestDatabase } from '../database.ts'
import { CONTEXT } from './import-world.ts'

const database = await createTestDatabase()

async function read<Row extends object>(query: string, values: unknown[] = []): Promise<Row[]> {
  return (await database.owner.query<Row>(query, values)).rows
}

test('the example shows every case, with its history', async () => {
  const { companies } = await loadExample(database, CONTEXT)
  expect(companies.map(({ customers, invoices }) => [customers, invoices])).toEqual([
    [36, 120],
    [24, 80],
  ])
  const levels = await read('select distinct level from instalments where open_cents > 0 order by 1')
  expect(levels).toEqual([{ level: 1 }, { level: 2 }, { level: 3 }, { level: 4 }])
  const [facts] = await read(`select
    (select count(*) > 50 from reminder_events where kind = 'import') as has_history,
    (select count(*) > 0 from instalments where open_cents between 1 and amount_cents - 1) as has_partial_payment,
    (select count(*) > 5 from (select from instalments group by company_id, invoice_id having count(*) = 2) i)
      as has_instalments,
    (select count(*) > 3 from credits where kind = 'credit-note' and open_cents > 0) as has_credit_notes,
    (select count(distinct kind) = 2 from dunning_blocks) as has_blocks,
    (select count(*) = 1 from customers where postcode is null) as has_no_address,
    (select count(distinct kind) = 5 from customers) as has_every_kind,
    (select count(distinct currency) = 2 from invoices) as has_two_currencies`)
  expect(Object.entries(facts ?? {}).filter(([, isTrue]) => !isTrue)).toEqual([])
})

test('« Relation client » has something to do on the first day', async () => {
  const companies = await read<{ id: number }>('select id from companies order by id')
  const companyIds = companies.map(({ id }) => id)
  const { parts } = await withScope(database, { ...CONTEXT, companyIds }, (tx) =>
    readAgenda(tx, { companyIds, today: CONTEXT.today, limit: 20 }),
  )
  expect(Object.fromEntries(parts.map(({ kind, count }) => [kind, count]))).toMatchObject({
    'broken-promise': 2,
    'call-back': 4,
    dispute: 2,
  })
  const waiting = await read(
    `select count(*)::int as count from dunning_blocks where kind = 'promise' and promised_on = $1`,
    [addDays(CONTEXT.today, 7)],
  )
  expect(waiting).toEqual([{ count: 2 }])
})

test('it is loaded once', async () => {
  await expect(loadExample(database, CONTEXT)).rejects.toMatchObject({ key: 'imports.example-loaded' })
})

test('the same day gives the same books', () => {
  const [company] = EXAMPLE_COMPANIES
  if (!company) throw new Error('no example company')
  expect(exampleBooks(company, 120, '2024-11-24')).toEqual(exampleBooks(company, 120, '2024-11-24'))
})
