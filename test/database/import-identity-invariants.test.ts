import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decideDoubt } from '#ledger/decide-doubt.ts'
import { setInvoiceLevels } from '#ledger/levels.ts'
import { withScope } from '#platform/scoped.ts'
import { createTestDatabase } from '../database.ts'
import { CONTEXT, importText } from './import-world.ts'

// The same books, exported again and again by programs that change how they write them, and imported in any order.

const database = await createTestDatabase()

/** Two clients, and what may become of each: its code changes while its name stays, or the other way round. */
const CLIENTS = [
  { codes: ['411DUP', 'C00042', '411dup', ''], names: ['Dupont et fils', 'SARL DUPONT & FILS'] },
  { codes: ['M1', 'm1 ', 'M1', ' M1'], names: ['Martin', 'Nouvelle Martin Bois'] },
] as const

interface Invoice {
  readonly number: number
  readonly issuedOn: string
  readonly dueOn: string
  readonly client: number
  readonly totalCents: number
}

// Numbers begin at 1 every year, on days well apart; each total is that of one invoice only.
const INVOICES: readonly Invoice[] = ['2024', '2025', '2026'].flatMap((year, rank) =>
  [1, 2, 3].map((number) => ({
    number,
    issuedOn: `${year}-0${2 * number}-1${rank}`,
    dueOn: `${year}-0${2 * number + 1}-1${rank}`,
    client: (number + rank) % 2,
    totalCents: 10_000 + rank * 1_000 + number * 100,
  })),
)

const NUMBERS = [(n: number) => `FA-${n}`, (n: number) => `FA 000${n}`, (n: number) => `fa${n}`] as const

const exported = fc.record({
  writes: fc.constantFrom(...NUMBERS),
  codes: fc.tuple(fc.nat({ max: 3 }), fc.nat({ max: 3 })),
  names: fc.tuple(fc.nat({ max: 1 }), fc.nat({ max: 1 })),
  // Without dates of issue, a list of several years could not tell its invoices apart: it has one year.
  dates: fc.constantFrom('both', 'both', '2024', '2025', '2026'),
  // What it holds, and what is left of each in hundredths.
  left: fc.array(fc.option(fc.constantFrom(100, 100, 60, 25), { freq: 4 }), {
    minLength: INVOICES.length,
    maxLength: INVOICES.length,
  }),
})
type Export = typeof exported extends fc.Arbitrary<infer Value> ? Value : never

const french = (day: string) => day.split('-').toReversed().join('/')
const euros = (cents: number) => `${Math.floor(cents / 100)},${String(cents % 100).padStart(2, '0')}`

/** What the export leaves of an invoice, in hundredths; null when it has it not. */
function leftOf({ left, dates }: Export, { issuedOn }: Invoice, index: number): number | null {
  const isThere = dates === 'both' || issuedOn.startsWith(dates)
  return isThere ? (left[index] ?? null) : null
}

function textOf(shown: Export): string {
  const { writes, codes, names, dates } = shown
  const rows = INVOICES.flatMap((invoice, index) => {
    const { number, issuedOn, dueOn, client, totalCents } = invoice
    const share = leftOf(shown, invoice, index)
    const party = CLIENTS[client]
    if (share === null || !party) return []
    const code = party.codes[codes[client] ?? 0]
    const name = party.names[names[client] ?? 0]
    const days = [dates.startsWith('2') ? '' : french(issuedOn), french(dueOn)]
    return [
      [code, name, writes(number), ...days, euros(totalCents), euros((totalCents * share) / 100)].join(';'),
    ]
  })
  const head = 'Code client;Client;N° facture;Date facture;Échéance;Montant TTC;Reste dû'
  return `${[head, ...rows].join('\r\n')}\r\n`
}

async function invoicesOf(
  company: string,
): Promise<readonly { id: number; total: number; open: number; level: number }[]> {
  const { rows } = await database.owner.query(
    `select i.id, i.total_cents as total, sum(j.open_cents)::bigint as open, max(j.level) as level
     from invoices i join instalments j on j.company_id = i.company_id and j.invoice_id = i.id
       join companies e on e.id = i.company_id
     where e.code = $1 group by i.id, i.total_cents order by i.total_cents`,
    [company],
  )
  return rows
}

async function remind(company: string, invoiceIds: readonly number[]): Promise<void> {
  const { rows } = await database.owner.query<{ id: number }>('select id from companies where code = $1', [
    company,
  ])
  const companyIds = rows.map(({ id }) => id)
  const { actor } = CONTEXT
  await withScope(database, { actor, companyIds }, (tx) =>
    setInvoiceLevels(tx, {
      companyIds,
      invoiceIds: [...invoiceIds],
      level: 3,
      reason: null,
      actor: actor.name,
    }),
  )
}

// A list of one year without dates of issue is asked about, where a number is known of another year: it is another.
async function answer(company: string): Promise<void> {
  const { rows } = await database.owner.query<{ companyId: number; id: number }>(
    `select q.company_id as "companyId", q.id from import_doubts q join companies e on e.id = q.company_id
     where e.code = $1 and q.decided_at is null`,
    [company],
  )
  const { actor } = CONTEXT
  for (const { companyId, id } of rows)
    await withScope(database, { actor, companyIds: [companyId] }, (tx) =>
      decideDoubt(tx, id, 'different', actor.name),
    )
}

test('whatever programs do to clients and numbers, what is open is what the last export says', async () => {
  let count = 0
  await fc.assert(
    fc.asyncProperty(fc.array(exported, { minLength: 2, maxLength: 4 }), async (exports) => {
      const company = `P${++count}`
      const open = new Map<number, number>()
      const reminded = new Set<number>()
      for (const [rank, shown] of exports.entries()) {
        if (INVOICES.every((invoice, index) => leftOf(shown, invoice, index) === null)) continue
        await importText(database, textOf(shown), { company, name: 'liste.csv' })
        await answer(company)
        for (const [index, invoice] of INVOICES.entries()) {
          const share = leftOf(shown, invoice, index)
          if (share !== null) open.set(invoice.totalCents, (invoice.totalCents * share) / 100)
        }
        const seen = await invoicesOf(company)
        const expected = [...open].toSorted(([one], [other]) => one - other)
        expect(seen.map(({ total, open: left, level }) => [total, left, level])).toEqual(
          expected.map(([total, left]) => [total, left, reminded.has(total) ? 3 : 1]),
        )
        // A reminder between two imports: its level lives on.
        const next = seen.filter((_, place) => place % 2 === rank % 2)
        await remind(
          company,
          next.map(({ id }) => id),
        )
        for (const { total } of next) reminded.add(total)
      }
    }),
    { numRuns: 5, endOnFailure: true, seed: Number(process.env.SEED ?? 7) },
  )
}, 120_000)
