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
  'receivables.other-customer': 'This instalment is another customer’s.',
  'receivables.credit-returned': 'This payment came back unpaid: it settles nothing any more.',
  'receivables.not-a-payment': 'Only a payment can come back unpaid.',
  'receivables.already-returned': 'This payment is noted as unpaid already. Reload the page.',
  'receivables.not-returned': 'This payment is not noted as unpaid, or the books have taken it over.',
  'receivables.other-company': 'This customer is another company’s.',
  'receivables.payment-written':
    'This very payment is written already. If it is another one, send it with “isAnother” set to true.',
  'receivables.document-exists':
    '“{number}” of {on} is already here, for {customer}. Open that document, or correct the number or the date.',
  'receivables.document-exists-undated':
    '“{number}” is already here, for {customer}. Open that document, or correct the number.',
  'receivables.final-is-not-edited':
    'This invoice is final: it is not edited any more. Correct it by a credit note.',
  'receivables.draft-changed':
    'Someone else has saved this draft meanwhile: nothing was overwritten. Reload the page, then make your changes again.',
  'receivables.draft-without-number': 'Give the invoice a number before making it final.',
  'receivables.draft-is-edited': 'This invoice is a draft: correct it directly.',
  'receivables.customer-exists':
    'A customer has the code {code} already: choose it in the list, or give another code.',
  'receivables.reason-missing': 'Say why in a few words.',
  'receivables.day-to-come': '{on} is after today ({today}): choose a past date.',
  'receivables.not-by-hand':
    'This credit note or payment comes from a file or a statement: correct it in the books, then import them again.',
  'receivables.credit-cancelled': 'This credit note or payment is cancelled already. Reload the page.',
  'receivables.credit-allocated':
    'This credit note or payment is allocated in part: cancel its allocations first.',
  'receivables.no-longer-probable':
    'This payment no longer matches an invoice: it was allocated, or the invoice has changed. Reload the page.',
  'receivables.no-penalties':
    'This customer owes neither interest nor recovery fees: nothing can be allocated to them.',
  'receivables.not-enough-penalties':
    'Only {left} of interest and fees is left on this invoice, and {wanted} is asked.',
  'receivables.noted': 'noted by hand',
  'receivables.no-longer-noted': 'This payment is no longer only noted by hand: the books have it now.',
  'receivables.nothing-open': 'This invoice asks for nothing any more: it is paid. Reload the page.',
  'receivables.received-already':
    'An identical payment, received on {day}, is in the books already: allocate it instead of noting a second one.',
  'receivables.several-open':
    'Several invoices {number} of this customer are open: note the payment from the Reminders page, where you see which.',
  'receivables.file-invoices': 'invoices',
  'receivables.file-credit-notes': 'credit-notes',
  'receivables.file-payments': 'payments',
  'receivables.file-credits': 'credits',
  'receivables.column.company': 'Company',
  'receivables.column.kind': 'Kind',
  'receivables.column.number': 'No.',
  'receivables.column.customer-code': 'Customer code',
  'receivables.column.customer': 'Customer',
  'receivables.column.label': 'Description',
  'receivables.column.state': 'State',
  'receivables.column.issued-on': 'Date',
  'receivables.column.received-on': 'Date',
  'receivables.column.due-on': 'Due',
  'receivables.column.days-late': 'Days late',
  'receivables.column.level': 'Level',
  'receivables.column.total': 'Total incl. tax',
  'receivables.column.amount': 'Amount',
  'receivables.column.open': 'Open',
  'receivables.column.left': 'Left to allocate',
  'receivables.column.currency': 'Currency',
  'receivables.state.draft': 'draft',
  'receivables.state.open': 'open',
  'receivables.state.overdue': 'overdue',
  'receivables.state.settled': 'settled',
  'receivables.state.withdrawn': 'withdrawn with its import',
  'receivables.credit.open': 'to allocate',
  'receivables.credit.allocated': 'allocated',
  'receivables.credit.returned': 'returned unpaid',
  'receivables.credit.cancelled': 'cancelled',
  'receivables.credit.withdrawn': 'gone from the books',
  'receivables.kind.credit-note': 'Credit note',
  'receivables.kind.payment': 'Payment',
  'receivables.kind.adjustment': 'Adjustment',
} as const
