import { sql } from 'kysely'
import { importStatements } from '#ledger/import-statements.ts'
import type { Database } from '#platform/database.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'
import { balanceRecord, complementRecord, movementRecord } from '#readers/cfonb-fixture.ts'
import { bytesSource } from '#readers/source.ts'
import { readStatements } from '#readers/statements.ts'
import { createLargeCompany } from './list-data.ts'
import { type BenchRow, compared } from './row.ts'

const INSTALMENTS_TO_A_MOVEMENT = 2

/**
 * Reading a CFONB 120 statement and reconciling it, against what SQL would do with the reference alone: the
 * movements copied, joined on the exact number, their payments, allocations and sums written.
 */
export async function* benchReconcile(
  database: Database,
  movements: readonly number[],
): AsyncGenerator<BenchRow> {
  const times: number[] = []
  for (const count of movements) {
    const companyId = await createLargeCompany(database, count * INSTALMENTS_TO_A_MOVEMENT)
    const context = { actor: { kind: 'system', name: 'bench' }, companyIds: [companyId] } as const
    const { rows: numbers } = await database.owner.query<{ number: string; cents: number }>(
      `select v.number, i.open_cents as cents from instalments i
         join invoices v on v.company_id = i.company_id and v.id = i.invoice_id
       where i.company_id = $1 order by i.id limit $2`,
      [companyId, count],
    )
    const byHand = await rolledBack(database, context, (tx) => reconcileByHand(tx, companyId, numbers))
    const text = statementOf(numbers)
    const before = process.memoryUsage().rss
    const ours = await rolledBack(database, context, async (tx) => {
      const statements = await readStatements(bytesSource('releve.txt', Buffer.from(text, 'latin1')))
      if ('reason' in statements) throw new Error(statements.reason.code)
      const known = { statements, actor: 'bench', today: '2026-11-30' }
      const order = { companyId, fileName: 'releve.txt', sha256: '', ...known }
      const { counts } = await importStatements(tx, order)
      if (counts.automatic !== count) throw new Error(`${counts.automatic} of ${count} recognised`)
    })
    times.push(ours)
    const at = `${count.toLocaleString('en')} movements, ${(count * INSTALMENTS_TO_A_MOVEMENT).toLocaleString('en')} open`
    yield compared(`reconcile: ${at}`, 'ms', ours, { name: 'SQL on the exact number', value: byHand }, 5)
    yield memoryRow(
      `memory taken by it, ${count.toLocaleString('en')} movements`,
      process.memoryUsage().rss - before,
    )
  }
  const [small = 0, large = 0] = times
  const [few = 1, many = 1] = movements
  const expected = (small * many * Math.log(many)) / (few * Math.log(few))
  yield compared('reconcile: growth', 'ms', large, { name: 'n log n from the smaller', value: expected }, 1.3)
}

function memoryRow(name: string, bytes: number): BenchRow {
  const alone = { baseline: null, baselineName: null, ratio: null }
  return { name: `reconcile: ${name}`, value: Math.max(0, bytes) / 1e6, unit: 'MB', ...alone, limit: 300 }
}

class Done extends Error {}

// Each is undone, so that the next finds the same books.
async function rolledBack(
  database: Database,
  context: Parameters<typeof withScope>[1],
  work: (tx: ScopedTransaction) => Promise<void>,
): Promise<number> {
  let ms = 0
  const undone = withScope(database, context, async (tx) => {
    const start = performance.now()
    await work(tx)
    ms = performance.now() - start
    throw new Done()
  })
  await undone.catch((error: unknown) => {
    if (!(error instanceof Done)) throw error
  })
  return ms
}

interface Owed {
  readonly number: string
  readonly cents: number
}

function statementOf(owed: readonly Owed[]): string {
  const amount = (cents: number) =>
    `${String(cents).padStart(14, '0').slice(0, -1)}${'{ABCDEFGHI'[cents % 10]}`
  const total = owed.reduce((sum, { cents }) => sum + Number(cents), 0)
  return [
    balanceRecord('01', '311225', amount(0)),
    ...owed.flatMap(({ number, cents }) => [
      movementRecord({ label: 'VIR SEPA RECU', amount: amount(Number(cents)) }),
      complementRecord('NPY', `PAYEUR ${number}`),
      complementRecord('LCC', `REGLEMENT FACTURE ${number}`),
    ]),
    balanceRecord('07', '050126', amount(total)),
  ].join('\r\n')
}

async function reconcileByHand(
  tx: ScopedTransaction,
  companyId: number,
  owed: readonly Owed[],
): Promise<void> {
  await sql`create temporary table moved (n int, number text, cents bigint) on commit drop`.execute(tx)
  await sql`
    insert into moved select n, number, cents
    from unnest(${owed.map((row) => row.number)}::text[], ${owed.map((row) => row.cents)}::bigint[])
      with ordinality as t (number, cents, n)`.execute(tx)
  await sql`
    with paid as (
      select m.n, m.cents, i.id, i.customer_id
      from moved m join invoices v on v.company_id = ${companyId} and v.number = m.number
        join instalments i on i.company_id = v.company_id and i.invoice_id = v.id and i.open_cents = m.cents
    ), received as (
      insert into credits (company_id, customer_id, kind, currency, amount_cents, allocated_cents, source,
        source_key, created_by)
      select ${companyId}, customer_id, 'payment', 'EUR', cents, cents, 'statement', 'hand:' || n, 'bench' from paid
      returning id, source_key
    ), allocated as (
      insert into allocations (company_id, instalment_id, credit_id, amount_cents, origin, created_by)
      select ${companyId}, p.id, r.id, p.cents, 'statement', 'bench'
      from paid p join received r on r.source_key = 'hand:' || p.n
    )
    update instalments i set settled_cents = i.settled_cents + p.cents
    from paid p where i.company_id = ${companyId} and i.id = p.id`.execute(tx)
}
