import { AsyncLocalStorage } from 'node:async_hooks'
import pg from 'pg'
import { expect } from 'vitest'
import { IMPORT_TABLES, MAKE_IMPORT_TABLES } from '#ledger/import-tables.ts'
import { APP_ROLE } from '#platform/migrate.ts'

// Row-level security keeps companies apart whatever a statement says. A database spread over machines by `company_id`
// (docs/scale.md) needs more: the statement itself must say whose rows it wants, or every machine is asked. So what the
// application asks in the tests is planned, and each table of a company must be bound to it in the plan. A thing that an
// address names by its number (an invoice, a run) may be looked up by that number: its row says whose it is.

/** Statements that ask for rows of whichever company on purpose, and why. */
const ACROSS_COMPANIES: readonly { readonly statement: RegExp; readonly why: string }[] = [
  {
    statement: /^with documents as materialized .* identifying_number/,
    why: 'likely doubles are looked for in all the companies of a person, each within itself',
  },
  {
    statement: /^with chosen as \( select r\.id, bool_or\(r\.status = 'draft'\)/,
    why: 'a run may be of several companies: its letters follow from the run, which was found by company',
  },
  {
    statement: /^with known as \( select id as company_id, .* other_bank_accounts/,
    why: 'a bank statement is of whichever company has its account',
  },
  {
    statement:
      /^select (?:company_id as "companyId", (?:number, encode|'link-altered'|'chain-broken')|'settled' as kind|company_id, instalment_id, kind, level_before|"company_id", "id", "level", "last_reminded_on" from "instalments")/,
    why: 'verify reads every row of the installation',
  },
  {
    statement:
      /^select [^()]* from "(?:letters|e_invoices|messages)"(?: where "\w+" is not null)? order by "id"$/,
    why: 'verify reads every file of the archive',
  },
]

/** True while the application answers somebody: a test may ask what it likes. */
const answering = new AsyncLocalStorage<true>()

/** The application, with what it asks of the database while it answers told from what tests ask. */
export function listened<App extends { request(...args: never[]): unknown }>(app: App): App {
  const request = app.request as (...args: unknown[]) => unknown
  return Object.assign(app, {
    request: (...args: unknown[]) => answering.run(true, () => request.apply(app, args)),
  })
}

/** What the application does with nobody asking, told in the same way from what tests ask. */
export function listenedWork<T>(work: () => T): T {
  return answering.run(true, work)
}

/** What was asked of each database. */
const byDatabase = new Map<string, Set<string>>()
/** Planned by an earlier file of this process: most statements are asked by many. */
const known = new Set<string>()

const COMMENT = /^\s*\/\*.*?\*\//
// What fills a table of an import reads those of companies.
const STAGES = new RegExp(`^\\s*insert into "?(?:${IMPORT_TABLES.join('|')})"?\\s`, 'i')

let isListening = false

/** Records what the application asks of a database, from its first connection on, until `expectBoundStatements`. */
export function recordStatements(database: string): void {
  if (!isListening) listen()
  isListening = true
  byDatabase.set(database, new Set())
}

function listen(): void {
  const { query } = pg.Client.prototype
  const ask = query as (...args: unknown[]) => unknown
  pg.Client.prototype.query = function (this: pg.Client, ...args: unknown[]) {
    const [asked] = args as [string | { text?: string } | undefined]
    const text = typeof asked === 'object' ? asked.text : asked
    const record =
      answering.getStore() && this.user === APP_ROLE ? byDatabase.get(this.database ?? '') : undefined
    if (record && text !== undefined) note(record, text)
    return ask.apply(this, args)
  } as typeof query
}

function note(texts: Set<string>, text: string): void {
  const bare = text.replace(COMMENT, '')
  if (/^\s*(?:select|with|update|delete)\b/i.test(bare) || STAGES.test(bare)) texts.add(bare)
}

/** Every table of a company that was asked for since `recordStatements` was bound to a company. */
export async function expectBoundStatements(
  owner: Pick<pg.Pool, 'connect'>,
  database: string,
): Promise<void> {
  const asked = byDatabase.get(database)
  byDatabase.delete(database)
  if (!asked) return
  const texts = [...asked].filter((text) => !known.has(text))
  for (const text of texts) known.add(text)
  const unbound = (await unboundStatements(owner, texts)).filter(
    ({ statement }) => !ACROSS_COMPANIES.some((exception) => exception.statement.test(statement)),
  )
  expect(unbound, 'statements that do not say of which company').toEqual([])
}

interface Unbound {
  readonly tables: readonly string[]
  readonly statement: string
}

/** Planned as the owner, whom no policy binds: the plan shows what the statement says, and nothing else. */
async function unboundStatements(
  owner: Pick<pg.Pool, 'connect'>,
  texts: readonly string[],
): Promise<Unbound[]> {
  const client = await owner.connect()
  const found: Unbound[] = []
  try {
    await client.query(`begin; set local relances.companies = '*'; set local relances.zone = 'Europe/Paris'`)
    const ofCompanies = await companyTables(client)
    await client.query(MAKE_IMPORT_TABLES)
    for (const text of texts) {
      const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: PlanNode }] }>(
        `explain (generic_plan, verbose, format json) ${text}`,
      )
      const plan = rows[0]?.['QUERY PLAN'][0].Plan
      if (!plan) throw new Error(`no plan of ${text}`)
      const tables = unboundTables(plan, ofCompanies)
      if (tables.length > 0) found.push({ tables, statement: text.replace(/\s+/g, ' ').trim() })
    }
    return found
  } finally {
    await client.query('rollback')
    client.release()
  }
}

