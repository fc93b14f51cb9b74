/** What invoices, credit notes, payments and their allocation say. */
export const receivables = {
  'receivables.no-amount': 'Give at least one amount to allocate, above zero.',
  'receivables.no-credit': 'This credit note or payment does not exist.',
  'receivables.no-instalment': 'One of the chosen instalments does not exist. Reload the page.',
  'receivables.no-allocation': 'This allocation does not exist.',
  'receivables.already-cancelled': 'This allocation is cancelled already. Reload the page.',
  'receivables.not-enough-credit':
    '{left} is left to allocate, and you allocate {wanted}. Nothing was written: lower the amounts, or reload the page.',
  'receivables.not-enough-open':
    '{left} is left to pay on one of the instalments, and you allocate {wanted} to it. Nothing was written: lower this amount, or reload the page.',
  'receivables.draft-instalment':
    'This invoice is still a draft: make it final before a payment or a credit note is allocated to it.',
  'receivables.other-currency': 'The instalment is not in the currency of the credit note or payment.',
  'receivables.other-customer': 'This instalment is another client’s.',
  'receivables.credit-returned': 'This payment came back unpaid: it settles nothing any more.',
  'receivables.not-a-payment': 'Only a payment can come back unpaid.',
  'receivables.already-returned': 'This payment is noted as unpaid already. Reload the page.',
  'receivables.not-returned': 'This payment is not noted as unpaid, or the books have taken it over.',
} as const
