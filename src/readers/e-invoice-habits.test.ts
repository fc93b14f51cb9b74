import { describe, expect, test } from 'vitest'
import { understandEInvoice } from './e-invoice-document.ts'
import { ciiXml, termXml } from './e-invoice-fixture.ts'

const UBL = (inside: string, root = 'Invoice') => `<?xml version="1.0" encoding="UTF-8"?>
<${root} xmlns="urn:oasis:names:specification:ubl:schema:xsd:${root}-2" xmlns:cac="urn:cac" xmlns:cbc="urn:cbc">
<cbc:ID>F1</cbc:ID><cbc:IssueDate>2026-03-02</cbc:IssueDate>${inside}
<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode>
<cac:AccountingSupplierParty><cac:Party><cac:PartyName><cbc:Name>Élan</cbc:Name></cac:PartyName></cac:Party></cac:AccountingSupplierParty>
<cac:LegalMonetaryTotal><cbc:TaxInclusiveAmount currencyID="EUR">120.00</cbc:TaxInclusiveAmount>
<cbc:PayableAmount currencyID="EUR">120.00</cbc:PayableAmount></cac:LegalMonetaryTotal></${root}>`
const PLAIN = UBL('<cbc:DueDate>2026-04-01</cbc:DueDate><cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>')

async function read(content: string | Uint8Array) {
  const read = await understandEInvoice(Buffer.from(content))
  if (read.kind === 'refused') throw new Error(read.reason.code)
  return read
}

describe('the same invoice, however its XML is written', () => {
  test.each<[string, string | Uint8Array]>([
    ['a default namespace', PLAIN],
    [
      'other prefixes',
      PLAIN.replaceAll('cbc:', 'ns2:')
        .replaceAll('cac:', 'q1:')
        .replaceAll(':cbc', ':ns2')
        .replaceAll(':cac', ':q1'),
    ],
    [
      'every name with a prefix',
      PLAIN.replace('<Invoice xmlns=', '<ubl:Invoice xmlns:ubl=').replace('</Invoice>', '</ubl:Invoice>'),
    ],
    ['a byte order mark', `\ufeff${PLAIN}`],
    ['UTF-16 with a mark', Buffer.from(`\ufeff${PLAIN}`, 'utf16le')],
    ['UTF-16 without', Buffer.from(PLAIN, 'utf16le')],
    ['ISO-8859-1, said', Buffer.from(PLAIN.replace('UTF-8', 'ISO-8859-1'), 'latin1')],
    [
      'comments and instructions before the root',
      PLAIN.replace('?>', '?>\n<?xml-stylesheet href="a.xsl"?>\n<!-- Élan -->\n'),
    ],
    [
      'the header of Peppol around',
      `<StandardBusinessDocument xmlns="urn:sbdh"><StandardBusinessDocumentHeader/>${PLAIN.replace(/<\?.*?\?>/, '')}</StandardBusinessDocument>`,
    ],
  ])('%s', async (_, content) => {
    expect(await read(content)).toMatchObject({
      kind: 'invoice',
      number: 'F1',
      seller: { name: 'Élan' },
      dueDates: [{ dueOn: '2026-04-01', amountCents: 12_000 }],
    })
  })
})

describe('due dates', () => {
  const term = (day: string, amount: string, more = '') =>
    `<cac:PaymentTerms>${more}<cbc:Amount currencyID="EUR">${amount}</cbc:Amount><cbc:InstallmentDueDate>${day}</cbc:InstallmentDueDate></cac:PaymentTerms>`

  test('the instalments of a UBL document are its payment terms', async () => {
    const terms = term('2026-04-01', '50.00') + term('2026-05-01', '70.00')
    expect(
      (
        await read(
          UBL(`<cbc:DueDate>2026-05-01</cbc:DueDate><cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>${terms}`),
        )
      ).dueDates,
    ).toEqual([
      { dueOn: '2026-04-01', amountCents: 5_000 },
      { dueOn: '2026-05-01', amountCents: 7_000 },
    ])
  })

  test('the coded discount of a German invoice is no due date', async () => {
    const skonto =
      '<ram:SpecifiedTradePaymentTerms><ram:Description>#SKONTO#TAGE=14#PROZENT=2.00#\n</ram:Description></ram:SpecifiedTradePaymentTerms>'
    expect(await read(ciiXml({ settlement: skonto }))).toMatchObject({ dueDates: [], suggestedDueOn: null })
    const dated = skonto.replace(
      '</ram:Description>',
      '</ram:Description><ram:DueDateDateTime><udt:DateTimeString format="102">20260401</udt:DateTimeString></ram:DueDateDateTime>',
    )
    expect((await read(ciiXml({ settlement: dated }))).dueDates).toEqual([
      { dueOn: '2026-04-01', amountCents: 10_000 },
    ])
  })

  test('the date of an invoice without one may be with its means of payment', async () => {
    const means =
      '<cac:PaymentMeans><cbc:PaymentMeansCode>30</cbc:PaymentMeansCode><cbc:PaymentDueDate>2026-04-01</cbc:PaymentDueDate></cac:PaymentMeans>'
    expect(
      (await read(UBL(`<cbc:CreditNoteTypeCode>381</cbc:CreditNoteTypeCode>${means}`, 'CreditNote'))).kind,
    ).toBe('creditNote')
    expect((await read(UBL(`<cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>${means}`))).dueDates).toEqual([
      { dueOn: '2026-04-01', amountCents: 12_000 },
    ])
  })
})

