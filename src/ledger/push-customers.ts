import { type RawBuilder, sql } from 'kysely'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { CustomerRecord } from '#readers/records.ts'
import { readNamesOf, refKey } from './external-ids.ts'
import { type KnownCodes, withKnownCodes } from './import-known-customers.ts'
import { isOut, type Push, refuse } from './push.ts'
import type { PushedCredit, PushedCustomer, PushedInvoice } from './push-order.ts'
import { type DocumentRecords, recordsOf } from './push-records.ts'

/** A customer of a push, with the code it has here. */
interface CustomerRow {
  readonly index: number
  readonly externalId: string
  readonly data: PushedCustomer
  code: string
}

/** The customers of a push, and its documents with the codes of theirs. */
export interface ResolvedPush {
  readonly customers: readonly CustomerRecord[]
  /** Which row each customer is of, by its code. */
  readonly rows: readonly CustomerRow[]
  readonly documents: DocumentRecords
}

/**
 * Finds the code of every customer that a push is about: known by its identifier, by its code, or recognised as files
 * recognise theirs. What names none is refused.
 */
export async function resolveCustomers(tx: ScopedTransaction, push: Push): Promise<ResolvedPush> {
  const known = await readKnownCodes(tx, push)
  const rows = customerRows(push, known)
  const byId = new Map(rows.map((row) => [row.externalId, row.code]))
  const codeOf = (index: number, data: PushedInvoice | PushedCredit): string | null => {
    const named = data.customer
    const code =
      named === undefined
        ? (known.real.get(data.customerCode ?? '') ??
          rows.find((row) => row.code === data.customerCode)?.code)
        : (byId.get(named) ?? known.ofRef.get(named)?.code)
    if (code !== undefined) return code
    const values = { customer: named ?? data.customerCode ?? '' }
    const field = named === undefined ? 'customerCode' : 'customer'
    refuse(push, index, { code: 'invalid', key: 'programs.no-customer', values, field })
    return null
  }
  const documents = recordsOf(push, codeOf)
  const records = rows.map((row) => recordOf(row))
  const told = await withKnownCodes(tx, push.companyId, {
    customers: records,
    invoices: documents.invoices,
    credits: documents.credits,
    allocations: [],
  })
  for (const row of rows) row.code = told.codes.get(row.code) ?? row.code
  await refuseTaken(tx, push, rows)
  const kept = rows.filter(({ index }) => !push.problems.has(index))
  return { ...withoutRefused(push, told, documents, rows), rows: kept }
}

interface KnownCustomers {
  /** By external identifier. */
  readonly ofRef: ReadonlyMap<
    string,
    { readonly id: number; readonly code: string; readonly others: string[] }
  >
  /** The code that each code named stands for. */
  readonly real: ReadonlyMap<string, string>
}

async function readKnownCodes(tx: ScopedTransaction, push: Push): Promise<KnownCustomers> {
  const ids = [...push.known.values()].flatMap(({ kind, id }) => (kind === 'customer' ? [id] : []))
  const codes = push.items.flatMap(({ data }) =>
    data && 'customerCode' in data && data.customerCode !== undefined ? [data.customerCode] : [],
  )
  const { rows } = await sql<{ id: number; code: string; others: string[] }>`
    select id, code, other_codes as others from customers
    where company_id = ${push.companyId} and merged_into is null
      and (id = any(${ids}::bigint[]) or code = any(${codes}::text[]) or other_codes && ${codes}::text[])
  `.execute(tx)
  const byId = new Map(rows.map((row) => [row.id, row]))
  const others = rows.flatMap(({ code, others: all }) => all.map((other) => [other, code] as const))
  return {
    ofRef: new Map(
      [...push.known.values()].flatMap(({ kind, externalId, id }) => {
        const row = kind === 'customer' ? byId.get(id) : undefined
        return row ? [[externalId, row] as const] : []
      }),
    ),
    real: new Map([...others, ...rows.map(({ code }) => [code, code] as const)]),
  }
}

function customerRows(push: Push, { ofRef }: KnownCustomers): CustomerRow[] {
  const rows: CustomerRow[] = []
  const taken = new Map<string, string>()
  for (const [index, item] of push.items.entries()) {
    if (item.kind !== 'customer' || item.data === null || isOut(push, index)) continue
    const { data, externalId } = item
    const known = ofRef.get(externalId)
    const code = known?.code ?? data.code ?? externalId
    if (known && data.code !== undefined && data.code !== code && !known.others.includes(data.code)) {
      const values = { code }
      refuse(push, index, { code: 'conflict', key: 'programs.code-differs', values, field: 'code' })
      continue
    }
    const other = taken.get(code)
    if (other !== undefined) {
      const values = { id: other }
      refuse(push, index, { code: 'conflict', key: 'programs.known-under', values, field: 'code' })
      continue
    }
    taken.set(code, externalId)
    rows.push({ index, externalId, data, code })
  }
  return rows
}

