import { describe, expect, test } from 'vitest'
import { ciiXml, invoiceIn, type Parts, pdfWith, termXml } from './e-invoice-fixture.ts'

const PREVIOUS =
  '<ram:InvoiceReferencedDocument><ram:IssuerAssignedID>F0</ram:IssuerAssignedID></ram:InvoiceReferencedDocument>'
const PARTIAL = (amount: string) => `<ram:PartialPaymentAmount>${amount}</ram:PartialPaymentAmount>`
const DISCOUNT = '<ram:ApplicableTradePaymentDiscountTerms/>'
const means = (code: string, iban: string) =>
  `<ram:SpecifiedTradeSettlementPaymentMeans><ram:TypeCode>${code}</ram:TypeCode>
   <ram:PayeePartyCreditorFinancialAccount><ram:IBANID>${iban}</ram:IBANID></ram:PayeePartyCreditorFinancialAccount>
   </ram:SpecifiedTradeSettlementPaymentMeans>`

const cii = (parts: Parts = {}) => invoiceIn(ciiXml(parts))

async function warningsOf(parts: Parts) {
  return (await cii(parts)).warnings.map(({ code }) => code).filter((code) => code !== 'einvoice-no-due-date')
}

describe('what is to collect is BT-115', () => {
  test('of 671.15, 201 being prepaid, 470.15 is due', async () => {
    const settlement = termXml('20260401')
    expect(await cii({ total: '671.15', prepaid: '201.00', payable: '470.15', settlement })).toMatchObject({
      kind: 'invoice',
      totalCents: 67_115,
      prepaidCents: 20_100,
      payableCents: 47_015,
      dueDates: [{ dueOn: '2026-04-01', amountCents: 47_015 }],
      warnings: [],
    })
  })

  test('sums that do not agree are told; MINIMUM, which has no BT-113, is not to blame', async () => {
    expect(await warningsOf({ total: '100', prepaid: '10', payable: '100' })).toEqual(['einvoice-sums'])
    expect(await warningsOf({ total: '110', payable: '100' })).toEqual(['einvoice-sums'])
    const minimum =
      '</ram:BusinessProcessSpecifiedDocumentContextParameter><ram:GuidelineSpecifiedDocumentContextParameter>' +
      '<ram:ID>urn:factur-x.eu:1p0:minimum</ram:ID></ram:GuidelineSpecifiedDocumentContextParameter>'
    const xml = ciiXml({ total: '110', payable: '100' }).replace(
      '</ram:BusinessProcessSpecifiedDocumentContextParameter>',
      minimum,
    )
    expect((await invoiceIn(xml)).warnings.map(({ code }) => code)).not.toContain('einvoice-sums')
  })

  test('a rounding that cannot be read adds up to nothing known, where it once counted as none', async () => {
    const sums = { total: '100.02', prepaid: '0', payable: '100.00' }
    expect(await warningsOf({ ...sums, rounding: '-0.02' })).toEqual([])
    expect(await warningsOf({ total: '100', prepaid: '0', payable: '100', rounding: '0,0x' })).toEqual([
      'einvoice-sums',
    ])
  })

  test.each<[Parts, string, number, string[]]>([
    [{ type: '381', settlement: PREVIOUS }, 'creditNote', 10_000, []],
    [{ type: '380', total: '-100', settlement: PREVIOUS }, 'creditNote', 10_000, []],
    [{ type: '384', total: '-100' }, 'creditNote', 10_000, ['einvoice-credit-unreferenced']],
    [
      { type: '381', total: '-100', settlement: PREVIOUS },
      'creditNote',
      10_000,
      ['einvoice-negative-credit'],
    ],
    [{ total: '100', prepaid: '150', payable: '-50' }, 'invoice', -5000, ['einvoice-overpaid']],
    [{ total: '0', prepaid: '-0.00' }, 'invoice', 0, []],
  ])('%j leaves nothing to collect', async (parts, kind, payableCents, warnings) => {
    const invoice = await cii(parts)
    expect(invoice).toMatchObject({ kind, payableCents })
    expect(invoice.flags).toContain('nothing-to-collect')
    expect(await warningsOf(parts)).toEqual(warnings)
  })
})

