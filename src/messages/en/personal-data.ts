/** The data of one customer, taken out or erased. */
export const personalData = {
  'cli.personal-data-usage':
    'Write “personal-data export CUSTOMER --company CODE” or “personal-data erase CUSTOMER --company CODE”.',
  'personal-data.no-customer': 'No customer {customer} in your companies: check the code.',
  'personal-data.refused-open-invoices':
    '{name} still has {count} invoice(s) to pay: the data serves to recover them. Try again once the account is settled.',
  'personal-data.refused-open-credits':
    '{name} still has {count} credit note(s) or payment(s) to allocate or give back: settle the account, then try again.',
  'personal-data.refused-drafts':
    '{name} still has {count} draft(s) of an invoice or a letter: finish or discard them, then try again.',
} as const
