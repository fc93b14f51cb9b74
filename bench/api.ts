import { sql } from 'kysely'
import { pushDocuments } from '#ledger/push-documents.ts'
import type { PushItem } from '#ledger/push-order.ts'
import { PushUndone } from '#ledger/push-results.ts'
import type { Database } from '#platform/database.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'
import { createLargeCompany } from './list-data.ts'
import { alone, type BenchRow, compared } from './row.ts'
import { medianPairMs } from './timing.ts'

const BATCH = 1_000
const CUSTOMERS = 200
/** Invoices a second, at least. */
const WANTED = 2_000

/**
 * Batches of new invoices pushed by a program into books that are there, against the same rows inserted bare, with
 * "on conflict do nothing", by one who knows every id; then the same batch again, which changes nothing.
 */
export async function* benchApi(
  database: Database,
  instalments: number,
  rounds: number,
): AsyncGenerator<BenchRow> {
  const companyId = await createLargeCompany(database, instalments)
  const context = { actor: { kind: 'system', name: 'bench' }, companyIds: [companyId] } as const
  const push = async (items: readonly PushItem[]) => {
    const order = { companyId, program: 'bench', actor: 'bench', today: '2026-11-30', isAtomic: true, items }
    await withScope(database, context, (tx) => pushDocuments(tx, order)).catch((error: unknown) => {
      if (!(error instanceof PushUndone)) throw error
      const refused = error.results.find(({ problem }) => problem && problem.key !== 'programs.with-refused')
      if (refused) throw new Error(JSON.stringify(refused))
    })
  }
  await push(Array.from({ length: CUSTOMERS }, (_, rank) => customer(rank)))
  const customers = await idsOf(database, companyId)
  let batch = 0
  const [ours, bare] = await medianPairMs(
    rounds,
    async () => {
      batch += 1
      await push(invoices(batch))
    },
    async () => {
      batch += 1
      await withScope(database, context, (tx) => insertBare(tx, companyId, customers, batch))
    },
  )
  const at = `into ${instalments.toLocaleString('en')} instalments`
  yield compared(
    `api: a batch of ${BATCH} invoices ${at}`,
    'ms',
    ours,
    { name: 'bare insert … on conflict', value: bare },
    4,
  )
  // The limit is of the time that 2,000 invoices a second leave to one batch.
  yield alone('api: time of 1,000 invoices', 'ms', ours, (BATCH / WANTED) * 1_000)
  const again = invoices(batch + 1)
  await push(again)
  const start = performance.now()
  await push(again)
  yield alone('api: the same 1,000 invoices again', 'ms', performance.now() - start, (BATCH / WANTED) * 1_000)
}

function customer(rank: number): PushItem {
  const data = { name: `Client poussé ${rank}`, code: `POUSSE-${rank}` }
  return { kind: 'customer', externalId: `C-${rank}`, data }
}

// All of one length: signs count for nothing in a number.
function numberOf(batch: number, rank: number): string {
  return `API${batch * BATCH + rank + 1_000_000}`
}

function centsOf(batch: number, rank: number): number {
  return 10_000 + batch * BATCH + rank
}

function invoices(batch: number): PushItem[] {
  return Array.from({ length: BATCH }, (_, rank) => {
    const number = numberOf(batch, rank)
    const data = {
      ...{ customer: `C-${rank % CUSTOMERS}`, number, issuedOn: '2026-01-15', currency: 'EUR' },
      instalments: [{ dueOn: '2026-02-15', amountCents: centsOf(batch, rank) }],
    }
    return { kind: 'invoice', externalId: number, data }
  })
}

async function idsOf(database: Database, companyId: number): Promise<readonly number[]> {
  const { rows } = await database.owner.query<{ id: number }>(
    `select id from customers where company_id = $1 and code like 'POUSSE-%' order by id`,
    [companyId],
  )
  return rows.map(({ id }) => id)
}

// The same rows, and nothing looked for, compared, allocated or counted; as an import, which the audit tells in one row.
async function insertBare(
  tx: ScopedTransaction,
  companyId: number,
  customers: readonly number[],
  batch: number,
): Promise<void> {
  await sql`
    select set_config('relances.import', id::text, true) from imports where company_id = ${companyId} and kind = 'api'
  `.execute(tx)
  await sql`
    with made as (
      insert into invoices (company_id, customer_id, number, kind, issued_on, currency, total_cents, source, source_key, created_by)
      select ${companyId}, (${customers}::bigint[])[1 + n % ${CUSTOMERS}], 'API' || ${numberOf(batch, 0).slice(3)}::bigint + n, 'invoice', '2026-01-15',
             'EUR', ${centsOf(batch, 0)}::bigint + n, 'api', ${`bare|${batch}|`} || n, 'bench'
      from generate_series(0, ${BATCH - 1}) n
      on conflict do nothing
      returning id, customer_id, total_cents, number
    ), parts as (
      insert into instalments (company_id, invoice_id, customer_id, currency, source_key, due_on, amount_cents)
      select ${companyId}, id, customer_id, 'EUR', ${`bare|${batch}|`} || number, '2026-02-15', total_cents from made
      on conflict do nothing
    )
    insert into external_ids (company_id, program, kind, external_id, invoice_id, created_by)
    select ${companyId}, 'bare', 'invoice', number, id, 'bench' from made
    on conflict do nothing
  `.execute(tx)
}
