import { TIME_ZONE } from '#domain/days-and-money/time-zone.ts'
import { actorIn } from '#messages/actor-names.ts'
import { type Language, translate } from '#messages/translate.ts'
import type { AuditEntry, AuditTarget } from '../contract.ts'
import { sentence, writeValue } from './field-values.ts'
import { SHOWN_COLUMNS } from './recorded.ts'
import type { StoredEntry } from './store.ts'

/**
 * A row of the audit as an accountant reads it: a sentence, what changed field by field, and where the record
 * is. Tables have no place in it.
 */
export function tellEntry(row: StoredEntry, language: Language, timeZone: string = TIME_ZONE): AuditEntry {
  return {
    id: row.id,
    at: row.at,
    actor: actorIn(language, row.actor),
    actorKind: row.actor_kind,
    address: row.address,
    company: row.company,
    link: row.link,
    summary: summaryOf(row, language, timeZone),
    customer: row.customer_name === null ? null : { code: row.customer_code ?? '', name: row.customer_name },
    invoice: row.invoice_number,
    target: row.operation === 'delete' ? null : targetOf(row),
    changes: changesOf(row, language, timeZone),
    isErased: row.is_erased,
  }
}

/** What an update is about, when one of these columns was filled in: the first one that was. */
const TELLING = [
  'cancelled_at',
  'withdrawn_at',
  'revoked_at',
  'removed_at',
  'lifted_at',
  'archived_at',
  'deactivated_at',
  'undone_at',
  'decided_at',
  'two_factor_enabled',
  'archive_sha256',
  'sending_mode',
  'status',
  'state',
]

function summaryOf(row: StoredEntry, language: Language, timeZone: string): string {
  const values = valuesOf(row, language, timeZone)
  const base = `journal.did-${row.table_name}`
  for (const key of keysOf(row, base)) {
    const said = sentence(language, key, values)
    if (said !== null) return said
  }
  return sentence(language, `journal.did-other-${row.operation}`, values) ?? row.table_name
}

// From the most telling to the plainest; the catalogue has at least the last one.
function* keysOf({ operation, before, after }: StoredEntry, base: string): Generator<string> {
  if (operation === 'note') {
    yield `${base}-${after?.way ?? after?.kind ?? ''}`
    yield base
    return
  }
  const was = (column: string) => before?.[column] !== null && before?.[column] !== undefined
  for (const column of operation === 'update' ? TELLING : []) {
    const value = after?.[column]
    if (value !== undefined && value !== null && value !== false) {
      yield `${base}-${column}-${String(value)}`
      yield `${base}-${column}`
    } else if (value !== undefined && was(column)) yield `${base}-not-${column}`
  }
  if (after && 'level_before' in after && after.level_before === after.level_after) yield `${base}-same`
  yield `${base}-${operation}-${String(after?.kind ?? '')}`
  yield `${base}-${operation}`
}

// Blanks a sentence may have: every column, written; and the names of what the row is about.
function valuesOf(row: StoredEntry, language: Language, timeZone: string): Record<string, string> {
  const options = { language, timeZone, currency: currencyOf(row) }
  const columns = { ...row.row_key, ...row.before, ...row.after }
  const written = Object.entries(columns).map(([column, value]) => [
    column,
    writeValue(column, value, options) ?? '',
  ])
  const say = (key: string, values: Readonly<Record<string, string>> = {}) =>
    sentence(language, `journal.${key}`, values) ?? ''
  const invoice = row.invoice_number ?? String(columns.number ?? '')
  const customer = row.customer_name ?? say('a-customer')
  const level = String(columns.level ?? row.row_key.level ?? row.letter_level ?? '')
  return {
    ...Object.fromEntries(written),
    run: String(row.row_key.id ?? ''),
    number: row.credit_number ?? invoice,
    customer,
    level,
    subject: row.invoice_id === null ? customer : say('invoice', { number: invoice }),
    file_name: row.file_name ?? String(columns.file_name ?? ''),
    person: row.person ?? String(columns.person ?? say('nobody-known')),
  }
}

function changesOf(row: StoredEntry, language: Language, timeZone: string): AuditEntry['changes'] {
  const options = { language, timeZone, currency: currencyOf(row) }
  return SHOWN_COLUMNS.flatMap((column) => {
    const before = writeValue(column, row.before?.[column], options)
    const after = writeValue(column, row.after?.[column], options)
    if (before === after && before === null) return []
    return [{ label: translate(language, `journal.field-${column}`), before, after }]
  })
}

function currencyOf({ before, after, currency }: StoredEntry): string {
  return String(after?.currency ?? before?.currency ?? currency ?? 'EUR')
}

const COMPANY_SCREENS: Readonly<Record<string, AuditTarget['screen']>> = {
  companies: 'company',
  company_images: 'company',
  other_bank_accounts: 'company',
  letter_texts: 'texts',
  dunning_levels: 'procedure',
  company_closures: 'procedure',
  company_rates: 'rates',
}
const INSTALLATION_SCREENS = ['users', 'company_roles', 'api_keys']
const BANK = ['bank_accounts', 'bank_statements', 'bank_movements', 'movement_matches']

function targetOf(row: StoredEntry): AuditTarget | null {
  const { table_name: table, row_key: key } = row
  const screen = COMPANY_SCREENS[table]
  if (screen) return row.company === null ? null : { screen, id: row.company }
  if (INSTALLATION_SCREENS.includes(table)) return { screen: 'people', id: '' }
  if (BANK.includes(table)) return { screen: 'bank', id: '' }
  if (table === 'imports' || table === 'import_doubts') return { screen: 'imports', id: '' }
  if (table === 'runs') return { screen: 'run', id: String(key.id) }
  if (table === 'letters') return { screen: 'run', id: String(row.letter_run) }
  if (table === 'credits')
    return { screen: row.credit_kind === 'credit-note' ? 'credit-note' : 'payment', id: String(key.id) }
  if (row.invoice_id !== null) return { screen: 'invoice', id: String(row.invoice_id) }
  return row.customer_id === null ? null : { screen: 'customer', id: String(row.customer_id) }
}
