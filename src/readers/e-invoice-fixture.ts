import { PDFDocument } from '@cantoo/pdf-lib'
import { readEInvoice } from './e-invoice.ts'
import type { EInvoice } from './e-invoice-record.ts'
import { bytesSource } from './source.ts'

/** What an invoice of our own says, besides its usual 100 EUR of 2 March 2026. */
export interface Parts {
  readonly type?: string
  readonly process?: string
  readonly total?: string
  readonly prepaid?: string
  readonly rounding?: string
  readonly payable?: string
  /** XML of the payment terms, means, references, payee of a CII settlement. */
  readonly settlement?: string
  /** Identifiers of the parties, as `legalId` writes them, and whatever else. */
  readonly seller?: string
  readonly buyer?: string
  readonly sellerName?: string
  readonly buyerName?: string
  readonly number?: string
  /** AAAAMMJJ. */
  readonly issuedOn?: string
  readonly note?: string
}

/** A CII invoice, by default of 100 EUR and without any due date. */
export function ciiXml(parts: Parts = {}): string {
  const { type = '380', process = 'B1', total = '100.00', payable = total, note = '' } = parts
  const { number = 'F1', issuedOn = '20260302', sellerName = 'Élan &amp; Fils', buyerName = 'Dupont' } = parts
  const prepaid =
    parts.prepaid === undefined ? '' : `<ram:TotalPrepaidAmount>${parts.prepaid}</ram:TotalPrepaidAmount>`
  const rounding =
    parts.rounding === undefined ? '' : `<ram:RoundingAmount>${parts.rounding}</ram:RoundingAmount>`
  return `<rsm:CrossIndustryInvoice xmlns:rsm="urn:rsm" xmlns:ram="urn:ram" xmlns:udt="urn:udt">
<rsm:ExchangedDocumentContext><ram:BusinessProcessSpecifiedDocumentContextParameter><ram:ID>${process}</ram:ID>
</ram:BusinessProcessSpecifiedDocumentContextParameter></rsm:ExchangedDocumentContext>
<rsm:ExchangedDocument><ram:ID>${number}</ram:ID><ram:TypeCode>${type}</ram:TypeCode>
<ram:IssueDateTime><udt:DateTimeString format="102">${issuedOn}</udt:DateTimeString></ram:IssueDateTime>
<ram:IncludedNote><ram:Content>${note}</ram:Content></ram:IncludedNote></rsm:ExchangedDocument>
<rsm:SupplyChainTradeTransaction><ram:ApplicableHeaderTradeAgreement>
<ram:SellerTradeParty><ram:Name>${sellerName}</ram:Name>${parts.seller ?? ''}</ram:SellerTradeParty>
<ram:BuyerTradeParty><ram:Name>${buyerName}</ram:Name>${parts.buyer ?? ''}</ram:BuyerTradeParty></ram:ApplicableHeaderTradeAgreement>
<ram:ApplicableHeaderTradeSettlement><ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
${parts.settlement ?? ''}
<ram:SpecifiedTradeSettlementHeaderMonetarySummation><ram:GrandTotalAmount>${total}</ram:GrandTotalAmount>
${rounding}${prepaid}<ram:DuePayableAmount>${payable}</ram:DuePayableAmount>
</ram:SpecifiedTradeSettlementHeaderMonetarySummation></ram:ApplicableHeaderTradeSettlement>
</rsm:SupplyChainTradeTransaction></rsm:CrossIndustryInvoice>`
}

/** The SIREN of a party of a CII document. */
export function legalId(siren: string): string {
  return `<ram:SpecifiedLegalOrganization><ram:ID schemeID="0002">${siren}</ram:ID></ram:SpecifiedLegalOrganization>`
}

/** The postal address of a party of a CII document. */
export function addressXml(line: string, postcode: string, town: string): string {
  return `<ram:PostalTradeAddress><ram:PostcodeCode>${postcode}</ram:PostcodeCode><ram:LineOne>${line}</ram:LineOne>
<ram:CityName>${town}</ram:CityName><ram:CountryID>FR</ram:CountryID></ram:PostalTradeAddress>`
}

/** The number of the invoice a CII document is about (BT-25). */
export function previousXml(number: string): string {
  return `<ram:InvoiceReferencedDocument><ram:IssuerAssignedID>${number}</ram:IssuerAssignedID></ram:InvoiceReferencedDocument>`
}

/** One set of payment terms of a CII settlement. */
export function termXml(day: string, inside = ''): string {
  return `<ram:SpecifiedTradePaymentTerms><ram:DueDateDateTime><udt:DateTimeString format="102">${day}</udt:DateTimeString>
</ram:DueDateDateTime>${inside}</ram:SpecifiedTradePaymentTerms>`
}

/** A one-page PDF with these files attached. */
export async function pdfWith(files: Readonly<Record<string, string>>): Promise<Uint8Array> {
  const pdf = await PDFDocument.create()
  pdf.addPage()
  for (const [name, text] of Object.entries(files)) await pdf.attach(Buffer.from(text), name)
  return await pdf.save()
}

/** The invoice that the bytes or the text hold; fails when they are refused. */
export async function invoiceIn(content: string | Uint8Array): Promise<EInvoice> {
  const read = await readEInvoice(bytesSource('facture', Buffer.from(content)))
  if (read.kind === 'refused') throw new Error(read.reason.code)
  return read
}
