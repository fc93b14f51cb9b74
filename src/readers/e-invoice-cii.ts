import type { EInvoiceFacts, PartyFacts, PostalAddress, TermFacts } from './e-invoice-facts.ts'
import { schemedIds } from './e-invoice-parties.ts'
import {
  amountAt,
  attributeOf,
  elementAt,
  elementsAt,
  otherCurrencyOf,
  textAt,
  textOf,
  textsAt,
  type XmlElement,
} from './xml-tree.ts'

/** The elements that ZUGFeRD 1.0 and the later Cross Industry Invoice name differently. */
interface CiiNames {
  readonly context: string
  readonly document: string
  readonly transaction: string
  readonly agreement: string
  readonly settlement: string
  readonly summation: string
}

const CII: CiiNames = {
  context: 'ExchangedDocumentContext',
  document: 'ExchangedDocument',
  transaction: 'SupplyChainTradeTransaction',
  agreement: 'ApplicableHeaderTradeAgreement',
  settlement: 'ApplicableHeaderTradeSettlement',
  summation: 'SpecifiedTradeSettlementHeaderMonetarySummation',
}

const ZUGFERD_1: CiiNames = {
  context: 'SpecifiedExchangedDocumentContext',
  document: 'HeaderExchangedDocument',
  transaction: 'SpecifiedSupplyChainTradeTransaction',
  agreement: 'ApplicableSupplyChainTradeAgreement',
  settlement: 'ApplicableSupplyChainTradeSettlement',
  summation: 'SpecifiedTradeSettlementMonetarySummation',
}

/** Reads a UN/CEFACT Cross Industry Invoice: Factur-X, ZUGFeRD 2, XRechnung. */
export function ciiFacts(root: XmlElement): EInvoiceFacts {
  return factsOf(root, CII)
}

/** Reads a ZUGFeRD 1.0 document (root CrossIndustryDocument): other names, the same structure. */
export function zugferd1Facts(root: XmlElement): EInvoiceFacts {
  return factsOf(root, ZUGFERD_1)
}

function factsOf(root: XmlElement, names: CiiNames): EInvoiceFacts {
  const context = elementAt(root, names.context)
  const document = elementAt(root, names.document)
  const agreement = elementAt(root, `${names.transaction}/${names.agreement}`)
  const settlement = elementAt(root, `${names.transaction}/${names.settlement}`)
  const sums = elementAt(settlement, names.summation)
  const currency = textAt(settlement, 'InvoiceCurrencyCode')
  const amount = (name: string) => amountAt(sums, name, currency)
  const [total, payable] = [amount('GrandTotalAmount'), amount('DuePayableAmount')]
  const means = elementsAt(settlement, 'SpecifiedTradeSettlementPaymentMeans')
  return {
    profile: textAt(context, 'GuidelineSpecifiedDocumentContextParameter/ID'),
    process: textAt(context, 'BusinessProcessSpecifiedDocumentContextParameter/ID'),
    number: textAt(document, 'ID'),
    type: textAt(document, 'TypeCode'),
    isCreditNote: false,
    issuedOn: textAt(document, 'IssueDateTime/DateTimeString'),
    currency,
    total: textOf(total),
    prepaid: textAt(sums, 'TotalPrepaidAmount'),
    rounding: textAt(sums, 'RoundingAmount'),
    payable: textOf(payable),
    otherCurrency: otherCurrencyOf([total, payable], currency),
    terms: elementsAt(settlement, 'SpecifiedTradePaymentTerms').map(termOf),
    means: means.flatMap((one) => textsAt(one, 'TypeCode')),
    accounts: means.flatMap(accountsOf),
    paymentReference: textAt(settlement, 'PaymentReference'),
    previous: elementsAt(settlement, 'InvoiceReferencedDocument').flatMap(referenceOf),
    orderNumber: textAt(agreement, 'BuyerOrderReferencedDocument/IssuerAssignedID'),
    seller: partyOf(elementAt(agreement, 'SellerTradeParty')),
    buyer: partyOf(elementAt(agreement, 'BuyerTradeParty')),
    payeeName: textAt(settlement, 'PayeeTradeParty/Name'),
    notes: elementsAt(document, 'IncludedNote').flatMap((note) => {
      const text = textAt(note, 'Content')
      return text === null ? [] : { subject: textAt(note, 'SubjectCode'), text }
    }),
    vatDate: textAt(settlement, 'ApplicableTradeTax/DueDateTypeCode'),
    vat: elementsAt(settlement, 'ApplicableTradeTax').map((tax) => ({
      // ZUGFeRD 1.0 has the shorter name.
      percent: textAt(tax, 'RateApplicablePercent') ?? textAt(tax, 'ApplicablePercent'),
      base: textAt(tax, 'BasisAmount'),
      tax: textAt(tax, 'CalculatedAmount'),
    })),
  }
}

function termOf(term: XmlElement): TermFacts {
  return {
    dueOn: textAt(term, 'DueDateDateTime/DateTimeString'),
    amount: textAt(term, 'PartialPaymentAmount'),
    isDiscount: elementsAt(term, 'ApplicableTradePaymentDiscountTerms').length > 0,
    description: textAt(term, 'Description'),
  }
}

// BT-84 is an IBAN, or the number of a national account where there is none.
function accountsOf(means: XmlElement): readonly string[] {
  return elementsAt(means, 'PayeePartyCreditorFinancialAccount').flatMap(
    (account) => textAt(account, 'IBANID') ?? textAt(account, 'ProprietaryID') ?? [],
  )
}

function referenceOf(reference: XmlElement): EInvoiceFacts['previous'] {
  // ZUGFeRD 1.0 has a plain ID.
  const number = textAt(reference, 'IssuerAssignedID') ?? textAt(reference, 'ID')
  return number === null
    ? []
    : [{ number, issuedOn: textAt(reference, 'FormattedIssueDateTime/DateTimeString') }]
}

function partyOf(party: XmlElement): PartyFacts {
  const registrations = elementsAt(party, 'SpecifiedTaxRegistration/ID')
  const contact = elementAt(party, 'DefinedTradeContact')
  return {
    name: textAt(party, 'Name'),
    legalIds: schemedIds(elementsAt(party, 'SpecifiedLegalOrganization/ID')),
    otherIds: schemedIds([...elementsAt(party, 'GlobalID'), ...elementsAt(party, 'ID')]),
    vatNumber: schemedIds(registrations.filter((id) => attributeOf(id, 'schemeID') === 'VA'))[0]?.id ?? null,
    email: textAt(contact, 'EmailURIUniversalCommunication/URIID'),
    phone: textAt(contact, 'TelephoneUniversalCommunication/CompleteNumber'),
    address: addressOf(elementAt(party, 'PostalTradeAddress')),
  }
}

function addressOf(address: XmlElement): PostalAddress {
  return {
    lines: ['LineOne', 'LineTwo', 'LineThree'].flatMap((line) => textAt(address, line) ?? []),
    postcode: textAt(address, 'PostcodeCode'),
    town: textAt(address, 'CityName'),
    country: textAt(address, 'CountryID'),
  }
}
