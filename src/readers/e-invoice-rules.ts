import { isValidIBAN } from 'ibantools'
import { parseCents } from './amounts.ts'
import { parseInvoiceDay, readDueDates } from './e-invoice-due-dates.ts'
import type { EInvoiceFacts } from './e-invoice-facts.ts'
import { readParty } from './e-invoice-parties.ts'
import type { EInvoice, EInvoiceFlag } from './e-invoice-record.ts'
import { vatShares } from './e-invoice-vat.ts'
import { issue } from './issues.ts'
import type { ReadIssue } from './records.ts'

// Codes of UNTDID 1001 (BT-3) that the French rules allow (XP Z12-012).
const CREDIT_NOTES = ['381', '261', '262', '396', '502', '503']
const ADVANCES = ['386', '500']
const CORRECTIVE = ['384', '471', '472', '473']
const FACTORED = ['393', '396', '472', '473', '501', '502']
const SELF_BILLED = ['389', '261', '471', '473', '500', '501', '502']
const KNOWN = new Set(['380', ...CREDIT_NOTES, ...ADVANCES, ...CORRECTIVE, ...FACTORED, ...SELF_BILLED])

// UNTDID 4461 (BT-81): direct debit, SEPA direct debit.
const DIRECT_DEBITS = ['49', '59']

// BT-23 of the French rules: goods, services or both, already paid when invoiced.
const ALREADY_PAID = ['B2', 'S2', 'M2']

/**
 * Makes an invoice or a credit note of what the document says, or tells what it lacks. Only what
 * nothing can be done without is required: number, type, date, currency, BT-112 and BT-115.
 */
export function invoiceOf(facts: EInvoiceFacts): EInvoice | ReadIssue {
  const required = readRequired(facts)
  if ('code' in required) return required
  const { number, type, issuedOn, currency } = required
  const sign = Math.sign(required.totalCents) || 1
  const isCredit = facts.isCreditNote || CREDIT_NOTES.includes(type)
  // A negative 380 or 384 gives back money, as a 381 does with positive amounts.
  const kind = isCredit || sign < 0 ? 'creditNote' : 'invoice'
  const totalCents = sign * required.totalCents
  const payableCents = sign * required.payableCents || 0
  const prepaid = facts.prepaid === null ? null : parseCents(facts.prepaid, '.')
  const prepaidCents = prepaid === null ? null : sign * prepaid || 0
  const due = readDueDates(facts.terms, { issuedOn, payableCents })
  const seller = readParty(facts.seller)
  const buyer = readParty(facts.buyer)
  const ibans = [...new Set(facts.accounts.map((account) => account.replace(/\s/g, '').toUpperCase()))]
  const flags = flagsOf(facts, { type, kind, payableCents })
  return {
    kind,
    number,
    type,
    issuedOn,
    dueDates: due.dueDates,
    suggestedDueOn: due.suggestedDueOn,
    paymentTerms: facts.terms.flatMap(({ description }) => description ?? []),
    currency,
    totalCents,
    prepaidCents,
    payableCents,
    seller: seller.party,
    buyer: buyer.party,
    payeeName: facts.payeeName,
    ibans,
    paymentReference: facts.paymentReference,
    previous: facts.previous.map((previous) => ({
      number: previous.number,
      issuedOn: previous.issuedOn === null ? null : parseInvoiceDay(previous.issuedOn),
    })),
    orderNumber: facts.orderNumber,
    notes: facts.notes,
    process: facts.process,
    vatDate: facts.vatDate,
    vat: vatShares(facts.vat, required.totalCents),
    profile: facts.profile,
    flags,
    warnings: [
      ...(flags.includes('unknown-type') ? [issue('einvoice-unknown-type', {}, { type })] : []),
      ...(isCredit && sign < 0 ? [issue('einvoice-negative-credit', {}, { type })] : []),
      ...referenceWarnings(facts, kind, flags),
      ...arithmeticWarnings(facts, required),
      ...(kind === 'invoice' && payableCents < 0 ? [issue('einvoice-overpaid')] : []),
      ...(kind === 'invoice' ? due.warnings : []),
      ...seller.warnings,
      ...buyer.warnings,
      ...ibans.filter((iban) => !isValidIBAN(iban)).map((iban) => issue('einvoice-bad-iban', {}, { iban })),
    ],
  }
}

