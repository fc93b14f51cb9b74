// Over 300 lines because it is the one story of one program, whose books each test goes on from.
import { expect, test } from 'vitest'
import { importText } from '../database/import-world.ts'
import { openProgramDesk, row } from './program-desk.ts'

// The accounting program of FNAC pushes its customers, invoices and payments as they come.

const desk = await openProgramDesk()
const erp = await desk.program('Compta')
const DUPONT = { name: 'Dupont SARL', postcode: '59000', town: 'Lille', kind: 'business' }
const invoice = (number: string, cents: number, more: object = {}) => ({
  customer: 'C-1',
  number,
  issuedOn: '2026-01-15',
  instalments: [{ dueOn: '2026-02-15', amountCents: cents }],
  ...more,
})

test('a customer, an invoice and its payment come under identifiers of the program, and once', async () => {
  expect(await erp.put('customers', 'C-1', DUPONT)).toBe('created')
  expect(await erp.put('customers', 'C-1', DUPONT)).toBe('unchanged')
  expect(await erp.put('customers', 'C-1', { ...DUPONT, phone: '03 20 00 00 00' })).toBe('updated')
  expect(await erp.put('customers', 'C-1', { ...DUPONT, creditLimitCents: 500_000 })).toBe('updated')
  expect(await erp.put('customers', 'C-1', { ...DUPONT, creditLimitCents: null })).toBe('updated')
  expect(await erp.put('invoices', 'F-1', invoice('FA-2026-001', 120_000))).toBe('created')
  expect(await erp.put('invoices', 'F-1', invoice('FA-2026-001', 120_000))).toBe('unchanged')
  const paid = {
    customer: 'C-1',
    receivedOn: '2026-03-01',
    amountCents: 70_000,
    allocations: [{ invoice: 'F-1', amountCents: 50_000 }],
  }
  expect(await erp.put('payments', 'P-1', paid)).toBe('created')
  expect(await erp.put('payments', 'P-1', paid)).toBe('unchanged')
  expect(await desk.books()).toEqual({
    invoices: [
      { number: 'FA-2026-001', source: 'api', total: 120_000, open: 70_000, dues: ['2026-02-15 70000'] },
    ],
    credits: [{ kind: 'payment', number: null, source: 'api', amount: 70_000, open: 20_000 }],
  })
  // The last 200 € go to it too.
  expect(
    await erp.put('payments', 'P-1', { ...paid, allocations: [{ invoice: 'F-1', amountCents: 70_000 }] }),
  ).toBe('updated')
  expect((await desk.books()).invoices[0]?.open).toBe(50_000)
  // Left out: what it settles stays.
  const { allocations, ...withoutAllocations } = paid
  expect(allocations).toHaveLength(1)
  expect(await erp.put('payments', 'P-1', withoutAllocations)).toBe('unchanged')
})

test('the program moves a due date, cuts an invoice in two, and puts it together again', async () => {
  const twice = invoice('FA-2026-002', 0, {
    instalments: [
      { dueOn: '2026-02-28', amountCents: 30_000 },
      { dueOn: '2026-03-31', amountCents: 30_000 },
    ],
  })
  expect(await erp.put('invoices', 'F-2', twice)).toBe('created')
  const cut = { ...twice, instalments: [{ dueOn: '2026-03-31', amountCents: 60_000 }] }
  expect(await erp.put('invoices', 'F-2', cut)).toBe('updated')
  const [, two] = (await desk.books()).invoices
  expect(two).toMatchObject({ total: 60_000, open: 60_000, dues: ['2026-02-28 0', '2026-03-31 60000'] })
  expect(await erp.put('invoices', 'F-2', twice)).toBe('updated')
  expect((await desk.books()).invoices[1]).toMatchObject({
    total: 60_000,
    open: 60_000,
    dues: ['2026-02-28 30000', '2026-03-31 30000'],
  })
  expect(await erp.put('invoices', 'F-2', twice)).toBe('unchanged')
})

