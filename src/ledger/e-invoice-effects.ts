import { sql } from 'kysely'
import { addDays } from '#domain/days-and-money/day.ts'
import type { BlockKind } from '#domain/dunning/blocks.ts'
import { translate } from '#messages/translate.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { EInvoice } from '#readers/e-invoice-record.ts'
import { type NewAllocation, settle } from './allocations.ts'
import type { RecordedDocument } from './import-e-invoices.ts'

/** An import of e-invoices that has written its rows. */
export interface Effects {
  readonly companyId: number
  readonly importId: number
  readonly actor: string
}

/**
 * Sets aside what a document says is not to be reminded of: a direct debit until the bank has had time
 * to send it back, a claim that may be a factor's until somebody lifts it. A block lifted by hand is
 * not made again.
 */
export async function holdBack(
  tx: ScopedTransaction,
  { companyId, actor }: Effects,
  documents: readonly RecordedDocument[],
): Promise<void> {
  for (const { invoice, invoiceId } of documents) {
    const hold = invoiceId === null ? null : holdOf(invoice)
    if (!hold) continue
    await sql`
      insert into dunning_blocks (company_id, customer_id, invoice_id, kind, reason, ends_on, created_by)
      select i.company_id, i.customer_id, i.id, ${hold.kind}, ${hold.reason}, ${hold.endsOn}::date, ${actor}
      from invoices i
      where i.company_id = ${companyId} and i.id = ${invoiceId}
        and not exists (select from dunning_blocks b
          where b.company_id = i.company_id and b.invoice_id = i.id and b.kind = ${hold.kind})
    `.execute(tx)
  }
}

// A SEPA debit may come back within five working days of its date (EPC core rulebook, returns).
const RETURN_DAYS = 8

function holdOf({ flags, dueDates, payeeName }: EInvoice) {
  const hold = (kind: BlockKind, key: string, endsOn: string | null) => ({
    kind,
    reason: translate('fr', key, { payee: payeeName ?? '' }),
    endsOn,
  })
  // Kept with the block, in the language of the books.
  if (flags.includes('factored')) return hold('do-not-remind', 'imports.hold-factored', null)
  if (!flags.includes('direct-debit')) return null
  const last = dueDates.at(-1)?.dueOn
  return hold(
    'direct-debit',
    'imports.hold-direct-debit',
    last === undefined ? null : addDays(last, RETURN_DAYS),
  )
}

interface ReferencedPair {
  readonly credit_id: number
  readonly credit_left: number
  readonly instalment_id: number
  readonly instalment_left: number
}

/**
 * Allocates credit notes to the invoices they name (BT-25), whichever of the two comes first: oldest
 * instalment first, as far as both go. What was once allocated between them, or cancelled, is left as
 * it is. Returns how many allocations were made.
 */
export async function allocateReferenced(
  tx: ScopedTransaction,
  { companyId, importId, actor }: Effects,
): Promise<number> {
  const { rows } = await sql<ReferencedPair>`
    select k.id as credit_id, k.open_cents as credit_left, j.id as instalment_id, j.open_cents as instalment_left
    from e_invoices e
      join credits k on k.company_id = e.company_id and k.id = e.credit_id and k.open_cents > 0
      cross join unnest(e.previous_numbers) with ordinality as p (number, rank)
      join invoices i on i.company_id = k.company_id and i.customer_id = k.customer_id and i.currency = k.currency
        and i.status = 'final' and bare_number(i.number) = bare_number(p.number)
        and coalesce(i.issued_on <= k.received_on, true)
      join instalments j on j.company_id = i.company_id and j.invoice_id = i.id and j.open_cents > 0
    where e.company_id = ${companyId} and ${importId} in (e.import_id, i.import_id)
      and not exists (select from allocations a
        where a.company_id = j.company_id and a.instalment_id = j.id and a.credit_id = k.id)
    order by k.received_on, k.id, p.rank, i.issued_on desc, j.due_on, j.id
  `.execute(tx)
  const left = new Map<string, number>()
  const made: NewAllocation[] = []
  for (const row of rows) {
    const [credit, instalment] = [`k${row.credit_id}`, `j${row.instalment_id}`]
    const creditLeft = left.get(credit) ?? row.credit_left
    const instalmentLeft = left.get(instalment) ?? row.instalment_left
    const amountCents = Math.min(creditLeft, instalmentLeft)
    if (amountCents === 0) continue
    left.set(credit, creditLeft - amountCents)
    left.set(instalment, instalmentLeft - amountCents)
    made.push({ creditId: row.credit_id, instalmentId: row.instalment_id, amountCents, origin: 'lettering' })
  }
  await settle(tx, { companyId, importId, actor }, made)
  return made.length
}
