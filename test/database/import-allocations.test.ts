import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createTestDatabase } from '../database.ts'
import { importText, instalmentsOf, previewText } from './import-world.ts'

// Whatever a list says is settled, by its columns or by credits « affecté à », what the preview says a customer owes is
// what the books say once it is imported.

const database = await createTestDatabase()
const HEADER = 'Client;Type;N°;Date;Montant TTC;Reste dû;Affecté à'
const euros = (cents: number) => (cents / 100).toFixed(2).replace('.', ',')

const invoice = fc.record({
  tens: fc.integer({ min: 5, max: 40 }),
  /** Of ten parts. */
  paid: fc.constantFrom(0, 0, 3, 7, 10),
})
const credit = fc.record({
  tens: fc.integer({ min: 1, max: 30 }),
  settles: fc.nat({ max: 6 }),
  isPayment: fc.boolean(),
  /** What is left of it: not said, all, nothing. */
  left: fc.constantFrom('', 'all', 'none'),
})
// Thirty customers in each list: an import costs the same.
const customer = fc.record({
  invoices: fc.array(invoice, { minLength: 1, maxLength: 4 }),
  credits: fc.array(credit, { minLength: 1, maxLength: 4 }),
})
const story = fc.record({
  customers: fc.array(customer, { minLength: 30, maxLength: 30 }),
  answer: fc.constantFrom('settled', 'open', undefined),
})

function textOf(
  { invoices, credits }: { invoices: readonly Invoice[]; credits: readonly Credit[] },
  who: string,
) {
  const rows = invoices.map(({ tens, paid }, rank) => {
    const cents = tens * 1_000
    return `${who};Facture;F${rank + 1};02/01/2024;${euros(cents)};${euros((cents * (10 - paid)) / 10)};`
  })
  const settling = credits.map(({ tens, settles, isPayment, left }, rank) => {
    const cents = tens * 1_000
    const rest = left === 'all' ? euros(-cents) : left === 'none' ? '0,00' : ''
    const kind = isPayment ? 'Règlement' : 'Avoir'
    return `${who};${kind};C${rank + 1};05/01/2024;${euros(-cents)};${rest};F${settles}`
  })
  return [...rows, ...settling]
}
type Invoice = typeof invoice extends fc.Arbitrary<infer Value> ? Value : never
type Credit = typeof credit extends fc.Arbitrary<infer Value> ? Value : never

async function booksOf(company: string) {
  const { rows } = await database.owner.query<{ code: string; open: string; free: string }>(
    `select c.code,
       (select coalesce(sum(open_cents), 0) from instalments j where j.company_id = c.company_id and j.customer_id = c.id) as open,
       (select coalesce(sum(amount_cents - allocated_cents), 0) from credits k
        where k.company_id = c.company_id and k.customer_id = c.id and k.cancelled_at is null) as free
     from customers c join companies e on e.id = c.company_id where e.code = $1 order by c.code`,
    [company],
  )
  return rows.map(({ code, open, free }) => [code, Number(open), Number(free)])
}

test('what the preview says of a customer is what the books say after the import', async () => {
  let rank = 0
  await fc.assert(
    fc.asyncProperty(story, async ({ answer, customers }) => {
      const company = `L${++rank}`
      const options = {
        company,
        name: 'liste.csv',
        ...(answer ? { answers: { 'counted-credit:': answer } } : {}),
      } as const
      const rows = customers.flatMap((made, at) => textOf(made, `C${String(at).padStart(2, '0')}`))
      const text = [HEADER, ...rows].join('\r\n')
      const preview = await previewText(database, text, options)
      const done = await importText(database, text, options)
      expect(done.errors).toEqual([])
      const told = preview.parties.map(({ code, openCents, unallocatedCents }) => [
        code,
        openCents,
        unallocatedCents,
      ])
      const books = await booksOf(company)
      expect(told.toSorted()).toEqual(books)
      const [open, free] = [1, 2].map((at) => books.reduce((sum, row) => sum + Number(row[at]), 0))
      expect(preview.counts).toMatchObject({ openCents: open, unallocatedCents: free })
    }),
    { numRuns: 4 },
  )
})

test('an invoice of 1,000 with 300 left and a credit note of 200 on it: asked, then 300 or 100 owed', async () => {
  const text = [
    HEADER,
    'Leroy;Facture;F1;02/01/2024;1000,00;300,00;',
    'Leroy;Avoir;AV1;05/01/2024;-200,00;;F1',
  ].join('\r\n')
  const owed = async (answer: 'settled' | 'open') => {
    const company = answer.toUpperCase()
    await importText(database, text, { company, answers: { 'counted-credit:': answer } })
    return (await instalmentsOf(database, company)).map(({ open }) => open)
  }
  const asked = await previewText(database, text, { company: 'ASKED' })
  expect(asked.doubts).toMatchObject([{ kind: 'counted-credit', count: 1, answer: null }])
  expect(asked.counts.toConfirm).toEqual({ doubts: 1, items: 1 })
  expect([await owed('settled'), await owed('open')]).toEqual([[30_000], [10_000]])
})