test('what cannot be told is refused with what may be answered, never guessed', async () => {
  expect(await erp.refused('PUT', 'invoices/F-9', invoice('FA-2026-001', 120_000))).toMatchObject({
    status: 409,
    key: 'programs.known-under',
    field: 'number',
  })
  const again = { customer: 'C-1', receivedOn: '2026-03-01', amountCents: 70_000 }
  expect(await erp.refused('PUT', 'payments/P-2', again)).toMatchObject({
    status: 409,
    key: 'programs.payment-alike',
    choices: ['known', 'different'],
  })
  expect(await erp.put('payments', 'P-2', { ...again, identity: 'different' })).toBe('created')
  expect(await erp.put('payments', 'P-2', again)).toBe('unchanged')
  expect(await erp.refused('PUT', 'invoices/F-8', invoice('FA-8', 100, { customer: 'C-404' }))).toMatchObject(
    {
      status: 400,
      key: 'programs.no-customer',
      field: 'customer',
    },
  )
  const tooMuch = {
    ...again,
    receivedOn: '2026-03-02',
    allocations: [{ invoice: 'F-1', amountCents: 60_000 }],
  }
  expect(await erp.refused('PUT', 'payments/P-3', tooMuch)).toMatchObject({
    status: 409,
    key: 'programs.no-room',
    field: 'allocations.0.amountCents',
  })
  expect(
    await erp.refused('PUT', 'invoices/F-1', { ...invoice('FA-2026-001', 10_000), colour: 'red' }),
  ).toMatchObject({ status: 400, field: 'colour' })
  expect(await erp.refused('PUT', 'invoices/F-1', invoice('FA-2026-001', 10_000))).toMatchObject({
    status: 409,
    key: 'programs.allocated-already',
  })
})

test('a batch is done whole or row by row, as asked, and says what became of each', async () => {
  const items = [
    row('payment', 'P-10', {
      customer: 'C-2',
      receivedOn: '2026-03-10',
      amountCents: 15_000,
      allocations: [{ invoice: 'F-10', amountCents: 15_000 }],
    }),
    row('invoice', 'F-10', invoice('FA-2026-010', 15_000, { customer: 'C-2' })),
    row('customer', 'C-2', { name: 'Martin SA' }),
    row('invoice', 'F-11', invoice('FA-2026-011', 15_000, { customer: 'C-404' })),
    row('credit', 'A-1', {
      ...{ customer: 'C-2', number: 'AV-1', issuedOn: '2026-03-01', amountCents: 5_000 },
      ...{ corrects: 'F-10' },
    }),
  ]
  const outcomes = (answer: { results: readonly { outcome: string }[] }) =>
    answer.results.map(({ outcome }) => outcome)
  const atomic = await erp.batch(items)
  expect([atomic.isDone, outcomes(atomic)]).toEqual([false, Array(5).fill('refused')])
  expect(atomic.results.map(({ problem }) => problem?.key)).toEqual([
    ...Array(3).fill('programs.with-refused'),
    'programs.no-customer',
    'programs.with-refused',
  ])
  const each = await erp.batch(items, 'each')
  expect([each.isDone, outcomes(each)]).toEqual([
    true,
    ['created', 'created', 'created', 'refused', 'created'],
  ])
  const again = await erp.batch(items, 'each')
  expect(outcomes(again)).toEqual(['unchanged', 'unchanged', 'unchanged', 'refused', 'unchanged'])
  expect((await desk.books()).invoices.find(({ number }) => number === 'FA-2026-010')).toMatchObject({
    open: 0,
  })
  const badly = async (more: object) => {
    const bad = row('invoice', 'F-30', invoice('FA-30', 100, more))
    return await erp.refused('POST', 'batches', { mode: 'each', items: [items[2], bad] })
  }
  expect(await badly({ instalments: [{ dueOn: '31/12/2026', amountCents: 1 }] })).toMatchObject({
    ...{ status: 400, field: 'items.1.data.instalments.0.dueOn' },
  })
  expect(await badly({ colour: 'red' })).toMatchObject({ status: 400, field: 'items.1.data.colour' })
  const twice = await erp.batch(
    [row('customer', 'C-3', { name: 'A' }), row('customer', 'C-3', { name: 'B' })],
    'each',
  )
  expect(twice.results.map(({ problem }) => problem?.key ?? null)).toEqual([null, 'programs.repeated'])
})