describe('due dates', () => {
  const dueDatesOf = async (settlement: string) =>
    (await cii({ settlement })).dueDates.map(({ dueOn, amountCents }) => [dueOn, amountCents])

  test('instalments add up to what is payable, the last one taking the rest', async () => {
    const terms = termXml('20260501') + termXml('20260401', PARTIAL('30.50'))
    expect(await dueDatesOf(terms)).toEqual([
      ['2026-04-01', 3050],
      ['2026-05-01', 6950],
    ])
  })

  test.each<[string, string]>([
    ['parts without amounts', termXml('20260401') + termXml('20260501')],
    ['parts above the whole', termXml('20260401', PARTIAL('130')) + termXml('20260501')],
    ['parts below it', termXml('20260401', PARTIAL('30')) + termXml('20260501', PARTIAL('60'))],
  ])('%s are not guessed: all is due at the latest date, with a warning', async (_, settlement) => {
    expect(await dueDatesOf(settlement)).toEqual([['2026-05-01', 10_000]])
    expect(await warningsOf({ settlement })).toEqual(['einvoice-due-dates-unclear'])
  })

  test('the date of a discount is not the due date, unless it is the only one', async () => {
    const discount = termXml('20260315', DISCOUNT)
    expect(await dueDatesOf(discount + termXml('20260401'))).toEqual([['2026-04-01', 10_000]])
    expect(await dueDatesOf(discount)).toEqual([['2026-03-15', 10_000]])
  })

  test('none is invented: a term in words is a suggestion, an unreadable date is told', async () => {
    const words = '<ram:SpecifiedTradePaymentTerms><ram:Description>30 jours fin de mois</ram:Description>'
    expect(await cii({ settlement: `${words}</ram:SpecifiedTradePaymentTerms>` })).toMatchObject({
      dueDates: [],
      suggestedDueOn: '2026-04-30',
    })
    const bad = await cii({ settlement: termXml('20260231') })
    expect([bad.dueDates, bad.warnings.map(({ code }) => code)]).toEqual([
      [],
      ['einvoice-bad-due-date', 'einvoice-no-due-date'],
    ])
  })
})

describe('what must hold a reminder back', () => {
  const payee = (name: string) => `<ram:PayeeTradeParty><ram:Name>${name}</ram:Name></ram:PayeeTradeParty>`
  test.each<[string[], Parts]>([
    [[], { type: '380' }],
    [['already-paid'], { process: 'S2' }],
    [['direct-debit'], { settlement: means('59', 'FR1420041010050500013M02606') }],
    [['factored'], { type: '393' }],
    [['factored'], { settlement: payee('Factor SA') }],
    [[], { settlement: payee('élan &#38; fils') }],
    [['self-billed'], { type: '389' }],
    [['factored', 'self-billed'], { type: '501' }],
    [['advance'], { type: '386' }],
    [['corrective'], { type: '384', settlement: PREVIOUS }],
    [['factored', 'self-billed', 'corrective'], { type: '473', settlement: PREVIOUS }],
    [['unknown-type'], { type: '875' }],
  ])('%j', async (flags, parts) => {
    expect((await cii(parts)).flags).toEqual(flags)
  })

  test('a corrective invoice that names none is told', async () => {
    expect(await warningsOf({ type: '384' })).toEqual(['einvoice-corrective-unreferenced'])
  })

  test('an IBAN loses its spaces, and a wrong one is told, never refused', async () => {
    const settlement = means('30', 'FR14 2004 1010 0505 0001 3M02 606') + means('30', 'FR00 1')
    expect((await cii({ settlement })).ibans).toEqual(['FR1420041010050500013M02606', 'FR001'])
    expect(await warningsOf({ settlement })).toEqual(['einvoice-bad-iban'])
  })
})

describe('SIREN and SIRET', () => {
  const legal = (scheme: string, id: string) =>
    `<ram:SpecifiedLegalOrganization><ram:ID${scheme}>${id}</ram:ID></ram:SpecifiedLegalOrganization>`
  test.each<[string, string | null, string | null, string[]]>([
    [legal(' schemeID="0002"', '732 829 320'), '732829320', null, []],
    [legal(' schemeID="0002"', '73282932000074'), '732829320', '73282932000074', []],
    [`<ram:GlobalID schemeID="0009">73282932000074</ram:GlobalID>`, '732829320', '73282932000074', []],
    [legal('', '732829320'), '732829320', null, []],
    [legal('', '123456789'), null, null, []],
    [legal(' schemeID="0184"', '732829320'), null, null, []],
    [legal(' schemeID="0002"', '123456789'), '123456789', null, ['einvoice-bad-siren']],
    [
      `${legal(' schemeID="0002"', '732829320')}<ram:GlobalID schemeID="0009">44306184100047</ram:GlobalID>`,
      '732829320',
      null,
      ['einvoice-siret-of-another'],
    ],
  ])('%s', async (seller, siren, siret, warnings) => {
    expect((await cii({ seller })).seller).toMatchObject({ siren, siret })
    expect(await warningsOf({ seller })).toEqual(warnings)
  })
})

