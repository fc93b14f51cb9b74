// Over 300 lines because its stories share one desk, where promises, payments and the agenda meet.
import { expect, test } from 'vitest'
import { ageBand } from '#domain/receivables/aged-balance.ts'
import { averageDaysLate } from '#domain/receivables/payment-delay.ts'
import { readCompletion } from '#features/completion/server/store.ts'
import { type CustomerSortKey, customerSortKeys } from '#features/customers/contract.ts'
import { readCustomerList, readCustomerTotals } from '#features/customers/server/list-store.ts'
import { readStatement } from '#features/customers/server/statement-store.ts'
import { changeCustomer, readCustomer, readStanding } from '#features/customers/server/store.ts'
import { readTimeline } from '#features/customers/server/timeline-store.ts'
import type { TimelineEntry } from '#features/customers/timeline-contract.ts'
import { readAgedBalance, readCredits, readReminders, readSchedule } from '#features/lists/server/store.ts'
import { readAgenda } from '#features/relation/server/agenda-store.ts'
import { logEvent, markDone, undoMark } from '#features/relation/server/store.ts'
import { allocateCredit } from '#ledger/allocate.ts'
import { addBlock, liftBlock } from '#ledger/blocks.ts'
import { returnPayment } from '#ledger/return-payment.ts'
import { findContradictions } from '#ledger/verify.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'
import { createTestDatabase } from '../database.ts'
import { contextFor, type WorldCustomer } from '../world.ts'
import { companyOpener, instalment, invoice } from './company-desk.ts'
import { found } from './desk.ts'

const database = await createTestDatabase()
const openCompany = companyOpener(database)
const TODAY = '2026-03-31'

async function open(customers: readonly WorldCustomer[], today = TODAY) {
  const opened = await openCompany(customers, today)
  const at = (day: string) => contextFor([opened.company.id], day)
  const run = <T>(work: (tx: ScopedTransaction) => Promise<T>) => withScope(database, at(today), work)
  const customer = (code: string) => found(opened.company.customers.get(code))
  const agenda = async (day: string) => {
    const { parts, done } = await withScope(database, at(day), (tx) =>
      readAgenda(tx, { companyIds: [opened.company.id], today: day, limit: 20 }),
    )
    const named = parts.flatMap((part) => part.items.map((item) => `${item.kind} ${item.code}`))
    return { named, done: done.map((item) => `${item.kind} ${item.code}`), parts }
  }
  /** Receives a payment and allocates it to these invoices, wholly. */
  const receive = async (code: string, receivedOn: string, shares: Readonly<Record<string, number>>) =>
    await run(async (tx) => {
      const amountCents = Object.values(shares).reduce((sum, cents) => sum + cents, 0)
      const credit = await tx
        .insertInto('credits')
        .values({
          company_id: opened.company.id,
          customer_id: customer(code),
          kind: 'payment',
          number: `VIR ${receivedOn}`,
          received_on: receivedOn,
          currency: 'EUR',
          amount_cents: amountCents,
          source: 'manual',
          source_key: `test:${code}:${receivedOn}`,
          created_by: 'test',
        })
        .returning('id')
        .executeTakeFirstOrThrow()
      await allocateCredit(tx, {
        creditId: credit.id,
        shares: Object.entries(shares).map(([number, cents]) => ({
          instalmentId: instalment(opened.company, number),
          amountCents: cents,
        })),
        origin: 'manual',
        actor: 'Camille',
      })
      return credit.id
    })
  const promise = async (code: string, endsOn: string, amountCents?: number) =>
    await run((tx) =>
      addBlock(
        tx,
        { customerId: customer(code), kind: 'promise', reason: 'au téléphone', endsOn, amountCents },
        'Camille',
      ),
    )
  return { ...opened, run, customer, agenda, receive, promise }
}

