import { expect, test } from 'vitest'
import { readStatement } from '#features/customers/server/statement-store.ts'
import { readTimeline } from '#features/customers/server/timeline-store.ts'
import { readCreditRecord } from '#features/receivables/server/credit-store.ts'
import { readInvoiceDetail } from '#features/reminders/server/invoice-detail-store.ts'
import { allocateCredit, cancelAllocation } from '#ledger/allocate.ts'
import { payPenalties, readPenaltiesFor } from '#ledger/penalty-payments.ts'
import { returnPayment } from '#ledger/return-payment.ts'
import { findContradictions } from '#ledger/verify.ts'
import { LETTERHEAD } from '#letters/letter-fixture.fr.ts'
import { renderArchive } from '#letters/render.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'
import { createTestDatabase } from '../database.ts'
import { textOfPdf } from '../pdf-text.ts'
import type { WorldCustomer, WorldInvoice } from '../world.ts'
import { companyOpener, instalment, invoice } from './company-desk.ts'
import { found } from './desk.ts'

// Garage Morel pays the formal notice to the cent: 10 000 € of principal, 420,55 € of interest, 40 € of indemnity.

const TODAY = '2026-09-03'
const database = await createTestDatabase()
const openCompany = companyOpener(database)

const noticed = (number: string, dueOn: string, cents: number): WorldInvoice => ({
  ...invoice(number, dueOn, cents),
  level: 4,
  lastRemindedOn: '2026-08-20',
})
const received = (number: string, cents: number) =>
  ({ number, cents, kind: 'payment', receivedOn: TODAY }) as const

async function open(customer: Partial<WorldCustomer>) {
  const opened = await openCompany(
    [{ code: 'MOREL', name: 'Garage Morel', kind: 'business', invoices: [], ...customer }],
    TODAY,
  )
  const { company, context } = opened
  const inScope = <T>(work: (tx: ScopedTransaction) => Promise<T>) => withScope(database, context, work)
  const by = { today: TODAY, actor: 'Camille' }
  const credit = async (number: string) => {
    const { rows } = await database.owner.query<{ id: string; open_cents: string }>(
      'select id, open_cents from credits where company_id = $1 and number = $2',
      [company.id, number],
    )
    const { id, open_cents } = found(rows[0])
    return { id: Number(id), openCents: Number(open_cents) }
  }
  return {
    ...opened,
    inScope,
    credit,
    customerId: found(company.customers.get('MOREL')),
    /** Settles an invoice by a payment. */
    settle: async (number: string, by: string, amountCents: number) => {
      const shares = [{ instalmentId: instalment(company, number), amountCents }]
      const order = { creditId: (await credit(by)).id, shares, origin: 'manual', actor: 'Camille' } as const
      await inScope((tx) => allocateCredit(tx, order))
    },
    /** « Affecter aux pénalités et indemnités » */
    pay: async (number: string, shares?: readonly [invoice: string, amountCents: number][]) => {
      const { id: creditId } = await credit(number)
      const wanted = shares?.map(([invoice, amountCents]) => ({
        invoiceId: found(company.invoices.get(invoice)),
        amountCents,
      }))
      return await inScope((tx) => payPenalties(tx, { creditId, shares: wanted, ...by }))
    },
    offered: async (number: string) => {
      const { id } = await credit(number)
      return await inScope((tx) => readPenaltiesFor(tx, id, TODAY))
    },
    statement: async () =>
      await inScope((tx) =>
        readStatement(tx, found(company.customers.get('MOREL')), {
          from: '2026-01-01',
          on: '2026-12-31',
          today: '2026-12-31',
        }),
      ),
  }
}

