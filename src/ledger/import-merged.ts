import { type RawBuilder, sql } from 'kysely'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { DocumentPair } from './import-identity.ts'
import type { ImportScope } from './import-scope.ts'

/** The two kinds of documents a file stages, by the names of their tables and columns. */
const KINDS = {
  invoices: { staged: 'staged_invoices', id: 'invoice_id' },
  credits: { staged: 'staged_credits', id: 'credit_id' },
} as const
type Kind = keyof typeof KINDS

/** Whether anything of the company was merged: if not, nothing here has to be asked. */
export async function hasMerged(tx: ScopedTransaction, companyId: number): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`
    select exists (select from invoices where company_id = ${companyId} and merged_into is not null)
      or exists (select from credits where company_id = ${companyId} and merged_into is not null) as is
  `.execute(tx)
  return rows[0]?.is ?? false
}

/**
 * Makes what a file says of a merged document, known by its key, be said of the one that stands for it. To be called
 * once all is staged, before anything is recognised.
 */
export async function resolveMergedKeys(tx: ScopedTransaction, scope: ImportScope): Promise<void> {
  for (const kind of ['credits', 'invoices'] as const) {
    const { staged, id } = KINDS[kind]
    const { rows } = await sql<DocumentPair>`
      select s.key, d.id as "knownId" from ${sql.table(staged)} s
        join ${sql.table(kind)} d on d.company_id = ${scope.companyId} and d.id = ${sql.ref(`s.${id}`)}
      where d.merged_into is not null
      order by s.line, s.key
    `.execute(tx)
    const keys = rows.map(({ key }) => key)
    if (kind === 'invoices') {
      await sql`update staged_instalments set instalment_id = null where invoice_key = any(${keys}::text[])`.execute(
        tx,
      )
    }
    await sql`update ${sql.table(staged)} set ${sql.ref(id)} = null where key = any(${keys}::text[])`.execute(
      tx,
    )
    await joinKept(tx, scope, kind, rows)
  }
}

/**
 * Joins staged documents to those that stand for the merged ones they were found to be. Where the file has the kept
 * document too, both say one thing: it is counted once, and said (`merged_repeats`).
 */
export async function joinKept(
  tx: ScopedTransaction,
  { companyId, source, covers }: ImportScope,
  kind: Kind,
  pairs: readonly DocumentPair[],
): Promise<void> {
  const { staged, id } = KINDS[kind]
  for (const { key, knownId } of pairs) {
    const { rows } = await sql<{ keptId: number; source: string; standing: string | null }>`
      select k.id as "keptId", k.source,
             (select s.key from ${sql.table(staged)} s where ${sql.ref(`s.${id}`)} = k.id limit 1) as standing
      from ${sql.table(kind)} d join ${sql.table(kind)} k on k.company_id = d.company_id and k.id = d.merged_into
      where d.company_id = ${companyId} and d.id = ${knownId}
    `.execute(tx)
    const [kept] = rows
    if (!kept) continue
    if (kept.standing !== null) {
      await (kind === 'invoices' ? dropInvoice(tx, key, kept.standing) : dropCredit(tx, key, kept.standing))
      continue
    }
    const isOurs = covers !== null || kept.source === source
    await sql`
      update ${sql.table(staged)} set ${sql.ref(id)} = ${kept.keptId}, is_ours = ${isOurs} where key = ${key}
    `.execute(tx)
    if (isOurs) await freeKeys(tx, companyId, kind, key)
  }
}

// The kept document takes the key over; the merged one keeps a key of its own.
async function freeKeys(tx: ScopedTransaction, companyId: number, kind: Kind, key: string): Promise<void> {
  const free = async (table: string, keys: RawBuilder<unknown>) => {
    await sql`
      update ${sql.table(table)} t set source_key = t.source_key || '#' || t.id
      where t.company_id = ${companyId} and t.merged_into is not null and t.source_key in (${keys})
    `.execute(tx)
  }
  await free(kind, sql`${key}`)
  if (kind === 'invoices')
    await free('instalments', sql`select key from staged_instalments where invoice_key = ${key}`)
}

