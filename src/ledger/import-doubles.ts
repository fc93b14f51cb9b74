import { sql } from 'kysely'
import { SAME_DOCUMENT_DAYS } from '#domain/receivables/document-identity.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { readMergedRepeats } from './import-merged.ts'
import type { ImportScope } from './import-scope.ts'

/** What the user is to look at before confirming. */
export interface Doubles {
  /** Numbers of those known of the same customer under another: same amount, and same day or number in the label. */
  readonly renumbered: readonly string[]
  /** Numbers of those joined to what another kind of file has brought, by number and customer, for another amount. */
  readonly otherAmount: readonly string[]
  /** Numbers of those the file has beside the ones they were merged into: counted once. */
  readonly mergedTwice: readonly string[]
}

const TOLD = 20

/** Finds the doubts an import leaves about invoices that two kinds of files have; nothing is guessed. */
export async function findDoubles(tx: ScopedTransaction, scope: ImportScope): Promise<Doubles> {
  const { companyId, importId, source } = scope
  const otherAmount = await joinedForOtherAmount(tx, scope)
  const mergedTwice = await readMergedRepeats(tx)
  const { rows: others } = await sql<{ has_others: boolean }>`
    select exists (select from invoices where company_id = ${companyId} and source <> ${source}) as has_others
  `.execute(tx)
  if (!others[0]?.has_others) return { renumbered: [], otherAmount, mergedTwice }
  const renumbered = await sql<{ number: string }>`
    select distinct n.number
    from invoices n join invoices k on k.company_id = n.company_id and k.source <> n.source
      and k.total_cents = n.total_cents and k.currency = n.currency and k.status = 'final'
      and k.customer_id = n.customer_id and k.id <> n.id
    where n.company_id = ${companyId} and n.import_id = ${importId} and n.status = 'final'
      and last_digits(k.number) is distinct from last_digits(n.number)
      and not exists (select from staged_invoices s where s.invoice_id = k.id)
      and (k.issued_on = n.issued_on or (abs(k.issued_on - n.issued_on) <= ${SAME_DOCUMENT_DAYS}
        and (${isWrittenIn('n', 'k')} or ${isWrittenIn('k', 'n')})))
    order by n.number limit ${TOLD}
  `.execute(tx)
  return { renumbered: renumbered.rows.map(numberOf), otherAmount, mergedTwice }
}

// Some books keep the number of an entry where that of the invoice should be, and write the latter in its label.
function isWrittenIn(invoice: 'k' | 'n', other: 'k' | 'n') {
  const number = sql`bare_number(${sql.ref(`${invoice}.number`)})`
  return sql`(length(${number}) > 2 and bare_number(${sql.ref(`${other}.label`)}) ~ (${number} || '($|[^0-9])'))`
}

function numberOf(row: { readonly number: string }): string {
  return row.number
}

// A list may hold only what is left of an invoice: less than the total says nothing.
async function joinedForOtherAmount(
  tx: ScopedTransaction,
  { covers, source }: ImportScope,
): Promise<readonly string[]> {
  if (source === 'e-invoice') return []
  const { rows } = await sql<{ number: string }>`
    select distinct s.number from staged_invoices s
    where s.joined_cents is not null
      and ${covers !== null ? sql`s.total_cents <> s.joined_cents` : sql`s.total_cents > s.joined_cents`}
    order by s.number limit ${TOLD}
  `.execute(tx)
  return rows.map(numberOf)
}
