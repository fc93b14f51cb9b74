import { sirenOf } from '#domain/matching/party-match.ts'
import type { CustomerKind } from '#domain/people/parties.ts'
import type { EInvoice, Party } from '#readers/e-invoice-record.ts'
import type { CreditRecord, CustomerRecord, InvoiceRecord, ReceivablesFile } from '#readers/records.ts'
import { claimOf } from './e-invoice-claim.ts'
import type { KnownCustomer, Plan } from './e-invoice-plan.ts'

/** The documents that are new, and the customers of all that are taken, as records of books. */
export function recordsOf(
  documents: readonly EInvoice[],
  plans: readonly Plan[],
  known: readonly KnownCustomer[],
): Pick<ReceivablesFile, 'customers' | 'invoices' | 'credits' | 'allocations'> {
  const customers = new Map<string, CustomerRecord>()
  const invoices: InvoiceRecord[] = []
  const credits: CreditRecord[] = []
  const isKnown = new Set(known.map(({ code }) => code))
  for (const [index, document] of documents.entries()) {
    const plan = plans[index]
    const code = plan?.customer?.code ?? plan?.joins?.customer.code
    if (!plan || code === undefined) continue
    if (!customers.has(code)) customers.set(code, customerOf(document.buyer, code, isKnown.has(code), plan))
    if (plan.state !== 'new') continue
    if (document.kind === 'invoice') invoices.push(invoiceOf(document, plan.key, code))
    else credits.push(creditOf(document, plan.key, code))
  }
  return { customers: [...customers.values()], invoices, credits, allocations: [] }
}

function customerOf(buyer: Party, code: string, isKnown: boolean, plan: Plan): CustomerRecord {
  const { name, vatNumber, email, phone, address } = buyer
  return {
    code,
    // The name by which the user knows a customer is kept, and so is whatever else is known.
    name: isKnown ? code : (name ?? code),
    account: null,
    addressLines: address.lines,
    postcode: address.postcode,
    town: address.town,
    country: address.country === 'FR' ? null : address.country,
    email,
    phone,
    siren: sirenOf(buyer),
    vatNumber,
    kind: kindOf(buyer),
    isCodeDerived: plan.customer?.isDerived ?? false,
    fillsBlanks: true,
    line: 0,
  }
}

// SIRENs in 1 and 2 are those of public bodies; a VAT number makes a taxable person, hence a
// business. A SIREN alone may be that of an association: the kind stays unknown, and no 40 € is asked.
function kindOf(buyer: Party): CustomerKind | null {
  if (/^[12]/.test(sirenOf(buyer) ?? '')) return 'public'
  return buyer.vatNumber === null ? null : 'business'
}

function invoiceOf(document: EInvoice, key: string, customerCode: string): InvoiceRecord {
  const { number, issuedOn, currency } = document
  return {
    ...{ key, customerCode, number, issuedOn, currency },
    kind: 'invoice',
    isProvisional: false,
    label: null,
    line: 0,
    instalments: claimOf(document).instalments.map(({ dueOn, isEstimated, ...amounts }, index) => ({
      key: index === 0 ? key : `${key}|${index + 1}`,
      dueOn,
      isDueEstimated: isEstimated,
      ...amounts,
      line: 0,
    })),
  }
}

function creditOf(document: EInvoice, key: string, customerCode: string): CreditRecord {
  const { number, issuedOn, currency } = document
  return {
    ...{ key, customerCode, number, currency },
    kind: 'credit-note',
    receivedOn: issuedOn,
    amountCents: claimOf(document).amountCents,
    isProvisional: false,
    label: null,
    line: 0,
  }
}
