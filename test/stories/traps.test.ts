import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { addBlock, liftBlock } from '#features/blocks/store.ts'
import { changeCompany } from '#features/companies/store.ts'
import { changeCustomer } from '#features/customers/store.ts'
import { allocate } from '#ledger/allocations.ts'
import { withScope } from '#platform/scoped.ts'
import { createTestDatabase } from '../database.ts'
import { type BuiltCompany, buildCompany, contextFor, type WorldCustomer } from '../world.ts'
import { found, openDesk } from './desk.ts'

// Each story is one trap of rules §7, met by others, on a company of its own.

const database = await createTestDatabase()
let companies = 0

async function open(customers: readonly WorldCustomer[], today = '2026-03-31') {
  companies += 1
  const company = await buildCompany(database, {
    code: `C${companies}`,
    legalName: 'Menuiserie Lambert',
    customers,
  })
  const context = contextFor([company.id], today)
  return { company, context, desk: openDesk(database, context) }
}

function invoice(number: string, dueOn: string | null, cents = 10_000) {
  return { number, issuedOn: '2026-01-10', dueOn, cents }
}

function id(company: BuiltCompany, number: string): number {
  return found(company.instalments.get(number))
}

describe('what is proposed', () => {
  test('an invoice due on the day asked is proposed, one due the day after is not', async () => {
    const { desk } = await open([
      { code: 'A', name: 'Atelier', invoices: [invoice('1', '2026-03-30'), invoice('2', '2026-03-31')] },
    ])
    const [row] = await desk.list('2026-03-30')
    expect(row).toMatchObject({ invoiceCount: 1, amountCents: 10_000, daysLate: 0 })
  })

  test('a day missed loses nothing: the advice holds after the exact day', async () => {
    const { desk } = await open([{ code: 'A', name: 'Atelier', invoices: [invoice('1', '2026-03-01')] }])
    expect((await desk.list('2026-03-08'))[0]).toMatchObject({ advisedCount: 0, daysToWait: 1 })
    expect((await desk.list('2026-03-09'))[0]).toMatchObject({ advisedCount: 1, daysToWait: 0 })
    expect((await desk.list('2026-03-27'))[0]).toMatchObject({ advisedCount: 1, daysToWait: 0 })
  })

  test('a draft invoice and a settled one are never proposed', async () => {
    const { desk } = await open([
      { code: 'A', name: 'Atelier', invoices: [{ ...invoice('1', '2026-03-01'), status: 'draft' }] },
    ])
    expect(await desk.list('2026-03-30')).toEqual([])
    expect(await desk.setAside('2026-03-30')).toEqual([])
  })

  test('two companies may have the same client code: two rows, two letters', async () => {
    const customers = [{ code: 'DUPONT', name: 'Dupont', invoices: [invoice('1', '2026-03-01')] }]
    const one = await open(customers)
    const two = await open(customers)
    const context = contextFor([one.company.id, two.company.id], '2026-03-31')
    const desk = openDesk(database, context)
    const rows = await desk.list('2026-03-30')
    expect(rows.map((row) => [row.company, row.code])).toEqual([
      [one.company.code, 'DUPONT'],
      [two.company.code, 'DUPONT'],
    ])
    const run = await desk.draft('2026-03-30', '2026-03-31')
    expect((await desk.letters(run)).map((letter) => letter.companyId)).toEqual([
      one.company.id,
      two.company.id,
    ])
  })

  test('two currencies make two rows and two letters, never one sum', async () => {
    const { desk } = await open([
      {
        code: 'A',
        name: 'Atelier',
        invoices: [
          invoice('1', '2026-03-01', 10_000),
          { ...invoice('2', '2026-03-01', 7_000), currency: 'CHF' },
        ],
      },
    ])
    const rows = await desk.list('2026-03-30')
    expect(rows.map((row) => [row.currency, row.amountCents])).toEqual([
      ['CHF', 7_000],
      ['EUR', 10_000],
    ])
    const letters = await desk.letters(await desk.draft('2026-03-30', '2026-03-31'))
    expect(letters.map((letter) => [letter.content.currency, letter.content.netCents])).toEqual([
      ['CHF', 7_000],
      ['EUR', 10_000],
    ])
  })

  test('a credit as large as the debt sets the client aside, levels unchanged', async () => {
    const { desk, company } = await open([
      {
        code: 'A',
        name: 'Atelier',
        invoices: [invoice('1', '2026-03-01')],
        credits: [{ number: 'AV1', cents: 10_000 }],
      },
      {
        code: 'B',
        name: 'Bois',
        invoices: [invoice('2', '2026-03-01')],
        credits: [{ number: 'AV2', cents: 4_000 }],
      },
    ])
    expect(await desk.setAside('2026-03-30')).toEqual([['A', '1', 'credit-covers']])
    const rows = await desk.list('2026-03-30')
    expect(rows.map((row) => [row.code, row.amountCents, row.creditCents])).toEqual([['B', 10_000, 4_000]])
    const [letter] = await desk.letters(await desk.draft('2026-03-30', '2026-03-31'))
    expect(letter?.content).toMatchObject({ instalmentsCents: 10_000, netCents: 6_000 })
    expect(letter?.content.creditRows).toMatchObject([{ number: 'AV2', openCents: -4_000 }])
    expect(await desk.state(id(company, '1'))).toMatchObject({ level: 1 })
  })

  test('under the minimum of the company: set aside with its reason', async () => {
    const { desk, company } = await open([
      { code: 'A', name: 'Atelier', invoices: [invoice('1', '2026-03-01', 900)] },
    ])
    await database.owner.query('update companies set minimum_cents = 1000 where id = $1', [company.id])
    expect(await desk.setAside('2026-03-30')).toEqual([['A', '1', 'under-minimum']])
  })

  test('no due date: never proposed, listed with the reason', async () => {
    const { desk } = await open([{ code: 'A', name: 'Atelier', invoices: [invoice('1', null)] }])
    expect(await desk.list('2026-03-30')).toEqual([])
    expect(await desk.setAside('2026-03-30')).toEqual([['A', '1', 'no-due-date']])
  })

  test('half now, half later: only the half that is due is proposed, and only it moves', async () => {
    const halves = [
      { dueOn: '2026-03-01', cents: 5_000 },
      { dueOn: '2026-06-01', cents: 5_000 },
    ]
    const { desk, company } = await open([
      { code: 'A', name: 'Atelier', invoices: [{ ...invoice('1', null), instalments: halves }] },
    ])
    expect((await desk.list('2026-03-30'))[0]).toMatchObject({ invoiceCount: 1, amountCents: 5_000 })
    await desk.remind('2026-03-30', '2026-03-31')
    expect(await desk.state(id(company, '1/1'))).toMatchObject({ level: 2, last_reminded_on: '2026-03-31' })
    expect(await desk.state(id(company, '1/2'))).toMatchObject({ level: 1, last_reminded_on: null })
  })

  test('a provisional entry is proposed with its mark, unless the company excludes it', async () => {
    const { desk, company } = await open([
      { code: 'A', name: 'Atelier', invoices: [{ ...invoice('1', '2026-03-01'), isProvisional: true }] },
    ])
    expect((await desk.list('2026-03-30'))[0]).toMatchObject({ hasProvisional: true })
    await database.owner.query('update companies set excludes_provisional = true where id = $1', [company.id])
    expect(await desk.setAside('2026-03-30')).toEqual([['A', '1', 'provisional']])
  })
})

