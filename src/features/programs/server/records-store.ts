import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import { encodeCursor, isAfter, type Keyset } from '#platform/keyset.ts'
import { onlyRow } from '#platform/rows.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type {
  blockRecord,
  creditRecord,
  customerRecord,
  eventRecord,
  invoiceRecord,
} from '../list-contract.ts'

/** Records as their programs read them. */
export interface Records {
  readonly customer: z.output<typeof customerRecord>
  readonly invoice: z.output<typeof invoiceRecord>
  readonly credit: z.output<typeof creditRecord>
  readonly payment: z.output<typeof creditRecord>
  readonly block: z.output<typeof blockRecord>
  readonly event: z.output<typeof eventRecord>
}

/** Which rows: those of these companies, told to this program by its own identifiers. */
export interface RecordsAsked {
  readonly companyIds: readonly number[]
  readonly program: string
}

export interface ChangesAsked extends RecordsAsked {
  readonly since: string | undefined
  readonly after: string | undefined
  readonly limit: number
}

export interface Changes<Record> {
  readonly rows: readonly Record[]
  readonly next: string | null
  readonly asOf: string
}

/** What a program calls a row. */
function nameOf(program: string, column: string, row: RawBuilder<unknown>, company: RawBuilder<unknown>) {
  return sql`(select x.external_id from external_ids x where x.company_id = ${company}
    and x.${sql.ref(column)} = ${row} and x.program = ${program} and x.withdrawn_at is null)`
}

function ownerOf(program: string, alias: string): RawBuilder<unknown> {
  const [company, customer] = [sql.ref(`${alias}.company_id`), sql.ref(`${alias}.customer_id`)]
  return sql`(select json_build_object('id', c.id, 'externalId', ${nameOf(program, 'customer_id', sql.ref('c.id'), company)},
    'code', c.code) from customers c where c.company_id = ${company} and c.id = ${customer})`
}

const instant = (column: string) =>
  sql`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`

const companyCode = (alias: string) =>
  sql`(select m.code from companies m where m.id = ${sql.ref(`${alias}.company_id`)})`

interface Source {
  /** SQL of the rows with `company_id`, `id` and `updated_at`, of which those changed since are kept. */
  changed(since: RawBuilder<unknown> | null, companyIds: readonly number[]): RawBuilder<unknown>
  /** SQL of the fields of a row `d` of that table. */
  readonly table: 'customers' | 'invoices' | 'credits' | 'dunning_blocks' | 'reminder_events'
  fields(program: string): RawBuilder<unknown>
}

const ofTable =
  (table: string, condition: RawBuilder<unknown> = sql`true`, at = 'updated_at'): Source['changed'] =>
  (since, companyIds) =>
    sql`
    select t.company_id, t.id, t.${sql.ref(at)} as updated_at from ${sql.table(table)} t
    where t.company_id = any(${companyIds}::bigint[]) and ${condition}
      and ${since === null ? sql`true` : sql`t.${sql.ref(at)} >= ${since}`}`

const SOURCES: { readonly [Kind in keyof Records]: Source } = {
  customer: {
    table: 'customers',
    changed: ofTable('customers', sql`t.merged_into is null`),
    fields: customerFields,
  },
  // What is open of an invoice, and its levels, are of its instalments.
  invoice: {
    table: 'invoices',
    changed: (since, companyIds) => sql`
      select i.company_id, i.id, greatest(i.updated_at, (select max(j.updated_at) from instalments j
        where j.company_id = i.company_id and j.invoice_id = i.id)) as updated_at
      from invoices i
      where i.company_id = any(${companyIds}::bigint[]) and i.merged_into is null
        and ${
          since === null
            ? sql`true`
            : sql`(i.company_id, i.id) in (
                select company_id, id from invoices
                where company_id = any(${companyIds}::bigint[]) and updated_at >= ${since}
                union select company_id, invoice_id from instalments
                where company_id = any(${companyIds}::bigint[]) and updated_at >= ${since})`
        }`,
    fields: invoiceFields,
  },
  credit: {
    table: 'credits',
    changed: ofTable('credits', sql`t.kind <> 'payment' and t.merged_into is null`),
    fields: creditFields,
  },
  payment: {
    table: 'credits',
    changed: ofTable('credits', sql`t.kind = 'payment' and t.merged_into is null`),
    fields: creditFields,
  },
  block: { table: 'dunning_blocks', changed: ofTable('dunning_blocks'), fields: blockFields },
  event: {
    table: 'reminder_events',
    changed: ofTable('reminder_events', sql`true`, 'occurred_at'),
    fields: eventFields,
  },
}

