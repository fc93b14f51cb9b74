/** What bank statements and reconciliation say. */
export const bank = {
  'bank.no-movement': 'This movement does not exist. Refresh the page.',
  'bank.no-customer': 'This customer does not exist. Refresh the page.',
  'bank.already-decided': 'This movement is already reconciled, maybe by someone else. Refresh the page.',
  'bank.not-decided': 'This movement is not reconciled: there is nothing to undo. Refresh the page.',
  'bank.returned-since':
    'This payment has come back unpaid since. Undo the reconciliation of the return first, then this one.',
  'bank.not-a-return': 'Money came in with this movement: it is not a return.',
  'bank.not-a-payment': 'Money went out with this movement: it is not a customer’s payment.',
  'bank.other-amount':
    'The movement is of {amount}, and you spread {spread}. Nothing was written: correct the amounts.',
  'bank.other-company':
    'This statement is of account {account}, of company {owner}. Import it into {owner}, or remove this account from that company.',
  'bank.unknown-account':
    'None of your companies has account {account}: choose the company of this statement.',
  'bank.balance-gap':
    'Account {account}: the balance on {closedOn} was {closing}, and this statement begins at {opening}. Days are missing in between: import that statement too.',
  'bank.which-account':
    'This statement does not say which account it is of. Choose it on the screen “Import”, or give it by --account.',
  'bank.which-accounts':
    'This statement does not say enough which accounts it is of: {said}. Choose them on the screen “Import”, or give them by --account "NAME=IBAN".',
  'bank.bad-account': '“{value}” is neither an IBAN nor an account number.',
  'bank.account-not-said': 'The file names no account “{said}”. It names: {known}.',
} as const
