/** What the import of e-invoices has to say, document by document. */
export const eInvoices = {
  'imports.einvoice-supplier':
    'A supplier’s invoice, sent to you by “{seller}”. There is nothing to remind of.',
  'imports.einvoice-other-seller':
    'This invoice is another seller’s, “{seller}” (SIREN {siren}). Choose the company that issued it.',
  'imports.einvoice-company-unknown':
    'The seller “{seller}” may not be this company, whose SIREN and VAT number are unknown. Fill them in under Settings › Companies, then try again.',
  'imports.einvoice-seller-unknown':
    'The file gives neither SIREN nor VAT number of the seller “{seller}”, and its name is not the company’s. Ask for a complete invoice, or correct the company’s name.',
  'imports.einvoice-of-known-company':
    'The company “{company}” does not exist, and the seller “{seller}” already is the company {known}. Give {known}, or the name of the company to create.',
  'imports.einvoice-seller-renamed':
    'The seller of these invoices is “{seller}”: the company “{company}” will take its SIRET, address and IBAN. If “{seller}” is your supplier, choose another file.',
  'imports.einvoice-no-buyer': 'The document names no customer. Nobody can be reminded of it.',
  'imports.einvoice-nothing-due': 'The amount is zero: there is nothing to collect or to deduct.',
  'imports.einvoice-unknown-type':
    'The document type {type} is none that the French rules allow. If it is an invoice to collect, enter it by hand or import it by a list.',
  'imports.einvoice-corrective-alone':
    'This corrective invoice does not say which one it replaces: adding it would count it twice. Ask for a complete one, or enter it by hand.',
  'imports.einvoice-other-amount':
    'A document of the same number and year was imported before, for another amount. Check which one is right.',
  'imports.einvoice-amount-differs':
    'The invoice {number} of “{customer}” is already known, for another amount. Check which one is right.',
  'imports.einvoice-customer-differs':
    'The invoice {number}, of the same amount, is already known under the name “{customer}”. If they are the same, give that customer the SIREN of the invoice, then try again.',
  'imports.einvoice-prefix':
    'The invoice {number} of {customer}, of the same amount, differs by the prefix of its number only. Is it the same?',
  'imports.einvoice-undated':
    'The invoice {number} of {customer} bears the same number, with no date of issue or common due date to tell whether it is the same.',
  'imports.einvoice-several-alike':
    'Several known invoices have the number {number} and this amount. Remove the double, then try again.',
  'imports.einvoice-several-customers':
    'Several customers may be this invoice’s: {codes}. Give its SIREN to one of them only, or different names, then try again.',
  'imports.einvoice-joins': 'Completes the invoice already known of “{customer}”, without counting it twice.',
  'imports.einvoice-direct-debit': 'Direct debit announced: no reminder before its date.',
  'imports.einvoice-factored': 'To be paid to another than you ({payee}), or sold to a factor: no reminder.',
  'imports.einvoice-already-paid': 'Paid when it was issued: nothing to remind of.',
  'imports.einvoice-corrective': 'Replaces the invoice {numbers}.',
  'imports.einvoice-advance': 'An advance invoice.',
  'imports.einvoice-credits': 'Will be allocated to the invoice {numbers}, as far as it is still open.',
  'imports.no-document': 'No document was received for this invoice or credit note.',
  'imports.hold-direct-debit': 'Direct debit announced by the e-invoice',
  'imports.hold-factored': 'E-invoice to be paid to a third party ({payee}): factoring or mandate',
  'imports.superseded-by': 'Replaced by the corrective invoice {number}',
} as const
