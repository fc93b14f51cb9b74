import type { HonoRequest, MiddlewareHandler } from 'hono'
import { sql } from 'kysely'
import { RelancesError } from '#domain/errors.ts'
import { isAllowed } from '#domain/people/capabilities.ts'
import type { Database } from './database.ts'
import type { AppEnv } from './router.ts'
import { narrowScope, withScope } from './scoped.ts'

/** What the number in a path counts: "/api/invoices/12/record" is about row 12 of `invoices`. */
const TABLES = {
  'agenda-marks': 'agenda_marks',
  allocations: 'allocations',
  'bank-movements': 'bank_movements',
  credits: 'credits',
  customers: 'customers',
  'dunning-blocks': 'dunning_blocks',
  'e-invoice-statuses': 'e_invoice_statuses',
  'import-doubts': 'import_doubts',
  invoices: 'invoices',
  letters: 'letters',
  messages: 'messages',
  'noted-payments': 'credits',
  'past-imports': 'imports',
  'refused-imports': 'refused_imports',
  'returned-mails': 'returned_mails',
  runs: 'runs',
} as const

/** And what the numbers in a body count. */
const FIELDS = {
  customerId: 'customers',
  invoiceId: 'invoices',
  creditId: 'credits',
  creditIds: 'credits',
  allocationIds: 'allocations',
  messageIds: 'messages',
  letterIds: 'letters',
} as const

const NUMBERED = /^\/api\/(?:v1\/)?(?:reminders\/)?([a-z-]+)\/(\d{1,15})(?:\/|$)/

/**
 * Refuses whatever is asked about something by its number when it belongs to no company where whoever asks may do
 * it. Row-level security shows them no such row anyway: this is the application's own lock, which holds without it
 * (test/people/two-locks.test.ts). A number that is nothing at all is left to the route, which says so in its words.
 */
export function checkOwner(database: Pick<Database, 'db'>): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const things = [...inPath(c.req.path), ...(await inBody(c.req))]
    const { permission, actor } = c.var
    if (things.length === 0 || permission === 'everything') return await next()
    const { roles, capability } = permission
    const isRefused = await withScope(
      database,
      { actor, companyIds: 'all' },
      async (tx) => {
        const companies = await tx.selectFrom('companies').select(['id', 'code']).execute()
        const theirs = companies.filter(({ code }) => isAllowed(roles, capability, code)).map(({ id }) => id)
        await narrowScope(tx, theirs)
        for (const { table, ids } of things) {
          // A run has a row in each of its companies.
          const { rows } = await sql`
            select from ${sql.table(table)} where id = any(${ids}::bigint[])
            group by id having not bool_or(company_id = any(${theirs}::bigint[]))`.execute(tx)
          if (rows.length > 0) return true
        }
        return false
      },
      { readOnly: true },
    )
    if (isRefused) throw new RelancesError('not-found', 'platform.http-not-found')
    return await next()
  }
}

interface Thing {
  readonly table: string
  readonly ids: readonly string[]
}

// What programs name by identifiers of their own, which may well be numbers.
const NAMED = /^\/api\/v1\/(?:customers|invoices|credits|payments)\/[^/]+$/

function inPath(path: string): Thing[] {
  if (NAMED.test(path)) return []
  const [, kind = '', id = ''] = NUMBERED.exec(path) ?? []
  const table = TABLES[kind as keyof typeof TABLES]
  return table === undefined ? [] : [{ table, ids: [id] }]
}

// Read once: Hono gives the same body to the route. One that is no JSON is the route's to refuse.
async function inBody(request: HonoRequest): Promise<Thing[]> {
  if (request.method === 'GET' || !request.header('content-type')?.startsWith('application/json')) return []
  const body: unknown = await request.json().catch(() => null)
  if (typeof body !== 'object' || body === null) return []
  return Object.entries(FIELDS).flatMap(([field, table]) => {
    const value: unknown = Object.hasOwn(body, field) ? (body as Record<string, unknown>)[field] : []
    const ids = [value].flat().filter((id) => Number.isSafeInteger(id))
    return ids.length > 0 ? [{ table, ids: ids.map(String) }] : []
  })
}
