/** What is told to other programs. */
export const programs = {
  'programs.allocated-already':
    'Payments are allocated to this document for more than this amount: send them again in the same batch, or cancel their allocation.',
  'programs.allocates-more': 'The allocations exceed the amount of the payment or credit note: correct them.',
  'programs.amount-differs':
    'Another source knows this document for {known}, and it is sent for {pushed}: send it again with “amounts”: keep to keep the known amount, replace to replace it.',
  'programs.code-differs':
    'This customer is known under the code {code}: take “code” out, or change it in Relances.',
  'programs.currency-differs': 'This document is known in {currency}: its currency does not change.',
  'programs.customer-owes': 'This customer still has open invoices or credit notes: withdraw them first.',
  'programs.known-under':
    'This document or customer has already been sent under the identifier {id}: use that identifier, or withdraw it.',
  'programs.may-be-known':
    'This document may be known already ({known}): send it again with “identity”: known if it is the same, different if it is another one.',
  'programs.name-company': 'Your key opens several companies: say which one by “company”.',
  'programs.no-customer': 'No customer is known under “{customer}”: send it first, or in the same batch.',
  'programs.no-invoice':
    'No invoice (or instalment of that day, in that currency) is known under “{invoice}”: send it first, or in the same batch.',
  'programs.no-room': 'Only {left} may still be allocated to “{invoice}”: correct the amount.',
  'programs.not-pushed': 'Nothing was sent under the identifier “{id}”.',
  'programs.one-customer': 'Give “customer” or “customerCode”, and only one of them.',
  'programs.outdated':
    'The record “{id}” is not as you read it (If-Match), or exists already (If-None-Match): read it again, then retry.',
  'programs.payment-alike':
    'A payment of the same customer, amount and day is known already ({known}): send this one again with “identity”: known if it is the same, different if there are two.',
  'programs.repeated': 'The identifier “{id}” is twice in this batch: keep one row.',
  'programs.returned':
    'This payment came back unpaid: it settles nothing any more. Send it with empty “allocations”.',
  'programs.with-refused': 'Nothing was done of this batch, of which another row was refused.',

  'field.customerCode': 'Customer code',
  'field.identity': 'Same document',
  'field.amounts': 'Amount that stands',
  'field.corrects': 'Corrected invoice',
  'field.allocations': 'Allocations',
  'field.invoice': 'Invoice',
  'field.items': 'Rows',
  'field.data': 'Content',
  'field.isAnother': 'Another payment',
  'field.externalId': 'External identifier',
  'field.updatedSince': 'Changed since',
  'journal.did-external_ids-insert': '“{external_id}” sent by {program}',
  'journal.did-external_ids-withdrawn_at': '“{external_id}” withdrawn by {program}',
  'journal.did-external_ids-update': '“{external_id}” of {program} changed',
  'journal.field-program': 'Program',
  'journal.field-external_id': 'External identifier',
  'journal.field-withdrawn_at': 'Withdrawn on',
  'journal.value-kind-api': 'sent by a program',
  'journal.value-source-api': 'sent by a program',
} as const
