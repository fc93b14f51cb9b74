import type { search as french } from '../fr/search.ts'

/** Words of « Ctrl K ». */
export const search: typeof french = {
  search: {
    label: 'Search everywhere',
    hint: 'Customer, invoice, amount, page, action…',
    help: '↑ ↓ to choose, Enter to open, Ctrl Enter in a new tab',
    none: 'Nothing answers “{{text}}”.',
    kind: {
      recent: 'Recent',
      customer: 'Customers',
      invoice: 'Invoices',
      credit: 'Payments and credit notes',
      letter: 'Letters',
      page: 'Pages',
      action: 'Actions',
    },
    remind: 'Remind {{code}} · {{name}}',
    importFile: 'Import a file',
    letterOf: 'Level {{level}} of {{day}} · {{code}} · {{name}}',
    results_one: '{{count}} result',
    results_other: '{{count, number}} results',
  },
}
