import { sql } from 'kysely'
import type { z } from 'zod'
import { RelancesError } from '#domain/errors.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { newBlock } from './contract.ts'

/**
 * Sets a client, an invoice or an instalment aside. Returns the block's id.
 * @throws RelancesError not-found when the client has no such invoice or instalment
 */
export async function addBlock(
  tx: ScopedTransaction,
  block: z.output<typeof newBlock>,
  actor: string,
): Promise<number> {
  const companyId = await companyOf(tx, block)
  const { id } = await tx
    .insertInto('dunning_blocks')
    .values({
      company_id: companyId,
      customer_id: block.customerId,
      invoice_id: block.invoiceId ?? null,
      instalment_id: block.instalmentId ?? null,
      kind: block.kind,
      reason: block.reason,
      amount_cents: block.amountCents ?? null,
      ends_on: block.endsOn ?? null,
      created_by: actor,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

async function companyOf(
  tx: ScopedTransaction,
  {
    customerId,
    invoiceId,
    instalmentId,
  }: Pick<z.output<typeof newBlock>, 'customerId' | 'invoiceId' | 'instalmentId'>,
): Promise<number> {
  const found = await sql<{ company_id: number }>`
    select c.company_id from customers c
    where c.id = ${customerId}
      and (${invoiceId ?? null}::bigint is null or exists (select from invoices i
        where i.company_id = c.company_id and i.customer_id = c.id and i.id = ${invoiceId ?? null}))
      and (${instalmentId ?? null}::bigint is null or exists (select from instalments i
        where i.company_id = c.company_id and i.customer_id = c.id and i.id = ${instalmentId ?? null}))
  `.execute(tx)
  const companyId = found.rows[0]?.company_id
  if (companyId === undefined)
    throw new RelancesError('not-found', 'features.no-customer', { id: customerId })
  return companyId
}

/** Lifts a block; false when it was lifted already. @throws RelancesError not-found */
export async function liftBlock(
  tx: ScopedTransaction,
  id: number,
  reason: string | undefined,
  actor: string,
): Promise<boolean> {
  const found = await tx.selectFrom('dunning_blocks').select('id').where('id', '=', id).executeTakeFirst()
  if (!found) throw new RelancesError('not-found', 'features.no-block', { id })
  const lifted = await tx
    .updateTable('dunning_blocks')
    .set({ lifted_at: sql`now()`, lifted_by: actor, lift_reason: reason ?? null })
    .where('id', '=', id)
    .where('lifted_at', 'is', null)
    .executeTakeFirst()
  return lifted.numUpdatedRows > 0n
}
