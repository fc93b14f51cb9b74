import { type Language, translate } from '#messages/translate.ts'
import type { ExportColumn } from '#platform/table-export.ts'
import type { InvoiceListRow } from '../invoice-contract.ts'

/** The columns of the exported list, as the screen names them. */
export function invoiceColumns(language: Language): ExportColumn<InvoiceListRow>[] {
  const t = (name: string) => translate(language, `receivables.column.${name}`)
  return [
    { label: t('company'), type: 'text', width: 14, read: (row) => row.company },
    { label: t('number'), type: 'text', width: 18, read: (row) => row.number },
    { label: t('customer-code'), type: 'text', width: 14, read: (row) => row.customer.code },
    { label: t('customer'), type: 'text', width: 32, read: (row) => row.customer.name },
    { label: t('label'), type: 'text', width: 32, read: (row) => row.label },
    {
      label: t('state'),
      type: 'text',
      width: 14,
      read: (row) => translate(language, `receivables.state.${row.state}`),
    },
    { label: t('issued-on'), type: 'day', read: (row) => row.issuedOn },
    { label: t('due-on'), type: 'day', read: (row) => row.dueOn },
    { label: t('days-late'), type: 'count', read: (row) => (row.daysLate > 0 ? row.daysLate : null) },
    { label: t('level'), type: 'count', read: (row) => row.level },
    { label: t('total'), type: 'amount', read: (row) => row.totalCents },
    { label: t('open'), type: 'amount', read: (row) => row.openCents },
    { label: t('currency'), type: 'text', width: 8, read: (row) => row.currency },
  ]
}
