import type { VariableLabels } from './letter-variables.ts'

/** What the editor calls each variable, and what it can look like in a letter. */
export const VARIABLE_LABELS_EN: VariableLabels = {
  customerName: { label: 'Customer’s name', example: 'EARL des Peupliers' },
  customerCode: { label: 'Customer code', example: 'PROFR' },
  contactName: { label: 'Contact at the customer’s', example: 'Ms Claire Martin' },
  netAmount: { label: 'Amount to pay, credits deducted', example: '€1,234.56' },
  totalAmount: { label: 'Total of the instalments', example: '€1,354.56' },
  invoiceCount: { label: 'Number of invoices', example: '3\u00a0invoices' },
  oldestDueDate: { label: 'Oldest due date', example: '24\u00a0Dec\u00a02023' },
  daysLate: { label: 'Delay of the oldest due date', example: '36\u00a0days' },
  letterDate: { label: 'Date of the letter', example: '29\u00a0Jan\u00a02024' },
  deadlineDays: { label: 'Time given to pay', example: '8\u00a0days' },
  deadlineDate: { label: 'Date to pay by', example: '6\u00a0Feb\u00a02024' },
  previousReminderDate: { label: 'Date of the previous reminder', example: '8\u00a0Jan\u00a02024' },
  previousReminderNumber: { label: 'Number of the previous reminder', example: '1' },
  latePenalties: { label: 'Late-payment penalties', example: '€12.40' },
  recoveryFees: { label: 'Fixed recovery charges', example: '€120.00' },
  totalWithPenalties: { label: 'Total with penalties and charges', example: '€1,366.96' },
  companyName: { label: 'Company’s name', example: 'GAEC des Trois Chênes' },
  signatoryName: { label: 'Signatory’s name', example: 'Jeanne Lefèvre' },
  phone: { label: 'Company’s telephone', example: '+33 3 44 46 00 00' },
  email: { label: 'Company’s e-mail', example: 'compta@trois-chenes.fr' },
  iban: { label: 'Company’s IBAN', example: 'FR14 2004 1010 0505 0001 3M02 606' },
  consumerMediator: {
    label: 'Consumer mediator',
    example: 'Médiateur du commerce, 75000 Paris, mediateur.example',
  },
}
