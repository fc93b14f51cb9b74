import { expect, test } from 'vitest'
import type { CustomerKind } from '#domain/people/parties.ts'
import { readSessionCompanies } from '#features/people/server/session-store.ts'
import { addRate, changeTerms, readRateTable } from '#features/rates/server/store.ts'
import { readInvoiceDetail } from '#features/reminders/server/invoice-detail-store.ts'
import { readWithoutRates } from '#features/reminders/server/selection-store.ts'
import { readRun } from '#features/runs/server/store.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'
import { createTestDatabase } from '../database.ts'
import type { WorldCustomer, WorldInvoice } from '../world.ts'
import { companyOpener, invoice } from './company-desk.ts'
import { found } from './desk.ts'

// What the law adds to a debt, as the letter prints it and as the detail of the invoice unfolds it.

const TODAY = '2026-09-03'
const ROLES = { everywhere: 'administrator', byCompany: {} } as const
const database = await createTestDatabase()
const openCompany = companyOpener(database)

/** A company at work on 3 September 2026, with the same hands as the screens. */
async function open(customers: readonly WorldCustomer[], today = TODAY) {
  const opened = await openCompany(customers, today)
  const { company, context, desk } = opened
  const inScope = <T>(work: (tx: ScopedTransaction) => Promise<T>) => withScope(database, context, work)
  return {
    ...opened,
    inScope,
    /** Makes the draft of all that is proposed, and returns what each letter says of penalties. */
    draft: async () => {
      const run = await desk.draft(today, today)
      const letters = await desk.letters(run)
      return { run, letters: letters.map(({ content }) => content) }
    },
    detail: (number: string) =>
      inScope((tx) => readInvoiceDetail(tx, found(company.invoices.get(number)), { on: today, today })),
    table: () => inScope((tx) => readRateTable(tx, company.code, today)),
    /** Money received that day from a customer. */
    received: async (credit: string, on: string) => {
      await database.owner.query(
        'update credits set received_on = $1 where company_id = $2 and number = $3',
        [on, company.id, credit],
      )
    },
  }
}

/** An invoice whose next letter is the formal notice, the only one that prints penalties by default. */
function noticed(number: string, dueOn: string, cents: number): WorldInvoice {
  return { ...invoice(number, dueOn, cents), level: 4, lastRemindedOn: '2026-08-20' }
}

function customer(kind: CustomerKind, invoices: readonly WorldInvoice[]): WorldCustomer {
  return { code: kind.slice(0, 8).toUpperCase(), name: `Client ${kind}`, kind, invoices }
}

test('the example of law.md on paper, to a business and to a public buyer', async () => {
  const { draft } = await open([
    customer('business', [noticed('F1', '2026-05-01', 1_000_000)]),
    customer('public', [noticed('F2', '2026-05-01', 1_000_000)]),
  ])
  const { letters } = await draft()
  expect(letters.map(({ penalties }) => penalties)).toMatchObject([
    { kind: 'owed', regime: 'business', interestCents: 42_055, feesCents: 4_000 },
    { kind: 'owed', regime: 'public', interestCents: 34_760, feesCents: 4_000 },
  ])
  // The notice demands one figure and gives its parts: 10 000 + 420,55 + 40.
  expect(JSON.stringify(letters[0]?.body)).toMatch(/10.460,55.*10.000,00.*420,55.*40,00/)
})

test('to a consumer, a non-professional or someone unknown: not a word, on any level', async () => {
  const kinds = ['consumer', 'non-professional', 'unknown'] as const
  const { draft, detail } = await open(
    kinds.map((kind) => customer(kind, [noticed(kind, '2026-05-01', 1_000_000)])),
  )
  const { letters } = await draft()
  expect(letters).toHaveLength(3)
  for (const content of letters) {
    expect(content.penalties).toBeNull()
    expect(JSON.stringify(content)).not.toMatch(/40,00|40 €|L\. 441-10/)
  }
  expect((await detail('unknown')).penalties).toEqual({ kind: 'not-owed', customerKind: 'unknown' })
})

test('before the notice no penalties are printed, and a company that shows them earlier gets them', async () => {
  const { draft, company } = await open([customer('business', [invoice('F1', '2026-05-01', 1_000_000)])])
  expect((await draft()).letters[0]?.penalties).toBeNull()
  await database.owner.query('update dunning_levels set shows_penalties = true where company_id = $1', [
    company.id,
  ])
  expect((await draft()).letters[0]?.penalties).toMatchObject({ kind: 'owed', interestCents: 42_055 })
})

