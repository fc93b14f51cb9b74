import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from '#domain/days-and-money/day.ts'
import { type BlockKind, isBlockActive } from '#domain/dunning/blocks.ts'
import { LEVELS } from '#domain/dunning/levels.ts'
import { advisedOn, DEFAULT_TIMINGS, daysToWait } from '#domain/dunning/procedure.ts'
import { NOTHING_SELECTED } from '#domain/dunning/selection.ts'
import { imputeCredits, imputedCents, settledByExpected } from '#domain/receivables/imputation.ts'
import { readInvoicesOfCustomer } from '#features/reminders/server/invoice-store.ts'
import { readAsked } from '#ledger/asked.ts'
import { addBlock } from '#ledger/blocks.ts'
import { readTotals } from '#ledger/proposed-totals.ts'
import { rebuildSums } from '#ledger/sums.ts'
import { withScope } from '#platform/scoped.ts'
import { createTestDatabase } from '../database.ts'
import { type BuiltCompany, buildCompany, contextFor } from '../world.ts'
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
    today: ON,
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

// Blocks, provisional entries, small amounts, numbers named, payments to come: all that may turn a credit away from
// what the page proposes.
const bookOf = fc.record({
  minimumCents: fc.constantFrom(0, 150),
  minimumItemCents: fc.constantFrom(0, 60),
  excludesProvisional: fc.boolean(),
  customers: fc.array(
    fc.record({
      invoices: fc.array(
        fc.record({
          cents: fc.integer({ min: 20, max: 300 }),
          late: fc.integer({ min: -3, max: 60 }),
          isBlocked: fc.boolean(),
          isProvisional: fc.boolean(),
        }),
        { minLength: 1, maxLength: 5 },
      ),
      credits: fc.array(
        fc.record({
          cents: fc.integer({ min: 10, max: 600 }),
          since: fc.integer({ min: -4, max: 30 }),
          names: fc.option(fc.integer({ min: 1, max: 5 })),
          kind: fc.constantFrom('payment' as const, 'credit-note' as const),
        }),
        { maxLength: 3 },
      ),
    }),
    { minLength: 4, maxLength: 8 },
  ),
})