/** Tables whose rows are of a company: those that would be spread. */
async function companyTables(client: pg.ClientBase): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ name: string }>(
    `select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'company_id'
     where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnotnull`,
  )
  return new Set(rows.map(({ name }) => name))
}

interface PlanNode {
  readonly 'Node Type': string
  readonly 'Parent Relationship'?: string
  readonly 'Relation Name'?: string
  readonly Alias?: string
  readonly Output?: readonly string[]
  readonly Plans?: readonly PlanNode[]
  readonly [other: string]: unknown
}

function unboundTables(plan: PlanNode, ofCompanies: ReadonlySet<string>): string[] {
  const nodes = [...walk(plan)]
  // What is compared: in a condition, or as the rows of an `in (select company_id, …)`.
  const compared = nodes
    .flatMap((node) =>
      Object.entries(node).filter(
        ([key]) =>
          /(?:Cond|Filter|Key|Keys)$/.test(key) ||
          (key === 'Output' && node['Parent Relationship'] === 'SubPlan'),
      ),
    )
    .map(([, condition]) => JSON.stringify(condition).replaceAll('\\"', ''))
    .join(' ')
  const unbound = nodes.filter(
    ({ 'Node Type': type, 'Relation Name': table = '', Alias: alias = '' }) =>
      type.endsWith('Scan') && ofCompanies.has(table) && !compared.includes(`${alias}.company_id`),
  )
  if (isOneThing(nodes, compared)) return []
  return [...new Set(unbound.map((node) => node['Relation Name'] ?? ''))].sort()
}

// One table read, by the number of the thing it is about.
function isOneThing(nodes: readonly PlanNode[], compared: string): boolean {
  const read = nodes.filter((node) => node['Relation Name'] !== undefined)
  const isRead = !nodes.some((node) => node['Node Type'] === 'ModifyTable')
  return (
    isRead &&
    read.length === 1 &&
    new RegExp(`\\b${read[0]?.Alias}\\.(?:id|run_id|invoice_id|credit_id) = `).test(compared)
  )
}

function* walk(node: PlanNode): Generator<PlanNode> {
  yield node
  for (const child of node.Plans ?? []) yield* walk(child)
}
