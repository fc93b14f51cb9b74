import { sql } from 'kysely'
import type { ScopedTransaction } from '#platform/scoped.ts'

/** Where the chain of a company ends; company 0 is the installation: people, sign-in methods, keys. */
export interface AuditHead {
  readonly companyId: number
  readonly number: number
  readonly sha256: string
}

/** The note of an act that erases the personal data of a client (migration 0010). */
export const ERASURE = 'personal-data-erasure'

/** What was tampered with. `link` is a place in the chain, `row` the id of an audit row. */
export type AuditFault = {
  readonly companyId: number
} /** A row says something else than when it was written. */ & (
  | { readonly kind: 'row-altered'; readonly link: number | null; readonly row: number }
  /** Contents erased are not those the act that names them has erased. */
  | {
      readonly kind: 'erasure-differs'
      readonly act: number
      readonly expected: number
      readonly found: number
    }
  /** Rows were removed from a link, added to it or reordered. */
  | { readonly kind: 'rows-differ'; readonly link: number; readonly expected: number; readonly found: number }
  /** Rows whose link is gone. */
  | { readonly kind: 'rows-without-link'; readonly rows: number; readonly firstRow: number }
  /** A link says something else than when it was closed. */
  | { readonly kind: 'link-altered'; readonly link: number }
  /** The links before this one are missing, or are no longer those it was chained to. */
  | { readonly kind: 'chain-broken'; readonly link: number }
  /** The chain ends before, after or otherwise than where it should. */
  | { readonly kind: 'end-differs'; readonly expected: number; readonly found: number }
  /** The archive of a letter is not the one the chain knows. */
  | { readonly kind: 'letter-differs'; readonly letter: number }
  /** A head noted earlier, outside the database, is not in the chain. */
  | { readonly kind: 'witness-differs'; readonly link: number }
)

/**
 * Reads the audit of the companies in scope again, link by link, against its hashes.
 *
 * Whoever can rewrite the whole database can also rewrite the end of a chain and its head. What they cannot
 * rewrite is what was noted elsewhere: `witnesses` are heads kept outside, from an earlier verification.
 */
export async function findAuditFaults(
  tx: ScopedTransaction,
  witnesses: readonly AuditHead[] = [],
): Promise<AuditFault[]> {
  const kinds = [
    alteredRows,
    wrongErasures,
    differingRows,
    rowsWithoutLink,
    alteredLinks,
    brokenLinks,
    wrongEnds,
    wrongLetters,
  ]
  const faults: AuditFault[] = []
  for (const find of kinds) faults.push(...(await find(tx)))
  for (const witness of witnesses) faults.push(...(await missingWitness(tx, witness)))
  return faults
}

/** The end of each chain in scope: kept outside the database, they prove its audit whole up to there. */
export async function readAuditHeads(tx: ScopedTransaction): Promise<AuditHead[]> {
  const { rows } = await sql<AuditHead>`
    select company_id as "companyId", number, encode(sha256, 'hex') as sha256 from audit_heads order by company_id
  `.execute(tx)
  return rows
}

async function alteredRows(tx: ScopedTransaction): Promise<AuditFault[]> {
  const { rows } = await sql<AuditFault>`
    select r.company_id as "companyId", 'row-altered' as kind, l.number as link, r.id as row
    from audit_rows r left join audit_links l on l.company_id = r.company_id and l.id = r.link_id
    where r.sha256 <> audit_row_digest(r)
      or case when r.erased_by is null then r.content_sha256 <> audit_content_digest(r)
        else num_nonnulls(r.before, r.after, r.salt) > 0 end
    order by r.company_id, r.id`.execute(tx)
  return rows
}

// What is erased is erased by an act of the same chain, which says of how many rows, and of which.
async function wrongErasures(tx: ScopedTransaction): Promise<AuditFault[]> {
  const { rows } = await sql<AuditFault>`
    with acts as (
      select company_id, id, (after ->> 'rows')::bigint as count, after ->> 'rows_sha256' as sha256
      from audit_rows where operation = 'note' and table_name = ${ERASURE}
    ),
    erased as (
      select company_id, erased_by as id, count(*) as count,
        encode(sha256(convert_to(string_agg(id::text, ',' order by id), 'UTF8')), 'hex') as sha256
      from audit_rows where erased_by is not null group by company_id, erased_by
    )
    select coalesce(a.company_id, e.company_id) as "companyId", 'erasure-differs' as kind,
      coalesce(a.id, e.id) as act, coalesce(a.count, 0) as expected, coalesce(e.count, 0) as found
    from (select * from acts where count > 0) a full join erased e on e.company_id = a.company_id and e.id = a.id
    where (a.count, a.sha256) is distinct from (e.count, e.sha256)
    order by 1, 3`.execute(tx)
  return rows
}