// One customer under two identifiers of a program is two records of one: it says itself which one is right.
async function refuseTaken(tx: ScopedTransaction, push: Push, rows: readonly CustomerRow[]): Promise<void> {
  const { rows: found } = await sql<{ id: number; code: string }>`
    select id, code from customers where company_id = ${push.companyId}
      and code = any(${rows.map(({ code }) => code)}::text[])
  `.execute(tx)
  const names = await readNamesOf(
    tx,
    push,
    'customer_id',
    found.map(({ id }) => id),
  )
  const idOf = new Map(found.map(({ id, code }) => [code, id]))
  const seen = new Map<string, string>()
  for (const { index, externalId, code } of rows) {
    const id = idOf.get(code)
    const name = (id === undefined ? undefined : names.get(id)) ?? seen.get(code)
    seen.set(code, externalId)
    const isOwn =
      name === undefined ||
      name === externalId ||
      push.withdrawing.has(refKey({ kind: 'customer', externalId: name }))
    if (!isOwn) refuse(push, index, { code: 'conflict', key: 'programs.known-under', values: { id: name } })
  }
}

function withoutRefused(
  push: Push,
  { file, codes }: KnownCodes,
  documents: DocumentRecords,
  rows: readonly CustomerRow[],
): Pick<ResolvedPush, 'customers' | 'documents'> {
  const isNew = new Map(rows.map((row) => [row.code, row]))
  const refused = (line: number) => push.problems.has(line - 1)
  const renamed = (code: string) => codes.get(code) ?? code
  // A document of a customer that was refused and is not known has nobody to be of.
  const isHomeless = ({ customerCode, line }: { customerCode: string; line: number }) => {
    const row = isNew.get(renamed(customerCode))
    if (
      !row ||
      !push.problems.has(row.index) ||
      push.known.has(refKey({ kind: 'customer', externalId: row.externalId }))
    )
      return false
    const values = { customer: row.externalId }
    refuse(push, line - 1, { code: 'invalid', key: 'programs.no-customer', values, field: 'customer' })
    return true
  }
  return {
    customers: file.customers.filter(({ line }) => !refused(line)),
    documents: {
      ...documents,
      invoices: file.invoices.filter((invoice) => !refused(invoice.line) && !isHomeless(invoice)),
      credits: file.credits.filter((credit) => !refused(credit.line) && !isHomeless(credit)),
    },
  }
}

function recordOf({ index, code, data }: CustomerRow): CustomerRecord {
  const { name, addressLines = [], kind = null, language = null, channel = null } = data
  const { siren = null, vatNumber = null, postcode = null, town = null, country = null } = data
  const { email = null, phone = null, paymentTerm = null, creditLimitCents = null } = data
  return {
    ...{ code, name, account: null, line: index + 1, kind, language, channel, siren, vatNumber },
    ...{ addressLines, postcode, town, country, email, phone, paymentTerm, creditLimitCents },
  }
}

const EMPTIED = [
  'siren',
  'vatNumber',
  'postcode',
  'town',
  'country',
  'email',
  'phone',
  'paymentTerm',
  'creditLimitCents',
] as const

/** Empties what a program says is empty: what it leaves out is left as it is. */
export async function emptyFields(
  tx: ScopedTransaction,
  push: Push,
  rows: ResolvedPush['rows'],
): Promise<void> {
  for (const field of EMPTIED) {
    const codes = rows.flatMap(({ code, data }) => (data[field] === null ? [code] : []))
    await emptyColumn(
      tx,
      push,
      field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
      sql`null`,
      codes,
    )
  }
  const streets = rows.flatMap(({ code, data }) => (data.addressLines?.length === 0 ? [code] : []))
  await emptyColumn(tx, push, 'address_lines', sql`'{}'::text[]`, streets)
}

async function emptyColumn(
  tx: ScopedTransaction,
  { companyId, actor }: Push,
  name: string,
  empty: RawBuilder<unknown>,
  codes: readonly string[],
): Promise<void> {
  if (codes.length === 0) return
  await sql`
    update customers set ${sql.ref(name)} = ${empty}, updated_at = now(), updated_by = ${actor}
    where company_id = ${companyId} and code = any(${codes}::text[]) and ${sql.ref(name)} is distinct from ${empty}
  `.execute(tx)
}
