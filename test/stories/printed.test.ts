import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { changeCompany, readCompany } from '#features/companies/server/store.ts'
import { changeCustomer, readCustomer } from '#features/customers/server/store.ts'
import { withScope } from '#platform/scoped.ts'
import { createTestDatabase } from '../database.ts'
import { companyOpener, invoice } from './company-desk.ts'
import { found } from './desk.ts'

// Each story is one trap of rules §7, met by others, on a company of its own.

const database = await createTestDatabase()
const open = companyOpener(database)

describe('what is printed', () => {
  test('text, IBAN and address changed after the draft do not change the letter', async () => {
    const { desk, company, context } = await open([
      { code: 'A', name: 'Atelier', invoices: [invoice('1', '2026-03-01')] },
    ])
    const run = await desk.draft('2026-03-30', '2026-03-31')
    const before = await desk.letters(run)
    const actor = 'Camille'
    await withScope(database, context, async (tx) => {
      await changeCompany(
        tx,
        company.code,
        {
          legalName: 'Autre nom',
          addressLines: [],
          iban: 'FR7630006000011234567890189',
          otherAccounts: [],
          updatedAt: (await readCompany(tx, company.code)).updatedAt,
        },
        actor,
      )
      const change = {
        addressLines: ['2 rue Neuve'],
        postcode: '75001',
        town: 'Paris',
        country: null,
        email: null,
        phone: null,
      }
      const customerId = found(company.customers.get('A'))
      const { updatedAt } = await readCustomer(tx, customerId)
      await changeCustomer(tx, customerId, { ...change, updatedAt, kind: 'consumer', language: 'fr' }, actor)
      await sql`insert into letter_texts (company_id, level, language, audience, version, title, body, email_subject, created_by)
        select company_id, level, language, audience, 2, 'AUTRE TITRE', body, email_subject, 'x' from letter_texts`.execute(
        tx,
      )
    })
    expect(await desk.letters(run)).toEqual(before)
  })

  test('a partial payment shows what is left, beside the amount of the instalment', async () => {
    const { desk, pay } = await open([
      {
        code: 'A',
        name: 'Atelier',
        invoices: [invoice('1', '2026-03-01')],
        credits: [{ number: 'VIR', cents: 2_500, kind: 'payment' }],
      },
    ])
    await pay('1', 'VIR', 2_500)
    const [letter] = await desk.letters(await desk.draft('2026-03-30', '2026-03-31'))
    expect(letter?.content.rows).toMatchObject([
      { amountCents: 10_000, openCents: 7_500, dueOn: '2026-03-01' },
    ])
  })

  test('a client without address is written to all the same, and said so', async () => {
    const { desk } = await open([
      { code: 'A', name: 'Atelier', postcode: null, town: null, invoices: [invoice('1', '2026-03-01')] },
    ])
    expect((await desk.list('2026-03-30'))[0]).toMatchObject({ hasAddress: false })
    const [letter] = await desk.letters(await desk.draft('2026-03-30', '2026-03-31'))
    expect(letter?.content.recipientLines).toEqual(['Atelier'])
  })

  test('a procedure changed after the first level applies to what is already reminded', async () => {
    const { desk, company } = await open([
      {
        code: 'A',
        name: 'Atelier',
        invoices: [{ ...invoice('1', '2026-03-01'), level: 2, lastRemindedOn: '2026-03-20' }],
      },
    ])
    expect((await desk.list('2026-03-25'))[0]).toMatchObject({ advisedCount: 0, daysToWait: 5 })
    await database.owner.query('update dunning_levels set gap_days = 3 where company_id = $1 and level = 2', [
      company.id,
    ])
    expect((await desk.list('2026-03-25'))[0]).toMatchObject({ advisedCount: 1, daysToWait: 0 })
  })

  test('5,000 clients go in one run', async () => {
    const { desk, company } = await open([])
    await database.owner.query(
      `with c as (
         insert into customers (company_id, code, name, postcode, town, kind, created_by, updated_by)
         select $1, 'K' || n, 'Client ' || n, '60000', 'Beauvais', 'business', 't', 't' from generate_series(1, 5000) n returning id, code),
       i as (
         insert into invoices (company_id, customer_id, number, kind, issued_on, currency, total_cents, source, source_key, created_by)
         select $1, id, code, 'invoice', '2026-01-10', 'EUR', 10000, 'manual', code, 't' from c returning id, customer_id, source_key)
       insert into instalments (company_id, invoice_id, customer_id, currency, source_key, due_on, amount_cents)
       select $1, id, customer_id, 'EUR', source_key, '2026-03-01', 10000 from i`,
      [company.id],
    )
    await database.refreshStatistics()
    const result = await desk.remind('2026-03-30', '2026-03-31')
    expect(result).toEqual({ confirmed: 5_000, toReview: [] })
  })
})
