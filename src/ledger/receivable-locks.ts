import { sql } from 'kysely'
import type { Currency } from '#domain/days-and-money/money.ts'
import { RelancesError } from '#domain/errors.ts'
import type { CreditKind } from '#domain/receivables/receivable-kinds.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'

/** A credit that nobody else can change until the transaction ends. */
export interface LockedCredit {
  readonly id: number
  readonly companyId: number
  readonly customerId: number
  readonly kind: CreditKind
  readonly currency: Currency
  readonly openCents: number
  readonly isReturned: boolean
}

/** An instalment that nobody else can change until the transaction ends. */
export interface LockedInstalment {
  readonly id: number
  readonly customerId: number
  readonly currency: Currency
  readonly openCents: number
  readonly isFinal: boolean
}

/**
 * Locks a credit and reads it. Whoever writes allocations locks the credit first, then its
 * instalments in the order of their ids.
 * @throws RelancesError not-found
 */
export async function lockCredit(tx: ScopedTransaction, creditId: number): Promise<LockedCredit> {
  const found = await tx
    .selectFrom('credits')
    .select('company_id')
    .where('id', '=', creditId)
    .executeTakeFirst()
  if (!found) throw new RelancesError('not-found', 'receivables.no-credit')
  await waitForImport(tx, found.company_id)
  return await tx
    .selectFrom('credits')
    .select(['id', 'company_id as companyId', 'customer_id as customerId', 'kind', 'currency'])
    .select(['open_cents as openCents', 'is_returned as isReturned'])
    .where('company_id', '=', found.company_id)
    .where('id', '=', creditId)
    .forUpdate()
    .executeTakeFirstOrThrow()
}

/** Locks instalments in the order of their ids and reads them; those that do not exist are left out. */
export async function lockInstalments(
  tx: ScopedTransaction,
  companyId: number,
  ids: readonly number[],
): Promise<LockedInstalment[]> {
  if (ids.length === 0) return []
  await waitForImport(tx, companyId)
  return await tx
    .selectFrom('instalments')
    .select(['id', 'customer_id as customerId', 'currency', 'open_cents as openCents', 'is_final as isFinal'])
    .where('company_id', '=', companyId)
    .where('id', 'in', ids)
    .orderBy('id')
    .forUpdate()
    .execute()
}

/** An import locks in its own order and counts everything again: no allocation goes on beside it. */
export async function waitForImport(tx: ScopedTransaction, companyId: number): Promise<void> {
  await sql`select pg_advisory_xact_lock_shared(hashtextextended('relances.import', ${companyId}))`.execute(
    tx,
  )
}