test('a promise holds reminders to the end of its grace; kept it is silent, broken it is to be dealt with', async () => {
  const { desk, agenda, promise, receive, run } = await open([
    { code: 'A', name: 'Atelier', invoices: [invoice('1', '2026-03-01')] },
    { code: 'B', name: 'Bois', invoices: [invoice('2', '2026-03-01')] },
  ])
  await promise('A', '2026-03-10')
  const broken = await promise('B', '2026-03-10', 8_000)
  expect(await desk.list('2026-03-13')).toEqual([])
  expect((await agenda('2026-03-13')).named).toEqual([])
  await receive('A', '2026-03-13', { '1': 10_000 })
  await receive('B', '2026-03-12', { '2': 5_000 })
  // Back on the list, and the list says why it was not there.
  const listed = async (on: string) => (await desk.list(on)).map((row) => [row.code, row.brokenPromiseOn])
  expect(await listed('2026-03-14')).toEqual([['B', '2026-03-10']])
  await receive('B', '2026-03-20', { '2': 3_000 })
  expect(await listed('2026-03-31')).toEqual([['B', null]])
  const { named, parts } = await agenda('2026-03-14')
  expect(named).toEqual(['broken-promise B'])
  expect(parts.find(({ kind }) => kind === 'broken-promise')?.items[0]).toMatchObject({
    amountCents: 8_000,
    receivedCents: 5_000, // the 3 000 of the 20th came too late
    promisedOn: '2026-03-10',
    dueOn: '2026-03-14',
  })
  await run((tx) => liftBlock(tx, broken, 'a promis pour mai', 'Camille'))
  expect((await agenda('2026-03-14')).named).toEqual([])
})

test('what is to be done comes on its day, is marked done, and can be put back', async () => {
  const { agenda, run, customer } = await open([
    { code: 'A', name: 'Atelier', postcode: null, town: null, invoices: [invoice('1', '2026-03-01')] },
  ])
  const call = {
    customerId: customer('A'),
    kind: 'call',
    outcome: 'no-answer',
    text: '',
    happenedOn: '2026-03-20',
    nextAction: 'rappeler',
    nextActionOn: '2026-03-25',
  } as const
  const event = await run((tx) => logEvent(tx, call, TODAY, 'Camille'))
  await run((tx) =>
    addBlock(
      tx,
      { customerId: customer('A'), invoiceId: undefined, kind: 'dispute', reason: 'casse' },
      'Camille',
    ),
  )
  await database.owner.query(
    `update dunning_blocks set created_at = timestamptz '2026-02-20 10:00 Europe/Paris' where customer_id = $1`,
    [customer('A')],
  )
  // In dispute as a whole, nobody will write to it: its missing address is not asked for.
  expect((await agenda('2026-03-21')).named).toEqual([])
  expect((await agenda('2026-03-25')).named).toEqual(['call-back A', 'dispute A'])
  const mark = await run((tx) =>
    markDone(tx, { kind: 'call-back', subjectId: event }, '2026-03-25', 'Camille'),
  )
  const again = await run((tx) =>
    markDone(tx, { kind: 'call-back', subjectId: event }, '2026-03-25', 'Camille'),
  )
  expect(again).toBe(mark)
  const after = await agenda('2026-03-25')
  expect([after.named, after.done]).toEqual([['dispute A'], ['call-back A']])
  await run((tx) => undoMark(tx, mark, 'Camille'))
  expect((await agenda('2026-03-25')).named).toEqual(['call-back A', 'dispute A'])
  await expect(
    run((tx) => logEvent(tx, { ...call, happenedOn: '2026-04-01' }, TODAY, 'Camille')),
  ).rejects.toThrow('happened-later')
})

test('what was said is never rewritten: the database lets the application only add', async () => {
  const { run, customer } = await open([{ code: 'A', name: 'Atelier' }])
  const note = { customerId: customer('A'), kind: 'note', outcome: null, text: 'fermé en août' } as const
  const more = { happenedOn: TODAY, nextAction: null, nextActionOn: null }
  await run((tx) => logEvent(tx, { ...note, ...more }, TODAY, 'Camille'))
  await expect(run((tx) => tx.updateTable('customer_events').set({ text: 'x' }).execute())).rejects.toThrow(
    'permission denied',
  )
})

