import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { onlyRow } from '#platform/rows.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'

/**
 * The temporary tables of an import, empty. They are made once for a connection, and emptied with each transaction:
 * making them anew took a third of the time of a small import.
 */
export async function openImportTables(tx: ScopedTransaction): Promise<void> {
  const found = await sql<{ areHere: boolean; areSmall: boolean }>`
    select to_regclass(${`pg_temp.${MARK}`}) is not null as "areHere",
           coalesce(sum(pg_relation_size(to_regclass('pg_temp.' || t.name))), 0) <= ${MOST_BYTES} as "areSmall"
    from unnest(${IMPORT_TABLES}::text[]) as t (name)
  `.execute(tx)
  const { areHere, areSmall } = onlyRow(found)
  if (!areHere || !areSmall) await sql.raw(MAKE_IMPORT_TABLES).execute(tx)
}

// What was rolled back, as each preview is, leaves its room taken until the next commit.
const MOST_BYTES = 4 * 1024 ** 2

// The sequences are named by texts: found anew each time, they may have been made again by a restore.
const TABLES: Readonly<Record<string, string>> = {
  // What the file holds, each row with the one known by the same key and the id it has or will have.
  staged_customers: `
    code text, account text, name text, address text, postcode text, town text, country text,
    email text, phone text, siren text, vat_number text, kind text, language text, channel text,
    payment_term text, credit_limit_cents bigint, code_is_derived boolean, fills_blanks boolean`,
  staged_invoices: `
    key text, customer_code text, number text, kind text, issued_on date, entered_on date,
    currency text, is_provisional boolean, label text, line integer, total_cents bigint,
    is_disputed boolean, set_aside text, set_aside_until date, customer_id bigint, invoice_id bigint,
    is_ours boolean not null default true, joined_cents bigint,
    new_id bigint not null default nextval('invoices_id_seq'::text),
    id bigint generated always as (coalesce(invoice_id, new_id)) stored`,
  staged_instalments: `
    key text, invoice_key text, due_on date, due_is_estimated boolean, amount_cents bigint,
    settled_cents bigint, level smallint, last_reminded_on date, line integer, instalment_id bigint,
    new_id bigint not null default nextval('instalments_id_seq'::text),
    id bigint generated always as (coalesce(instalment_id, new_id)) stored`,
  staged_credits: `
    key text, customer_code text, kind text, number text, received_on date, entered_on date,
    currency text, amount_cents bigint, whole_cents bigint, is_provisional boolean, label text, line integer,
    customer_id bigint, credit_id bigint, is_ours boolean not null default true,
    new_id bigint not null default nextval('credits_id_seq'::text),
    id bigint generated always as (coalesce(credit_id, new_id)) stored`,
  staged_allocations: 'instalment_key text, credit_key text, amount_cents bigint, origin text',
  // Documents of the file that say again what another one of it says, since both were merged.
  merged_repeats: 'number text, line integer',
  // Instalments the file speaks of: on them its silence means "not settled".
  spoken_instalments: 'id bigint',
  // Instalments and credits whose sums have to be counted again.
  touched_pairs: 'instalment_id bigint, credit_id bigint',
  // The documents of the file and the known ones, while they are compared.
  found_documents: `
    ref text, customer_id bigint, number text, currency text, issued_on date, total_cents bigint, left_cents bigint,
    label text, place integer, bare text, digits text`,
  known_documents: `
    ref bigint, customer_id bigint, number text, currency text, issued_on date, total_cents bigint, left_cents bigint,
    label text, place bigint, bare text, digits text`,
  document_pairs: 'key text, id bigint',
  // The records under a question that nobody has answered.
  doubtful: 'doubt_key text, key text',
  // Lines of the file cut like the instalments of the known invoice.
  cut_instalments: 'key text, id bigint, amount_cents bigint, rank bigint, starts_at numeric',
  // What a list settles itself, and what noted payments give up to it.
  list_settled: 'key text, id bigint, cents_of_list bigint, given_up bigint',
  // The allocations that the file states, by id, and those of them that are not there.
  wanted_pairs: 'instalment_id bigint, credit_id bigint, origin text, amount_cents bigint',
  missing_pairs: `
    instalment_id bigint, credit_id bigint, origin text, amount_cents bigint, instalment_left bigint,
    credit_left bigint, fits boolean`,
  // Credits of which a program states all that they settle.
  stated_credits: 'id bigint',
  // What was open before.
  open_before:
    'id bigint, customer_id bigint, currency text, due_on date, is_final boolean, open_cents bigint',
  credits_before: 'customer_id bigint, currency text, open_cents bigint',
  // What the import does, an instalment a row, and a client a row.
  planned: `
    source_key text, code text, name text, number text, label text, due_on date, before_due_on date, currency text,
    before_cents bigint, after_cents bigint, aside_for text, aside_until date, kind text`,
  planned_customers: 'code text, name text, kind text, balances jsonb, facts jsonb',
}

/** The names of the tables of an import. */
export const IMPORT_TABLES: readonly string[] = Object.keys(TABLES)

// Behind a pool of connections (PgBouncer) the tables of another version may still be there.
const MARK = `import_tables_${createHash('sha256').update(JSON.stringify(TABLES)).digest('hex').slice(0, 12)}`

/** SQL: makes them, in the place of those of another version. */
export const MAKE_IMPORT_TABLES = [
  ...Object.entries({ ...TABLES, [MARK]: '' }).flatMap(([name, columns]) => [
    `drop table if exists pg_temp.${name}`,
    `create temporary table ${name} (${columns}) on commit delete rows`,
  ]),
].join(';\n')
