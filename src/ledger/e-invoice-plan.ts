import { type Day, daysBetween } from '#domain/days-and-money/day.ts'
import {
  compareParties,
  indexParties,
  type PartyIdentity,
  type PartyIndex,
  sirenOf,
} from '#domain/matching/party-match.ts'
import { payerKey } from '#domain/matching/party-name.ts'
import {
  compareAcrossClients,
  compareDocuments,
  compareNumbers,
  type DocumentFacts,
  hasSameAmount,
  SAME_DOCUMENT_DAYS,
} from '#domain/receivables/document-identity.ts'
import { bareNumber, lastDigits } from '#domain/receivables/document-number.ts'
import { customerCodeFromName } from '#readers/customer-row.ts'
import type { EInvoice, Party } from '#readers/e-invoice-record.ts'
import { claimOf } from './e-invoice-claim.ts'

/** What the company already has, as far as the documents may meet it. */
export interface KnownBooks {
  readonly company: PartyIdentity
  readonly customers: readonly KnownCustomer[]
  /** Invoices and credits with the number of one of the documents. */
  readonly items: readonly KnownItem[]
  /** Documents imported before, by their keys. */
  readonly documents: ReadonlyMap<string, KnownDocument>
}

export interface KnownCustomer extends PartyIdentity {
  readonly id: number
  readonly code: string
}

export interface KnownItem {
  readonly kind: EInvoice['kind']
  readonly id: number
  readonly number: string
  readonly currency: string
  /** As domain/receivables/document-identity.ts `issueDay`. */
  readonly issuedOn: Day | null
  readonly totalCents: number
  readonly leftCents: number
  readonly instalments: DocumentFacts['instalments']
  /** What is payable by the e-invoice it was imported from; null when another kind of file brought it. */
  readonly documentCents: number | null
  readonly customer: KnownCustomer
}

/** A document imported before. */
export interface KnownDocument {
  readonly issuedOn: Day | null
  readonly payableCents: number
}

/** What becomes of a document. `doubt` and `refused` are left aside, `known` was imported before. */
export interface Plan {
  readonly key: string
  readonly state: 'new' | 'joins' | 'known' | 'doubt' | 'refused'
  /** Why, or what it joins: a sentence of the catalogue and its blanks. */
  readonly remark: Remark | null
  /** Of a new document: the code of its customer, and whether it was made of the name. */
  readonly customer: { readonly code: string; readonly isNew: boolean; readonly isDerived: boolean } | null
  readonly joins: KnownItem | null
}

export interface Remark {
  readonly key: string
  readonly values: Readonly<Record<string, string | number>>
}

type Named = Pick<EInvoice, 'kind' | 'number' | 'issuedOn'>

/** What a seller's document is stored under: its kind, its number and the year it was issued in. */
export function documentKey({ kind, number, issuedOn }: Named): string {
  return `e-invoice|${kind}|${number}|${issuedOn.slice(0, 4)}`
}

/** The same for a number used again within the year, with the day. */
export function datedKey(document: Named): string {
  return `${documentKey(document)}${document.issuedOn.slice(4)}`
}

/**
 * Decides what becomes of each document (formats.md §6): whose it is, whether it was imported before,
 * whether another file has brought its invoice (number, customer and amount agree), and whose it is to
 * pay. What is not certain is left aside and said, never guessed.
 */