const BY_CHANGE: Keyset = {
  keys: [
    { of: sql`d.updated_at`, type: 'timestamptz' },
    { of: sql`d.id`, type: 'bigint' },
  ],
  direction: 'asc',
}

/** A page of what changed, oldest change first, and until when nothing is missing. */
export async function readChanges<Kind extends keyof Records>(
  tx: ScopedTransaction,
  kind: Kind,
  { companyIds, program, since, after, limit }: ChangesAsked,
): Promise<Changes<Records[Kind]>> {
  const source = SOURCES[kind]
  const { asOf } = onlyRow(
    await sql<{ asOf: string }>`
      select to_char(changes_known_until() at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "asOf"
    `.execute(tx),
  )
  const from = since === undefined ? null : sql`${since}::timestamptz`
  const { rows } = await sql<{ record: Records[Kind]; id: number; at: string }>`
    with changed as (${source.changed(from, companyIds)}),
    page as (
      select d.* from changed d where ${isAfter(BY_CHANGE, after)} order by d.updated_at, d.id limit ${limit + 1}
    )
    select p.id, p.updated_at::text as at, ${source.fields(program)} as record
    from page p join ${sql.table(source.table)} d on d.company_id = p.company_id and d.id = p.id
    order by p.updated_at, p.id
  `.execute(tx)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const next = rows.length > limit && last ? encodeCursor([last.at, last.id]) : null
  return { rows: shown.map(({ record }) => record), next, asOf }
}

/** The record that a program pushed under this identifier; null when there is none, or it has withdrawn it. */
export async function readNamed<Kind extends 'customer' | 'invoice' | 'credit' | 'payment'>(
  tx: ScopedTransaction,
  kind: Kind,
  { companyId, program, externalId }: { companyId: number; program: string; externalId: string },
): Promise<Records[Kind] | null> {
  const source = SOURCES[kind]
  const { rows } = await sql<{ record: Records[Kind] }>`
    with named as (
      select x.company_id, coalesce(x.customer_id, x.invoice_id, x.credit_id) as id from external_ids x
      where x.company_id = ${companyId} and x.program = ${program} and x.kind = ${kind}
        and x.external_id = ${externalId} and x.withdrawn_at is null
    ), changed as (${source.changed(null, [companyId])} and (${idOf(kind)}) in (select id from named))
    select ${source.fields(program)} as record
    from changed p join ${sql.table(source.table)} d on d.company_id = p.company_id and d.id = p.id
  `.execute(tx)
  return rows[0]?.record ?? null
}

function idOf(kind: keyof Records): RawBuilder<unknown> {
  return kind === 'invoice' ? sql`i.id` : sql`t.id`
}

function customerFields(program: string): RawBuilder<unknown> {
  return sql`json_build_object('externalId', ${nameOf(program, 'customer_id', sql.ref('d.id'), sql.ref('d.company_id'))},
    'id', d.id, 'company', ${companyCode('d')}, 'code', d.code, 'name', d.name, 'kind', d.kind, 'siren', d.siren,
    'vatNumber', d.vat_number, 'addressLines', d.address_lines, 'postcode', d.postcode, 'town', d.town,
    'country', d.country, 'email', d.email, 'phone', d.phone, 'language', d.language, 'channel', d.channel,
    'paymentTerm', d.payment_term, 'creditLimitCents', d.credit_limit_cents, 'updatedAt', ${instant('p.updated_at')})`
}