describe('blocks', () => {
  test('a dispute on one invoice leaves the other; a promise ends by itself; lifting brings back', async () => {
    const { desk, company, context } = await open([
      { code: 'A', name: 'Atelier', invoices: [invoice('1', '2026-03-01'), invoice('2', '2026-03-02')] },
    ])
    const customerId = found(company.customers.get('A'))
    const block = {
      customerId,
      reason: 'porte rayée',
      kind: 'dispute',
      invoiceId: found(company.invoices.get('1')),
    } as const
    const dispute = await withScope(database, context, (tx) => addBlock(tx, block, 'Camille'))
    expect(await desk.setAside('2026-03-30')).toEqual([['A', '1', 'dispute']])
    expect((await desk.list('2026-03-30'))[0]).toMatchObject({ invoiceCount: 1, amountCents: 10_000 })

    const promise = { customerId, reason: '', kind: 'promise', endsOn: '2026-04-05' } as const
    await withScope(database, context, (tx) => addBlock(tx, promise, 'Camille'))
    expect(await desk.list('2026-03-30')).toEqual([])
    const later = openDesk(database, { ...context, today: '2026-04-10' })
    expect((await later.list('2026-04-06'))[0]).toMatchObject({ amountCents: 10_000 })
    await withScope(database, context, (tx) => liftBlock(tx, dispute, undefined, 'Camille'))
    expect((await later.list('2026-04-06'))[0]).toMatchObject({ amountCents: 20_000 })
  })

  test('a dispute opened after the draft sends that letter to review, the others go through', async () => {
    const { desk, company, context } = await open([
      { code: 'A', name: 'Atelier', invoices: [invoice('1', '2026-03-01')] },
      { code: 'B', name: 'Bois', invoices: [invoice('2', '2026-03-01')] },
    ])
    const run = await desk.draft('2026-03-30', '2026-03-31')
    const block = { customerId: found(company.customers.get('A')), reason: '', kind: 'dispute' } as const
    await withScope(database, context, (tx) => addBlock(tx, block, 'Camille'))
    expect(await desk.confirm(run)).toMatchObject({
      confirmed: 1,
      toReview: [{ code: 'A', reason: 'blocked' }],
    })
    expect(await desk.state(id(company, '1'))).toMatchObject({ level: 1 })
  })
})

