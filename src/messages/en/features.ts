export const features = {
  'features.bad-cursor': 'This page no longer exists: go back to the start of the list.',
  'features.company-exists': 'A company already has the code {code}: choose another one.',
  'features.day-after-today':
    '{on} is after today ({today}): nothing is overdue there yet. Choose a past date.',
  'features.letter-day-out': 'The letters cannot bear the date {letterOn}: choose a day from {from} to {to}.',
  'features.starting-levels-moved': 'These debts have changed meanwhile. Read the page again, then choose.',
  'features.level-moved':
    'An instalment changed level meanwhile: nothing was written. Reload the list and try again.',
  'features.no-block': 'There is no such block.',
  'features.no-company': 'No company has the code {code}.',
  'features.no-customer': 'There is no such customer or invoice.',
  'features.no-customer-code': 'No customer has the code {code}.',
  'features.no-invoice': 'There is no such invoice.',
  'features.no-invoice-number': 'No invoice has the number {number}.',
  'features.no-letter-of-customer': 'This client has no letter in this draft.',
  'features.no-letter': 'There is no such letter.',
  'features.no-letter-to-review':
    'Letter {id} is not to review in this run: somebody may already have decided.',
  'features.no-print-part': 'There is no letter to print in this part of run {run}.',
  'features.no-run': 'There is no run {run}.',
  'features.no-text': 'This company has no text for this reminder level.',
  'features.all-covered':
    'Nothing to ask in this selection: the credit notes and payments of these customers cover all of it.',
  'features.nothing-to-remind':
    'Nothing to remind in this selection: tick at least one overdue invoice not covered by credits.',
  'features.print-title': 'Reminder letters, run {run}',
  'features.procedure-changed':
    'The settings of {code} were saved meanwhile by {name}: nothing was overwritten. Take the current settings, then make your changes again.',
  'features.procedure-levels': 'The procedure must give levels 1 to 4, in this order.',
  'features.run-discarded': 'Run {run} was abandoned: it can no longer be confirmed.',
  'features.run-not-draft':
    'Run {run} is already confirmed, wholly or in part: it can no longer be abandoned.',
  'features.several-customers': 'Several customers have an invoice {number}: say which with --customer.',
  'features.term-not-understood':
    'This payment term is not understood: write for instance “30 days”, “45 days end of month” or “cash”.',
  'procedure.too-many-closures':
    'At most 100 closures for a company. Remove those that are past, then try again.',
} as const
