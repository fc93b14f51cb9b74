import { expect, test } from 'vitest'
import type { BatchItem, PushAnswer } from '#features/programs/contract.ts'
import { seededNumbers } from '../malformed/readers-under-test.ts'
import { type Batch, openProgramDesk } from './program-desk.ts'
import { openErp } from './simulated-erp.ts'

// Days of an ERP whose line is bad: batches are sent twice, rows come out of order, what is refused for want of its
// invoice is sent again the next day. In the end both books say the same. A longer life:
// RELANCES_ERP=60x1000 npm test -- simulated-erp (days by invoices a day).

const [days = 5, invoicesADay = 12] = (process.env.RELANCES_ERP ?? '5x12').split('x').map(Number)
const MOST_ROWS = 1_000

const desk = await openProgramDesk()
const erp = await desk.program('ERP')

test('an ERP on a bad line and Relances end with the same books', {
  timeout: days * invoicesADay * 2_000,
}, async () => {
  const below = seededNumbers(20_260_331)
  const random = () => below(1_000_000) / 1_000_000
  const firm = openErp(random, { customers: Math.max(8, Math.ceil(invoicesADay / 5)), invoicesADay })
  let waiting: BatchItem[] = []
  for (let day = 0; day < days; day += 1) {
    // The newest state of a record is the only one that is sent.
    waiting = shuffled([...latest([...waiting, ...firm.liveDay()])], random)
    waiting = await send(waiting, random)
  }
  for (let round = 0; waiting.length > 0 && round < 3; round += 1) waiting = await send(waiting, random)
  expect(waiting).toEqual([])

  const { rows } = await desk.database.owner.query<{ name: string; open: number; documents: number }>(
    `select x.external_id as name, count(distinct i.id)::int as documents, sum(j.open_cents)::int as open
     from external_ids x join invoices i on i.company_id = x.company_id and i.id = x.invoice_id
       join instalments j on j.company_id = i.company_id and j.invoice_id = i.id
     where x.program = 'ERP' and x.kind = 'invoice' group by x.external_id`,
  )
  const known = new Map(rows.map(({ name, open }) => [name, open]))
  // What was made and deleted before it was ever sent is nowhere.
  expect([...firm.open()].filter(([name, open]) => (known.get(name) ?? 0) !== open)).toEqual([])
  const { invoices, credits } = await desk.books()
  expect(new Set(invoices.map(({ number }) => number)).size).toBe(invoices.length)
  expect(credits.reduce((sum, { open }) => sum + open, 0)).toBe(firm.unallocatedCents())
})

function latest(items: readonly BatchItem[]): Iterable<BatchItem> {
  return new Map(items.map((item) => [`${item.kind} ${item.externalId}`, item])).values()
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, place: random() }))
    .toSorted((one, other) => one.place - other.place)
    .map(({ item }) => item)
}

/** Sends rows in several batches, each of them twice now and then; gives those that were refused. */
async function send(items: readonly BatchItem[], random: () => number): Promise<BatchItem[]> {
  const refused: BatchItem[] = []
  const size = Math.min(MOST_ROWS, Math.ceil(items.length / 3))
  for (let at = 0; at < items.length; at += size) {
    const batch = items.slice(at, at + size)
    const { results } = await push(batch, `lot-${Math.floor(random() * 1e12)}`, random() < 0.3)
    refused.push(...batch.filter((_, rank) => isToSendAgain(results[rank])))
  }
  return refused
}

async function push(items: readonly BatchItem[], key: string, isTwice: boolean): Promise<Batch> {
  const body = { mode: 'each', items }
  const post = async (headers: Record<string, string>) =>
    await erp.ask<Batch>('POST', 'batches', body, headers)
  const first = await post({ 'idempotency-key': key })
  expect(first.status, JSON.stringify(first.body)).toBe(200)
  if (!isTwice) return first.body
  // Its answer was lost on the way: once under its key, once by a program that has none.
  expect((await post({ 'idempotency-key': key })).body).toEqual(first.body)
  const again = await post({})
  expect(
    again.body.results.filter(({ outcome }) => outcome !== 'unchanged' && outcome !== 'refused'),
  ).toEqual([])
  return first.body
}

// Of an order that a line has mixed up; what was deleted before it was ever sent is nothing to withdraw.
function isToSendAgain(result: PushAnswer | undefined): boolean {
  if (result?.problem === null || result?.problem.key === 'programs.not-pushed') return false
  expect([
    'programs.no-customer',
    'programs.no-invoice',
    'programs.allocated-already',
    'programs.no-room',
  ]).toContain(result?.problem?.key)
  return true
}
