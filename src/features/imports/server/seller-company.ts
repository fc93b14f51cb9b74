import { RelancesError } from '#domain/errors.ts'
import { compareParties, sirenOf } from '#domain/matching/party-match.ts'
import { payerKey } from '#domain/matching/party-name.ts'
import { frenchVatNumber, sirenOfFec } from '#domain/people/identifiers.ts'
import { companyIdentity, identityOf } from '#ledger/e-invoice-plan.ts'
import type { EInvoiceDocument } from '#ledger/import-e-invoices.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'
import type { StatusFile } from '#readers/cdar.ts'
import type { EInvoice } from '#readers/e-invoice-record.ts'
import type { ImportOptions } from '../contract.ts'
import type { Company } from './in-company.ts'

/** A company as sellers are compared with it. */
export interface NamedCompany {
  readonly code: string
  readonly legal_name: string
  readonly siret: string | null
  readonly vat_number: string | null
}

type Documents = readonly Pick<EInvoiceDocument, 'invoice'>[]

/**
 * The company the import goes to; one that does not exist yet takes its name, unless one is given, and
 * its identity from the seller of most documents.
 * @throws RelancesError not-found when the code is unknown and the seller is another company of ours:
 * the code was mistaken
 */
export async function companyOfSeller(
  database: Pick<Database, 'db'>,
  context: Context,
  { company, companyName, term }: Pick<ImportOptions, 'company' | 'companyName' | 'term'>,
  documents: Documents,
): Promise<Company> {
  const asked = { company, companyName, term }
  const invoice = mostFrequentSeller(documents)
  const known = await withScope(database, context, listCompanies)
  if (!invoice || known.some(({ code }) => code === company)) return asked
  const { seller, ibans } = invoice
  const ours = known.find((one) => isSeller(one, invoice))
  if (ours && !companyName) {
    const values = { company, seller: seller.name ?? '', known: ours.code }
    throw new RelancesError('not-found', 'imports.einvoice-of-known-company', values)
  }
  return {
    ...asked,
    companyName: companyName ?? seller.name ?? undefined,
    identity: {
      siret: seller.siret ?? sirenOf(seller),
      vatNumber: seller.vatNumber,
      iban: ibans[0] ?? null,
      email: seller.email,
      phone: seller.phone,
      addressLines: seller.address.lines,
      postcode: seller.address.postcode,
      town: seller.address.town,
    },
  }
}

/** What the name of a FEC says of its company: the SIREN that begins it, hence the VAT number. */
export function identityOfFec(fileName: string): Company['identity'] {
  const siren = sirenOfFec(fileName)
  if (siren === null) return undefined
  const unknown = { iban: null, email: null, phone: null, addressLines: [], postcode: null, town: null }
  return { ...unknown, siret: siren, vatNumber: frenchVatNumber(siren) }
}

/** The seller that a company about to be created is not named after, though it takes its identity; else null. */
export function sellerNamedOtherwise(
  { companyName, identity }: Company,
  documents: Documents,
): string | null {
  const name = identity ? mostFrequentSeller(documents)?.seller.name : null
  return name && payerKey(name) !== payerKey(companyName ?? name) ? name : null
}

/** The companies in scope, by what a seller may be known by. */
export async function listCompanies(tx: ScopedTransaction): Promise<readonly NamedCompany[]> {
  return await tx.selectFrom('companies').select(['code', 'legal_name', 'siret', 'vat_number']).execute()
}

/** The seller's name, and the company of ours that it is, for the form that asks whose the files are. */
export function suggestedCompany(
  invoice: EInvoice,
  companies: readonly NamedCompany[],
): { readonly name: string; readonly company: string | null } {
  const ours = companies.find((one) => isSeller(one, invoice))
  return { name: invoice.seller.name ?? '', company: ours?.code ?? null }
}

/** The company of ours whose invoices these statuses are about; its name, for they give none. */
export function companyOfStatuses(
  { statuses }: StatusFile,
  companies: readonly NamedCompany[],
): { readonly name: string; readonly company: string | null } | null {
  const siren = statuses.find(({ sellerSiren }) => sellerSiren !== null)?.sellerSiren
  const ours = companies.find(
    ({ legal_name: legalName, siret, vat_number: vatNumber }) =>
      siren !== undefined && sirenOf(companyIdentity({ legalName, siret, vatNumber })) === siren,
  )
  return ours ? { name: ours.legal_name, company: ours.code } : null
}

function isSeller(company: Omit<NamedCompany, 'code'>, { seller }: EInvoice): boolean {
  const { legal_name: legalName, siret, vat_number: vatNumber } = company
  const identity = companyIdentity({ legalName, siret, vatNumber })
  return compareParties({ ...identityOf(seller), code: null }, identity) === 'same'
}

// One supplier's invoice among the company's own does not make the company.
function mostFrequentSeller(documents: Documents): EInvoice | null {
  const bySeller = Map.groupBy(documents, ({ invoice: { seller } }) => {
    return sirenOf(seller) ?? seller.vatNumber ?? payerKey(seller.name ?? '')
  })
  const groups = [...bySeller.values()].sort((one, other) => other.length - one.length)
  return groups[0]?.[0]?.invoice ?? null
}