test('the letter and the detail of each invoice tell the same figures, whatever was paid', async () => {
  const world = await open([
    {
      ...customer('business', [
        noticed('F1', '2026-01-31', 300_000),
        {
          ...noticed('F2', '2026-02-28', 0),
          instalments: [
            { dueOn: '2026-02-28', cents: 50_000 },
            { dueOn: '2026-06-30', cents: 70_000 },
          ],
        },
        noticed('F3', '2026-08-31', 12_345),
      ]),
      credits: [
        { number: 'VIR1', cents: 120_000, kind: 'payment' },
        { number: 'VIR2', cents: 190_000, kind: 'payment' },
        { number: 'AV1', cents: 1_000 },
      ],
    },
  ])
  await world.received('VIR1', '2026-02-15')
  await world.pay('F1', 'VIR1', 120_000)
  // Received and allocated to nothing: by law it goes to what is oldest, here the 1 790 € left of F1 once the
  // credit note of 10 € is taken off, then 110 € of the first instalment of F2.
  await world.received('VIR2', '2026-03-31')
  const { letters } = await world.draft()
  const printed = found(letters[0]).penalties
  if (printed?.kind !== 'owed') throw new Error('the notice prints penalties')
  for (const number of ['F1', 'F2', 'F3']) {
    const { penalties } = await world.detail(number)
    if (penalties.kind !== 'owed') throw new Error(`${number} is late`)
    const lines = penalties.lines.map(({ segments, interestCents }) => ({ number, segments, interestCents }))
    const own = printed.lines.filter((line) => line.number === number)
    expect(lines, number).toEqual(own.map(({ imputed: _, ...line }) => line))
    expect(penalties, number).toMatchObject({ invoiceCount: 1, feesCents: 4_000 })
  }
  // F1: the credit note never bore any. 2 990 × 12,15 % × 15 ÷ 365 = 14,9295 → 14,93, then
  // 1 790 × 12,15 % × 44 ÷ 365 = 26,2174 → 26,22, and nothing after 31 March.
  expect(printed.lines[0]).toMatchObject({ number: 'F1', interestCents: 1_493 + 2_622 })
  // F2, paid in two parts, is one invoice; F3 too: three fees.
  expect(printed.lines.map((line) => line.number)).toEqual(['F1', 'F2', 'F2', 'F3'])
  expect(printed).toMatchObject({ invoiceCount: 3, feesCents: 12_000 })
})

test('of some invoices only, a letter still tells the figures of the detail: money goes to the oldest debt', async () => {
  const world = await open([
    {
      ...customer('business', [noticed('F1', '2026-05-01', 100_000), noticed('F2', '2026-06-15', 300_000)]),
      credits: [{ number: 'VIR', cents: 50_000, kind: 'payment' }],
    },
  ])
  await world.received('VIR', '2026-06-30')
  const [client] = [...world.company.customers.values()]
  const ticked = [[found(client), found(world.company.invoices.get('F2'))]] as const
  const [letter] = await world.desk.letters(await world.desk.draftInvoices(TODAY, TODAY, ticked))
  const printed = found(letter).content.penalties
  const { penalties } = await world.detail('F2')
  if (printed?.kind !== 'owed' || penalties.kind !== 'owed') throw new Error('F2 is late')
  // 3 000 × 12,15 % × 15 ÷ 365 = 14,98 and 3 000 × 12,40 % × 65 ÷ 365 = 66,25: the 500 € went to F1.
  expect(printed.interestCents).toBe(1_498 + 6_625)
  expect(printed.lines.map(({ segments }) => segments)).toEqual(
    penalties.lines.map(({ segments }) => segments),
  )
})

test('a half-year without its rates: interest stops the day before, the 40 € remains, and everyone is told', async () => {
  const today = '2027-01-15'
  const { draft, detail, inScope, table, company } = await open(
    [customer('business', [{ ...noticed('F1', '2026-12-15', 100_000), lastRemindedOn: '2027-01-02' }])],
    today,
  )
  const lacking = () =>
    inScope(async (tx) => (await readSessionCompanies(tx, today, ROLES)).map((one) => one.lacksRates))
  const selection = { base: 'all', customers: {}, invoices: {} } as const
  const warned = (letterOn: string) =>
    inScope((tx) =>
      readWithoutRates(tx, { filter: { on: today, today, companyIds: [company.id] }, selection, letterOn }),
    )
  expect(await warned(today)).toEqual({ customers: 1, company: company.code })
  expect(await warned('2026-12-31')).toBeNull()
  const before = await draft()
  // 1 000 × 12,40 % × 16 ÷ 365 = 5,4356 → 5,44, up to 31 December.
  expect(before.letters[0]?.penalties).toMatchObject({
    kind: 'owed',
    interestCents: 544,
    feesCents: 4_000,
    missing: [{ startsOn: '2027-01-01', rate: 'ecb' }],
  })
  expect(JSON.stringify(before.letters[0]?.body)).toMatch(/1.045,44.*arrêtés au 31\/12\/2026/)
  expect(await inScope((tx) => readRun(tx, before.run))).toMatchObject({ letters: 1, withoutRates: 1 })
  expect((await detail('F1')).penalties).toMatchObject({ interestCents: 544, missing: [{ rate: 'ecb' }] })
  expect((await table()).missing).toHaveLength(2)
  expect(await lacking()).toEqual([true])
  const rate = { startsOn: '2027-01-01', ecbBasisPoints: 265, legalBasisPoints: null, source: 'BCE' }
  await inScope((tx) => addRate(tx, company.code, rate, { actor: 'Camille', today }))
  expect(await warned(today)).toBeNull()
  // 1 000 × 12,40 % × 16 ÷ 365 = 5,4356 → 5,44; 1 000 × 12,65 % × 15 ÷ 365 = 5,1986 → 5,20
  expect((await draft()).letters[0]?.penalties).toMatchObject({ kind: 'owed', interestCents: 544 + 520 })
  expect((await table()).missing).toEqual([{ startsOn: '2027-01-01', rate: 'legal' }])
  expect(await lacking()).toEqual([false])
  expect((await detail('F1')).penalties).toMatchObject({ interestCents: 1_064, missing: [] })
})

