import { type RawBuilder, sql } from 'kysely'
import type { DataSubject } from '#ledger/personal-data.ts'
import { type Archive, type DocumentExtension, extensionOf } from '#platform/archive.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { ZipEntry } from '#platform/zip-file.ts'

/** All that concerns a client, by kind, under the names of the database; and the documents archived of it. */
export interface CollectedData {
  readonly data: Readonly<Record<string, unknown>>
  readonly documents: readonly {
    readonly name: string
    readonly sha256: string
    readonly extension: DocumentExtension
  }[]
}

/** Reads all that concerns a client, in one picture. */
export async function collectData(tx: ScopedTransaction, subject: DataSubject): Promise<CollectedData> {
  const data: Record<string, unknown> = {}
  for (const [name, rows] of Object.entries(sectionsOf(subject))) {
    const found = await sql<{ rows: unknown[] }>`
      select coalesce(jsonb_agg(to_jsonb(s) - 'company_id' - 'search' - 'content' - 'salt'), '[]') as rows
      from (${rows}) s`.execute(tx)
    data[name] = found.rows[0]?.rows ?? []
  }
  const documents = [lettersOf, messagesOf, filesOf].map((read) => read(tx, subject))
  return { data, documents: (await Promise.all(documents)).flat() }
}

/** The files of the export: the data as JSON, then each document as it is archived. */
export async function* exportEntries(
  { data, documents }: CollectedData,
  archive: Archive,
): AsyncGenerator<ZipEntry> {
  yield { name: 'donnees.json', bytes: Buffer.from(`${JSON.stringify(data, null, 2)}\n`) }
  for (const { name, sha256, extension } of documents) {
    yield { name, bytes: await archive.get(sha256, extension) }
  }
}

function sectionsOf({ companyId, id }: DataSubject): Readonly<Record<string, RawBuilder<unknown>>> {
  const theirs = (table: string) =>
    sql`select * from ${sql.table(table)} where company_id = ${companyId} and customer_id = ${id} order by 2`
  const instalments = sql`select id from instalments where company_id = ${companyId} and customer_id = ${id}`
  const credits = sql`select id from credits where company_id = ${companyId} and customer_id = ${id}`
  const invoices = sql`select id from invoices where company_id = ${companyId} and customer_id = ${id}`
  const one = sql`select ${id}::bigint union all
    select id from customers where company_id = ${companyId} and merged_into = ${id}`
  return {
    company: sql`select code, legal_name, siret, email, phone from companies where id = ${companyId}`,
    customer: sql`select * from customers where company_id = ${companyId} and id = ${id}`,
    merged_customers: sql`select * from customers where company_id = ${companyId} and merged_into = ${id} order by id`,
    contacts: theirs('customer_contacts'),
    exchanges: theirs('customer_events'),
    blocks: theirs('dunning_blocks'),
    payer_names: theirs('payer_names'),
    import_doubts: sql`select * from import_doubts where company_id = ${companyId} and id in (
      select doubt_id from dunning_blocks where company_id = ${companyId} and customer_id = ${id}) order by id`,
    invoices: theirs('invoices'),
    instalments: theirs('instalments'),
    credits: theirs('credits'),
    allocations: sql`select * from allocations where company_id = ${companyId}
      and (instalment_id in (${instalments}) or penalty_invoice_id in (${invoices})) order by id`,
    credit_returns: sql`select * from credit_returns where company_id = ${companyId} and credit_id in (${credits})
      order by id`,
    levels: sql`select * from reminder_events where company_id = ${companyId} and instalment_id in (${instalments})
      order by id`,
    letters: theirs('letters'),
    addresses: theirs('customer_addresses'),
    messages: theirs('messages'),
    returned_mails: theirs('returned_mails'),
    e_invoices: sql`select * from e_invoices where company_id = ${companyId}
      and (invoice_id in (${invoices}) or credit_id in (${credits})) order by id`,
    bank_movements: sql`select * from bank_movements where company_id = ${companyId} and id in (
      select movement_id from movement_matches where company_id = ${companyId} and credit_id in (${credits}))
      order by id`,
    merges: mergesOf(companyId, one),
    merge_changes: sql`select * from merge_changes where company_id = ${companyId} and kind = 'customers'
      and row_id in (${one}) order by merge_id`,
    import_changes: sql`select * from import_changes where company_id = ${companyId} and kind = 'customers'
      and row_id in (${one}) order by import_id`,
    journal: sql`
      select l.recorded_at, l.actor, l.address, r.company_id, r.table_name, r.operation, r.row_key, r.before, r.after
      from audit_rows r join audit_links l on l.company_id = r.company_id and l.id = r.link_id
      where r.company_id = ${companyId} and r.customer_id in (${one}) order by r.link_id, r.id`,
  }
}