describe('levels and confirmation', () => {
  test('level 4 stays at 4 and may be reminded again', async () => {
    const { desk, company } = await open([
      { code: 'A', name: 'Atelier', invoices: [{ ...invoice('1', '2026-01-15'), level: 4 }] },
    ])
    await desk.remind('2026-03-30', '2026-03-31')
    expect(await desk.state(id(company, '1'))).toMatchObject({ level: 4, last_reminded_on: '2026-03-31' })
    expect((await desk.list('2026-03-30'))[0]).toMatchObject({ level: 4 })
  })

  test('the oldest invoice is paid between two levels: the other one skips none', async () => {
    const { desk, company, context } = await open([
      {
        code: 'A',
        name: 'Atelier',
        invoices: [{ ...invoice('1', '2026-01-15'), level: 3 }, invoice('2', '2026-03-01')],
        credits: [{ number: 'VIR', cents: 10_000, kind: 'payment' }],
      },
    ])
    await withScope(database, context, async (tx) => {
      const credit = await tx
        .selectFrom('credits')
        .select('id')
        .where('number', '=', 'VIR')
        .where('company_id', '=', company.id)
        .executeTakeFirstOrThrow()
      await allocate(
        tx,
        company.id,
        { instalmentId: id(company, '1'), creditId: credit.id, amountCents: 10_000 },
        'Camille',
      )
    })
    const [letter] = await desk.letters(await desk.draft('2026-03-30', '2026-03-31'))
    expect(letter?.content.level).toBe(1)
  })

  test('each instalment of a letter moves to its own next level; the letter has the highest', async () => {
    const { desk, company } = await open([
      {
        code: 'A',
        name: 'Atelier',
        invoices: [{ ...invoice('1', '2026-01-15'), level: 3 }, invoice('2', '2026-03-01')],
      },
    ])
    const run = await desk.draft('2026-03-30', '2026-03-31')
    expect((await desk.letters(run))[0]?.content.level).toBe(3)
    await desk.confirm(run)
    expect([await desk.state(id(company, '1')), await desk.state(id(company, '2'))]).toMatchObject([
      { level: 4 },
      { level: 2 },
    ])
  })

  test('two users confirm the same run at once: each level moves once', async () => {
    const customers = Array.from({ length: 450 }, (_, index) => ({
      code: `C${index}`,
      name: `Client ${index}`,
      invoices: [invoice(`F${index}`, '2026-03-01')],
    }))
    const { desk, company } = await open(customers)
    const run = await desk.draft('2026-03-30', '2026-03-31')
    const results = await Promise.all([desk.confirm(run), desk.confirm(run), desk.confirm(run)])
    expect(results.map((result) => result.toReview)).toEqual([[], [], []])
    expect(results.at(-1)?.confirmed).toBe(450)
    const events = await database.owner.query(
      "select count(*)::int as events, count(distinct instalment_id)::int as instalments from reminder_events where company_id = $1 and kind = 'letter'",
      [company.id],
    )
    expect(events.rows[0]).toEqual({ events: 450, instalments: 450 })
  })

  test('an instalment reminded by another run meanwhile goes to review', async () => {
    const { desk, company } = await open([
      { code: 'A', name: 'Atelier', invoices: [invoice('1', '2026-03-01')] },
    ])
    const first = await desk.draft('2026-03-30', '2026-03-31')
    const second = await desk.draft('2026-03-30', '2026-03-31')
    await desk.confirm(second)
    expect(await desk.confirm(first)).toMatchObject({ confirmed: 0, toReview: [{ reason: 'level-changed' }] })
    expect(await desk.state(id(company, '1'))).toMatchObject({ level: 2 })
  })

  test('a payment allocated after the draft: that letter is put to review as settled', async () => {
    const { desk, company, context } = await open([
      {
        code: 'A',
        name: 'Atelier',
        invoices: [invoice('1', '2026-03-01'), invoice('2', '2026-03-02', 50_000)],
        credits: [{ number: 'CHQ', cents: 10_000, kind: 'payment' }],
      },
    ])
    const run = await desk.draft('2026-03-30', '2026-03-31')
    await withScope(database, context, async (tx) => {
      const credit = await tx
        .selectFrom('credits')
        .select('id')
        .where('number', '=', 'CHQ')
        .where('company_id', '=', company.id)
        .executeTakeFirstOrThrow()
      await allocate(
        tx,
        company.id,
        { instalmentId: id(company, '1'), creditId: credit.id, amountCents: 10_000 },
        'Camille',
      )
    })
    expect(await desk.confirm(run)).toMatchObject({ confirmed: 0, toReview: [{ reason: 'settled' }] })
  })

  test('one letter that cannot be written does not stop the run', async () => {
    const { desk, company } = await open([
      { code: 'A', name: 'Atelier', invoices: [invoice('1', '2026-03-01')] },
      { code: 'B', name: 'Bois', invoices: [invoice('2', '2026-03-01')] },
    ])
    const run = await desk.draft('2026-03-30', '2026-03-31')
    // A constraint of the database that only this instalment breaks.
    await database.owner.query(
      `alter table reminder_events add constraint broken check (instalment_id <> ${id(company, '1')}) not valid`,
    )
    const result = await desk.confirm(run)
    await database.owner.query('alter table reminder_events drop constraint broken')
    expect(result).toMatchObject({ confirmed: 1, toReview: [{ code: 'A', reason: 'failed' }] })
    expect(await desk.state(id(company, '2'))).toMatchObject({ level: 2 })
  })
})

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
        { legalName: 'Autre nom', addressLines: [], iban: 'FR7630006000011234567890189' },
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
      await changeCustomer(
        tx,
        found(company.customers.get('A')),
        { ...change, kind: 'consumer', language: 'fr' },
        actor,
      )
      await sql`insert into letter_texts (company_id, level, language, audience, version, title, body, email_subject, created_by)
        select company_id, level, language, audience, 2, 'AUTRE TITRE', body, email_subject, 'x' from letter_texts`.execute(
        tx,
      )
    })
    expect(await desk.letters(run)).toEqual(before)
  })

  test('a partial payment shows what is left, beside the amount of the instalment', async () => {
    const { desk, company, context } = await open([
      {
        code: 'A',
        name: 'Atelier',
        invoices: [invoice('1', '2026-03-01')],
        credits: [{ number: 'VIR', cents: 2_500, kind: 'payment' }],
      },
    ])
    await withScope(database, context, async (tx) => {
      const credit = await tx
        .selectFrom('credits')
        .select('id')
        .where('company_id', '=', company.id)
        .executeTakeFirstOrThrow()
      await allocate(
        tx,
        company.id,
        { instalmentId: id(company, '1'), creditId: credit.id, amountCents: 2_500 },
        'Camille',
      )
    })
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
    expect((await desk.list('2026-03-25'))[0]).toMatchObject({ advisedCount: 0, daysToWait: 2 })
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
