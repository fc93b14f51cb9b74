import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createTestDatabase } from '../database.ts'
import { ledger } from './import-ledger.ts'
import { balanceOf, importText, NOTHING_DONE } from './import-world.ts'

const database = await createTestDatabase()

// An entry of an accountant's day; each export of the year shows some of them, lettered or not.
const entry = fc.record({
  kind: fc.constantFrom('sale', 'payment', 'creditNote'),
  customer: fc.constantFrom('A', 'B'),
  day: fc.integer({ min: 2, max: 28 }),
  cents: fc.integer({ min: 1, max: 4 }).map((hundreds) => hundreds * 100),
})
const exportOfYear = (count: number) =>
  fc.array(fc.record({ isThere: fc.boolean(), letter: fc.constantFrom('', '', 'L1', 'L2') }), {
    minLength: count,
    maxLength: count,
  })
const ENTRIES = 8
const story = fc.record({
  entries: fc.array(entry, { minLength: ENTRIES, maxLength: ENTRIES }),
  exports: fc.array(exportOfYear(ENTRIES), { minLength: 3, maxLength: 3 }),
  opening: fc.array(fc.integer({ min: -5, max: 8 }), { minLength: 2, maxLength: 2 }),
})

type Story = typeof story extends fc.Arbitrary<infer Value> ? Value : never

function textOf(
  { entries }: Story,
  shown: Story['exports'][number],
  opening: readonly number[] | null,
): string {
  const year = opening ? 2024 : 2023
  const books = ledger()
  for (const [rank, hundreds] of (opening ?? []).entries()) {
    if (hundreds !== 0)
      books.opening(`${year}-01-01`, rank === 0 ? 'A' : 'B', 'RAN', hundreds * 100, { letter: 'L1' })
  }
  for (const [rank, { kind, customer, day, cents }] of entries.entries()) {
    if (!shown[rank]?.isThere) continue
    const on = `${year}-03-${String(day).padStart(2, '0')}`
    const more = { letter: shown[rank].letter, entry: `E${rank}` }
    if (kind === 'payment') books.payment(on, customer, cents, more)
    else books[kind](on, customer, `${kind}${rank}`, cents, more)
  }
  // The first and the last day of the year are always there: every export covers it whole.
  books.sale(`${year}-01-01`, 'A', 'FIRST', 100, { entry: 'E98' })
  return books.sale(`${year}-12-31`, 'A', 'LAST', 100, { entry: 'E99' }).text()
}

async function sumsThatDisagree(): Promise<object[]> {
  const { rows } = await database.owner.query(`
    select 'instalment' as kind, j.id from instalments j
    where j.settled_cents <> (select coalesce(sum(a.amount_cents), 0) from allocations a
      where a.company_id = j.company_id and a.instalment_id = j.id and a.cancelled_at is null)
    union all
    select 'credit', k.id from credits k
    where k.allocated_cents <> (select coalesce(sum(a.amount_cents), 0) from allocations a
      where a.company_id = k.company_id and a.credit_id = k.id and a.cancelled_at is null)`)
  return rows
}

test('whatever the exports say, one after the other, the balance is that of the last one', async () => {
  let company = 0
  await fc.assert(
    fc.asyncProperty(story, async (told) => {
      const code = { company: `P${++company}` }
      const texts = told.exports.map((shown) => textOf(told, shown, null))
      const [shown] = told.exports
      // Then the next year, twice: with an opening of its own, which may agree with the year before or not.
      if (shown)
        texts.push(textOf(told, shown, told.opening), textOf(told, told.exports[1] ?? shown, told.opening))
      for (const text of texts) {
        const { counts } = await importText(database, text, code)
        expect(await balanceOf(database, code.company)).toBe(counts.openCents - counts.unallocatedCents)
        expect((await importText(database, text, code)).counts).toMatchObject(NOTHING_DONE)
      }
      expect(await sumsThatDisagree()).toEqual([])
    }),
    { numRuns: 5, seed: Number(process.env.SEED ?? 7) },
  )
}, 120_000)
