import type { Day } from '#domain/days-and-money/day.ts'
import type { Language } from '#messages/translate.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { reasonWords, statusName } from './e-invoice-status-words.ts'

/** A status of an invoice: a dated proof, with the file that said it. */
export interface InvoiceStatus {
  readonly id: number
  readonly code: string
  /** « 207 En litige ». */
  readonly name: string
  readonly happenedOn: Day
  /** "2025-07-01T15:10:00", as the file writes it. */
  readonly at: string
  readonly reason: string | null
  readonly fileName: string
  readonly sha256: string
}

/** All that platforms and buyers said of an invoice, in the order of its dates: part of its evidence. */
export async function readInvoiceStatuses(
  tx: ScopedTransaction,
  of: { readonly companyId: number; readonly invoiceId: number },
  language: Language,
): Promise<readonly InvoiceStatus[]> {
  const rows = await tx
    .selectFrom('e_invoice_statuses as s')
    .innerJoin('e_invoice_status_files as f', (join) =>
      join.onRef('f.company_id', '=', 's.company_id').onRef('f.id', '=', 's.file_id'),
    )
    .select(['s.id', 's.status as code', 's.happened_on as happenedOn', 's.happened_at as at', 's.reasons'])
    .select(['f.file_name as fileName', 'f.sha256'])
    .where('s.company_id', '=', of.companyId)
    .where('s.invoice_id', '=', of.invoiceId)
    .where('s.withdrawn_at', 'is', null)
    .orderBy('s.happened_at')
    .orderBy('s.status')
    .orderBy('s.id')
    .execute()
  return rows.map(({ reasons, ...row }) => ({
    ...row,
    name: statusName(language, row.code),
    reason: reasonWords(language, reasons),
  }))
}