/** Merges of these clients, or of documents that are theirs: a merged one is of the client that has the kept one. */
function mergesOf(companyId: number, clients: RawBuilder<unknown>): RawBuilder<unknown> {
  const theirs = (table: 'invoices' | 'credits') => sql`m.kind = ${table} and exists (
    select from ${sql.table(table)} d where d.company_id = m.company_id and d.id in (m.kept_id, m.merged_id)
      and d.customer_id in (${clients}))`
  return sql`select * from merges m where m.company_id = ${companyId} and (
    (m.kind = 'customers' and (m.kept_id in (${clients}) or m.merged_id in (${clients})))
    or (${theirs('invoices')}) or (${theirs('credits')})) order by m.id`
}

async function lettersOf(
  tx: ScopedTransaction,
  { companyId, id }: DataSubject,
): Promise<CollectedData['documents']> {
  const letters = await tx
    .selectFrom('letters as l')
    .innerJoin('runs as r', (join) =>
      join.onRef('r.company_id', '=', 'l.company_id').onRef('r.id', '=', 'l.run_id'),
    )
    .select(['l.id', 'r.letter_on', 'l.level', 'l.archive_sha256'])
    .where('l.company_id', '=', companyId)
    .where('l.customer_id', '=', id)
    .where('l.archive_sha256', 'is not', null)
    .orderBy('l.id')
    .execute()
  return letters.map((letter) => ({
    name: `lettres/${letter.letter_on}-niveau-${letter.level}-${letter.id}.pdf`,
    sha256: letter.archive_sha256 ?? '',
    extension: 'pdf',
  }))
}

async function messagesOf(
  tx: ScopedTransaction,
  { companyId, id }: DataSubject,
): Promise<CollectedData['documents']> {
  const messages = await tx
    .selectFrom('messages')
    .select(['id', 'level', 'purpose', 'raw_sha256'])
    .where('company_id', '=', companyId)
    .where('customer_id', '=', id)
    .where('raw_sha256', 'is not', null)
    .orderBy('id')
    .execute()
  return messages.map((message) => ({
    name: `e-mails/${message.level === null ? message.purpose : `niveau-${message.level}`}-${message.id}.eml`,
    sha256: message.raw_sha256 ?? '',
    extension: 'eml',
  }))
}

async function filesOf(
  tx: ScopedTransaction,
  { companyId, id }: DataSubject,
): Promise<CollectedData['documents']> {
  const { rows } = await sql<{
    id: number
    media_type: 'application/pdf' | 'application/xml'
    sha256: string
  }>`
    select e.id, e.media_type, e.sha256 from e_invoices e
    left join invoices v on v.company_id = e.company_id and v.id = e.invoice_id
    left join credits k on k.company_id = e.company_id and k.id = e.credit_id
    where e.company_id = ${companyId} and coalesce(v.customer_id, k.customer_id) = ${id} order by e.id`.execute(
    tx,
  )
  return rows.map((row) => {
    const extension = extensionOf(row.media_type) === 'xml' ? 'xml' : 'pdf'
    return { name: `factures-electroniques/${row.id}.${extension}`, sha256: row.sha256, extension }
  })
}
