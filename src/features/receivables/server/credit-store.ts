import { sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import type { Level } from '#domain/dunning/levels.ts'
import { daysLate } from '#domain/dunning/procedure.ts'
import { RelancesError } from '#domain/errors.ts'
import { type AllocationOrigin, type OpenInstalment, suggestSpread } from '#domain/receivables/allocation.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { CreditRecord, OpenInstalments } from '../credit-contract.ts'
import { cancellationOf } from './cancellation.ts'
import { type CreditColumns, creditColumns, toCreditRow } from './credit-list-store.ts'

const SHOWN = 500

interface RecordColumns extends CreditColumns {
  company_id: number
  source: string
  source_line: number | null
  file_name: string | null
  created_by: string
  created_at: Date
  cancelled_at: Date | null
  cancelled_by: string | null
  cancel_reason: string | null
  corrects_invoice_id: number | null
  corrected_number: string | null
}

/**
 * All there is to know of one credit note or payment.
 * @throws RelancesError not-found
 */
export async function readCreditRecord(tx: ScopedTransaction, id: number): Promise<CreditRecord> {
  const credit = await readCredit(tx, id)
  return {
    ...toCreditRow(credit),
    source: { kind: credit.source, fileName: credit.file_name, line: credit.source_line },
    createdBy: credit.created_by,
    createdAt: credit.created_at.toISOString(),
    corrects:
      credit.corrects_invoice_id === null
        ? null
        : { id: credit.corrects_invoice_id, number: credit.corrected_number },
    cancelled: cancellationOf(credit.cancelled_at, credit.cancelled_by, credit.cancel_reason),
    returns: await readReturns(tx, credit.company_id, id),
    allocations: await readAllocations(tx, credit.company_id, id),
  }
}

/**
 * The open instalments this credit may settle: same client, same currency, oldest first, each with the
 * part of the credit we suggest to put there.
 * @throws RelancesError not-found
 */
export async function readOpenInstalments(
  tx: ScopedTransaction,
  id: number,
  asked: { readonly today: Day; readonly text?: string | undefined },
): Promise<OpenInstalments> {
  const credit = await readCredit(tx, id)
  const matches = asked.text
    ? sql`and i.id in (select s.invoice_id from invoices_written(${asked.text}) s)`
    : sql``
  const { rows } = await sql<OpenRow>`
    select j.id as "instalmentId", i.id as "invoiceId", i.number, i.issued_on as "issuedOn", j.due_on as "dueOn",
           j.amount_cents as "amountCents", j.open_cents as "openCents", j.level
    from instalments j join invoices i on i.company_id = j.company_id and i.id = j.invoice_id
    where j.company_id = ${credit.company_id} and j.customer_id = ${credit.customer_id}
      and j.currency = ${credit.currency} and j.open_cents > 0 and j.is_final ${matches}
    order by j.due_on nulls last, j.id
    limit ${SHOWN + 1}
  `.execute(tx)
  const open = rows.slice(0, SHOWN)
  const suggested = suggestionsFor(credit, open)
  return {
    rows: open.map((row) => ({
      ...row,
      daysLate: row.dueOn === null ? 0 : daysLate(row.dueOn, asked.today),
      suggestedCents: suggested.get(row.instalmentId) ?? 0,
    })),
    hasMore: rows.length > SHOWN,
  }
}

interface OpenRow extends OpenInstalment {
  readonly invoiceId: number
  readonly issuedOn: Day | null
  readonly amountCents: number
  readonly level: Level
}

// A credit note that says which invoice it corrects goes there first.
function suggestionsFor(credit: RecordColumns, open: readonly OpenInstalment[]): Map<number, number> {
  const { label, open_cents: openCents } = credit
  const number = credit.corrected_number ?? credit.number
  const shares = suggestSpread({ number, label, openCents }, open)
  return new Map(shares.map((share) => [share.instalmentId, share.amountCents]))
}

async function readCredit(tx: ScopedTransaction, id: number): Promise<RecordColumns> {
  const { rows } = await sql<RecordColumns>`
    select ${creditColumns}, k.company_id, k.source, k.source_line, m.file_name, k.created_by, k.created_at,
           k.cancelled_at, k.cancelled_by, k.cancel_reason, k.corrects_invoice_id, i.number as corrected_number
    from credits k
      join companies co on co.id = k.company_id
      join customers c on c.company_id = k.company_id and c.id = k.customer_id
      left join imports m on m.company_id = k.company_id and m.id = k.import_id
      left join invoices i on i.company_id = k.company_id and i.id = k.corrects_invoice_id
    where k.id = ${id}
  `.execute(tx)
  const [credit] = rows
  if (!credit) throw new RelancesError('not-found', 'receivables.no-credit')
  return credit
}

async function readReturns(
  tx: ScopedTransaction,
  companyId: number,
  creditId: number,
): Promise<CreditRecord['returns']> {
  const rows = await tx
    .selectFrom('credit_returns')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('credit_id', '=', creditId)
    .orderBy('id', 'desc')
    .execute()
  return rows.map((row) => ({
    id: row.id,
    returnedOn: row.returned_on,
    reason: row.reason,
    by: row.created_by,
    isBooked: row.booked_by_import !== null,
    takenBack: cancellationOf(row.cancelled_at, row.cancelled_by, row.cancel_reason),
  }))
}

interface AllocationColumns {
  id: number
  amount_cents: number
  origin: AllocationOrigin
  created_by: string
  created_at: Date
  cancelled_at: Date | null
  cancelled_by: string | null
  cancel_reason: string | null
  pays_penalties: boolean
  invoice_id: number
  number: string | null
  name: string
  due_on: Day | null
}

async function readAllocations(
  tx: ScopedTransaction,
  companyId: number,
  creditId: number,
): Promise<CreditRecord['allocations']> {
  const { rows } = await sql<AllocationColumns>`
    select a.id, a.amount_cents, a.origin, a.created_by, a.created_at, a.cancelled_at, a.cancelled_by, a.cancel_reason,
           a.penalty_invoice_id is not null as pays_penalties, i.id as invoice_id, i.number, c.name, j.due_on
    from allocations a
      left join instalments j on j.company_id = a.company_id and j.id = a.instalment_id
      join invoices i on i.company_id = a.company_id and i.id = coalesce(j.invoice_id, a.penalty_invoice_id)
      join customers c on c.company_id = i.company_id and c.id = i.customer_id
    where a.company_id = ${companyId} and a.credit_id = ${creditId}
    order by a.id desc
  `.execute(tx)
  return rows.map((row) => ({
    id: row.id,
    amountCents: row.amount_cents,
    origin: row.origin,
    invoice: { id: row.invoice_id, number: row.number, customer: row.name },
    paysPenalties: row.pays_penalties,
    dueOn: row.due_on,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    cancelled: cancellationOf(row.cancelled_at, row.cancelled_by, row.cancel_reason),
  }))
}