test('the list of clients agrees with the page Relances, whatever it is sorted by, page after page', async () => {
  const { company, run, desk, receive } = await open([
    { code: 'A', name: 'Zinc', invoices: [invoice('1', '2026-02-01'), invoice('2', '2026-03-10')] },
    { code: 'B', name: 'Bois', invoices: [{ ...invoice('3', '2026-01-15', 30_000), level: 3 }] },
    { code: 'C', name: 'Calme', invoices: [invoice('4', '2026-05-01')] },
    { code: 'D', name: 'Devises', invoices: [{ ...invoice('5', '2026-03-01'), currency: 'CHF' }] },
    { code: 'E', name: 'Avoir', credits: [{ number: 'AV', cents: 700 }] },
  ])
  await receive('A', '2026-02-21', { '1': 10_000 })
  const asked = { companyIds: [company.id], today: TODAY, state: 'all', direction: 'desc' } as const
  const list = async (sort: CustomerSortKey, limit = 50) => {
    const rows = []
    let after: string | undefined
    do {
      const page = await run((tx) => readCustomerList(tx, { ...asked, sort, limit, after }))
      rows.push(...page.rows)
      after = page.next ?? undefined
    } while (after !== undefined)
    return rows
  }
  for (const sort of customerSortKeys) {
    const whole = (await list(sort)).map((row) => row.code)
    expect(
      (await list(sort, 2)).map((row) => row.code),
      sort,
    ).toEqual(whole)
    expect(whole).toHaveLength(5)
  }
  const averages = (await list('average')).map((row) => row.averageDaysLate)
  expect(averages).toEqual(averages.toSorted((a, b) => (b ?? -1) - (a ?? -1)))
  expect(averages.at(0)).toBeGreaterThan(averages.at(1) ?? 0)
  expect(averages.at(-1)).toBeNull()
  // The bands are those of the rule, add up to what is open, and sort the list.
  for (const { code, currency, ageCents, balanceCents, overdueCents } of await list('name')) {
    const { notDue, ...late } = ageCents
    expect(
      Object.values(late).reduce((sum, cents) => sum + cents, 0),
      code,
    ).toBe(overdueCents)
    if (currency === 'CHF') expect(notDue + overdueCents).toBe(balanceCents)
  }
  const oldest = (await list('over90')).map(({ ageCents }) => ageCents.over90)
  expect(oldest).toEqual(oldest.toSorted((a, b) => b - a))
  const proposed = await desk.list('2026-03-30')
  for (const { code, lateCents, amountCents } of proposed)
    expect(
      Object.values(lateCents).reduce((sum, cents) => sum + cents, 0),
      code,
    ).toBe(amountCents)
  const late = (await list('name')).filter((row) => row.overdueCents > 0)
  expect(late.map((row) => [row.code, row.currency, row.overdueCents, row.level]).toSorted()).toEqual(
    proposed.map((row) => [row.code, row.currency, row.amountCents, row.level]).toSorted(),
  )
  const totals = await run((tx) => readCustomerTotals(tx, asked))
  expect(totals).toEqual({
    customers: 5,
    balances: [
      { currency: 'EUR', cents: 10_000 + 30_000 + 10_000 - 700 },
      { currency: 'CHF', cents: 10_000 },
    ],
    overdue: [
      { currency: 'EUR', cents: 40_000 },
      { currency: 'CHF', cents: 10_000 },
    ],
  })
  // The SQL of the average is the rule of the domain.
  const zinc = late.find((row) => row.code === 'A')
  const parts = [
    { dueOn: '2026-02-01', paidOn: '2026-02-21', cents: 10_000 },
    { dueOn: '2026-03-10', paidOn: null, cents: 10_000 },
  ]
  expect(zinc?.averageDaysLate).toBe(averageDaysLate(parts, TODAY))
})

test('of two people correcting a client the second is told, and contacts are kept', async () => {
  const { run, customer } = await open([{ code: 'A', name: 'Atelier' }])
  const before = await run((tx) => readCustomer(tx, customer('A')))
  const contacts = [
    { name: 'Mme Petit', role: 'comptable', email: null, phone: '01 02', isForReminders: true },
  ]
  const change = { ...before, contacts, addressLines: ['1 rue du Port'], paymentTerm: '45 jours fin de mois' }
  const saved = await run((tx) => changeCustomer(tx, customer('A'), change, 'Camille'))
  expect(saved).toMatchObject({
    contacts,
    addressLines: ['1 rue du Port'],
    paymentTerm: '45 jours fin de mois',
  })
  await expect(run((tx) => changeCustomer(tx, customer('A'), change, 'Dominique'))).rejects.toThrow(
    'customer-changed',
  )
})