describe('the syntaxes and their containers', () => {
  test('ZUGFeRD 1.0 has other names for the same things', async () => {
    const zugferd1 = ciiXml({ settlement: termXml('20260401') })
      .replaceAll('CrossIndustryInvoice', 'CrossIndustryDocument')
      .replaceAll('ExchangedDocumentContext', 'SpecifiedExchangedDocumentContext')
      .replaceAll(/ExchangedDocument>/g, 'HeaderExchangedDocument>')
      .replaceAll('SupplyChainTradeTransaction', 'SpecifiedSupplyChainTradeTransaction')
      .replaceAll('HeaderTradeAgreement', 'SupplyChainTradeAgreement')
      .replaceAll('HeaderTradeSettlement', 'SupplyChainTradeSettlement')
      .replaceAll('SettlementHeaderMonetarySummation', 'SettlementMonetarySummation')
    expect(await invoiceIn(zugferd1)).toEqual(await cii({ settlement: termXml('20260401') }))
  })

  test('a UBL credit note has its date with its means of payment, and its subjects in its notes', async () => {
    const credit =
      await invoiceIn(`<CreditNote xmlns="urn:ubl"><ID>A1</ID><IssueDate>2026-03-02+01:00</IssueDate>
      <Note>#PMD#Trois fois le taux légal</Note><Note>Merci</Note><DocumentCurrencyCode>EUR</DocumentCurrencyCode>
      <AccountingCustomerParty><Party><PartyName><Name>Dupont</Name></PartyName><PartyTaxScheme>
      <CompanyID>FR 44 732829320</CompanyID><TaxScheme><ID>VAT</ID></TaxScheme></PartyTaxScheme></Party>
      </AccountingCustomerParty><PaymentMeans><PaymentDueDate>2026-04-01</PaymentDueDate></PaymentMeans>
      <LegalMonetaryTotal><TaxInclusiveAmount>12</TaxInclusiveAmount><PayableAmount>12</PayableAmount>
      </LegalMonetaryTotal></CreditNote>`)
    expect(credit).toMatchObject({
      kind: 'creditNote',
      type: '381',
      issuedOn: '2026-03-02',
      dueDates: [{ dueOn: '2026-04-01', amountCents: 1200 }],
      buyer: { name: 'Dupont', vatNumber: 'FR44732829320' },
      notes: [
        { subject: 'PMD', text: 'Trois fois le taux légal' },
        { subject: null, text: 'Merci' },
      ],
    })
  })

  test('text is decoded once, and CDATA not at all', async () => {
    const { seller, notes } = await cii({ note: '&#233;t&#xe9; &amp;lt;<![CDATA[ &amp; <b>]]>' })
    expect([seller.name, notes[0]?.text]).toEqual(['Élan & Fils', 'été &lt; &amp; <b>'])
  })

  test.each<[string, BufferEncoding]>([
    ['UTF-8', 'utf8'],
    ['UTF-8-W/O-BOM', 'utf8'],
    ['ISO-8859-1', 'utf8'],
    ['ISO-8859-1', 'latin1'],
  ])('declared %s, written in %s', async (declared, encoding) => {
    const xml = `<?xml version="1.0" encoding="${declared}"?>\n${ciiXml()}`
    expect((await invoiceIn(Buffer.from(xml, encoding))).seller.name).toBe('Élan & Fils')
  })

  test('a byte order mark and blanks may come before the document', async () => {
    expect((await invoiceIn(`\ufeff\n${ciiXml()}`)).number).toBe('F1')
    expect((await invoiceIn(Buffer.from(`\ufeff${ciiXml()}`, 'utf16le'))).number).toBe('F1')
  })

  test('in a PDF, the XML is found by its name among others, Factur-X first, else by its root', async () => {
    const named = (number: string) => ciiXml().replace('>F1<', `>${number}<`)
    const both = { 'ZUGFeRD-invoice.xml': named('OLD'), 'note.txt': 'Merci', 'Factur-X.xml': named('NEW') }
    expect((await invoiceIn(await pdfWith(both))).number).toBe('NEW')
    expect((await invoiceIn(await pdfWith({ 'a.xml': '<a/>', 'facture.xml': named('ROOT') }))).number).toBe(
      'ROOT',
    )
  })
})
