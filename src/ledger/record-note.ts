import { sql } from 'kysely'
import { onlyRow } from '#platform/rows.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'

/** The chain of the installation: people, sign-in methods, keys. */
export const INSTALLATION = 0

/**
 * Writes in the audit what is not a change of a row: a sign-in, data taken out, a verification. It is signed
 * as the transaction is.
 * @param what name of the note, as migration 0009 has names of tables
 * @returns id of its row
 */
export async function recordNote(
  tx: ScopedTransaction,
  what: string,
  details: Readonly<Record<string, unknown>>,
  about: { readonly companyId?: number; readonly customerId?: number } = {},
): Promise<number> {
  const { companyId = INSTALLATION, customerId = null } = about
  const note = await sql<{ id: number }>`
    select record_note(${companyId}, ${what}, ${customerId}, ${JSON.stringify(details)}::jsonb) as id`.execute(
    tx,
  )
  return onlyRow(note).id
}
