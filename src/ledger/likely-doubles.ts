import { sql } from 'kysely'
import {
  compareAcrossClients,
  compareDocuments,
  compareNumbers,
  type DocumentFacts,
  type DocumentLikeness,
  hasSameAmount,
  provesClient,
} from '#domain/document-identity.ts'
import { bareCode, compareParties, type PartyIdentity } from '#domain/party-match.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'

/** One side of a likely double, as the user knows it. */
export interface DoubleSide {
  readonly id: number
  /** Number of the document, or name of the client. */
  readonly name: string
  readonly customerCode: string
}

/** Two rows of the books that are likely one. */
export interface LikelyDouble {
  readonly companyId: number
  readonly kind: 'customers' | 'invoices'
  /** `same`: the rule tells; `asked`: it may be, and only a person can tell (domain/document-identity.ts). */
  readonly likeness: Exclude<DocumentLikeness, 'other'>
  /** The older first. */
  readonly sides: readonly [DoubleSide, DoubleSide]
}

/**
 * Lists the doubles that are likely in the books already, imported before the identity of documents was compared:
 * two invoices that the rule tells or asks about, two clients of one name with a document in common, or whose codes
 * differ by case, blanks and accents alone. Merged rows are no doubles any more.
 */
export async function findLikelyDoubles(tx: ScopedTransaction): Promise<readonly LikelyDouble[]> {
  const pairs = (await readPairs(tx)).map(({ companyId, one, other, isOneImport }) => ({
    ...{ companyId, isOneImport, one: documentOf(one), other: documentOf(other) },
  }))
  const invoices = pairs.flatMap((pair): LikelyDouble[] => {
    const likeness = judge(pair)
    return likeness === 'other' ? [] : [{ ...doubleOf('invoices', pair), likeness }]
  })
  const customers = new Map<string, LikelyDouble>()
  for (const pair of pairs) {
    const isOneClient = pair.one.customerId === pair.other.customerId
    if (isOneClient || !hasSameName(pair) || !provesClient(pair.one.facts, pair.other.facts)) continue
    const found = doubleOf('customers', pair)
    customers.set(found.sides.map(({ id }) => id).join(), found)
  }
  for (const found of await findRespelled(tx)) customers.set(found.sides.map(({ id }) => id).join(), found)
  return [...customers.values(), ...invoices]
}

interface SideRow extends Omit<DocumentFacts, 'kind'> {
  readonly id: number
  readonly customerId: number
  readonly party: Omit<PartyIdentity, 'code'> & { readonly code: string; readonly name: string }
}

interface Document {
  readonly id: number
  readonly customerId: number
  readonly party: SideRow['party']
  readonly facts: DocumentFacts
}

interface Pair {
  readonly companyId: number
  readonly one: Document
  readonly other: Document
  readonly isOneImport: boolean
}

function documentOf({ id, customerId, party, ...facts }: SideRow): Document {
  return { id, customerId, party, facts: { ...facts, kind: 'debt' } }
}

// A number that more documents bear is none, and says nothing.
const MOST_OF_ONE_NUMBER = 20

