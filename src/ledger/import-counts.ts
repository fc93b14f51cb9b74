import { sql } from 'kysely'
import { onlyRow } from '#platform/rows.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { ReceivablesFile } from '#readers/records.ts'
import type { SetAsideDoubts } from './import-doubts.ts'
import type { ImportScope } from './import-scope.ts'

/** What a file holds; `openCents` less `unallocatedCents` is the balance of the accounts read. */
export interface FileContents {
  readonly customers: number
  readonly invoices: number
  readonly creditNotes: number
  /** Payments and adjustments. */
  readonly payments: number
  readonly openCents: number
  readonly unallocatedCents: number
}

/** What a file holds and what was done with it. */
export interface BooksCounts extends FileContents {
  readonly created: {
    readonly customers: number
    readonly invoices: number
    readonly instalments: number
    readonly credits: number
    readonly allocations: number
  }
  readonly changed: { readonly customers: number; readonly instalments: number; readonly allocations: number }
  /** Instalments open before and settled by this file. */
  readonly closed: { readonly instalments: number; readonly cents: number }
  /** Questions without an answer, and the items set aside under them. */
  readonly toConfirm: SetAsideDoubts
}

export function contentsOf(
  file: Pick<ReceivablesFile, 'customers' | 'invoices' | 'credits' | 'allocations'>,
): FileContents {
  let [owed, credited, allocated, creditNotes] = [0, 0, 0, 0]
  const credits = file.credits.filter(({ amountCents }) => amountCents > 0)
  for (const { instalments } of file.invoices) {
    for (const { amountCents, settledCents } of instalments) owed += amountCents - settledCents
  }
  for (const { amountCents, kind } of credits) {
    credited += amountCents
    if (kind === 'credit-note') creditNotes++
  }
  for (const { amountCents } of file.allocations) allocated += amountCents
  return {
    customers: file.customers.length,
    invoices: file.invoices.length,
    creditNotes,
    payments: credits.length - creditNotes,
    openCents: owed - allocated,
    unallocatedCents: credited - allocated,
  }
}

/** Remembers what was open before the import, for `countClosed` and its plan: `open_before`, `credits_before`. */
export async function rememberOpen(tx: ScopedTransaction, companyId: number): Promise<void> {
  await sql`
    insert into open_before
    select id, customer_id, currency, due_on, is_final, open_cents
    from instalments where company_id = ${companyId} and open_cents > 0
  `.execute(tx)
  await sql`
    insert into credits_before
    select customer_id, currency, open_cents from credits where company_id = ${companyId} and open_cents > 0
  `.execute(tx)
}

export async function countClosed(
  tx: ScopedTransaction,
  companyId: number,
): Promise<{ instalments: number; cents: number }> {
  const closed = await sql<{ instalments: number; cents: number }>`
    select count(*) as instalments, coalesce(sum(b.open_cents), 0)::bigint as cents
    from open_before b join instalments j on j.company_id = ${companyId} and j.id = b.id
    where j.open_cents = 0
  `.execute(tx)
  return onlyRow(closed)
}

/** The instalments an import has brought, in its transaction. */
export async function countNewInstalments(
  tx: ScopedTransaction,
  { companyId, importId }: Pick<ImportScope, 'companyId' | 'importId'>,
): Promise<number> {
  const { count } = await tx
    .selectFrom('instalments')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('company_id', '=', companyId)
    .where('import_id', '=', importId)
    .executeTakeFirstOrThrow()
  return count
}

/** Of what the file holds and is open: due dates only estimated, and customers without an address. */
export async function countIncomplete(
  tx: ScopedTransaction,
  companyId: number,
): Promise<{ estimatedDueDates: number; customersWithoutAddress: number }> {
  const incomplete = await sql<{ estimatedDueDates: number; customersWithoutAddress: number }>`
    select count(*) filter (where j.due_is_estimated) as "estimatedDueDates",
           count(distinct j.customer_id) filter (where coalesce(c.postcode, '') = '' or coalesce(c.town, '') = '')
             as "customersWithoutAddress"
    from staged_instalments s
      join instalments j on j.company_id = ${companyId} and j.id = s.id
      join customers c on c.company_id = j.company_id and c.id = j.customer_id
    where j.open_cents > 0
  `.execute(tx)
  return onlyRow(incomplete)
}