async function differingRows(tx: ScopedTransaction): Promise<AuditFault[]> {
  const { rows } = await sql<AuditFault>`
    select l.company_id as "companyId", 'rows-differ' as kind, l.number as link, l.row_count as expected,
      (select count(*) from audit_rows r where r.company_id = l.company_id and r.link_id = l.id) as found
    from audit_links l
    where l.rows_sha256 is distinct from audit_rows_digest(l.company_id, l.id)
    order by l.company_id, l.number`.execute(tx)
  return rows
}

async function rowsWithoutLink(tx: ScopedTransaction): Promise<AuditFault[]> {
  const { rows } = await sql<AuditFault>`
    select company_id as "companyId", 'rows-without-link' as kind, count(*) as rows, min(id) as "firstRow"
    from audit_rows r
    where not exists (select from audit_links l where l.company_id = r.company_id and l.id = r.link_id)
    group by company_id order by company_id`.execute(tx)
  return rows
}

async function alteredLinks(tx: ScopedTransaction): Promise<AuditFault[]> {
  const { rows } = await sql<AuditFault>`
    select company_id as "companyId", 'link-altered' as kind, number as link
    from audit_links l where sha256 is distinct from audit_link_digest(l)
    order by company_id, number`.execute(tx)
  return rows
}

async function brokenLinks(tx: ScopedTransaction): Promise<AuditFault[]> {
  const { rows } = await sql<AuditFault>`
    select company_id as "companyId", 'chain-broken' as kind, number as link
    from (
      select company_id, number, previous_sha256,
        lag(number, 1, 0::bigint) over chain as before, lag(sha256, 1, ''::bytea) over chain as expected
      from audit_links window chain as (partition by company_id order by number)
    ) l
    where number is distinct from before + 1 or previous_sha256 is distinct from expected
    order by company_id, number`.execute(tx)
  return rows
}

async function wrongEnds(tx: ScopedTransaction): Promise<AuditFault[]> {
  const { rows } = await sql<AuditFault>`
    with ends as (
      select distinct on (company_id) company_id, number, sha256 from audit_links
      order by company_id, number desc nulls last
    )
    select coalesce(h.company_id, e.company_id) as "companyId", 'end-differs' as kind,
      coalesce(h.number, 0) as expected, coalesce(e.number, 0) as found
    from audit_heads h full join ends e on e.company_id = h.company_id
    where (h.number, h.sha256) is distinct from (e.number, e.sha256)
    order by 1`.execute(tx)
  return rows
}

// An archive is noted once, by the archivist; from then on the letter and the chain must say the same.
async function wrongLetters(tx: ScopedTransaction): Promise<AuditFault[]> {
  const { rows } = await sql<AuditFault>`
    with archived as (
      select distinct on (company_id, (row_key ->> 'id')::bigint)
        company_id, (row_key ->> 'id')::bigint as id, after ->> 'archive_sha256' as sha256
      from audit_rows where table_name = 'letters' and after ? 'archive_sha256'
      order by company_id, (row_key ->> 'id')::bigint, audit_rows.id desc
    )
    select coalesce(l.company_id, a.company_id) as "companyId", 'letter-differs' as kind,
      coalesce(l.id, a.id) as letter
    from archived a
    full join (select company_id, id, archive_sha256 from letters where archive_sha256 is not null) l
      on l.company_id = a.company_id and l.id = a.id
    where l.archive_sha256 is distinct from a.sha256
    order by 1, 3`.execute(tx)
  return rows
}

async function missingWitness(tx: ScopedTransaction, witness: AuditHead): Promise<AuditFault[]> {
  const { rows } = await sql`
    select from audit_links where company_id = ${witness.companyId} and number = ${witness.number}
      and encode(sha256, 'hex') = ${witness.sha256}`.execute(tx)
  return rows.length > 0
    ? []
    : [{ companyId: witness.companyId, kind: 'witness-differs', link: witness.number }]
}