test('a correction stands in place of what it corrects, for its company alone, and both stay readable', async () => {
  const [mine, theirs] = [
    await open([customer('business', [noticed('F1', '2026-05-01', 1_000_000)])]),
    await open([customer('business', [noticed('F1', '2026-05-01', 1_000_000)])]),
  ]
  const correct = (ecbBasisPoints: number, startsOn = '2026-07-01') =>
    mine.inScope((tx) =>
      addRate(
        tx,
        mine.company.code,
        { startsOn, ecbBasisPoints, legalBasisPoints: 275, source: 'Arrêté' },
        { actor: 'Camille', today: '2026-09-03' },
      ),
    )
  // 2062 for 2026: nobody knows the rates of a half-year after the next.
  await expect(correct(300, '2062-07-01')).rejects.toMatchObject({ code: 'invalid', key: 'rates.too-far' })
  await correct(300)
  await correct(340)
  // 10 000 × 13,40 % × 65 ÷ 365 = 238,6301 → 238,63, after the 199,73 of the first half-year
  expect((await mine.draft()).letters[0]?.penalties).toMatchObject({ interestCents: 19_973 + 23_863 })
  expect((await theirs.draft()).letters[0]?.penalties).toMatchObject({ interestCents: 42_055 })
  const rows = (await mine.table()).rows.filter((row) => row.startsOn === '2026-07-01')
  expect(rows.map((row) => [row.ecb.basisPoints, row.addedBy, row.isCurrent])).toEqual([
    [340, 'Camille', true],
    [300, 'Camille', false],
    [240, null, false],
  ])
  const rewrite = mine.inScope((tx) =>
    tx
      .updateTable('company_rates')
      .set({ ecb_basis_points: 1 })
      .where('starts_on', '=', '2026-07-01')
      .execute(),
  )
  await expect(rewrite).rejects.toThrow('permission denied')
})

test('the rate a company agreed is used from the next letter on, and never saved over someone else’s', async () => {
  const { inScope, company, draft, table } = await open([
    customer('business', [noticed('F1', '2026-06-15', 100_000)]),
  ])
  const { updatedAt } = await table()
  const change = {
    agreedRate: 'fixed',
    agreedBasisPoints: 1_500,
    yearDays: '365',
    paymentsReduce: 'principal',
    updatedAt,
  } as const
  await inScope((tx) => changeTerms(tx, company.code, change, 'Camille'))
  // 1 000 × 15,00 % × 15 ÷ 365 = 6,1644 → 6,16; × 65 ÷ 365 = 26,7123 → 26,71
  expect((await draft()).letters[0]?.penalties).toMatchObject({ interestCents: 616 + 2_671 })
  await expect(
    inScope((tx) => changeTerms(tx, company.code, { ...change, agreedBasisPoints: 1_000 }, 'Dominique')),
  ).rejects.toMatchObject({ code: 'conflict', key: 'rates.terms-changed', values: { name: 'Camille' } })
})

test('the product knows every half-year from 2014 to 2026, and says which figures are not verified', async () => {
  const { table } = await open([])
  const { rows, missing } = await table()
  expect(missing).toEqual([])
  const years = Array.from({ length: 13 }, (_, index) => 2014 + index)
  const halfYears = years.flatMap((year) => [`${year}-01-01`, `${year}-07-01`]).slice(1)
  expect(rows.map((row) => row.startsOn)).toEqual(halfYears.toReversed())
  expect(rows[0]).toMatchObject({
    ecb: { basisPoints: 240, status: 'secondary' },
    legal: { basisPoints: 275, status: 'secondary' },
    individual: { basisPoints: 684, status: 'unverified' },
  })
  expect(rows.find((row) => row.startsOn === '2024-01-01')).toMatchObject({
    ecb: { basisPoints: 450, status: 'verified' },
    legal: { basisPoints: 507 },
  })
})