test('what the page, its totals, « Écartés » and the selection say of credits is what the rule says', async () => {
  let companies = 0
  await fc.assert(
    fc.asyncProperty(bookOf, async (book) => {
      companies += 1
      const world = book.customers.map((customer, index) => ({
        code: `K${index}`,
        name: `Client ${index}`,
        invoices: customer.invoices.map((one, rank) => ({
          number: `K${index}-${rank + 1}`,
          issuedOn: '2025-12-01',
          dueOn: addDays(ON, -one.late),
          cents: one.cents,
          isProvisional: one.isProvisional,
        })),
        credits: customer.credits.map((one, rank) => ({
          number: `AV${rank}`,
          cents: one.cents,
          kind: one.kind,
          receivedOn: addDays(ON, -one.since),
          label: one.names === null ? 'sans objet' : `votre facture K${index}-${one.names}`,
        })),
      }))
      const company = await buildCompany(database, {
        code: `IMP${companies}`,
        legalName: 'Imputations',
        customers: world,
      })
      await database.owner.query(
        'update companies set minimum_cents = $1, minimum_item_cents = $2, excludes_provisional = $3 where id = $4',
        [book.minimumCents, book.minimumItemCents, book.excludesProvisional, company.id],
      )
      const context = contextFor([company.id], ON)
      await withScope(database, context, async (tx) => {
        for (const [index, { invoices }] of book.customers.entries())
          for (const [rank, { isBlocked }] of invoices.entries()) {
            if (!isBlocked) continue
            const customerId = found(company.customers.get(`K${index}`))
            const invoiceId = found(company.invoices.get(`K${index}-${rank + 1}`))
            await addBlock(tx, { customerId, invoiceId, kind: 'dispute', reason: '' }, 'Camille')
          }
      })
      const expected = world.map((customer, index) =>
        naive(customer, found(book.customers[index]), book, company),
      )
      const desk = openDesk(database, context)
      const listed = (await desk.list(ON)).map((row) => [row.code, row.amountCents, row.netCents])
      const shown = expected.filter((one) => one.isShown)
      expect(listed).toEqual(shown.map((one) => [one.code, one.gross, one.net]))
      const asked = { on: ON, today: ON, companyIds: [company.id] }
      const totals = await withScope(database, context, (tx) => readTotals(tx, asked))
      const sum = (cents: readonly number[]) => cents.reduce((total, one) => total + one, 0)
      expect(totals.amounts.map(({ cents }) => cents)).toEqual(
        shown.length ? [sum(shown.map((one) => one.gross))] : [],
      )
      expect(totals.netAmounts.map(({ cents }) => cents)).toEqual(
        shown.length ? [sum(shown.map((one) => one.net))] : [],
      )
      // From the rows alone, which this filter asks for, and from sums counted for that very day.
      const ofRows = await withScope(database, context, (tx) =>
        readTotals(tx, { ...asked, notRemindedForDays: 0 }),
      )
      expect(ofRows).toEqual(totals)
      await withScope(database, context, (tx) => rebuildSums(tx, addDays(ON, 1)))
      expect(await withScope(database, context, (tx) => readTotals(tx, asked))).toEqual(totals)
      const setAside = await desk.setAside(ON)
      expect(setAside).toHaveLength(totals.setAside)
      expect(
        new Set(
          setAside.filter(([, , reason]) => reason === 'payment-under-way').map(([, number]) => number),
        ),
      ).toEqual(new Set(expected.flatMap((one) => one.underWay)))
      const all = { ...NOTHING_SELECTED, base: 'all' } as const
      const told = await withScope(database, context, (tx) => readAsked(tx, asked, all, ON))
      expect(told.amounts.map(({ netCents }) => netCents)).toEqual(
        totals.netAmounts.map(({ cents }) => cents),
      )
      expect(told.letters).toBe(shown.length)
    }),
    { numRuns: 25 },
  )
}, 60_000)

/** What the rule says of one client, counted here from its invoices and credits alone. */
function naive(
  customer: {
    readonly code: string
    readonly credits: readonly {
      readonly receivedOn: string
      readonly label: string
      readonly cents: number
      readonly kind: 'payment' | 'credit-note'
    }[]
    readonly invoices: readonly {
      readonly number: string
      readonly dueOn: string
      readonly cents: number
      readonly isProvisional: boolean
    }[]
  },
  { invoices }: { readonly invoices: readonly { readonly isBlocked: boolean }[] },
  settings: {
    readonly minimumCents: number
    readonly minimumItemCents: number
    readonly excludesProvisional: boolean
  },
  company: BuiltCompany,
) {
  const due = customer.invoices
    .map((one, rank) => ({
      id: found(company.instalments.get(one.number)),
      invoiceId: found(company.invoices.get(one.number)),
      number: one.number,
      dueOn: one.dueOn,
      openCents: one.cents,
      isBlocked: found(invoices[rank]).isBlocked,
      isLeftOut: (one.isProvisional && settings.excludesProvisional) || one.cents < settings.minimumItemCents,
    }))
    .filter((one) => one.dueOn <= ON)
  const credits = customer.credits.map((one, rank) => ({
    id: rank,
    kind: one.kind,
    correctsInvoiceId: null,
    texts: [one.label],
    receivedOn: one.receivedOn,
    openCents: one.cents,
  }))
  const underWay = settledByExpected(due, credits, ON)
  const proposed = due.filter((one) => !one.isBlocked && !one.isLeftOut && !underWay.has(one.id))
  const gross = proposed.reduce((sum, one) => sum + one.openCents, 0)
  const { parts } = imputeCredits(due, credits, ON)
  const net = gross - imputedCents(parts, new Set(proposed.map(({ id }) => id)))
  const isShown = proposed.length > 0 && net >= Math.max(settings.minimumCents, 1)
  const late = due.filter((one) => !one.isBlocked && !one.isLeftOut && underWay.has(one.id))
  return { code: customer.code, gross, net, isShown, underWay: late.map((one) => one.number) }
}
