/** What the import has to say: what it did, or why it refuses. */
export const imports = {
  'imports.example-file': 'Example data',
  'imports.collective-account': 'Collective account: no customer is named on it',
  'imports.no-company':
    'The company “{company}” does not exist. Check its code, or give its name to create it.',
  'imports.bad-company-code':
    '“{company}” cannot be the code of a company: 1 to 32 unaccented letters, digits, dots, dashes.',
  'imports.bad-term':
    '“{term}” is not a payment term. Expected, for instance: “30 jours”, “45 jours fin de mois”.',
  'imports.too-many': 'You have sent many files in a short time. Nothing is lost: go on in {minutes} min.',
  'imports.year-behind':
    'This FEC (from {from} to {to}) comes before the year already imported, opened on {later}: its invoices are already there as opening balances. Import the years in order.',
  'imports.older-than-known':
    'This file is older than the one already imported: invoices paid since may become open again. Check before confirming.',
  'imports.opening-joined':
    'Opening lines replaced by the invoices of the year before, kept with their number, date and level: {count}.',
  'imports.opening-settled':
    'Items of the year before missing from the opening balance, hence settled: {count}.',
  'imports.opening-kept': 'Opening lines without a known invoice, kept as opening balances: {count}.',
  'imports.absent-closed':
    'Open instalments this file no longer has though it covers their date, hence settled: {count}.',
  'imports.ambiguous-dates':
    'Column “{column}” reads day/month or month/day: day/month was taken. Check one date, and give the order if it is another.',
  'imports.ambiguous-amounts':
    'The amounts of column “{column}” read two ways: the comma was taken as decimal mark. Check one amount.',
  'imports.unknown-field': 'There is no field “{field}”. Possible fields: {known}.',
  'imports.no-file': 'The file {file} cannot be read ({reason}). Check its path.',
  'imports.which-file': 'Name at least one file.',
  'imports.set-aside-bill': 'Bill receivable',
  'imports.set-aside-doubtful': 'Doubtful customer',
  'imports.set-aside-retention': 'Retention',
  'imports.set-aside-told': 'The file says not to remind',
  'imports.bad-accounts': '--accounts {value} does not exist. Accounts possible: {known}.',
  'imports.bad-format': '--as {value} does not exist. Possible formats: fec, csv, xlsx.',
  'imports.bad-mapping': '--mapping expects JSON, for instance: {"number":"N° facture","dueOn":3}.',
  'imports.too-large': 'The file is over {megabytes} MB. Export a shorter period.',
  'imports.no-deposit':
    'This file is no longer here: the server has restarted, or the import was abandoned. Deposit it again.',
  'imports.not-previewed': 'This file has no preview to confirm. Preview it again.',
  'imports.plan-changed': 'The books have changed since this preview. Preview again, then export.',
  'imports.one-at-a-time':
    'A FEC or a list is imported on its own. Only e-invoices can be dropped several at a time.',
  'imports.customer-alike':
    'The customer {code} of the file looks like the customer {known}, with no proof of it: they are kept apart. If they are the same, give them the same code or the same SIREN.',
  'imports.renumbered-doubles':
    'Perhaps known already under another number (same customer, same amount, same day or number written in the label): {numbers}. Check before confirming, they would be counted twice.',
  'imports.merged-twice':
    'The file has twice documents that were merged here: {numbers}. Each is counted once.',
  'imports.joined-other-amount':
    'Invoices already known by another file, for another amount: {numbers}. Check before you confirm.',
  'imports.interrupted':
    'Relances stopped during this work: nothing was written. Preview again, then confirm.',
  'imports.handed': '{name} has handed you this import: preview it, then confirm.',
  'imports.hand-no-company': 'Preview it first: only then is it known into which company it goes.',
  'imports.hand-done': 'This import is finished: there is nothing left to hand over.',
  'imports.no-heir': 'This person may not import into this company.',
  'imports.files-changed': 'The files have changed since the preview: preview again before you confirm.',
  'imports.not-as-shown':
    'The import would no longer do what the preview showed: nothing was written. Preview again.',
  'imports.overtaken':
    'Another import has come into this company since the preview: nothing was written. Preview again.',
  'imports.other-preview': 'Another preview was made since the one you see: reload the page, then confirm.',
  'imports.last-file': 'This is the last file of the deposit: give the import up instead.',
  'imports.file-lost': 'The file {file} is no longer what was deposited: deposit it again.',
  'imports.busy': 'This file is being read. Wait a moment.',
  'imports.example-loaded': 'The example is already loaded.',
  'imports.text-too-long':
    'Line {line}: “{text}” is over {max} characters. It is no code, name or number: check the columns of the file.',
  'imports.no-import': 'This import does not exist.',
  'imports.already-cancelled': 'This import is already cancelled.',
  'imports.too-old-to-cancel':
    'This import changed rows at a time when Relances did not yet note what they were before: it cannot be cancelled. Correct with a credit note, or import a newer file.',
  'imports.not-a-balance': '{file} is no balance by client: there is nothing to compare.',
  'imports.bad-encoding': '--encoding takes one of these names, not “{value}”: {known}.',
} as const