test('what the program withdraws is owed no more, keeps its history, and comes back', async () => {
  const { status } = await erp.ask('DELETE', 'payments/P-10')
  expect(status).toBe(200)
  const open = async () => (await desk.books()).invoices.find(({ number }) => number === 'FA-2026-010')?.open
  expect(await open()).toBe(15_000)
  const { body } = await erp.ask<{ outcome: string }>('DELETE', 'invoices/F-10')
  expect([body.outcome, await open()]).toEqual(['withdrawn', 0])
  expect((await erp.ask<{ outcome: string }>('DELETE', 'invoices/F-10')).body.outcome).toBe('unchanged')
  expect(await erp.refused('DELETE', 'invoices/F-404')).toMatchObject({
    status: 404,
    key: 'programs.not-pushed',
  })
  expect(await erp.refused('DELETE', 'customers/C-1')).toMatchObject({
    status: 409,
    key: 'programs.customer-owes',
  })
  expect(await erp.put('invoices', 'F-10', invoice('FA-2026-010', 15_000, { customer: 'C-2' }))).toBe(
    'joined',
  )
  expect(await open()).toBe(15_000)
})

test('a document that a file brought is joined, and its amount is never changed unasked', async () => {
  const list =
    'Code;Client;Facture;Date;Échéance;Montant\nC-5;Petit SAS;FA-500;05/01/2026;05/02/2026;800,00\n'
  await importText(desk.database, list, { company: 'FNAC', name: 'liste.csv' })
  expect(await erp.put('customers', 'C-5', { name: 'Petit SAS' })).toBe('joined')
  const pushed = invoice('FA 500', 80_000, {
    ...{ customer: 'C-5', issuedOn: '2026-01-05' },
    instalments: [{ dueOn: '2026-02-05', amountCents: 80_000 }],
  })
  expect(await erp.put('invoices', 'F-500', pushed)).toBe('joined')
  expect(await erp.put('invoices', 'F-500', pushed)).toBe('unchanged')
  const five = async () =>
    (await desk.books()).invoices.filter(({ number }) => String(number).endsWith('500'))
  expect(await five()).toMatchObject([{ source: 'list', total: 80_000 }])
  const more = { ...pushed, instalments: [{ dueOn: '2026-02-05', amountCents: 90_000 }] }
  expect(await erp.refused('PUT', 'invoices/F-500', more)).toMatchObject({
    status: 409,
    key: 'programs.amount-differs',
    choices: ['keep', 'replace'],
  })
  expect(await erp.put('invoices', 'F-500', { ...more, amounts: 'keep' })).toBe('unchanged')
  expect(await erp.put('invoices', 'F-500', { ...more, amounts: 'replace' })).toBe('updated')
  expect(await five()).toMatchObject([{ source: 'api', total: 90_000, open: 90_000 }])
})

test('the same payment posted twice by hand is written once, unless the program says that there are two', async () => {
  const [first] = (await desk.database.owner.query('select id::int from customers limit 1')).rows
  const payment = {
    ...{ customerId: first.id, kind: 'payment', number: 'CHQ 77', receivedOn: '2026-03-20' },
    ...{ currency: 'EUR', amountCents: 4_200, label: '', correctsInvoiceId: null },
  }
  const post = async (body: object) =>
    await desk.server.visit().ask<{ key?: string }>('POST', '/api/credits', body, {
      authorization: `Bearer ${erp.secret}`,
    })
  expect((await post(payment)).status).toBe(200)
  expect(await post(payment)).toMatchObject({ status: 409, body: { key: 'receivables.payment-written' } })
  expect((await post({ ...payment, isAnother: true })).status).toBe(200)
})

test('a key answers a write once: replayed as it was, refused with another body', async () => {
  const name = { 'idempotency-key': 'lot-2026-03-31' }
  const data = { name: 'Colin SARL' }
  const ask = async (body: unknown) =>
    await erp.ask<{ outcome?: string; key?: string }>('PUT', 'customers/C-77', body, name)
  expect((await ask(data)).body.outcome).toBe('created')
  const again = await ask(data)
  expect([again.body.outcome, again.headers.get('idempotency-replayed')]).toEqual(['created', 'true'])
  const other = await ask({ name: 'Colin et fils' })
  expect([other.status, other.body.key, other.headers.get('content-type')]).toEqual([
    422,
    'platform.idempotency-key-reused',
    'application/problem+json',
  ])
})

test('a key of another company sees and changes nothing of it', async () => {
  const isagri = await desk.program('Compta', { companies: ['ISAGRI'] })
  expect(await isagri.refused('DELETE', 'invoices/F-1')).toMatchObject({ status: 404 })
  expect(await isagri.refused('PUT', 'invoices/F-1?company=FNAC', invoice('FA-1', 100))).toMatchObject({
    status: 403,
  })
  expect(await isagri.refused('PUT', 'invoices/F-1', invoice('FA-1', 100))).toMatchObject({
    status: 400,
    key: 'programs.no-customer',
  })
  const both = await desk.program('Deux', { companies: ['FNAC', 'ISAGRI'] })
  expect(await both.refused('PUT', 'customers/C-1', DUPONT)).toMatchObject({ key: 'programs.name-company' })
  expect((await both.ask('PUT', 'customers/C-1?company=ISAGRI', DUPONT)).status).toBe(200)
})

