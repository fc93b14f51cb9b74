import { sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import type { Level } from '#domain/dunning/levels.ts'
import { keptOf, type MergeKind } from '#domain/matching/merge.ts'
import { bareCode, compareParties, type PartyIdentity } from '#domain/matching/party-match.ts'
import {
  compareAcrossClients,
  compareDocuments,
  compareNumbers,
  type DocumentFacts,
  type DocumentLikeness,
  hasSameAmount,
  provesClient,
} from '#domain/receivables/document-identity.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'

/** One side of a likely double, as the user knows it. */
export interface DoubleSide {
  readonly id: number
  /** Number of the document, empty when it has none; or name of the client. */
  readonly name: string
  readonly customerCode: string
  readonly customerName: string
  /** Of a document; null for a client. */
  readonly document: {
    readonly issuedOn: Day | null
    readonly currency: string
    readonly totalCents: number
    readonly openCents: number
    /** The highest of its instalments; null for a credit note. */
    readonly level: Level | null
  } | null
}

/** Two rows of the books that are likely one. */
export interface LikelyDouble {
  readonly companyId: number
  readonly company: string
  readonly kind: MergeKind
  /** `same`: the rule tells; `asked`: it may be, and only a person can tell (domain/receivables/document-identity.ts). */
  readonly likeness: Exclude<DocumentLikeness, 'other'>
  /** The older first. */
  readonly sides: readonly [DoubleSide, DoubleSide]
  /** The one that is proposed to stand for both. */
  readonly keptId: number
}

/**
 * Lists the doubles that are likely in the books already, imported before the identity of documents was compared:
 * two invoices or two credit notes that the rule tells or asks about, with or without numbers; two clients of one name
 * with a document in common, or whose codes differ by case, blanks and accents alone. What was merged is no double.
 */
export async function findLikelyDoubles(tx: ScopedTransaction): Promise<readonly LikelyDouble[]> {
  const pairs = (await readPairs(tx)).map(
    ({ one, other, ...pair }): Pair => ({
      ...pair,
      one: documentOf(one, pair),
      other: documentOf(other, pair),
    }),
  )
  const documents = pairs.flatMap((pair): LikelyDouble[] => {
    const likeness = judge(pair)
    return likeness === 'other' ? [] : [{ ...doubleOf(pair.kind, pair), likeness }]
  })
  const customers = new Map<string, LikelyDouble>()
  for (const pair of pairs) {
    const isOneClient = pair.one.customerId === pair.other.customerId
    if (isOneClient || !hasSameName(pair) || !provesClient(pair.one.facts, pair.other.facts)) continue
    const found = doubleOf('customers', pair)
    customers.set(found.sides.map(({ id }) => id).join(), found)
  }
  for (const found of await findRespelled(tx)) customers.set(found.sides.map(({ id }) => id).join(), found)
  return [...customers.values(), ...documents]
}

interface SideRow extends Omit<DocumentFacts, 'kind'> {
  readonly id: number
  readonly customerId: number
  readonly level: Level | null
  readonly source: string
  readonly party: Omit<PartyIdentity, 'code'> & { readonly code: string; readonly name: string }
}

interface Document extends Pick<SideRow, 'id' | 'customerId' | 'level' | 'source' | 'party'> {
  readonly facts: DocumentFacts
}

interface PairFacts {
  readonly companyId: number
  readonly company: string
  readonly kind: 'invoices' | 'credits'
  readonly currency: string
  readonly isOneImport: boolean
}

interface Pair extends PairFacts {
  readonly one: Document
  readonly other: Document
}

function documentOf(
  { id, customerId, level, source, party, ...facts }: SideRow,
  { kind }: PairFacts,
): Document {
  return {
    ...{ id, customerId, level, source, party },
    facts: { ...facts, kind: kind === 'invoices' ? 'debt' : 'credit' },
  }
}

// A number that more documents bear is none, and says nothing.
const MOST_OF_ONE_NUMBER = 20

const DOCUMENTS = sql`
  select 'invoices' as kind, i.company_id, i.id, i.customer_id, i.number, i.currency, i.total_cents, i.import_id, i.source,
         case when i.kind = 'opening-balance' and i.issued_on is not distinct from i.entered_on then null
           else i.issued_on end as issued_on
  from invoices i where i.status = 'final'
  union all
  select 'credits', k.company_id, k.id, k.customer_id, k.number, k.currency, k.amount_cents, k.import_id, k.source,
         k.received_on
  from credits k
  where k.kind = 'credit-note' and k.cancelled_at is null and k.withdrawn_by_import is null and not k.is_returned`

// Documents of one number in the company; of one client, amount and last digits; or, one of them without a number, of
// one client, amount and day.
async function readPairs(tx: ScopedTransaction) {
  const side = (name: 'a' | 'b') => {
    const of = (column: string) => sql.ref(`${name}.${column}`)
    const instalments = sql`instalments j where ${of('kind')} = 'invoices' and j.company_id = ${of('company_id')}
      and j.invoice_id = ${of('id')}`
    return sql`
      json_build_object('id', ${of('id')}, 'customerId', ${of('customer_id')}, 'number', ${of('number')},
        'source', ${of('source')}, 'issuedOn', ${of('issued_on')}, 'totalCents', ${of('total_cents')},
        'leftCents', case when ${of('kind')} = 'credits' then (select k.open_cents from credits k
            where k.company_id = ${of('company_id')} and k.id = ${of('id')})
          else (select coalesce(sum(j.open_cents), 0) from ${instalments}) end,
        'level', (select max(j.level) from ${instalments}),
        'instalments', (select coalesce(json_agg(json_build_object('dueOn', j.due_on, 'amountCents', j.amount_cents)),
          '[]') from ${instalments} and j.due_on is not null),
        'party', (select json_build_object('code', c.code, 'name', c.name, 'siren', c.siren, 'vatNumber', c.vat_number)
          from customers c where c.company_id = ${of('company_id')} and c.id = ${of('customer_id')}))`
  }
  const { rows } = await sql<PairFacts & { one: SideRow; other: SideRow }>`
    with documents as materialized (
      select d.*, identifying_number(d.number) as bare, last_digits(d.number) as digits from (${DOCUMENTS}) d
    ), numbered as materialized (
      select d.*, count(*) over (partition by kind, company_id, bare, currency) as size
      from documents d where bare is not null
    ), unnumbered as materialized (
      select d.*, count(*) over (partition by kind, company_id, customer_id, total_cents, currency, issued_on) as size
      from documents d where issued_on is not null
    ), pairs as (
      select a.kind, a.company_id, a.id, b.id as other_id
      from numbered a join numbered b using (kind, company_id, bare, currency)
      where a.id < b.id and a.size <= ${MOST_OF_ONE_NUMBER}
      union
      select a.kind, a.company_id, a.id, b.id
      from documents a join documents b using (kind, company_id, customer_id, digits, total_cents, currency)
      where a.id < b.id and a.bare <> b.bare
      union
      select a.kind, a.company_id, a.id, b.id
      from unnumbered a join unnumbered b using (kind, company_id, customer_id, total_cents, currency, issued_on)
      where a.id < b.id and (a.bare is null or b.bare is null) and a.size <= ${MOST_OF_ONE_NUMBER}
    )
    select p.company_id as "companyId", e.code as company, p.kind, a.currency, ${side('a')} as one, ${side('b')} as other,
           a.import_id is not distinct from b.import_id as "isOneImport"
    from pairs p
      join companies e on e.id = p.company_id
      join documents a on a.kind = p.kind and a.company_id = p.company_id and a.id = p.id
      join documents b on b.kind = p.kind and b.company_id = p.company_id and b.id = p.other_id
    order by p.company_id, p.kind desc, p.id, p.other_id
  `.execute(tx)
  return rows
}

// What one file says twice with two dates is two documents; with one date and amount, it may be one.
function judge({ one, other, isOneImport }: Pair): DocumentLikeness {
  const [found, known] = [one.facts, other.facts]
  if (isOneImport) {
    const isRepeated = hasSameAmount(found, known) && found.issuedOn === known.issuedOn
    if (!isRepeated || one.customerId !== other.customerId) return 'other'
    const likeness = compareNumbers(found.number, known.number)
    // Without numbers, a client buys the same twice a day.
    return likeness === 'other' || likeness === 'none' ? 'other' : 'asked'
  }
  if (one.customerId === other.customerId) return compareDocuments(found, known)
  return compareAcrossClients(found, known, hasSameName({ one, other }))
}

function hasSameName({ one, other }: Pick<Pair, 'one' | 'other'>): boolean {
  const named = ({ party }: Document) => ({
    ...party,
    code: null,
    name: party.name === party.code ? null : party.name,
  })
  return compareParties(named(one), named(other)) === 'same'
}

function doubleOf(kind: MergeKind, pair: Pair): LikelyDouble {
  const side = ({ id, customerId, level, facts, party }: Document): DoubleSide => {
    const customer = { customerCode: party.code, customerName: party.name }
    if (kind === 'customers') return { id: customerId, name: party.name, ...customer, document: null }
    const { issuedOn, totalCents, leftCents: openCents } = facts
    const document = { issuedOn, currency: pair.currency, totalCents, openCents, level }
    return { id, name: facts.number ?? '', ...customer, document }
  }
  const { companyId, company, one, other } = pair
  const [older, newer] = [side(one), side(other)].sort((a, b) => a.id - b.id) as [DoubleSide, DoubleSide]
  const kept = kind === 'customers' ? newer : keptOf(one, other)
  return { companyId, company, kind, likeness: 'same', sides: [older, newer], keptId: kept.id }
}

async function findRespelled(tx: ScopedTransaction): Promise<readonly LikelyDouble[]> {
  const customers = await tx
    .selectFrom('customers as c')
    .innerJoin('companies as e', 'e.id', 'c.company_id')
    .select([
      'c.company_id',
      'e.code as company',
      'c.id',
      'c.code',
      'c.name',
      'c.siren',
      'c.vat_number as vatNumber',
    ])
    .where('c.withdrawn_by_import', 'is', null)
    .where('c.merged_into', 'is', null)
    .orderBy('c.id')
    .execute()
  const groups = Map.groupBy(customers, ({ company_id, code }) => `${company_id}|${bareCode(code)}`)
  return [...groups.values()].flatMap(([first, ...others]) =>
    others.flatMap((other): LikelyDouble[] => {
      if (!first || compareParties({ ...first, code: null }, { ...other, code: null }) === 'other') return []
      const side = ({ id, name, code }: typeof other) => ({
        ...{ id, name, customerCode: code, customerName: name, document: null },
      })
      const sides = [side(first), side(other)] as const
      // The one that has a name of its own.
      const kept = other.name === other.code ? first : other
      const { company_id: companyId, company } = first
      return [{ companyId, company, kind: 'customers', likeness: 'asked', sides, keptId: kept.id }]
    }),
  )
}
