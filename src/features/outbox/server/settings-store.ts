import { createHash } from 'node:crypto'
import { RelancesError } from '#domain/errors.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { MessageSettings } from '../settings-contract.ts'

/** What the e-mails of a company may be and carry, the lowest level first. */
export async function readMessageSettings(
  tx: ScopedTransaction,
  companyId: number,
): Promise<MessageSettings> {
  const company = await tx
    .selectFrom('companies')
    .select('message_bytes')
    .where('id', '=', companyId)
    .executeTakeFirstOrThrow()
  const levels = await tx
    .selectFrom('dunning_levels')
    .select(['level', 'email_use', 'attaches_letter', 'attaches_invoices', 'attaches_statement'])
    .where('company_id', '=', companyId)
    .orderBy('level')
    .execute()
  const settings = {
    messageBytes: company.message_bytes,
    levels: levels.map((row) => ({
      level: row.level,
      emailUse: row.email_use,
      attachesLetter: row.attaches_letter,
      attachesInvoices: row.attaches_invoices,
      attachesStatement: row.attaches_statement,
    })),
  }
  // Of the settings themselves: what else changes in the company is no reason to refuse.
  const version = createHash('sha256').update(JSON.stringify(settings)).digest('hex')
  return { version, ...settings }
}

/**
 * Sets them, unless they are no longer those of `version`; a level that is not named stays as it is.
 * @throws RelancesError conflict when somebody else was quicker
 */
export async function storeMessageSettings(
  tx: ScopedTransaction,
  companyId: number,
  { version, messageBytes, levels }: MessageSettings,
  actor: string,
): Promise<MessageSettings> {
  // Locked before they are compared, so that of two people saving at once the second sees the first.
  await tx.selectFrom('companies').select('id').where('id', '=', companyId).forUpdate().execute()
  if ((await readMessageSettings(tx, companyId)).version !== version)
    throw new RelancesError('conflict', 'outbox.settings-changed')
  await tx
    .updateTable('companies')
    .set({ message_bytes: messageBytes, updated_by: actor })
    .where('id', '=', companyId)
    .execute()
  for (const { level, emailUse, attachesLetter, attachesInvoices, attachesStatement } of levels)
    await tx
      .updateTable('dunning_levels')
      .set({
        email_use: emailUse,
        attaches_letter: attachesLetter,
        attaches_invoices: attachesInvoices,
        attaches_statement: attachesStatement,
      })
      .where('company_id', '=', companyId)
      .where('level', '=', level)
      .execute()
  return await readMessageSettings(tx, companyId)
}
