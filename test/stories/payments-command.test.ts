import { expect, test, vi } from 'vitest'
import { payments } from '#cli/payments.ts'
import { remind } from '#cli/remind.ts'
import { readTimeline } from '#features/customers/server/timeline-store.ts'
import { readCreditList } from '#features/receivables/server/credit-list-store.ts'
import { readInvoiceDetail } from '#features/reminders/server/invoice-detail-store.ts'
import { readSetAsidePage } from '#features/reminders/server/set-aside-store.ts'
import { withScope } from '#platform/scoped.ts'
import { createTestDatabase, ownerUrl } from '../database.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { buildCompany, contextFor } from '../world.ts'
import { invoice } from './company-desk.ts'
import { found } from './desk.ts'

// Two clients may have paid already: the command line says so, allocates, takes back, and notes a cheque.

const database = await createTestDatabase()
const payment = (number: string, cents: number) =>
  ({ number, cents, kind: 'payment', receivedOn: '2026-03-20' }) as const
const books = await buildCompany(database, {
  code: 'VIGNE',
  legalName: 'Vignes du Val',
  customers: [
    {
      code: 'MARTIN',
      name: 'Martin et fils',
      invoices: [invoice('F1', '2026-02-01', 12_000), invoice('F2', '2026-02-10', 30_000)],
      credits: [payment('VIR', 12_000)],
    },
    // Its payment covers all it owes: set aside, and still to be allocated.
    {
      code: 'NOEL',
      name: 'Noël',
      invoices: [invoice('F3', '2026-02-01', 8_000)],
      credits: [payment('CHQ', 8_000)],
    },
  ],
})
const context = contextFor([books.id], '2026-03-31')
const folder = temporaryFolder()
const TODAY = ['--today', '2026-03-31']

async function run(command: typeof remind, ...args: string[]) {
  vi.stubEnv('DATABASE_URL', ownerUrl(database))
  vi.stubEnv('RELANCES_DATA', folder)
  vi.stubEnv('RELANCES_LOG', 'silent')
  const printed: string[] = []
  const said: string[] = []
  const io = { out: (text: string) => void printed.push(text), err: (text: string) => void said.push(text) }
  try {
    await command([...args, ...TODAY, '--json'], io)
    return { result: JSON.parse(printed.join('')), said: said.join('') }
  } finally {
    vi.unstubAllEnvs()
  }
}

const openOf = async (number: string) => {
  const { rows } = await database.owner.query<{ open_cents: string }>(
    'select open_cents from instalments where id = $1',
    [found(books.instalments.get(number))],
  )
  return Number(found(rows[0]).open_cents)
}

test('reminding all of them says who may have paid already; what is advised leaves them out', async () => {
  const days = ['--on', '2026-03-30', '--letter-date', '2026-03-31']
  const all = await run(remind, ...days, '--all')
  expect(all.result).toMatchObject({
    letters: 1,
    maybePaid: [{ code: 'MARTIN', name: 'Martin et fils', invoices: ['F1'] }],
  })
  expect(all.said).toContain('1 client(s) ont peut-être déjà payé')
  expect(all.said).toContain('MARTIN Martin et fils : F1')
  const advised = await run(remind, ...days, '--advised')
  expect(advised.result).toMatchObject({ letters: 1, maybePaid: [] })
  expect(advised.said).not.toContain('peut-être')
})

test('an item set aside is told of the payment that settles it', async () => {
  const filter = { on: '2026-03-30', today: '2026-03-31', companyIds: [books.id] }
  const page = await withScope(database, context, (tx) => readSetAsidePage(tx, filter, { limit: 10 }))
  expect(page.rows).toMatchObject([
    {
      code: 'NOEL',
      number: 'F3',
      reason: 'credit-covers',
      probablePayment: { amountCents: 8_000, invoiceCount: 1, isOneOfSeveral: false },
    },
  ])
})

test('the probable payments are listed, allocated all at once, and taken back one by one', async () => {
  const listed = await run(payments, 'probable')
  expect(listed.result).toMatchObject({
    count: 2,
    sureCount: 2,
    rows: [
      { customer: { code: 'MARTIN' }, amountCents: 12_000, invoices: [{ number: 'F1' }] },
      { customer: { code: 'NOEL' }, amountCents: 8_000, invoices: [{ number: 'F3' }] },
    ],
  })
  const { result } = await run(payments, 'allocate', '--all')
  expect(result.allocated.map((one: { amountCents: number }) => one.amountCents)).toEqual([12_000, 8_000])
  expect([await openOf('F1'), await openOf('F3')]).toEqual([0, 0])
  const [martin] = result.allocated
  const undone = await run(
    payments,
    'undo',
    '--allocation',
    String(martin.allocationIds[0]),
    '--reason',
    'Erreur',
  )
  expect(undone.result).toEqual({ cancelled: 1 })
  expect([await openOf('F1'), await openOf('F3')]).toEqual([12_000, 0])
})

test('a cheque noted on an invoice is marked wherever it is listed, and taken back', async () => {
  const noted = await run(
    payments,
    ...['note', '--company', 'VIGNE', '--invoice', 'F2', '--received-on', '2026-03-30'],
  )
  const { creditId } = noted.result
  expect(await openOf('F2')).toBe(0)
  expect((await run(payments, 'noted')).result.rows).toMatchObject([
    { creditId, customer: { code: 'MARTIN' }, amountCents: 30_000, receivedOn: '2026-03-30' },
  ])
  const customerId = found(books.customers.get('MARTIN'))
  await withScope(database, context, async (tx) => {
    const order = { sort: 'receivedOn', direction: 'desc', limit: 10 } as const
    const { rows } = await readCreditList(tx, { companyIds: [books.id], customer: customerId, ...order })
    expect(rows.map((row) => [row.amountCents, row.isNoted])).toEqual([
      [30_000, true],
      [12_000, false],
    ])
    const timeline = await readTimeline(
      tx,
      customerId,
      { only: 'money', limit: 20 },
      { today: '2026-03-31', language: 'fr' },
    )
    const received = timeline.rows.filter((row) => row.kind === 'payment')
    expect(received.map((row) => [row.amountCents, row.what])).toEqual([
      [30_000, 'noted'],
      [12_000, null],
    ])
    const days = { on: '2026-03-30', today: '2026-03-31' }
    const detail = await readInvoiceDetail(tx, found(books.invoices.get('F2')), days)
    expect(detail.allocations).toMatchObject([{ amountCents: 30_000, isNoted: true }])
  })
  await run(payments, 'unnote', '--credit', String(creditId), '--reason', 'Chèque rendu')
  expect(await openOf('F2')).toBe(30_000)
  expect((await run(payments, 'noted')).result.rows).toEqual([])
})

test.each([
  [[]],
  [['pay']],
  [['allocate']],
  [['allocate', '--all', '--credit', '1']],
  [['unnote', '--credit', '1', '--credit', '2', '--reason', 'x']],
])('payments %j is refused, with how it is used', async (args) => {
  await expect(run(payments, ...args)).rejects.toMatchObject({ key: 'cli.payments-usage' })
})
