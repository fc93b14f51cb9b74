import { sql } from 'kysely'
import type { PushOutcome } from '#domain/receivables/pushed-words.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { ID_COLUMNS, type KnownRef, refKey, withdrawExternalIds } from './external-ids.ts'
import { withdrawCredits } from './import-absences.ts'
import { cancelAllocationsOf } from './import-reconciliation.ts'
import type { ImportScope } from './import-scope.ts'
import { isOut, type Push, refuse } from './push.ts'
import type { PushItem } from './push-order.ts'

/** What a push takes back: by the place of the row, what became of it. */
export type Withdrawn = ReadonlyMap<number, PushOutcome>

interface Withdrawal extends KnownRef {
  readonly index: number
}

/**
 * Refuses what cannot be withdrawn: what the program never pushed, and a customer who owes.
 * @returns the others, those withdrawn already left out
 */
export async function planWithdrawals(tx: ScopedTransaction, push: Push): Promise<readonly Withdrawal[]> {
  const planned: Withdrawal[] = []
  for (const [index, item] of push.items.entries()) {
    if (item.data !== null || isOut(push, index)) continue
    const known = push.known.get(refKey(item))
    if (!known)
      refuse(push, index, { code: 'not-found', key: 'programs.not-pushed', values: { id: item.externalId } })
    else if (!known.isWithdrawn) planned.push({ ...known, index })
  }
  const customers = planned.filter(({ kind }) => kind === 'customer')
  const { rows } = await sql<{ id: number }>`
    select u.id from unnest(${customers.map(({ id }) => id)}::bigint[]) as u (id)
    where exists (select from instalments j where j.company_id = ${push.companyId} and j.customer_id = u.id
        and j.open_cents > 0)
      or exists (select from credits k where k.company_id = ${push.companyId} and k.customer_id = u.id
        and k.open_cents > 0)
  `.execute(tx)
  const owing = new Set(rows.map(({ id }) => id))
  for (const { id, index } of customers)
    if (owing.has(id)) refuse(push, index, { code: 'conflict', key: 'programs.customer-owes', values: {} })
  return planned.filter(({ index }) => !push.problems.has(index))
}

/**
 * Withdraws what the program no longer has, as a ledger's absence does: instalments are settled by the import, credits
 * withdrawn, what was allocated is free again. What another source has too only loses its identifier. No row is
 * deleted: what was reminded keeps its history, and what comes back finds its level again. To be called before
 * allocations are reconciled.
 */
export async function withdrawDocuments(
  tx: ScopedTransaction,
  scope: ImportScope,
  push: Push,
  planned: readonly Withdrawal[],
): Promise<Withdrawn> {
  await withdrawExternalIds(tx, push, planned)
  const own = await ownRows(tx, push, planned)
  const invoices = planned.filter(({ kind, id }) => kind === 'invoice' && own.invoices.has(id))
  const credits = planned.filter(
    ({ kind, id }) => (kind === 'credit' || kind === 'payment') && own.credits.has(id),
  )
  await settleInvoices(
    tx,
    scope,
    invoices.map(({ id }) => id),
  )
  const creditIds = credits.map(({ id }) => id)
  await withdrawCredits(tx, scope, creditIds)
  await cancelAllocationsOf(tx, scope, { creditIds, instalmentIds: [] })
  const gone = new Set([...invoices, ...credits].map(({ index }) => index))
  return new Map(
    planned.map(({ index, kind }) => [
      index,
      gone.has(index) || kind === 'customer' ? 'withdrawn' : 'unlinked',
    ]),
  )
}

// Those that programs alone have brought, that no other program still names, and that this push does not put again.
async function ownRows(tx: ScopedTransaction, push: Push, planned: readonly Withdrawal[]) {
  const own = async (kinds: readonly PushItem['kind'][], table: 'invoices' | 'credits', staged: string) => {
    const ids = planned.filter(({ kind }) => kinds.includes(kind)).map(({ id }) => id)
    const column = table === 'invoices' ? ID_COLUMNS.invoice : ID_COLUMNS.credit
    const { rows } = await sql<{ id: number }>`
      select d.id from ${sql.table(table)} d
      where d.company_id = ${push.companyId} and d.id = any(${ids}::bigint[]) and d.source = 'api'
        and not exists (select from external_ids x where x.company_id = d.company_id and x.withdrawn_at is null
          and x.${sql.ref(column)} = d.id)
        and not exists (select from ${sql.table(staged)} s where s.${sql.ref(column)} = d.id)
    `.execute(tx)
    return new Set(rows.map(({ id }) => id))
  }
  return {
    invoices: await own(['invoice'], 'invoices', 'staged_invoices'),
    credits: await own(['credit', 'payment'], 'credits', 'staged_credits'),
  }
}

async function settleInvoices(
  tx: ScopedTransaction,
  scope: ImportScope,
  ids: readonly number[],
): Promise<void> {
  const { rows } = await sql<{ id: number }>`
    select id from instalments where company_id = ${scope.companyId} and invoice_id = any(${ids}::bigint[])
  `.execute(tx)
  await settleGone(
    tx,
    scope,
    rows.map(({ id }) => id),
  )
}

/** Settles by the import instalments that the source no longer has; every allocation of theirs is cancelled. */
export async function settleGone(
  tx: ScopedTransaction,
  scope: ImportScope,
  instalmentIds: readonly number[],
): Promise<void> {
  if (instalmentIds.length === 0) return
  await cancelAllocationsOf(tx, scope, { creditIds: [], instalmentIds })
  await sql`
    insert into staged_allocations (instalment_key, amount_cents, origin)
    select source_key, amount_cents, 'settled-by-import' from instalments
    where company_id = ${scope.companyId} and id = any(${instalmentIds}::bigint[])
  `.execute(tx)
  await sql`insert into spoken_instalments select unnest(${instalmentIds}::bigint[])`.execute(tx)
}