export function planDocuments(documents: readonly EInvoice[], known: KnownBooks): readonly Plan[] {
  const seen = new Map(known.documents)
  const customerOf = customerFinder(known.customers)
  const itemsByNumber = Map.groupBy(known.items, ({ number }) => bareNumber(number))
  const itemsByDigits = Map.groupBy(known.items, ({ number }) => lastDigits(number))
  // A merged document and the one that stands for it are one, by two numbers.
  const joined = new Set<string>()
  const nameOf = ({ kind, id }: KnownItem) => `${kind}|${id}`
  return documents.map((document) => {
    const key = keyOf(document, seen)
    const plan = (state: Plan['state'], rest: Partial<Plan> = {}): Plan => ({
      ...{ key, state, remark: null, customer: null, joins: null },
      ...rest,
    })
    const refusal = refusalOf(document, known.company)
    if (refusal) return plan('refused', { remark: refusal })
    const before = seen.get(key)
    if (before) return repeated(document, before.payableCents, plan)
    const doubt = doubtOf(document)
    if (doubt) return plan('doubt', { remark: doubt })
    const candidates = [
      ...(itemsByNumber.get(bareNumber(document.number)) ?? []),
      ...(itemsByDigits.get(lastDigits(document.number)) ?? []),
    ]
    const match = matchOf(document, new Set(candidates.filter((item) => !joined.has(nameOf(item)))))
    if (match?.doubt) return plan('doubt', { remark: match.doubt })
    if (match && match.item.documentCents !== null) return repeated(document, match.item.documentCents, plan)
    const customer = match ? null : customerOf(document.buyer)
    if (customer && 'key' in customer) return plan('doubt', { remark: customer })
    seen.set(key, document)
    if (!match) return plan('new', { customer })
    joined.add(nameOf(match.item))
    return plan('joins', { joins: match.item })
  })
}

// A number used again within the year, more than a month later, is another document's.
function keyOf(document: EInvoice, seen: ReadonlyMap<string, KnownDocument>): string {
  const key = documentKey(document)
  const before = seen.get(key)
  const isAgain =
    before !== undefined &&
    before.issuedOn !== null &&
    Math.abs(daysBetween(before.issuedOn, document.issuedOn)) > SAME_DOCUMENT_DAYS
  return isAgain ? datedKey(document) : key
}

function repeated(
  document: EInvoice,
  knownCents: number,
  plan: (state: Plan['state'], rest?: Partial<Plan>) => Plan,
): Plan {
  if (knownCents === document.payableCents) return plan('known')
  return plan('doubt', { remark: remark('imports.einvoice-other-amount') })
}

function remark(key: string, values: Remark['values'] = {}): Remark {
  return { key, values }
}

/** A party of a document as others are compared with it. */
export function identityOf({ name, siren, vatNumber, codes }: Party): PartyIdentity {
  return { code: codes[0] ?? null, name, siren, vatNumber }
}

/** A company's letterhead as the identity of a party. */
export function companyIdentity(company: {
  readonly legalName: string
  readonly siret: string | null
  readonly vatNumber: string | null
}): PartyIdentity {
  return {
    code: null,
    name: company.legalName,
    siren: /^\d{9}/.exec(company.siret?.replace(/\D/g, '') ?? '')?.[0] ?? null,
    vatNumber: company.vatNumber?.replace(/[\s.]/g, '').toUpperCase() || null,
  }
}

function refusalOf(document: EInvoice, company: PartyIdentity): Remark | null {
  const { seller, buyer } = document
  const values = { seller: seller.name ?? '', siren: sirenOf(seller) ?? '' }
  // What a document calls a party's code is given by the other one: it never tells who the company is.
  const isCompany = (party: Party) => compareParties({ ...identityOf(party), code: null }, company)
  const likeness = isCompany(seller)
  if (likeness !== 'same') {
    if (isCompany(buyer) === 'same') return remark('imports.einvoice-supplier', values)
    if (likeness === 'other') return remark('imports.einvoice-other-seller', values)
    const isNameless = sirenOf(company) === null && company.vatNumber === null
    return remark(isNameless ? 'imports.einvoice-company-unknown' : 'imports.einvoice-seller-unknown', values)
  }
  if (buyer.name === null && sirenOf(buyer) === null) return remark('imports.einvoice-no-buyer')
  return claimOf(document).amountCents > 0 ? null : remark('imports.einvoice-nothing-due')
}

function doubtOf({ type, flags, previous }: EInvoice): Remark | null {
  if (flags.includes('unknown-type')) return remark('imports.einvoice-unknown-type', { type })
  const isUnreferenced = flags.includes('corrective') && previous.length === 0
  return isUnreferenced ? remark('imports.einvoice-corrective-alone') : null
}

type Match =
  | { readonly item: KnownItem; readonly doubt: null }
  | { readonly item: null; readonly doubt: Remark }

