/** Two clients, or two documents, that are one. */
export const merges = {
  'merges.reason': 'Merge no. {id}',
  'merges.no-customers': 'This client does not exist, or no longer for you.',
  'merges.no-invoices': 'This invoice does not exist, or no longer for you.',
  'merges.no-credits': 'This credit note or payment does not exist, or no longer for you.',
  'merges.no-merge': 'Merge no. {id} does not exist.',
  'merges.obstacle-same': 'This is twice the same record: choose two.',
  'merges.obstacle-company': 'The two are not of the same company: they cannot be merged.',
  'merges.obstacle-merged': 'One of the two is merged with another already. Reload the list.',
  'merges.obstacle-nature': 'A credit note and a payment cannot be merged, nor an invoice with them.',
  'merges.obstacle-currency': 'The two are not in the same currency: they cannot be merged.',
  'merges.obstacle-not-counted':
    'One of the two documents is a draft, is cancelled, withdrawn, returned unpaid, or noted until the books have it: it cannot be merged.',
  'merges.obstacle-doubtful':
    'An import has asked a question about one of the two documents: answer it first, under “To confirm”.',
  'merges.obstacle-two-movements':
    'Each of the two is a movement of the bank statement: they are two payments.',
  'merges.letter-draft':
    'Run no. {run}, being prepared, has a letter for {customer}: confirm it or discard it first.',
  'merges.letter-to-review': 'Run no. {run} has a letter to review for {customer}: decide on it first.',
  'merges.already-undone': 'This merge is undone already.',
  'merges.not-undone': 'The merge was not undone. Since then, something rests on it: {facts}.',
  'merges.later-import': 'import of {name}',
  'merges.later-letter': 'letter to {name}',
  'merges.later-allocation': 'allocation on {name}',
  'merges.later-level': 'level changed of {name}',
  'merges.later-contact': 'contacts corrected',
  'merges.later-merge': 'merge no. {name}',
  'merges.later-erasure': 'personal data erased',
} as const
