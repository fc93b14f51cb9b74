import { formatMoney } from '#domain/days-and-money/money.ts'
import { recordExport } from '#ledger/record-export.ts'
import { type Language, translate } from '#messages/translate.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { withScope } from '#platform/scoped.ts'
import type { ExportColumn, TableExport } from '#platform/table-export.ts'
import type { ImportPlan } from '../contract.ts'

/** One line of the file: an invoice, what a client owes in all, or one fact of a client. */
interface ChangeRow {
  readonly about: 'invoice' | 'customer' | 'fact'
  readonly kind: ImportPlan['changes'][number]['kind']
  readonly code: string
  readonly name: string
  readonly number: string | null
  readonly beforeDueOn: string | null
  readonly dueOn: string | null
  readonly currency: string | null
  readonly beforeCents: number | null
  readonly afterCents: number | null
  /** Of a client: apart from the invoices it is made of, so that neither column counts anything twice. */
  readonly beforeBalanceCents: number | null
  readonly afterBalanceCents: number | null
  readonly aside: string | null
  readonly asideUntil: string | null
  readonly fact: string | null
  readonly before: string | null
  readonly after: string | null
}

const BATCH = 500

/** « Ce qui va changer » as a table to export: every invoice, then every client with its balance and its facts. */
export function changesTable(file: string, plan: ImportPlan, language: Language): TableExport<ChangeRow> {
  const word = (name: string) => translate(language, `changes.${name}`)
  const rows = [...plan.changes.map((change) => invoiceRow(change, word)), ...customerRows(plan, word)]
  const stem = file.replace(/\.[^.]*$/, '').replace(/[^\p{L}\p{N}_-]+/gu, '-')
  // A header of HTTP takes no accent.
  const ascii = stem.normalize('NFD').replace(/[^\w-]/g, '')
  return {
    fileName: `${word('file')}-${ascii || 'import'}`,
    columns: columnsOf(word),
    batches: inBatches(rows),
  }
}

/** Names and amounts of its clients leave the company: it is on record, when there is a company already. */
export async function recordChangesExport(
  database: Pick<Database, 'db'>,
  context: Context,
  company: string,
  fileName: string,
): Promise<void> {
  const { actor } = context
  const known = await withScope(database, { actor, companyIds: 'all' }, (tx) =>
    tx.selectFrom('companies').select('id').where('code', '=', company).executeTakeFirst(),
  )
  if (known) await recordExport(database, { actor, companyIds: [known.id] }, fileName)
}

const NOTHING = {
  number: null,
  beforeDueOn: null,
  dueOn: null,
  currency: null,
  beforeCents: null,
  afterCents: null,
  beforeBalanceCents: null,
  afterBalanceCents: null,
  aside: null,
  asideUntil: null,
  fact: null,
  before: null,
  after: null,
}

function invoiceRow(
  { customer, asideFor, ...change }: ImportPlan['changes'][number],
  word: (name: string) => string,
): ChangeRow {
  const aside = asideFor === null ? null : word(`aside-${asideFor}`)
  return { ...NOTHING, ...change, about: 'invoice', name: customer, aside }
}

function customerRows({ customers }: ImportPlan, word: (name: string) => string): ChangeRow[] {
  return customers.flatMap(({ kind, code, name, balances, facts }) => {
    const customer = { ...NOTHING, kind, code, name }
    const owed = balances.map(
      ({ currency, beforeCents, afterCents }): ChangeRow => ({
        ...customer,
        about: 'customer',
        currency,
        beforeBalanceCents: beforeCents,
        afterBalanceCents: afterCents,
      }),
    )
    const told = facts.map(
      ({ fact, before, after }): ChangeRow => ({
        ...customer,
        about: 'fact',
        fact: word(`fact-${fact}`),
        before: valueText(fact, before, word),
        after: valueText(fact, after, word),
      }),
    )
    // A new client that owes nothing is still a client.
    return owed.length + told.length > 0 ? [...owed, ...told] : [{ ...customer, about: 'customer' }]
  })
}

const CODED = ['kind', 'language', 'channel']

// What is stored as a code is told in words.
function valueText(fact: string, value: string | null, word: (name: string) => string): string | null {
  if (value === null) return null
  if (fact === 'credit_limit_cents') return formatMoney(Number(value))
  return CODED.includes(fact) ? word(`value-${fact}-${value}`) : value
}

function columnsOf(word: (name: string) => string): readonly ExportColumn<ChangeRow>[] {
  const text = (name: string, width: number, read: (row: ChangeRow) => string | null) =>
    ({ label: word(`column-${name}`), type: 'text', width, read }) as const
  const day = (name: string, read: (row: ChangeRow) => string | null) =>
    ({ label: word(`column-${name}`), type: 'day', read }) as const
  const amount = (name: string, read: (row: ChangeRow) => number | null) =>
    ({ label: word(`column-${name}`), type: 'amount', read }) as const
  return [
    text('about', 14, (row) => word(`about-${row.about}`)),
    text('kind', 14, (row) => word(`kind-${row.kind}`)),
    text('code', 14, (row) => row.code),
    text('customer', 32, (row) => row.name),
    text('number', 18, (row) => row.number),
    day('due-before', (row) => row.beforeDueOn),
    day('due-on', (row) => row.dueOn),
    amount('before', (row) => row.beforeCents),
    amount('after', (row) => row.afterCents),
    amount('balance-before', (row) => row.beforeBalanceCents),
    amount('balance-after', (row) => row.afterBalanceCents),
    text('currency', 8, (row) => row.currency),
    text('aside', 24, (row) => row.aside),
    day('aside-until', (row) => row.asideUntil),
    text('fact', 20, (row) => row.fact),
    text('fact-before', 30, (row) => row.before),
    text('fact-after', 30, (row) => row.after),
  ]
}

async function* inBatches<Row>(rows: readonly Row[]): AsyncGenerator<readonly Row[]> {
  for (let at = 0; at < rows.length; at += BATCH) yield rows.slice(at, at + BATCH)
}