async function dropInvoice(tx: ScopedTransaction, key: string, standing: string): Promise<void> {
  await sql`
    insert into merged_repeats select coalesce(number, '—'), line from staged_invoices where key = ${key}
  `.execute(tx)
  await sql`
    update staged_allocations a set instalment_key = (
      select k.key from staged_instalments k where k.invoice_key = ${standing}
      order by k.due_on is not distinct from d.due_on desc, k.amount_cents = d.amount_cents desc, k.due_on, k.key limit 1)
    from staged_instalments d where d.key = a.instalment_key and d.invoice_key = ${key}
  `.execute(tx)
  await sql`delete from staged_instalments where invoice_key = ${key}`.execute(tx)
  await sql`delete from staged_invoices where key = ${key}`.execute(tx)
  await sayOnce(tx)
}

async function dropCredit(tx: ScopedTransaction, key: string, standing: string): Promise<void> {
  await sql`
    insert into merged_repeats select coalesce(number, '—'), line from staged_credits where key = ${key}
  `.execute(tx)
  await sql`update staged_allocations set credit_key = ${standing} where credit_key = ${key}`.execute(tx)
  await sql`delete from staged_credits where key = ${key}`.execute(tx)
  await sayOnce(tx)
}

// A payment that pays the same document twice over, since both were there twice, pays it once.
async function sayOnce(tx: ScopedTransaction): Promise<void> {
  await sql`
    delete from staged_allocations a using staged_allocations o
    where a.instalment_key = o.instalment_key and a.credit_key = o.credit_key and a.origin = o.origin
      and a.amount_cents = o.amount_cents and a.ctid > o.ctid
  `.execute(tx)
}

/** SQL of the merged invoices a file may name, as `identifyDocuments` compares them. */
export function mergedInvoices({ companyId, covers }: ImportScope): RawBuilder<unknown> {
  return sql`
    select i.id as ref, i.customer_id, i.number, i.currency,
           case when i.kind = 'opening-balance' and i.issued_on is not distinct from i.entered_on then null
             else i.issued_on end as issued_on,
           i.total_cents, i.total_cents as left_cents, i.label, i.id as place
    from invoices i
    where i.company_id = ${companyId} and i.merged_into is not null
      and (i.source <> 'fec' or ${covers === null}
        or i.entered_on between ${covers?.from ?? null}::date and ${covers?.to ?? null}::date)`
}

/** The same of credit notes. */
export function mergedNotes({ companyId, covers }: ImportScope): RawBuilder<unknown> {
  return sql`
    select k.id as ref, k.customer_id, k.number, k.currency,
           case when k.kind = 'adjustment' and k.received_on is not distinct from k.entered_on then null
             else k.received_on end as issued_on,
           k.amount_cents as total_cents, k.amount_cents as left_cents, k.label, k.id as place
    from credits k
    where k.company_id = ${companyId} and k.merged_into is not null and k.kind <> 'payment'
      and (k.source <> 'fec' or ${covers === null}
        or k.entered_on between ${covers?.from ?? null}::date and ${covers?.to ?? null}::date)`
}

/** Staged payments that are merged ones: same client, day and amount, and number where both have one. */
export async function findMergedPayments(
  tx: ScopedTransaction,
  { companyId }: ImportScope,
): Promise<readonly DocumentPair[]> {
  const by = sql`customer_id, currency, amount_cents, received_on`
  const { rows } = await sql<DocumentPair>`
    select f.key, k.id as "knownId"
    from (
      select key, number, ${by}, row_number() over (partition by ${by} order by line) as rank
      from staged_credits where credit_id is null and kind = 'payment' and received_on is not null
    ) f join (
      select id, number, ${by}, row_number() over (partition by ${by} order by id) as rank
      from credits where company_id = ${companyId} and merged_into is not null and kind = 'payment'
    ) k using (customer_id, currency, amount_cents, received_on, rank)
    where coalesce(identifying_number(f.number) = identifying_number(k.number), true)
    order by f.key
  `.execute(tx)
  return rows
}

/** Numbers of the documents a file has twice that were merged here. */
export async function readMergedRepeats(tx: ScopedTransaction): Promise<readonly string[]> {
  const { rows } = await sql<{ number: string }>`
    select number from merged_repeats group by number order by min(line), number limit 20
  `.execute(tx)
  return rows.map(({ number }) => number)
}
