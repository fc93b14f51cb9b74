import { areOfOneHost, guessMailbox } from '#domain/sending/mail-hosts.ts'
import { accountOf, mailboxOf } from '#ledger/sending-accounts.ts'
import type { Context } from '#platform/context.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { type Served, serve } from '#platform/serve.ts'
import * as contract from '../mailbox-contract.ts'
import { lockAccount } from './account-store.ts'
import type { ConsentParts } from './consent-routes.ts'
import { chosenMailbox, consentMailbox, forgetMailbox, keepMailbox, tryMailbox } from './mailbox-settings.ts'
import { problemOf } from './save-account.ts'
import { readSending } from './settings-store.ts'

/** Routes of « Retours »: the mailbox of an account. */
export function mailboxRoutes(
  parts: ConsentParts,
  countTrial: (context: Context) => Promise<void>,
): readonly Served[] {
  const { mailer, sealer, places } = parts
  return [
    serve(contract.guessMailboxOf, async ({ params: { id }, companyId, write }) => {
      const account = accountOf(await write((tx) => lockAccount(tx, companyId, id)))
      if (account.server === null || account.application !== null)
        return { server: consentMailbox(account, places).server, isUnsure: false, isOfOneHost: true }
      const guess = guessMailbox(account.server)
      const isOfOneHost = account.userName !== null && areOfOneHost(account.server, guess.server)
      return { ...guess, isOfOneHost }
    }),
    serve(contract.setMailbox, async ({ params: { code, id }, body, companyId, context, read, write }) => {
      await countTrial(context)
      const chosen = async (tx: ScopedTransaction) => {
        const account = accountOf(await lockAccount(tx, companyId, id))
        const kept = await keptMailbox(tx, companyId, id)
        return { account, mailbox: chosenMailbox(account, kept, body, parts) }
      }
      const { account, mailbox } = await write(chosen)
      const failure = await tryMailbox(mailer, account, mailbox)
      const isSaved = failure === null || body.isKeptAnyway
      if (isSaved)
        await write(async (tx) => {
          // The account may have been pointed elsewhere meanwhile.
          await chosen(tx)
          await keepMailbox(tx, account, { mailbox, failure, actor: context.actor.name })
        })
      return {
        problem: problemOf(failure),
        sending: isSaved ? await read((tx) => readSending(tx, code, sealer)) : null,
      }
    }),
    serve(contract.leaveMailbox, ({ params: { code, id }, companyId, write }) =>
      write(async (tx) => {
        await lockAccount(tx, companyId, id)
        await forgetMailbox(tx, companyId, id)
        return await readSending(tx, code, sealer)
      }),
    ),
  ]
}

async function keptMailbox(tx: ScopedTransaction, companyId: number, accountId: number) {
  const row = await tx
    .selectFrom('return_mailboxes')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('account_id', '=', accountId)
    .executeTakeFirst()
  return row ? mailboxOf(row) : null
}
