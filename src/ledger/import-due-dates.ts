import { RelancesError } from '#domain/errors.ts'
import { dueDay, type PaymentTerm, parsePaymentTerm } from '#domain/receivables/payment-terms.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { InvoiceRecord } from '#readers/records.ts'
import type { StagedInstalment } from './import-staging.ts'

/** Terms applied where a file gives no due date: the customer's own, else the one for all. */
export interface PaymentTerms {
  readonly fallback: PaymentTerm
  readonly byCustomer: ReadonlyMap<string, PaymentTerm>
}

/**
 * The terms of a company: each customer's own; else `asked`, the term given with the import; else
 * the company's.
 * @throws RelancesError invalid when `asked` is no payment term.
 */
export async function paymentTerms(
  tx: ScopedTransaction,
  companyId: number,
  asked: string | undefined,
): Promise<PaymentTerms> {
  const customers = await tx
    .selectFrom('customers')
    .select(['code', 'payment_term'])
    .where('company_id', '=', companyId)
    .where('payment_term', 'is not', null)
    .execute()
  const byCustomer = new Map<string, PaymentTerm>()
  for (const { code, payment_term } of customers) {
    const term = parsePaymentTerm(payment_term ?? '')
    if (term) byCustomer.set(code, term)
  }
  const company = await tx
    .selectFrom('companies')
    .select('default_payment_term')
    .where('id', '=', companyId)
    .executeTakeFirstOrThrow()
  return { fallback: fallbackTerm(asked, company.default_payment_term), byCustomer }
}

/** The instalments of these invoices, one by one, those without a due date given an estimated one. */
export function* estimateDueDates(
  invoices: readonly InvoiceRecord[],
  terms: PaymentTerms,
): Generator<StagedInstalment> {
  for (const invoice of invoices) {
    const term = terms.byCustomer.get(invoice.customerCode) ?? terms.fallback
    const estimated = invoice.issuedOn === null ? null : dueDay(invoice.issuedOn, term)
    for (const instalment of invoice.instalments) {
      yield {
        ...instalment,
        invoiceKey: invoice.key,
        dueOn: instalment.dueOn ?? estimated,
        dueIsEstimated: instalment.dueOn === null ? estimated !== null : (instalment.isDueEstimated ?? false),
      }
    }
  }
}

// L441-10 C. com.: without an agreement, 30 days.
const LEGAL_TERM: PaymentTerm = { days: 30, endOfMonth: 'none', dayOfMonth: null }

function fallbackTerm(asked: string | undefined, ofCompany: string): PaymentTerm {
  if (asked === undefined || asked.trim() === '') return parsePaymentTerm(ofCompany) ?? LEGAL_TERM
  const term = parsePaymentTerm(asked)
  if (term === null) throw new RelancesError('invalid', 'imports.bad-term', { term: asked })
  return term
}