test('what a payment has above the principal pays its interest and its indemnity, and is a credit no more', async () => {
  const morel = await open({
    invoices: [noticed('F1', '2026-05-01', 1_000_000), invoice('F2', '2026-09-01', 50_000)],
    credits: [received('VIR', 1_046_055)],
  })
  await morel.settle('F1', 'VIR', 1_000_000)
  // Left alone it would be taken off F2, which is another debt.
  expect(await morel.desk.list('2026-09-02')).toMatchObject([
    { code: 'MOREL', amountCents: 50_000, netCents: 3_945 },
  ])
  expect(await morel.offered('VIR')).toMatchObject([
    {
      number: 'F1',
      interestCents: 42_055,
      feeCents: 4_000,
      paidCents: 0,
      leftCents: 46_055,
      suggestedCents: 46_055,
    },
    { number: 'F2', suggestedCents: 0 },
  ])
  const { allocationIds, leftCents } = await morel.pay('VIR')
  expect([allocationIds.length, leftCents, (await morel.credit('VIR')).openCents]).toEqual([1, 0, 0])
  expect(await morel.desk.list('2026-09-02')).toMatchObject([{ amountCents: 50_000, netCents: 50_000 }])
  expect((await morel.offered('VIR')).map((row) => row.number)).toEqual(['F2'])

  // The account is balanced: what was paid of penalties was owed, and F2 is all that is left.
  const { periods, openItems } = await morel.statement()
  expect(periods[0]?.movements.map(({ kind, cents }) => [kind, cents])).toEqual([
    ['invoice', 1_000_000],
    ['invoice', 50_000],
    ['penalties', 46_055],
    ['payment', -1_046_055],
  ])
  expect(periods[0]?.closingCents).toBe(50_000)
  expect(openItems).toMatchObject([{ kind: 'instalment', number: 'F2', openCents: 50_000 }])

  // Its history says so, and its record; taking it back makes a credit of it again.
  const timeline = await morel.inScope((tx) =>
    readTimeline(tx, morel.customerId, { only: 'money', limit: 50 }, { today: TODAY, language: 'fr' }),
  )
  expect(timeline.rows.filter((row) => row.allocation?.paysPenalties)).toMatchObject([
    { kind: 'allocation', amountCents: 46_055, actor: 'Camille', allocation: { invoiceNumber: 'F1' } },
  ])
  const { id } = await morel.credit('VIR')
  const record = await morel.inScope((tx) => readCreditRecord(tx, id))
  expect(record.allocations.map((one) => [one.invoice.number, one.amountCents, one.paysPenalties])).toEqual([
    ['F1', 46_055, true],
    ['F1', 1_000_000, false],
  ])
  expect(await morel.inScope(findContradictions)).toEqual([])
  const order = { allocationId: found(allocationIds[0]), reason: 'Erreur', actor: 'Camille' }
  await morel.inScope((tx) => cancelAllocation(tx, order))
  expect((await morel.credit('VIR')).openCents).toBe(46_055)
  expect((await morel.statement()).periods[0]?.closingCents).toBe(3_945)
  expect(await morel.inScope(findContradictions)).toEqual([])
})

test('a letter takes off what was paid of its penalties, and is to review when more is paid', async () => {
  const morel = await open({
    invoices: [noticed('F1', '2026-05-01', 1_000_000)],
    credits: [received('CHQ', 10_000)],
  })
  await morel.pay('CHQ', [['F1', 10_000]])
  const run = await morel.desk.draft('2026-09-02', TODAY)
  const [letter] = await morel.desk.letters(run)
  const content = found(letter).content
  expect(content).toMatchObject({
    netCents: 1_000_000,
    demandedCents: 1_036_055,
    penalties: { interestCents: 42_055, feesCents: 4_000, paidCents: 10_000 },
  })
  const words = (await textOfPdf(renderArchive(LETTERHEAD, content).pdf)).replaceAll(/\s+/g, ' ')
  expect(words).toContain('Déjà réglé au titre des intérêts et indemnités −100,00 €')
  expect(words).toContain('sous déduction de 100,00 € déjà réglés à ce titre')
  expect(words).toContain('10 360,55 €')
  const detail = await morel.inScope((tx) =>
    readInvoiceDetail(tx, found(morel.company.invoices.get('F1')), { on: TODAY, today: TODAY }),
  )
  expect(detail.penalties).toMatchObject({ kind: 'owed', paidCents: 10_000 })

  await database.owner.query(
    `insert into credits (company_id, customer_id, kind, number, received_on, currency, amount_cents, source, source_key,
       created_by)
     values ($1, $2, 'payment', 'CHQ2', $3, 'EUR', 5000, 'manual', 'manual:chq2', 'Camille')`,
    [morel.company.id, morel.customerId, TODAY],
  )
  await morel.pay('CHQ2', [['F1', 5_000]])
  expect(await morel.desk.confirm(run)).toMatchObject({
    confirmed: 0,
    toReview: [
      {
        code: 'MOREL',
        reason: 'credits-changed',
        review: { changes: [{ kind: 'penalties', before: 10_000, after: 15_000 }] },
      },
    ],
  })
})

test('never more than is owed, of nobody who owes none, and undone when the payment comes back', async () => {
  const morel = await open({
    invoices: [noticed('F1', '2026-05-01', 1_000_000)],
    credits: [received('VIR', 1_100_000), { number: 'AV', cents: 1_000, kind: 'credit-note' }],
  })
  await expect(morel.pay('VIR', [['F1', 46_056]])).rejects.toMatchObject({
    key: 'receivables.not-enough-penalties',
  })
  await expect(morel.pay('AV')).rejects.toMatchObject({ key: 'receivables.not-a-payment' })
  expect(await morel.pay('VIR')).toMatchObject({ leftCents: 1_053_945 })
  await expect(morel.pay('VIR')).rejects.toMatchObject({ key: 'receivables.no-penalties' })
  const { id: creditId } = await morel.credit('VIR')
  const order = { creditId, returnedOn: TODAY, reason: 'Provision insuffisante', actor: 'Camille' }
  await morel.inScope((tx) => returnPayment(tx, order))
  expect(await morel.inScope(findContradictions)).toEqual([])
  expect((await morel.statement()).periods[0]?.closingCents).toBe(999_000)

  const consumer = await open({
    kind: 'consumer',
    invoices: [noticed('F1', '2026-05-01', 1_000_000)],
    credits: [received('VIR', 5_000)],
  })
  expect(await consumer.offered('VIR')).toEqual([])
  await expect(consumer.pay('VIR')).rejects.toMatchObject({ key: 'receivables.no-penalties' })
})