function invoiceFields(program: string): RawBuilder<unknown> {
  return sql`json_build_object('externalId', ${nameOf(program, 'invoice_id', sql.ref('d.id'), sql.ref('d.company_id'))},
    'id', d.id, 'customer', ${ownerOf(program, 'd')}, 'number', d.number, 'status', d.status, 'issuedOn', d.issued_on,
    'currency', d.currency, 'totalCents', d.total_cents, 'label', d.label,
    'openCents', (select coalesce(sum(j.open_cents), 0) from instalments j
      where j.company_id = d.company_id and j.invoice_id = d.id),
    'instalments', (select coalesce(json_agg(json_build_object('id', j.id, 'dueOn', j.due_on,
        'amountCents', j.amount_cents, 'openCents', j.open_cents, 'level', j.level,
        'lastRemindedOn', j.last_reminded_on) order by j.due_on, j.id), '[]')
      from instalments j where j.company_id = d.company_id and j.invoice_id = d.id),
    'company', ${companyCode('d')}, 'source', d.source, 'writtenBy', d.created_by, 'updatedAt', ${instant('p.updated_at')})`
}

function creditFields(program: string): RawBuilder<unknown> {
  const company = sql.ref('d.company_id')
  return sql`json_build_object('externalId', ${nameOf(program, 'credit_id', sql.ref('d.id'), company)},
    'id', d.id, 'customer', ${ownerOf(program, 'd')}, 'kind', d.kind, 'number', d.number, 'receivedOn', d.received_on,
    'currency', d.currency, 'amountCents', d.amount_cents, 'openCents', d.open_cents, 'label', d.label,
    'isVoid', d.cancelled_at is not null or d.is_returned or d.withdrawn_by_import is not null,
    'corrects', case when d.corrects_invoice_id is not null then json_build_object('id', d.corrects_invoice_id,
      'externalId', ${nameOf(program, 'invoice_id', sql.ref('d.corrects_invoice_id'), company)}) end,
    'allocations', (select coalesce(json_agg(json_build_object('invoiceId', j.invoice_id,
        'invoice', ${nameOf(program, 'invoice_id', sql.ref('j.invoice_id'), company)}, 'dueOn', j.due_on,
        'amountCents', a.amount_cents) order by j.due_on, a.id), '[]')
      from allocations a join instalments j on j.company_id = a.company_id and j.id = a.instalment_id
      where a.company_id = d.company_id and a.credit_id = d.id and a.cancelled_at is null),
    'company', ${companyCode('d')}, 'source', d.source, 'writtenBy', d.created_by, 'updatedAt', ${instant('p.updated_at')})`
}

function blockFields(program: string): RawBuilder<unknown> {
  return sql`json_build_object('id', d.id, 'company', ${companyCode('d')}, 'customer', ${ownerOf(program, 'd')},
    'invoiceId', d.invoice_id, 'instalmentId', d.instalment_id, 'kind', d.kind, 'reason', d.reason,
    'endsOn', d.ends_on, 'amountCents', d.amount_cents, 'currency', d.currency, 'writtenBy', d.created_by,
    'createdAt', ${instant('d.created_at')}, 'liftedAt', ${instant('d.lifted_at')}, 'updatedAt', ${instant('p.updated_at')})`
}

function eventFields(program: string): RawBuilder<unknown> {
  const invoice = (field: RawBuilder<unknown>) => sql`(select ${field} from instalments j
    join invoices i on i.company_id = j.company_id and i.id = j.invoice_id
    where j.company_id = d.company_id and j.id = d.instalment_id)`
  const owner = sql`(select ${ownerOf(program, 'j')} from instalments j
    where j.company_id = d.company_id and j.id = d.instalment_id)`
  return sql`json_build_object('id', d.id, 'company', ${companyCode('d')}, 'customer', ${owner},
    'invoiceId', ${invoice(sql`i.id`)}, 'invoice', ${invoice(nameOf(program, 'invoice_id', sql.ref('i.id'), sql.ref('i.company_id')))},
    'number', ${invoice(sql`i.number`)}, 'instalmentId', d.instalment_id, 'kind', d.kind, 'levelBefore', d.level_before,
    'levelAfter', d.level_after, 'remindedOnBefore', d.reminded_on_before, 'remindedOnAfter', d.reminded_on_after,
    'reason', d.reason, 'writtenBy', d.actor, 'at', ${instant('p.updated_at')})`
}