interface RequiredTerms {
  readonly number: string
  readonly type: string
  readonly issuedOn: string
  readonly currency: string
  readonly totalCents: number
  readonly payableCents: number
}

function readRequired(facts: EInvoiceFacts): RequiredTerms | ReadIssue {
  const missing = (term: string) => issue('einvoice-missing', {}, { term })
  const bad = (term: string, value: string) => issue('einvoice-bad-value', {}, { term, value })
  const { number, issuedOn, currency, total, payable } = facts
  // A UBL CreditNote is one by its root; its code adds nothing we could not do without.
  const type = facts.type ?? (facts.isCreditNote ? '381' : null)
  if (number === null) return missing('BT-1')
  if (type === null) return missing('BT-3')
  if (issuedOn === null) return missing('BT-2')
  if (currency === null) return missing('BT-5')
  if (total === null) return missing('BT-112')
  if (payable === null) return missing('BT-115')
  const other = facts.otherCurrency
  if (other !== null) return issue('einvoice-currencies', {}, { currency, other })
  const day = parseInvoiceDay(issuedOn)
  if (day === null) return bad('BT-2', issuedOn)
  if (!/^[A-Z]{3}$/.test(currency)) return bad('BT-5', currency)
  const totalCents = parseCents(total, '.')
  if (totalCents === null) return bad('BT-112', total)
  const payableCents = parseCents(payable, '.')
  if (payableCents === null) return bad('BT-115', payable)
  if (facts.prepaid !== null && parseCents(facts.prepaid, '.') === null) return bad('BT-113', facts.prepaid)
  return { number, type, issuedOn: day, currency, totalCents, payableCents }
}

function flagsOf(
  facts: EInvoiceFacts,
  { type, kind, payableCents }: Pick<EInvoice, 'type' | 'kind' | 'payableCents'>,
): readonly EInvoiceFlag[] {
  const flags: readonly (readonly [EInvoiceFlag, boolean])[] = [
    ['nothing-to-collect', kind === 'creditNote' || payableCents <= 0],
    ['already-paid', ALREADY_PAID.includes(facts.process ?? '')],
    ['direct-debit', facts.means.some((code) => DIRECT_DEBITS.includes(code))],
    ['factored', FACTORED.includes(type) || hasOtherPayee(facts)],
    ['self-billed', SELF_BILLED.includes(type)],
    ['advance', ADVANCES.includes(type)],
    // A negative 384 cancels part of an invoice; it does not stand in its place.
    ['corrective', CORRECTIVE.includes(type) && kind === 'invoice'],
    ['unknown-type', !KNOWN.has(type)],
  ]
  return flags.filter(([, applies]) => applies).map(([flag]) => flag)
}

// Some software repeats the seller as the payee (BT-59), which says nothing of a factor.
function hasOtherPayee({ payeeName, seller }: EInvoiceFacts): boolean {
  return payeeName !== null && payeeName.toLowerCase() !== seller.name?.toLowerCase()
}

// Without BT-25 a credit note cannot be set against its invoice, nor a corrected invoice withdrawn.
function referenceWarnings(
  facts: EInvoiceFacts,
  kind: EInvoice['kind'],
  flags: readonly EInvoiceFlag[],
): readonly ReadIssue[] {
  if (facts.previous.length > 0) return []
  if (kind === 'creditNote') return [issue('einvoice-credit-unreferenced')]
  return flags.includes('corrective') ? [issue('einvoice-corrective-unreferenced')] : []
}

// BT-115 = BT-112 - BT-113 + BT-114 (EN 16931, BR-CO-16). MINIMUM has no BT-113 and may differ.
function arithmeticWarnings(facts: EInvoiceFacts, required: RequiredTerms): readonly ReadIssue[] {
  if (facts.prepaid === null && /:minimum$/i.test(facts.profile ?? '')) return []
  const [prepaidCents, roundingCents] = [facts.prepaid ?? '0', facts.rounding ?? '0'].map((text) =>
    parseCents(text, '.'),
  )
  // What cannot be read adds up to nothing known.
  const isRead = prepaidCents != null && roundingCents != null
  if (isRead && required.totalCents - prepaidCents + roundingCents === required.payableCents) return []
  const { total, prepaid, payable } = facts
  return [issue('einvoice-sums', {}, { total: total ?? '', prepaid: prepaid ?? '0', payable: payable ?? '' })]
}