test('a client near its credit limit is told on its page and in the list, due or not', async () => {
  const { run, customer, company } = await open([
    {
      code: 'A',
      name: 'Atelier',
      invoices: [invoice('1', '2026-02-10', 30_000), invoice('2', '2026-12-01', 50_000)],
    },
    { code: 'B', name: 'Brasserie', invoices: [invoice('3', '2026-02-10', 99_900)] },
  ])
  const limit = (creditLimitCents: number | null) =>
    run(async (tx) => {
      const { updatedAt } = await readCustomer(tx, customer('A'))
      return await changeCustomer(tx, customer('A'), { updatedAt, creditLimitCents }, 'Camille')
    })
  const near = (today: string) =>
    run((tx) =>
      readCustomerList(tx, {
        ...{
          companyIds: [company.id],
          today,
          state: 'near-limit',
          sort: 'name',
          direction: 'asc',
          limit: 50,
        },
      }),
    )
  const alert = async () => (await run((tx) => readStanding(tx, customer('A'), '2026-03-31'))).figures[0]
  expect(await alert()).toMatchObject({ openCents: 80_000, creditLimitCents: null, creditAlert: null })
  expect(await limit(100_000)).toMatchObject({ creditLimitCents: 100_000 })
  // 800,00 € of 1 000,00 €, of which 300,00 € are late: 80 %.
  expect(await alert()).toMatchObject({ creditLimitCents: 100_000, creditAlert: 'near' })
  expect((await near('2026-03-31')).rows).toMatchObject([{ code: 'A', creditAlert: 'near' }])
  await limit(100_001)
  expect((await near('2026-03-31')).rows).toEqual([])
  await limit(79_999)
  expect((await near('2026-03-31')).rows).toMatchObject([{ code: 'A', creditAlert: 'over' }])
  await limit(null)
  expect(await alert()).toMatchObject({ creditAlert: null })
})

test('the timeline tells everything, in pages; the statement balances at any date, returns included', async () => {
  const { run, customer, receive, promise, desk, company } = await open([
    {
      code: 'A',
      name: 'Atelier',
      invoices: [invoice('1', '2026-02-10'), invoice('2', '2026-03-01', 5_050)],
      credits: [{ number: 'AV', cents: 700 }],
    },
  ])
  await receive('A', '2026-02-15', { '1': 4_000 })
  const cheque = await receive('A', '2026-03-05', { '2': 5_050 })
  await run((tx) =>
    returnPayment(tx, {
      creditId: cheque,
      returnedOn: '2026-03-12',
      reason: 'sans provision',
      actor: 'Camille',
    }),
  )
  await desk.remind('2026-03-20', '2026-03-21')
  await promise('A', '2026-04-10')
  const note = {
    customerId: customer('A'),
    kind: 'call',
    outcome: 'will-pay',
    text: 'promet',
    happenedOn: TODAY,
  } as const
  await run((tx) => logEvent(tx, { ...note, nextAction: null, nextActionOn: null }, TODAY, 'Camille'))
  const pages: TimelineEntry[] = []
  let after: string | undefined
  do {
    const page = await run((tx) =>
      readTimeline(tx, customer('A'), { limit: 3, after }, { today: TODAY, language: 'fr' }),
    )
    pages.push(...page.rows)
    after = page.next ?? undefined
  } while (after !== undefined)
  const money = pages.filter(({ allocation }) => allocation !== null)
  expect(
    money.map(({ kind, amountCents, actor, text, allocation }) => [
      kind,
      amountCents,
      actor,
      text,
      allocation?.invoiceNumber,
      allocation?.creditNumber,
    ]),
  ).toEqual([
    ['allocation-cancelled', 5_050, 'Camille', 'sans provision', '2', 'VIR 2026-03-05'],
    ['allocation', 5_050, 'Camille', null, '2', 'VIR 2026-03-05'],
    ['allocation', 4_000, 'Camille', null, '1', 'VIR 2026-02-15'],
  ])
  expect(pages.map(({ kind }) => kind).toSorted()).toEqual(
    [
      'allocation',
      'allocation',
      'allocation-cancelled',
      'block',
      'contact',
      'credit-note',
      'invoice',
      'invoice',
      'letter',
      'payment',
      'payment',
      'return',
    ].toSorted(),
  )
  for (const on of ['2026-01-31', '2026-02-20', '2026-03-08', '2026-03-12', TODAY]) {
    const statement = await run((tx) =>
      readStatement(tx, customer('A'), { from: '2026-02-01', on, today: on }),
    )
    const open = statement.openItems.reduce((sum, item) => sum + item.openCents, 0)
    expect(statement.periods[0]?.closingCents, on).toBe(open)
  }
  const [row] = (
    await run((tx) =>
      readCustomerList(tx, {
        companyIds: [company.id],
        today: '2027-01-01',
        state: 'all',
        sort: 'name',
        direction: 'asc',
        limit: 10,
      }),
    )
  ).rows
  const whole = await run((tx) =>
    readStatement(tx, customer('A'), { from: '2026-01-01', on: '2027-01-01', today: '2027-01-01' }),
  )
  expect(whole.periods[0]?.closingCents).toBe(row?.balanceCents)
  expect(await run(findContradictions)).toEqual([])
})

