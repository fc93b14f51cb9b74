import type { ScopedTransaction } from '#platform/scoped.ts'
import type { MessageSettings } from '../contract.ts'

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
  return {
    messageBytes: company.message_bytes,
    levels: levels.map((row) => ({
      level: row.level,
      emailUse: row.email_use,
      attachesLetter: row.attaches_letter,
      attachesInvoices: row.attaches_invoices,
      attachesStatement: row.attaches_statement,
    })),
  }
}

/** Sets them; a level that is not named stays as it is. */
export async function changeMessageSettings(
  tx: ScopedTransaction,
  companyId: number,
  { messageBytes, levels }: MessageSettings,
  actor: string,
): Promise<MessageSettings> {
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
