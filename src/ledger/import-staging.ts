import { type RawBuilder, sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type {
  AllocationRecord,
  CreditRecord,
  CustomerRecord,
  InstalmentRecord,
  InvoiceRecord,
  ReceivablesFile,
} from '#readers/records.ts'
import type { ImportScope } from './import-scope.ts'

/** An instalment of the file with its invoice and the due date the import gives it. */
export interface StagedInstalment extends InstalmentRecord {
  readonly invoiceKey: string
  readonly dueIsEstimated: boolean
}

/** A part of an instalment to be settled by the import itself: no payment is invented for it. */
export interface SettledRecord {
  readonly instalmentKey: string
  readonly amountCents: number
}

interface Column<Row> {
  readonly name: string
  readonly type: 'text' | 'bigint' | 'integer' | 'smallint' | 'date' | 'boolean'
  read(row: Row): string | number | boolean | null
}

// COPY is refused under row-level security, and temporary tables take it only through a stream of
// its own: arrays cost little more and need nothing but a query.
const BATCH = 5_000

// The tables a first import fills, like the temporary ones, have no statistics: the planner believes
// them small, and would compare every row with every other. Above this size, joins are made by hashing.
const MANY_ROWS = 1_000

/** True when the keys of a file name its items for ever: those of a list only tell its rows apart. */
export function hasLastingKeys({ source }: Pick<ImportScope, 'source'>): boolean {
  return source !== 'list'
}

/** SQL: the key under which the staged row is stored. */
export function storedKey(scope: ImportScope, row: string): RawBuilder<string> {
  return hasLastingKeys(scope)
    ? sql<string>`${sql.ref(`${row}.key`)}`
    : sql<string>`'list:' || ${sql.ref(`${row}.id`)}`
}

/**
 * Fills the temporary tables with what the file holds, each row with the one known by the same key
 * (`invoice_id`, `instalment_id`, `credit_id`; null when there is none) and the id it has or will
 * have (`id`). The customers must be merged first.
 */
export async function stageRecords(
  tx: ScopedTransaction,
  scope: Pick<ImportScope, 'companyId' | 'source'>,
  records: Pick<ReceivablesFile, 'invoices' | 'credits' | 'allocations'> & {
    /** Made as they are written: a second copy of a large ledger is not kept. */
    readonly instalments: Iterable<StagedInstalment>
    readonly settled: readonly SettledRecord[]
  },
): Promise<void> {
  const { companyId } = scope
  const customer = sql`left join customers c on c.company_id = ${companyId} and c.code = u.customer_code`
  const known = (table: string) =>
    sql`left join ${sql.table(table)} k on k.company_id = ${companyId} and k.source_key = u.key and ${hasLastingKeys(scope)}`
  await stageRows(tx, 'staged_invoices', records.invoices, INVOICE_COLUMNS, {
    columns: ['customer_id', 'invoice_id'],
    values: sql`c.id, k.id`,
    joins: sql`${customer} ${known('invoices')}`,
  })
  await stageRows(tx, 'staged_instalments', records.instalments, INSTALMENT_COLUMNS, {
    columns: ['instalment_id'],
    values: sql`k.id`,
    joins: known('instalments'),
  })
  await stageRows(tx, 'staged_credits', records.credits, CREDIT_COLUMNS, {
    columns: ['customer_id', 'credit_id'],
    values: sql`c.id, k.id`,
    joins: sql`${customer} ${known('credits')}`,
  })
  await stageRows(tx, 'staged_allocations', records.allocations, ALLOCATION_COLUMNS)
  await stageSettled(tx, records.settled)
  await countAllocations(tx)
  const rows = records.invoices.length + records.credits.length
  if (rows > MANY_ROWS) await sql`set local enable_nestloop = off`.execute(tx)
}

// Files say what is settled beside their credits; here it is all that is settled, as books count it.
async function countAllocations(tx: ScopedTransaction): Promise<void> {
  await sql`
    update staged_instalments s set settled_cents = s.settled_cents + a.cents
    from (select instalment_key, sum(amount_cents)::bigint as cents from staged_allocations
          where credit_key is not null group by 1) a
    where a.instalment_key = s.key and s.settled_cents > 0
  `.execute(tx)
}

/** Fills the temporary table of the customers. */
export async function stageCustomers(
  tx: ScopedTransaction,
  customers: readonly CustomerRecord[],
): Promise<void> {
  await stageRows(tx, 'staged_customers', customers, CUSTOMER_COLUMNS)
}

/** Adds settlements without a credit to what the import wants. */
export async function stageSettled(tx: ScopedTransaction, settled: readonly SettledRecord[]): Promise<void> {
  await stageRows(tx, 'staged_allocations', settled, SETTLED_COLUMNS)
}

/** Columns found by joining the rows to what is already known. */
interface Looked {
  readonly columns: readonly string[]
  readonly values: RawBuilder<unknown>
  readonly joins: RawBuilder<unknown>
}

async function stageRows<Row>(
  tx: ScopedTransaction,
  table: string,
  rows: Iterable<Row>,
  columns: readonly Column<Row>[],
  looked?: Looked,
): Promise<void> {
  const own = columns.map((column) => column.name)
  const into = sql.join([...own, ...(looked?.columns ?? [])].map((name) => sql.ref(name)))
  const names = sql.join(own.map((name) => sql.ref(name)))
  const values = looked ? sql`u.*, ${looked.values}` : sql`u.*`
  for (const batch of batches(rows)) {
    const arrays = sql.join(columns.map((column) => arrayOf(batch, column)))
    await sql`
      insert into ${sql.table(table)} (${into})
      select ${values} from unnest(${arrays}) as u (${names}) ${looked?.joins ?? sql``}
    `.execute(tx)
  }
}

function* batches<Row>(rows: Iterable<Row>): Generator<readonly Row[]> {
  let batch: Row[] = []
  for (const row of rows) {
    batch.push(row)
    if (batch.length < BATCH) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

// Written here as PostgreSQL reads it: the driver would look at every value of a large ledger twice.
function arrayOf<Row>(rows: readonly Row[], column: Column<Row>): RawBuilder<unknown> {
  const isText = column.type === 'text'
  const elements = rows.map((row) => {
    const value = column.read(row)
    if (value === null) return 'NULL'
    return isText ? `"${String(value).replace(/["\\]/g, '\\$&')}"` : value
  })
  return sql`${`{${elements.join(',')}}`}::${sql.raw(`${column.type}[]`)}`
}

const optional = (text: string | null | undefined): string | null => text?.trim() || null
const optionalDay = (day: Day | null | undefined): Day | null => day ?? null

const CUSTOMER_COLUMNS: readonly Column<CustomerRecord>[] = [
  { name: 'code', type: 'text', read: (row) => row.code },
  { name: 'account', type: 'text', read: (row) => optional(row.account) },
  // A file without names repeats the code: that is no name to replace a real one with.
  { name: 'name', type: 'text', read: (row) => (row.name === row.code ? null : optional(row.name)) },
  { name: 'address', type: 'text', read: (row) => optional(row.addressLines?.filter(Boolean).join('\n')) },
  { name: 'postcode', type: 'text', read: (row) => optional(row.postcode) },
  { name: 'town', type: 'text', read: (row) => optional(row.town) },
  { name: 'country', type: 'text', read: (row) => optional(row.country) },
  { name: 'email', type: 'text', read: (row) => optional(row.email) },
  { name: 'phone', type: 'text', read: (row) => optional(row.phone) },
  { name: 'siren', type: 'text', read: (row) => optional(row.siren) },
  { name: 'vat_number', type: 'text', read: (row) => optional(row.vatNumber) },
  { name: 'kind', type: 'text', read: (row) => (row.kind === 'unknown' ? null : (row.kind ?? null)) },
  { name: 'language', type: 'text', read: (row) => row.language ?? null },
  { name: 'channel', type: 'text', read: (row) => row.channel ?? null },
  { name: 'payment_term', type: 'text', read: (row) => optional(row.paymentTerm) },
  { name: 'credit_limit_cents', type: 'bigint', read: (row) => row.creditLimitCents ?? null },
  { name: 'code_is_derived', type: 'boolean', read: (row) => row.isCodeDerived ?? false },
  { name: 'fills_blanks', type: 'boolean', read: (row) => row.fillsBlanks ?? false },
]

const INVOICE_COLUMNS: readonly Column<InvoiceRecord>[] = [
  { name: 'key', type: 'text', read: (row) => row.key },
  { name: 'customer_code', type: 'text', read: (row) => row.customerCode },
  { name: 'number', type: 'text', read: (row) => optional(row.number) },
  { name: 'kind', type: 'text', read: (row) => row.kind },
  { name: 'issued_on', type: 'date', read: (row) => row.issuedOn },
  { name: 'entered_on', type: 'date', read: (row) => optionalDay(row.enteredOn) },
  { name: 'currency', type: 'text', read: (row) => row.currency },
  { name: 'is_provisional', type: 'boolean', read: (row) => row.isProvisional },
  { name: 'label', type: 'text', read: (row) => optional(row.label) },
  { name: 'line', type: 'integer', read: (row) => row.line || null },
  { name: 'is_disputed', type: 'boolean', read: (row) => row.isDisputed ?? false },
  { name: 'set_aside', type: 'text', read: (row) => row.setAside?.reason ?? null },
  { name: 'set_aside_until', type: 'date', read: (row) => row.setAside?.until ?? null },
  {
    name: 'total_cents',
    type: 'bigint',
    read: (row) => row.instalments.reduce((total, instalment) => total + instalment.amountCents, 0),
  },
]

const INSTALMENT_COLUMNS: readonly Column<StagedInstalment>[] = [
  { name: 'key', type: 'text', read: (row) => row.key },
  { name: 'invoice_key', type: 'text', read: (row) => row.invoiceKey },
  { name: 'due_on', type: 'date', read: (row) => row.dueOn },
  { name: 'due_is_estimated', type: 'boolean', read: (row) => row.dueIsEstimated },
  { name: 'amount_cents', type: 'bigint', read: (row) => row.amountCents },
  { name: 'settled_cents', type: 'bigint', read: (row) => row.settledCents },
  { name: 'level', type: 'smallint', read: (row) => row.level ?? null },
  { name: 'last_reminded_on', type: 'date', read: (row) => optionalDay(row.lastRemindedOn) },
  { name: 'line', type: 'integer', read: (row) => row.line || null },
]

const CREDIT_COLUMNS: readonly Column<CreditRecord>[] = [
  { name: 'key', type: 'text', read: (row) => row.key },
  { name: 'customer_code', type: 'text', read: (row) => row.customerCode },
  { name: 'kind', type: 'text', read: (row) => row.kind },
  { name: 'number', type: 'text', read: (row) => optional(row.number) },
  { name: 'received_on', type: 'date', read: (row) => row.receivedOn },
  { name: 'entered_on', type: 'date', read: (row) => optionalDay(row.enteredOn) },
  { name: 'currency', type: 'text', read: (row) => row.currency },
  { name: 'amount_cents', type: 'bigint', read: (row) => row.amountCents },
  { name: 'whole_cents', type: 'bigint', read: (row) => row.wholeCents ?? row.amountCents },
  { name: 'is_provisional', type: 'boolean', read: (row) => row.isProvisional },
  { name: 'label', type: 'text', read: (row) => optional(row.label) },
  { name: 'line', type: 'integer', read: (row) => row.line || null },
]

const ALLOCATION_COLUMNS: readonly Column<AllocationRecord>[] = [
  { name: 'instalment_key', type: 'text', read: (row) => row.instalmentKey },
  { name: 'credit_key', type: 'text', read: (row) => row.creditKey },
  { name: 'amount_cents', type: 'bigint', read: (row) => row.amountCents },
  { name: 'origin', type: 'text', read: (row) => row.origin },
]

const SETTLED_COLUMNS: readonly Column<SettledRecord>[] = [
  { name: 'instalment_key', type: 'text', read: (row) => row.instalmentKey },
  { name: 'amount_cents', type: 'bigint', read: (row) => row.amountCents },
  { name: 'origin', type: 'text', read: () => 'settled-by-import' },
]
