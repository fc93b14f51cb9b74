// Over 300 lines because what is compared in sets and what is judged one by one are two halves of one rule.
import { type RawBuilder, sql } from 'kysely'
import { type Day, daysBetween, formatDay } from '#domain/days-and-money/day.ts'
import type { Currency } from '#domain/days-and-money/money.ts'
import { compareParties, type PartyIdentity } from '#domain/matching/party-match.ts'
import {
  compareAcrossClients,
  compareDocuments,
  compareNumbers,
  type DocumentFacts,
  type DocumentLikeness,
  hasSameAmount,
} from '#domain/receivables/document-identity.ts'
import { onlyRow } from '#platform/rows.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'

/** A document of the file, and the one of the books it may be. */
export interface DocumentPair {
  /** Key in the file. */
  readonly key: string
  /** Id in the books. */
  readonly knownId: number
}

/** A pair that only a person can tell (rules §8). */
export interface AskedPair extends DocumentPair {
  readonly number: string | null
  readonly issuedOn: Day | null
  readonly currency: Currency
  /** What the file leaves of it; below zero for a credit note. */
  readonly cents: number
  readonly customer: string
  readonly line: number
  /** The document of the books, in words. */
  readonly known: string
  /** What does not agree: the client, a prefix that one side alone writes, a number that one side has not, the date. */
  readonly differs: 'client' | 'prefix' | 'number' | 'date'
}

/** Which documents of a file are which of the books; each of both stands once at most. */
export interface Identified {
  readonly same: readonly DocumentPair[]
  readonly asked: readonly AskedPair[]
}

/**
 * SQL of a table of documents to be compared: `ref` (key or id), `customer_id`, `number`, `currency`, `issued_on`
 * (domain/receivables/document-identity.ts `issueDay`), `total_cents`, `left_cents`, `label` and `place`, which orders them.
 */
export type DocumentTable = RawBuilder<unknown>

interface Comparison {
  readonly companyId: number
  readonly kind: DocumentFacts['kind']
  /** Of the file, not known yet. */
  readonly found: DocumentTable
  /** Of the books, not found in the file yet. */
  readonly known: DocumentTable
  /** SQL of `ref`, `due_on`, `amount_cents` of each side; null for what has no instalments. */
  readonly instalments: { readonly found: RawBuilder<unknown>; readonly known: RawBuilder<unknown> } | null
}

/**
 * Tells which documents of a file are known: in SQL those that agree in client, number, date and amount, by the
 * hundred thousand; the others by domain/receivables/document-identity.ts, among those that one of these facts brings together.
 */
export async function identifyDocuments(tx: ScopedTransaction, comparison: Comparison): Promise<Identified> {
  if (!(await prepareTables(tx, comparison))) return { same: [], asked: [] }
  const same: DocumentPair[] = await matchExactly(tx)
  const asked: AskedPair[] = []
  for (const isOtherClient of [false, true]) {
    if (!(await hasRows(tx, 'found_documents'))) break
    const candidates = await readCandidates(tx, comparison, isOtherClient ? ACROSS_CLIENTS : OF_ONE_CLIENT)
    const told = settle(candidates.map((pair) => ({ ...pair, likeness: judge(pair, isOtherClient) })))
    same.push(...told.same)
    asked.push(...told.asked.map((pair) => askedOf(pair, isOtherClient)))
    await forget(tx, [...told.same, ...told.asked])
  }
  await emptyTables(tx)
  return { same, asked }
}

type Party = PartyIdentity & { readonly code: string }

interface Candidate {
  readonly key: string
  readonly knownId: number
  readonly found: DocumentFacts
  readonly known: DocumentFacts
  readonly customer: Party
  readonly knownCustomer: Party
  readonly currency: Currency
  readonly line: number
}

// False, and nothing is filled, when one side has no document.
async function prepareTables(tx: ScopedTransaction, { found, known }: Comparison): Promise<boolean> {
  const sides = await sql<{ areBoth: boolean }>`
    select exists (${found}) and exists (${known}) as "areBoth"
  `.execute(tx)
  if (!onlyRow(sides).areBoth) return false
  for (const [name, rows] of [
    ['found_documents', found],
    ['known_documents', known],
  ] as const) {
    await sql`
      insert into ${sql.table(name)}
      select d.*, identifying_number(d.number) as bare, last_digits(d.number) as digits from (${rows}) d
    `.execute(tx)
    await sql`analyze ${sql.table(name)}`.execute(tx)
  }
  return true
}