// Documents of one number in the company, or of one client, amount and last digits.
async function readPairs(tx: ScopedTransaction) {
  const side = (name: 'a' | 'b') => sql`
    json_build_object('id', ${sql.ref(`${name}.id`)}, 'customerId', ${sql.ref(`${name}.customer_id`)},
      'number', ${sql.ref(`${name}.number`)}, 'issuedOn', ${sql.ref(`${name}.issued_on`)},
      'totalCents', ${sql.ref(`${name}.total_cents`)},
      'leftCents', (select coalesce(sum(j.open_cents), 0) from instalments j
        where j.company_id = ${sql.ref(`${name}.company_id`)} and j.invoice_id = ${sql.ref(`${name}.id`)}),
      'instalments', (select coalesce(json_agg(json_build_object('dueOn', j.due_on, 'amountCents', j.amount_cents)), '[]')
        from instalments j where j.company_id = ${sql.ref(`${name}.company_id`)} and j.invoice_id = ${sql.ref(`${name}.id`)}
          and j.due_on is not null),
      'party', (select json_build_object('code', c.code, 'name', c.name, 'siren', c.siren, 'vatNumber', c.vat_number)
        from customers c where c.company_id = ${sql.ref(`${name}.company_id`)} and c.id = ${sql.ref(`${name}.customer_id`)}))`
  const { rows } = await sql<{ companyId: number; one: SideRow; other: SideRow; isOneImport: boolean }>`
    with documents as materialized (
      select i.company_id, i.id, i.customer_id, i.number, i.currency, i.total_cents, i.import_id,
             case when i.kind = 'opening-balance' and i.issued_on is not distinct from i.entered_on then null
               else i.issued_on end as issued_on,
             identifying_number(i.number) as bare, last_digits(i.number) as digits
      from invoices i where i.status = 'final' and identifying_number(i.number) is not null
    ), numbered as materialized (
      select d.*, count(*) over (partition by company_id, bare, currency) as size from documents d
    ), pairs as (
      select a.company_id, a.id, b.id as other_id
      from numbered a join numbered b using (company_id, bare, currency)
      where a.id < b.id and a.size <= ${MOST_OF_ONE_NUMBER}
      union
      select a.company_id, a.id, b.id
      from documents a join documents b using (company_id, customer_id, digits, total_cents, currency)
      where a.id < b.id and a.bare <> b.bare
    )
    select p.company_id as "companyId", ${side('a')} as one, ${side('b')} as other,
           a.import_id is not distinct from b.import_id as "isOneImport"
    from pairs p
      join documents a on a.company_id = p.company_id and a.id = p.id
      join documents b on b.company_id = p.company_id and b.id = p.other_id
    order by p.company_id, p.id, p.other_id
  `.execute(tx)
  return rows
}

// What one file says twice with two dates is two documents; with one date and amount, it may be one.
function judge({ one, other, isOneImport }: Pair): DocumentLikeness {
  const [found, known] = [one.facts, other.facts]
  if (isOneImport) {
    const isRepeated = hasSameAmount(found, known) && found.issuedOn === known.issuedOn
    if (!isRepeated || one.customerId !== other.customerId) return 'other'
    return compareNumbers(found.number, known.number) === 'other' ? 'other' : 'asked'
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

function doubleOf(kind: LikelyDouble['kind'], { companyId, one, other }: Pair): LikelyDouble {
  const side = ({ id, customerId, facts, party }: Document): DoubleSide =>
    kind === 'invoices'
      ? { id, name: facts.number ?? '', customerCode: party.code }
      : { id: customerId, name: party.name, customerCode: party.code }
  const [older, newer] = [side(one), side(other)].sort((a, b) => a.id - b.id) as [DoubleSide, DoubleSide]
  return { companyId, kind, likeness: 'same', sides: [older, newer] }
}

async function findRespelled(tx: ScopedTransaction): Promise<readonly LikelyDouble[]> {
  const customers = await tx
    .selectFrom('customers')
    .select(['company_id', 'id', 'code', 'name', 'siren', 'vat_number as vatNumber'])
    .where('withdrawn_by_import', 'is', null)
    .orderBy('id')
    .execute()
  const groups = Map.groupBy(customers, ({ company_id, code }) => `${company_id}|${bareCode(code)}`)
  return [...groups.values()].flatMap(([first, ...others]) =>
    others.flatMap((other): LikelyDouble[] => {
      if (!first || compareParties({ ...first, code: null }, { ...other, code: null }) === 'other') return []
      const side = ({ id, name, code }: typeof other) => ({ id, name, customerCode: code })
      const sides = [side(first), side(other)] as const
      return [{ companyId: first.company_id, kind: 'customers', likeness: 'asked', sides }]
    }),
  )
}
