import { readAudit } from '#features/audit/server/store.ts'
import { findAuditFaults } from '#ledger/audit-chain.ts'
import type { Database } from '#platform/database.ts'
import { withScope } from '#platform/scoped.ts'
import { buildCompany } from '../test/world.ts'
import type { BenchRow } from './row.ts'
import { medianMs } from './timing.ts'

const COMPANIES = 3
const CONTEXT = { actor: { kind: 'system', name: 'bench' } } as const

/** The first page of the journal by each filter, at two sizes; and the verification of the whole chain. */
export async function* benchAudit(
  database: Database,
  sizes: readonly [small: number, large: number],
): AsyncGenerator<BenchRow> {
  const companyIds: number[] = []
  let customer = 0
  for (let index = 1; index <= COMPANIES; index++) {
    const company = await buildCompany(database, {
      code: `B${index}`,
      legalName: `Banc ${index}`,
      customers: [{ code: 'DURAND', name: 'Durand & fils' }],
    })
    companyIds.push(company.id)
    customer = company.customers.get('DURAND') ?? 0
  }
  const asked = { limit: 50, companyIds: [0, ...companyIds] }
  const queries = {
    'no filter': asked,
    'one person, rare': { ...asked, who: 'rare' },
    'one subject, rare': { ...asked, kind: 'personal-data' as const },
    'a subject and a person': { ...asked, kind: 'blocks' as const, who: 'person-2' },
    'one day': { ...asked, from: '2025-03-01', to: '2025-03-01' },
    'one client': { ...asked, text: 'durand' },
  }
  const measured = new Map<string, number[]>()
  let size = 0
  for (const target of sizes) {
    await fill(database, companyIds, customer, size, target)
    size = target
    for (const [name, query] of Object.entries(queries)) {
      const read = () => withScope(database, { ...CONTEXT, companyIds }, (tx) => readAudit(tx, query))
      measured.set(name, [...(measured.get(name) ?? []), await medianMs(7, read)])
    }
  }
  const [small, large] = sizes
  for (const [name, [before = 0, after = 0]] of measured) {
    yield {
      name: `journal of ${large} rows, first page: ${name}`,
      value: after,
      unit: 'ms',
      baseline: before,
      baselineName: `${small} rows`,
      ratio: after / before,
      limit: null,
    }
  }
  const start = performance.now()
  const faults = await withScope(database, { ...CONTEXT, companyIds }, (tx) => findAuditFaults(tx))
  if (faults.length > 0) throw new Error(`the chain of the bench is broken: ${JSON.stringify(faults[0])}`)
  yield {
    name: `journal of ${large} rows, the whole chain verified`,
    value: (performance.now() - start) / 1000,
    unit: 's',
    baseline: null,
    baselineName: '',
    ratio: null,
    limit: null,
  }
}

// Rows of four to a link, over two years, by twenty people and once in ten thousand by another; then each link
// is closed as a commit closes it.
async function fill(
  database: Database,
  companyIds: readonly number[],
  customer: number,
  from: number,
  to: number,
): Promise<void> {
  const { owner } = database
  for (let start = from; start < to; start += 20_000) {
    const end = Math.min(to, start + 20_000)
    await owner.query('begin')
    await owner.query(
      `with made as (
         insert into audit_links (company_id, transaction_id, recorded_at, actor, actor_kind, user_id)
         select ($1::bigint[])[1 + n % $2], (n::text)::xid8, timestamptz '2024-06-01' + n * interval '1 minute',
           'Personne', 'user', case when n % 10000 = 0 then 'rare' else 'person-' || n % 20 end
         from generate_series($3::integer / 4, $4::integer / 4 - 1) n returning company_id, id
       )
       insert into audit_rows (company_id, link_id, id, table_name, operation, row_key, before, after, customer_id)
       select company_id, id, nextval('audit_rows_id_seq'),
         case when id % 5000 = 0 then 'exports' else (array['invoices', 'reminder_events', 'dunning_blocks'])[1 + id % 3] end,
         'update', '{"id": 1}', '{"town": "Riom"}', '{"town": "Vichy"}', case when id % 1000 = 0 then $5::bigint end
       from made, generate_series(1, 4)`,
      [companyIds, companyIds.length, start, end, customer],
    )
    await owner.query('commit')
  }
  await owner.query('vacuum (analyze) audit_links, audit_rows')
}