async function emptyTables(tx: ScopedTransaction): Promise<void> {
  await sql`delete from found_documents`.execute(tx)
  await sql`delete from known_documents`.execute(tx)
}

async function hasRows(tx: ScopedTransaction, table: string): Promise<boolean> {
  const { rows } = await sql`select from ${sql.table(table)} limit 1`.execute(tx)
  return rows.length > 0
}

async function matchExactly(tx: ScopedTransaction): Promise<DocumentPair[]> {
  const ranked = (table: string) => sql`
    select *, coalesce(bare, '') as exact, row_number() over (
      partition by customer_id, coalesce(bare, ''), currency, issued_on, total_cents order by label, place) as rank
    from ${sql.table(table)}`
  const { rows } = await sql<DocumentPair>`
    with pairs as (
      select f.ref as key, k.ref as id
      from (${ranked('found_documents')}) f join (${ranked('known_documents')}) k
        using (customer_id, exact, currency, issued_on, total_cents, rank)
    ), found as (
      delete from found_documents f using pairs p where f.ref = p.key
    ), known as (
      delete from known_documents k using pairs p where k.ref = p.id
    )
    select key, id as "knownId" from pairs
  `.execute(tx)
  return rows
}

// A number that hundreds of documents bear is none: then only those of one place in the order of dates are compared.
const MOST_PAIRS = 2_500
const NEAR = 20

function pairsBy(columns: readonly string[], condition: RawBuilder<unknown>): RawBuilder<unknown> {
  const by = sql.join(columns.map((column) => sql.ref(column)))
  const side = (table: string) => sql`
    select *, row_number() over (partition by ${by} order by issued_on, total_cents, place) as rank,
           count(*) over (partition by ${by}) as size
    from ${sql.table(table)}`
  return sql`
    select f.ref as key, k.ref as id from (${side('found_documents')}) f join (${side('known_documents')}) k using (${by})
    where ${condition} and (f.size * k.size <= ${MOST_PAIRS} or abs(f.rank - k.rank) <= ${NEAR})`
}

const OF_ONE_CLIENT = sql.join(
  [
    pairsBy(['customer_id', 'currency', 'bare'], sql`true`),
    pairsBy(['customer_id', 'currency', 'digits'], sql`f.bare <> k.bare and ${sameAmount()}`),
    pairsBy(
      ['customer_id', 'currency', 'total_cents'],
      sql`(f.bare is null or k.bare is null)
      and f.issued_on is not distinct from k.issued_on`,
    ),
  ],
  sql` union `,
)

const ACROSS_CLIENTS = pairsBy(['currency', 'bare'], sql`f.customer_id <> k.customer_id and ${sameAmount()}`)

// domain/receivables/document-identity.ts `hasSameAmount`: what is none is not even read.
function sameAmount(): RawBuilder<boolean> {
  return sql`(f.total_cents = k.total_cents or f.total_cents = k.left_cents or f.left_cents = k.total_cents)`
}

interface SideRow {
  readonly number: string | null
  readonly issuedOn: Day | null
  readonly totalCents: number
  readonly leftCents: number
  readonly instalments: DocumentFacts['instalments'] | null
  readonly party: Party
  readonly currency: Currency
  readonly place: number | null
}

async function readCandidates(
  tx: ScopedTransaction,
  { companyId, kind, instalments }: Comparison,
  pairs: RawBuilder<unknown>,
): Promise<readonly Candidate[]> {
  const side = (name: 'f' | 'k', dues: RawBuilder<unknown> | undefined) => sql`
    json_build_object('number', ${sql.ref(`${name}.number`)}, 'issuedOn', ${sql.ref(`${name}.issued_on`)},
      'totalCents', ${sql.ref(`${name}.total_cents`)}, 'leftCents', ${sql.ref(`${name}.left_cents`)}, 'currency', ${sql.ref(`${name}.currency`)},
      'place', ${sql.ref(`${name}.place`)},
      'instalments', ${dues ? sql.ref(`${name}d.dues`) : sql`null`},
      'party', (select json_build_object('code', c.code, 'name', c.name, 'siren', c.siren, 'vatNumber', c.vat_number)
        from customers c where c.company_id = ${companyId} and c.id = ${sql.ref(`${name}.customer_id`)}))`
  const dues = (name: 'f' | 'k', rows: RawBuilder<unknown> | undefined) =>
    rows === undefined
      ? sql``
      : sql`left join (
          select ref, json_agg(json_build_object('dueOn', due_on, 'amountCents', amount_cents)) as dues
          from (${rows}) i where due_on is not null and ref in (select ${sql.ref(name === 'f' ? 'key' : 'id')} from document_pairs)
          group by ref
        ) ${sql.table(`${name}d`)} on ${sql.ref(`${name}d.ref`)} = ${sql.ref(`${name}.ref`)}`
  await sql`insert into document_pairs ${pairs}`.execute(tx)
  await sql`analyze document_pairs`.execute(tx)
  const { rows } = await sql<{ key: string; knownId: number; found: SideRow; known: SideRow }>`
    select p.key, p.id as "knownId", ${side('f', instalments?.found)} as found, ${side('k', instalments?.known)} as known
    from document_pairs p join found_documents f on f.ref = p.key join known_documents k on k.ref = p.id
      ${dues('f', instalments?.found)} ${dues('k', instalments?.known)}
    order by f.place, k.place
  `.execute(tx)
  await sql`delete from document_pairs`.execute(tx)
  const facts = ({ party, currency, place, ...row }: SideRow): DocumentFacts => ({
    ...row,
    kind,
    instalments: row.instalments ?? [],
  })
  return rows.map((row) => ({
    ...{ key: row.key, knownId: row.knownId, found: facts(row.found), known: facts(row.known) },
    ...{ customer: named(row.found.party), knownCustomer: named(row.known.party) },
    ...{ currency: row.found.currency, line: row.found.place ?? 0 },
  }))
}