describe('what kind of document it is', () => {
  test.each([
    ['380', '100.00', 'invoice', []],
    ['380', '-100.00', 'creditNote', ['nothing-to-collect']],
    ['381', '100.00', 'creditNote', ['nothing-to-collect']],
    ['384', '100.00', 'invoice', ['corrective']],
    ['386', '100.00', 'invoice', ['advance']],
    ['389', '100.00', 'invoice', ['self-billed']],
    ['393', '100.00', 'invoice', ['factored']],
  ])('%s of %s', async (type, total, kind, flags) => {
    expect(await read(ciiXml({ type, total }))).toMatchObject({ kind, flags, payableCents: 10_000 })
  })

  test('a direct debit and a factor are told', async () => {
    const means =
      '<ram:SpecifiedTradeSettlementPaymentMeans><ram:TypeCode>59</ram:TypeCode></ram:SpecifiedTradeSettlementPaymentMeans>'
    const payee = '<ram:PayeeTradeParty><ram:Name>Affacturage SA</ram:Name></ram:PayeeTradeParty>'
    expect((await read(ciiXml({ settlement: payee + means + termXml('20260401') }))).flags).toEqual([
      'direct-debit',
      'factored',
    ])
  })
})

describe('amounts that do not agree', () => {
  const codes = async (content: string) => (await read(content)).warnings.map(({ code }) => code)
  const payable = (amount: string) => PLAIN.replace(/(<cbc:PayableAmount[^>]*>)120\.00/, `$1${amount}`)

  test('what is to pay differs from the total, and nothing says why', async () => {
    expect(await codes(payable('100.00'))).toEqual(['einvoice-sums'])
    expect(await codes(PLAIN)).toEqual([])
  })

  test('more was paid in advance than the total', async () => {
    const prepaid = '<cbc:PrepaidAmount currencyID="EUR">130.00</cbc:PrepaidAmount><cbc:PayableAmount'
    const content = payable('-10.00').replace('<cbc:PayableAmount', prepaid)
    expect(await codes(content)).toEqual(['einvoice-overpaid'])
  })

  test('amounts in another currency than the document refuse it; its own is chosen among several', async () => {
    const dollars = await understandEInvoice(
      Buffer.from(PLAIN.replaceAll('currencyID="EUR"', 'currencyID="USD"')),
    )
    expect(dollars).toMatchObject({
      kind: 'refused',
      reason: { code: 'einvoice-currencies', values: { currency: 'EUR', other: 'USD' } },
    })
    const both = ciiXml({ total: '100.00' }).replace(
      '<ram:GrandTotalAmount>',
      '<ram:GrandTotalAmount currencyID="USD">108.00</ram:GrandTotalAmount><ram:GrandTotalAmount currencyID="EUR">',
    )
    expect(await read(both)).toMatchObject({ totalCents: 10_000, payableCents: 10_000 })
  })

  test('several days among the means of payment: the last, and it is told', async () => {
    const means = (day: string) =>
      `<cac:PaymentMeans><cbc:PaymentMeansCode>30</cbc:PaymentMeansCode><cbc:PaymentDueDate>${day}</cbc:PaymentDueDate></cac:PaymentMeans>`
    const content = UBL(
      `<cbc:InvoiceTypeCode>380</cbc:InvoiceTypeCode>${means('2026-04-01')}${means('2026-05-01')}`,
    )
    const invoice = await read(content)
    expect(invoice.dueDates).toEqual([{ dueOn: '2026-05-01', amountCents: 12_000 }])
    expect(invoice.warnings.map(({ code }) => code)).toEqual(['einvoice-due-dates-unclear'])
  })
})