test('what was pushed says which program wrote it, in the books, the imports and the audit', async () => {
  const { rows } = await desk.database.owner.query(
    `select distinct created_by from invoices where number like 'FA-2026%'
     union select created_by from imports where kind = 'api' and file_name = 'Compta'`,
  )
  expect(rows).toEqual([{ created_by: 'Camille Martin (Compta)' }])
  const { body } = await desk.camille.ask<{ entries: { summary: string; actor: string }[] }>(
    'GET',
    '/api/journal?companies=FNAC&limit=200',
  )
  const said = body.entries.map(({ summary, actor }) => `${actor} : ${summary}`.replaceAll(/\s/g, ' '))
  expect(said).toContain('Camille Martin (Compta) : « F-1 » envoyé par Compta')
  expect(said).toContain('Camille Martin (Compta) : « F-10 » retiré par Compta')
})

interface Page {
  readonly rows: readonly {
    readonly id: number
    readonly externalId: string | null
    readonly number?: string
  }[]
  readonly next: string | null
  readonly asOf: string
}

test('a record is read back with its version, and changed only by who has read it as it is', async () => {
  const read = await erp.ask<{ openCents: number; source: string; writtenBy: string }>('GET', 'invoices/F-2')
  expect(read.body).toMatchObject({
    ...{ externalId: 'F-2', number: 'FA-2026-002', openCents: 60_000, source: 'api' },
    ...{ writtenBy: 'Camille Martin (Compta)', customer: { externalId: 'C-1', code: 'C-1' } },
  })
  const version = read.headers.get('etag') ?? ''
  const data = invoice('FA-2026-002', 61_000)
  const change = await erp.ask('PUT', 'invoices/F-2', data, { 'if-match': version })
  expect(change.status).toBe(200)
  expect(change.headers.get('etag')).not.toBe(version)
  const late = await erp.ask('PUT', 'invoices/F-2', invoice('FA-2026-002', 62_000), { 'if-match': version })
  expect([late.status, late.body]).toMatchObject([412, { code: 'outdated', status: 412 }])
  const taken = await erp.ask('PUT', 'invoices/F-2', data, { 'if-none-match': '*' })
  expect(taken.status).toBe(412)
  expect((await erp.ask('GET', 'invoices/F-404')).status).toBe(404)
})

test('a program reads what changed since it last read, page by page, and meets everything once', async () => {
  const all: Page['rows'][number][] = []
  let next: string | null = null
  let asOf = ''
  do {
    const { status, body }: { status: number; body: Page } = await erp.ask<Page>(
      'GET',
      `invoices?limit=2${next === null ? '' : `&after=${next}`}`,
    )
    expect(status, JSON.stringify(body)).toBe(200)
    all.push(...body.rows)
    next = body.next
    asOf ||= body.asOf
  } while (next !== null)
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
  expect(all.map(({ number }) => number).toSorted()).toEqual(
    (await desk.books()).invoices.map(({ number }) => number).toSorted(),
  )
  const since = async (list: string, at = asOf) =>
    (await erp.ask<Page>('GET', `${list}?updatedSince=${encodeURIComponent(at)}`)).body
  expect((await since('invoices')).rows).toEqual([])
  const paid = { customer: 'C-1', receivedOn: '2026-03-30', amountCents: 1_000 }
  await erp.put('payments', 'P-20', { ...paid, allocations: [{ invoice: 'F-2', amountCents: 1_000 }] })
  const { rows } = await since('invoices')
  expect(rows.map(({ externalId }) => externalId)).toEqual(['F-2'])
  expect((await since('payments')).rows).toMatchObject([
    { externalId: 'P-20', openCents: 0, allocations: [{ invoice: 'F-2', amountCents: 1_000 }] },
  ])
  expect((await since('customers')).rows).toEqual([])
  expect((await since('credits')).rows).toEqual([])
  for (const list of ['blocks', 'history']) expect((await erp.ask('GET', list)).status).toBe(200)
})
