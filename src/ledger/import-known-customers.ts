import { sql } from 'kysely'
import { addTo } from '#domain/days-and-money/add-to.ts'
import { sumCents } from '#domain/days-and-money/money.ts'
import { mustHave } from '#domain/errors.ts'
import {
  compareParties,
  foldCode,
  indexParties,
  type PartyIdentity,
  unpaddedCode,
} from '#domain/matching/party-match.ts'
import {
  type DocumentFacts,
  identifyingNumber,
  issueDay,
  provesClient,
} from '#domain/receivables/document-identity.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { CustomerRecord, InvoiceRecord, ReceivablesFile } from '#readers/records.ts'

type Records = Pick<ReceivablesFile, 'customers' | 'invoices' | 'credits' | 'allocations'>

interface KnownCustomer {
  readonly id: number
  readonly code: string
  readonly name: string
  readonly siren: string | null
  readonly vatNumber: string | null
  readonly otherCodes: readonly string[]
  readonly isCodeDerived: boolean
}

/** The file under the codes its customers are known by, and those who may be known, but not surely. */
export interface KnownCodes {
  readonly file: Records
  readonly alike: readonly { readonly code: string; readonly known: string }[]
  /** Codes of the file that stand for other ones here: the code it gives → the one its customer is known by. */
  readonly codes: ReadonlyMap<string, string>
  /** Codes the file gives to customers known by one made of their name: the code it gives → the one it replaces. */
  readonly replaced: Readonly<Record<string, string>>
}

/**
 * Finds the customers that the company knows by another code: the code another file uses, the same in other capitals,
 * or one made of the name by a file that gives none. The same SIREN, VAT number or name tells (formats.md §6); two
 * real codes are joined only when they have a document in common (rules §8). On doubt they stay apart, and it is said.
 * A real code replaces one made of the name.
 */
export async function withKnownCodes(
  tx: ScopedTransaction,
  companyId: number,
  file: Records,
): Promise<KnownCodes> {
  const unknown = await unknownCustomers(tx, companyId, file.customers)
  if (unknown.length === 0) return { file, alike: [], codes: new Map(), replaced: {} }
  const known = await readKnown(tx, companyId)
  const { certain, toProve, alike } = pairUp(unknown, known, await readAliases(tx, companyId), file.customers)
  const proven = await provenByInvoices(tx, companyId, file.invoices, toProve)
  const codes = new Map<string, string>()
  const replaced: Record<string, string> = {}
  for (const [customer, found] of [...certain, ...proven]) {
    const adopts = found.isCodeDerived && !customer.isCodeDerived
    if (adopts) replaced[customer.code] = found.code
    else codes.set(customer.code, found.code)
    await keepCode(tx, companyId, found, customer, adopts)
  }
  const doubtful = toProve.filter(([customer]) => !proven.some(([one]) => one === customer))
  return {
    file: codes.size === 0 ? file : underCodes(file, codes),
    alike: [...alike, ...doubtful].map(([customer, found]) => ({ code: customer.code, known: found.code })),
    codes,
    replaced,
  }
}

type Pair = readonly [customer: CustomerRecord, found: KnownCustomer]

async function unknownCustomers(
  tx: ScopedTransaction,
  companyId: number,
  customers: readonly CustomerRecord[],
): Promise<readonly CustomerRecord[]> {
  const { rows } = await sql<{ code: string; isNew: boolean }>`
    select u.code, c.id is null as "isNew"
    from unnest(${customers.map(({ code }) => code)}::text[]) as u (code)
      left join customers c on c.company_id = ${companyId} and c.code = u.code and c.merged_into is null
    where exists (select from customers where company_id = ${companyId})
  `.execute(tx)
  const isNew = new Set(rows.filter((row) => row.isNew).map((row) => row.code))
  return customers.filter(({ code, isCollective }) => isNew.has(code) && !isCollective)
}

async function readKnown(tx: ScopedTransaction, companyId: number): Promise<readonly KnownCustomer[]> {
  return await tx
    .selectFrom('customers')
    .select(['id', 'code', 'name', 'siren', 'vat_number as vatNumber'])
    .select(['other_codes as otherCodes', 'code_is_derived as isCodeDerived'])
    .where('company_id', '=', companyId)
    // One that was merged is known by its codes, as another one's (`other_codes`).
    .where('merged_into', 'is', null)
    .execute()
}