test('the printed lists add up to what is open, and their ages are those of the rule', async () => {
  const dues = [
    '2026-04-10',
    '2026-03-31',
    '2026-03-30',
    '2026-03-01',
    '2026-02-28',
    '2026-01-15',
    '2025-12-01',
  ]
  const { company, run, desk } = await open([
    {
      code: 'A',
      name: 'Atelier',
      invoices: dues.map((dueOn, index) => invoice(`F${index}`, dueOn, 100 + index)),
      credits: [{ number: 'AV', cents: 50, receivedOn: '2026-03-15' }],
    },
  ])
  const scope = { companyIds: [company.id], from: '1900-01-01', to: TODAY, today: TODAY }
  const [balance] = await run((tx) => readAgedBalance(tx, scope, 10))
  const bands = { notDue: 0, to30: 0, to60: 0, to90: 0, over90: 0 }
  for (const [index, dueOn] of dues.entries()) bands[ageBand(dueOn, TODAY)] += 100 + index
  expect(balance).toMatchObject({
    not_due: bands.notDue,
    to30: bands.to30,
    to60: bands.to60,
    to90: bands.to90,
    over90: bands.over90,
    credit_cents: 50,
    balance_cents: 721 - 50,
  })
  const schedule = await run((tx) => readSchedule(tx, { ...scope, to: '2026-12-31' }, 100))
  expect(schedule.reduce((sum, row) => sum + row.open_cents, 0)).toBe(721)
  expect(await run((tx) => readCredits(tx, scope, 10))).toMatchObject([{ code: 'A', open_cents: 50 }])
  await desk.remind('2026-03-30', TODAY)
  expect(await run((tx) => readReminders(tx, scope, 10))).toMatchObject([
    { code: 'A', letter_on: TODAY, net_cents: 102 + 103 + 104 + 105 + 106 - 50 },
  ])
})

test('clients to complete are found by what they lack, and those who are late apart', async () => {
  const late = { issuedOn: '2026-01-10', dueOn: '2026-02-10', cents: 10_000 }
  const { company, customer, run } = await open([
    { code: 'A', name: 'Ardoises', invoices: [{ number: 'C1', ...late }] },
    { code: 'B', name: 'Bateliers', postcode: null, invoices: [{ number: 'C2', ...late }] },
    { code: 'C', name: 'Camping', town: ' ', kind: 'unknown' },
    { code: 'D', name: 'Dentiste' },
  ])
  await run(async (tx) => {
    const { updatedAt } = await readCustomer(tx, customer('D'))
    // What a grid sends: the cells that were typed, and nothing else.
    const saved = await changeCustomer(tx, customer('D'), { updatedAt, channel: 'email' }, 'Camille')
    expect(saved).toMatchObject({ postcode: '60000', town: 'Beauvais', kind: 'business', channel: 'email' })
  })
  const listed = (missing: 'any' | 'all' | 'address' | 'kind' | 'email', isLate = false) =>
    run(async (tx) => {
      const asked = { companyIds: [company.id], today: TODAY, missing, late: isLate, limit: 2 }
      const first = await readCompletion(tx, asked)
      const rest = first.next ? await readCompletion(tx, { ...asked, after: first.next }) : { rows: [] }
      return { count: first.count, codes: [...first.rows, ...rest.rows].map(({ code }) => code).join('') }
    })
  expect(await listed('all')).toEqual({ count: 4, codes: 'ABCD' })
  expect(await listed('any')).toEqual({ count: 3, codes: 'BCD' })
  expect(await listed('address')).toEqual({ count: 2, codes: 'BC' })
  expect(await listed('kind')).toEqual({ count: 1, codes: 'C' })
  expect(await listed('email')).toEqual({ count: 1, codes: 'D' })
  expect(await listed('any', true)).toEqual({ count: 1, codes: 'B' })
})