// What domain/receivables/document-identity.ts tells of the documents, and party-match.ts of their clients; on doubt it is said.
function matchOf(document: EInvoice, candidates: ReadonlySet<KnownItem>): Match | null {
  const facts = factsOf(document)
  const amounts = [facts.totalCents, document.payableCents, document.totalCents]
  const buyer = identityOf(document.buyer)
  const certain: KnownItem[] = []
  let doubt: Remark | null = null
  for (const item of candidates) {
    if (item.kind !== document.kind || item.currency !== document.currency) continue
    const known: DocumentFacts = { ...item, kind: facts.kind }
    const hasAmount = amounts.includes(item.totalCents) || hasSameAmount(facts, known)
    const likeness = compareParties(buyer, item.customer)
    const isSameDay = item.issuedOn === null || item.issuedOn === document.issuedOn
    const isSameClient = likeness === 'same' || (likeness === 'alike' && isSameDay)
    const values = { number: item.number, customer: item.customer.name ?? item.customer.code }
    const verdict = compareDocuments(facts, hasAmount ? { ...known, totalCents: facts.totalCents } : known)
    if (verdict === 'other') continue
    if (likeness === 'other' || likeness === 'unknown') {
      const isAsked = compareAcrossClients(
        facts,
        { ...known, totalCents: hasAmount ? facts.totalCents : known.totalCents },
        false,
      )
      if (isAsked === 'asked') doubt ??= remark('imports.einvoice-customer-differs', values)
    } else if (verdict === 'asked') {
      const isNumber = compareNumbers(document.number, item.number) === 'same'
      doubt ??= remark(isNumber ? 'imports.einvoice-undated' : 'imports.einvoice-prefix', values)
    } else if (hasAmount && isSameClient) certain.push(item)
    else doubt ??= remark('imports.einvoice-amount-differs', values)
  }
  const [item, ...others] = [...new Map(certain.map((one) => [one.id, one])).values()]
  if (item && others.length === 0) return { item, doubt: null }
  if (item) return { item: null, doubt: remark('imports.einvoice-several-alike', { number: item.number }) }
  return doubt ? { item: null, doubt } : null
}

function factsOf(document: EInvoice): DocumentFacts {
  const { amountCents, instalments } = claimOf(document)
  return {
    kind: document.kind === 'invoice' ? 'debt' : 'credit',
    number: document.number,
    issuedOn: document.issuedOn,
    totalCents: amountCents,
    leftCents: document.payableCents,
    instalments: instalments.flatMap(({ dueOn, amountCents: cents }) =>
      dueOn === null ? [] : [{ dueOn, amountCents: cents }],
    ),
  }
}

function customerFinder(customers: readonly KnownCustomer[]) {
  const index: PartyIndex<KnownCustomer> = indexParties(customers)
  const codes = new Set(customers.map(({ code }) => code))
  const made = new Map<string, { code: string; isDerived: boolean }>()
  return (buyer: Party): NonNullable<Plan['customer']> | Remark => {
    const identity = identityOf(buyer)
    const [found, ...others] = new Map(index.find(identity).map((one) => [one.id, one])).values()
    if (found && others.length > 0) {
      const names = [found, ...others].map(({ code }) => code).join(', ')
      return remark('imports.einvoice-several-customers', { codes: names })
    }
    if (found) return { code: found.code, isNew: false, isDerived: false }
    const person = sirenOf(identity) ?? identity.vatNumber ?? payerKey(buyer.name ?? '')
    const customer = made.get(person) ?? newCode(buyer, codes)
    made.set(person, customer)
    codes.add(customer.code)
    return { ...customer, isNew: true }
  }
}

const MAX_CODE = 60

function newCode(
  { codes, name, siren }: Party,
  taken: ReadonlySet<string>,
): { code: string; isDerived: boolean } {
  const given = codes.find((code) => /^[\p{L}\p{N}_.-]{1,32}$/u.test(code) && !taken.has(code))
  if (given !== undefined) return { code: given, isDerived: false }
  const base = customerCodeFromName(name ?? '').slice(0, MAX_CODE) || (siren ?? 'CLIENT')
  let code = base
  for (let rank = 2; taken.has(code); rank++) code = `${base}-${rank}`
  return { code, isDerived: true }
}
