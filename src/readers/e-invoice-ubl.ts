import type { EInvoiceFacts, InvoiceNote, PartyFacts, PostalAddress } from './e-invoice-facts.ts'
import { schemedIds } from './e-invoice-parties.ts'
import {
  amountAt,
  elementAt,
  elementsAt,
  otherCurrencyOf,
  textAt,
  textOf,
  textsAt,
  type XmlElement,
} from './xml-tree.ts'

/** Reads a UBL 2.1 Invoice or CreditNote: Peppol, XRechnung, French UBL. */
export function ublFacts(root: XmlElement, isCreditNote: boolean): EInvoiceFacts {
  const sums = elementAt(root, 'LegalMonetaryTotal')
  const currency = textAt(root, 'DocumentCurrencyCode')
  const amount = (name: string) => amountAt(sums, name, currency)
  const [total, payable] = [amount('TaxInclusiveAmount'), amount('PayableAmount')]
  return {
    profile: textAt(root, 'CustomizationID'),
    process: textAt(root, 'ProfileID'),
    number: textAt(root, 'ID'),
    type: textAt(root, isCreditNote ? 'CreditNoteTypeCode' : 'InvoiceTypeCode'),
    isCreditNote,
    issuedOn: textAt(root, 'IssueDate'),
    currency,
    total: textOf(total),
    prepaid: textAt(sums, 'PrepaidAmount'),
    rounding: textAt(sums, 'PayableRoundingAmount'),
    payable: textOf(payable),
    otherCurrency: otherCurrencyOf([total, payable], currency),
    terms: termsOf(root),
    means: textsAt(root, 'PaymentMeans/PaymentMeansCode'),
    accounts: textsAt(root, 'PaymentMeans/PayeeFinancialAccount/ID'),
    paymentReference: textAt(root, 'PaymentMeans/PaymentID'),
    previous: elementsAt(root, 'BillingReference/InvoiceDocumentReference').flatMap((reference) => {
      const number = textAt(reference, 'ID')
      return number === null ? [] : { number, issuedOn: textAt(reference, 'IssueDate') }
    }),
    orderNumber: textAt(root, 'OrderReference/ID'),
    seller: partyOf(elementAt(root, 'AccountingSupplierParty/Party')),
    buyer: partyOf(elementAt(root, 'AccountingCustomerParty/Party')),
    payeeName: textAt(root, 'PayeeParty/PartyName/Name'),
    notes: textsAt(root, 'Note').map(noteOf),
    vatDate: textAt(root, 'InvoicePeriod/DescriptionCode'),
    vat: elementsAt(root, 'TaxTotal/TaxSubtotal').map((tax) => ({
      percent: textAt(tax, 'TaxCategory/Percent'),
      base: textAt(tax, 'TaxableAmount'),
      tax: textAt(tax, 'TaxAmount'),
    })),
  }
}

// BT-9 is the DueDate of an Invoice; a CreditNote has it with its means of payment. The extended profiles give the
// instalments among the payment terms, each with its date and amount.
function termsOf(root: XmlElement): EInvoiceFacts['terms'] {
  const parts = elementsAt(root, 'PaymentTerms').map((term) => ({
    dueOn: textAt(term, 'InstallmentDueDate') ?? textAt(term, 'PaymentDueDate'),
    amount: textAt(term, 'Amount'),
    isDiscount: textAt(term, 'SettlementDiscountPercent') !== null,
    description: textAt(term, 'Note'),
  }))
  if (parts.filter(({ dueOn, amount }) => dueOn !== null && amount !== null).length > 1) return parts
  const byMeans = [...new Set(textsAt(root, 'PaymentMeans/PaymentDueDate'))]
  if (byMeans.length > 1 && textAt(root, 'DueDate') === null)
    return byMeans.map((dueOn) => ({ dueOn, amount: null, isDiscount: false, description: null }))
  const dueDates = [textAt(root, 'DueDate'), ...byMeans, parts[0]?.dueOn]
  const dueOn = dueDates.find((day) => day) ?? null
  const descriptions = textsAt(root, 'PaymentTerms/Note')
  if (dueOn === null && descriptions.length === 0) return []
  const description = descriptions.join('\n') || null
  return [{ dueOn, amount: null, isDiscount: false, description }]
}

// UBL has no place for the subject (BT-21): it is written "#PMD#" before the text.
function noteOf(note: string): InvoiceNote {
  const [, subject = null, text = note] = /^#([A-Z]{3})#\s*(.+)$/s.exec(note) ?? []
  return { subject, text }
}

function partyOf(party: XmlElement): PartyFacts {
  const vat = elementsAt(party, 'PartyTaxScheme').find((tax) => textAt(tax, 'TaxScheme/ID') === 'VAT')
  return {
    name: textAt(party, 'PartyLegalEntity/RegistrationName') ?? textAt(party, 'PartyName/Name'),
    legalIds: schemedIds(elementsAt(party, 'PartyLegalEntity/CompanyID')),
    otherIds: schemedIds(elementsAt(party, 'PartyIdentification/ID')),
    vatNumber: vat ? textAt(vat, 'CompanyID') : null,
    email: textAt(party, 'Contact/ElectronicMail'),
    phone: textAt(party, 'Contact/Telephone'),
    address: addressOf(elementAt(party, 'PostalAddress')),
  }
}

function addressOf(address: XmlElement): PostalAddress {
  const lines = ['StreetName', 'AdditionalStreetName', 'AddressLine/Line']
  return {
    lines: lines.flatMap((line) => textAt(address, line) ?? []),
    postcode: textAt(address, 'PostalZone'),
    town: textAt(address, 'CityName'),
    country: textAt(address, 'Country/IdentificationCode'),
  }
}