/** What a merged client was known by, under the id of the one that stands for it. */
type Alias = PartyIdentity & { readonly id: number }

async function readAliases(tx: ScopedTransaction, companyId: number): Promise<readonly Alias[]> {
  return await tx
    .selectFrom('customers')
    .select(['name', 'siren', 'vat_number as vatNumber'])
    .select([sql<null>`null`.as('code'), sql<number>`merged_into`.as('id')])
    .where('company_id', '=', companyId)
    .where('merged_into', 'is not', null)
    .execute()
}

function pairUp(
  unknown: readonly CustomerRecord[],
  known: readonly KnownCustomer[],
  aliases: readonly Alias[],
  customers: readonly CustomerRecord[],
): { readonly certain: readonly Pair[]; readonly toProve: readonly Pair[]; readonly alike: readonly Pair[] } {
  const byOtherCode = new Map(known.flatMap((one) => one.otherCodes.map((code) => [code, one] as const)))
  const byFoldedCode = Map.groupBy(known, ({ code }) => foldCode(code))
  const byUnpaddedCode = Map.groupBy(known, ({ code }) => unpaddedCode(code))
  const byId = new Map(known.map((one) => [one.id, one]))
  const index = indexParties([...known, ...aliases])
  const found = unknown.map((customer) => {
    const other =
      byOtherCode.get(customer.code) ??
      respelled(customer, byFoldedCode.get(foldCode(customer.code)) ?? []) ??
      repadded(customer, byUnpaddedCode.get(unpaddedCode(customer.code)) ?? [])
    const found = new Set(index.find(identityOf(customer)).flatMap(({ id }) => byId.get(id) ?? []))
    return { customer, other, matches: other ? [other] : [...found] }
  })
  // A known customer that the file names twice is two customers of the file.
  const claims = new Map<KnownCustomer, number>()
  for (const { matches } of found) for (const one of matches) addTo(claims, one, 1)
  const inFile = new Set(customers.map(({ code }) => code))
  const [certain, toProve, alike]: Pair[][] = [[], [], []]
  for (const { customer, other, matches } of found) {
    const [match, ...others] = matches
    if (!match) continue
    const pair: Pair = [customer, match]
    const isClaimedTwice = mustHave(claims.get(match), 'the claims of a match') > 1 || inFile.has(match.code)
    if (other) certain?.push(pair)
    else if (others.length > 0 || isClaimedTwice) alike?.push(pair)
    else if (customer.isCodeDerived || match.isCodeDerived) certain?.push(pair)
    else toProve?.push(pair)
  }
  return { certain: certain ?? [], toProve: toProve ?? [], alike: alike ?? [] }
}

// "c1" and "C1" are one customer, unless they are given two names or identifiers.
function respelled(customer: CustomerRecord, known: readonly KnownCustomer[]): KnownCustomer | undefined {
  const [one, ...others] = known
  if (!one || others.length > 0) return undefined
  const isNameless = customer.name === customer.code || one.name === one.code
  const likeness = compareParties(identityOf(customer), { ...one, code: null })
  return likeness === 'same' || likeness === 'alike' || (likeness === 'unknown' && isNameless)
    ? one
    : undefined
}

// "00077" and "77" are one customer when both have its name: the digits alone may be two programs' two clients.
function repadded(customer: CustomerRecord, known: readonly KnownCustomer[]): KnownCustomer | undefined {
  const [one, ...others] = known
  if (!one || others.length > 0) return undefined
  return compareParties(identityOf(customer), identityOf(one)) === 'same' ? one : undefined
}

function identityOf({
  code,
  name,
  siren = null,
  vatNumber = null,
}: Pick<CustomerRecord, 'code' | 'name' | 'siren' | 'vatNumber'>) {
  return { code: null, name: name === code ? null : name, siren, vatNumber }
}