// A client of whom a file gives the code alone has no name to compare.
function named(party: Party): Party {
  return { ...party, name: party.name === party.code ? null : party.name }
}

function judge(
  { found, known, customer, knownCustomer }: Candidate,
  isOtherClient: boolean,
): DocumentLikeness {
  if (!isOtherClient) return compareDocuments(found, known)
  return compareAcrossClients(
    found,
    known,
    compareParties({ ...customer, code: null }, knownCustomer) === 'same',
  )
}

function askedOf(pair: Candidate, isOtherClient: boolean): AskedPair {
  const { key, knownId, found, known, customer, knownCustomer, currency, line } = pair
  const day = known.issuedOn === null ? [] : [formatDay(known.issuedOn)]
  return {
    ...{ key, knownId, currency, line },
    number: found.number,
    issuedOn: found.issuedOn,
    cents: found.kind === 'debt' ? found.leftCents : -found.leftCents,
    customer: customer.name ?? customer.code,
    known: [known.number ?? '—', ...day, knownCustomer.name ?? knownCustomer.code].join(', '),
    differs: isOtherClient ? 'client' : differenceOf(found.number, known.number),
  }
}

function differenceOf(number: string | null, knownNumber: string | null): AskedPair['differs'] {
  const likeness = compareNumbers(number, knownNumber)
  if (likeness === 'same') return 'date'
  return likeness === 'prefixed' ? 'prefix' : 'number'
}

// The surest first: what is the same before what is asked, then the nearest date, then the same amount.
function settle(candidates: readonly (Candidate & { readonly likeness: DocumentLikeness })[]): {
  readonly same: readonly DocumentPair[]
  readonly asked: readonly Candidate[]
} {
  const ordered = candidates
    .filter(({ likeness }) => likeness !== 'other')
    .map((pair) => ({ ...pair, rank: rankOf(pair) }))
    .sort((one, other) => one.rank - other.rank)
  const keys = new Set<string>()
  const ids = new Set<number>()
  const same: DocumentPair[] = []
  const asked: Candidate[] = []
  for (const pair of ordered) {
    const { key, knownId, likeness } = pair
    if (keys.has(key) || ids.has(knownId)) continue
    keys.add(key)
    ids.add(knownId)
    if (likeness === 'same') same.push({ key, knownId })
    else asked.push(pair)
  }
  return { same, asked }
}

const FARTHEST = 100_000

function rankOf({ likeness, found, known }: Candidate & { readonly likeness: DocumentLikeness }): number {
  const apart =
    found.issuedOn === null || known.issuedOn === null
      ? FARTHEST
      : Math.abs(daysBetween(found.issuedOn, known.issuedOn))
  return (
    (likeness === 'same' ? 0 : 10 * FARTHEST) +
    2 * Math.min(apart, FARTHEST) +
    (hasSameAmount(found, known) ? 0 : 1)
  )
}

async function forget(tx: ScopedTransaction, pairs: readonly DocumentPair[]): Promise<void> {
  if (pairs.length === 0) return
  await sql`delete from found_documents where ref = any(${pairs.map(({ key }) => key)}::text[])`.execute(tx)
  await sql`delete from known_documents where ref = any(${pairs.map(({ knownId }) => knownId)}::bigint[])`.execute(
    tx,
  )
}