async function provenByInvoices(
  tx: ScopedTransaction,
  companyId: number,
  invoices: readonly InvoiceRecord[],
  pairs: readonly Pair[],
): Promise<readonly Pair[]> {
  if (pairs.length === 0) return []
  const known = await readDocuments(
    tx,
    companyId,
    pairs.map(([, found]) => found.id),
  )
  const found = new Map(pairs.map(([customer, one]) => [customer.code, one]))
  const proven = new Set<string>()
  for (const invoice of invoices) {
    const one = found.get(invoice.customerCode)
    const bare = identifyingNumber(invoice.number)
    if (!one || bare === null || proven.has(invoice.customerCode)) continue
    const facts = factsOf(invoice)
    if (known.get(`${one.id}|${bare}`)?.some((document) => provesClient(facts, document)))
      proven.add(invoice.customerCode)
  }
  return pairs.filter(([customer]) => proven.has(customer.code))
}

function factsOf(invoice: InvoiceRecord): DocumentFacts {
  const dated = invoice.instalments.flatMap(({ dueOn, amountCents }) =>
    dueOn === null ? [] : [{ dueOn, amountCents }],
  )
  return {
    kind: 'debt',
    number: invoice.number,
    issuedOn: issueDay(invoice),
    totalCents: sumCents(invoice.instalments.map(({ amountCents }) => amountCents)),
    leftCents: sumCents(
      invoice.instalments.map(({ amountCents, settledCents }) => amountCents - settledCents),
    ),
    instalments: dated,
  }
}

async function readDocuments(
  tx: ScopedTransaction,
  companyId: number,
  customerIds: readonly number[],
): Promise<ReadonlyMap<string, readonly DocumentFacts[]>> {
  const { rows } = await sql<Omit<DocumentFacts, 'kind'> & { customerId: number; bare: string }>`
    select i.customer_id as "customerId", identifying_number(i.number) as bare, i.number,
           case when i.kind = 'opening-balance' and i.issued_on is not distinct from i.entered_on then null
             else i.issued_on end as "issuedOn",
           i.total_cents as "totalCents", sum(j.open_cents)::bigint as "leftCents",
           coalesce(json_agg(json_build_object('dueOn', j.due_on, 'amountCents', j.amount_cents))
             filter (where j.due_on is not null), '[]') as instalments
    from invoices i join instalments j on j.company_id = i.company_id and j.invoice_id = i.id
    where i.company_id = ${companyId} and i.customer_id = any(${customerIds}::bigint[])
      and identifying_number(i.number) is not null
    group by i.company_id, i.id
  `.execute(tx)
  return Map.groupBy(
    rows.map((row): DocumentFacts & typeof row => ({ ...row, kind: 'debt' })),
    ({ customerId, bare }) => `${customerId}|${bare}`,
  )
}

async function keepCode(
  tx: ScopedTransaction,
  companyId: number,
  found: KnownCustomer,
  { code, isCodeDerived }: CustomerRecord,
  adopts: boolean,
): Promise<void> {
  if (adopts) {
    await sql`
      update customers set code = ${code}, code_is_derived = false, other_codes = other_codes || ${found.code}::text
      where company_id = ${companyId} and id = ${found.id}
    `.execute(tx)
  } else if (!isCodeDerived && !found.otherCodes.includes(code)) {
    await sql`
      update customers set other_codes = other_codes || ${code}::text
      where company_id = ${companyId} and id = ${found.id}
    `.execute(tx)
  }
}

function underCodes(file: Records, codes: ReadonlyMap<string, string>): Records {
  const renamed = <Row extends { readonly customerCode: string }>(rows: readonly Row[]): readonly Row[] =>
    rows.map((row) => {
      const customerCode = codes.get(row.customerCode)
      return customerCode === undefined ? row : { ...row, customerCode }
    })
  // Of two of the file that are one here, that under the known code tells.
  const told = new Set(file.customers.map(({ code }) => code).filter((code) => !codes.has(code)))
  return {
    customers: file.customers.flatMap((customer) => {
      const code = codes.get(customer.code)
      if (code === undefined) return [customer]
      if (told.has(code)) return []
      told.add(code)
      // The name by which the user knows the customer is kept.
      return [{ ...customer, code, name: code }]
    }),
    invoices: renamed(file.invoices),
    credits: renamed(file.credits),
    allocations: file.allocations,
  }
}
