import type { Archive } from '#platform/archive.ts'
import type { Wakeable } from '#platform/background.ts'
import { serve } from '#platform/serve.ts'
import * as contract from '../contract.ts'
import { changeCourtesies, fetchCourtesies } from '../courtesy-contract.ts'
import * as returns from '../returns-contract.ts'
import { changeMessageSettings, fetchMessageSettings } from '../settings-contract.ts'
import { actOnMessages } from './act-on-messages.ts'
import { changeAddresses, readAddresses } from './address-store.ts'
import { readCourtesies, storeCourtesies } from './courtesy-store.ts'
import { changeEmail, readEmail } from './email-view.ts'
import { listMessages, readMessage, readMessageBytes, readOutboxSummary } from './message-store.ts'
import { decidePromise, noteReplyRead, readReturnsOf } from './reply-store.ts'
import { readMessageSettings, storeMessageSettings } from './settings-store.ts'

/** Routes of the outbox, and of the e-mail of a letter. */
export function outboxRoutes({ archive, outbox }: { readonly archive: Archive; readonly outbox: Wakeable }) {
  return [
    serve(contract.fetchMessages, ({ query: { companies, ...query }, context, read }) =>
      read((tx) => listMessages(tx, context.companyIds, query)),
    ),
    serve(contract.fetchOutbox, ({ context, read }) =>
      read((tx) => readOutboxSummary(tx, context.companyIds)),
    ),
    serve(contract.fetchMessage, ({ params: { id }, read }) => read((tx) => readMessage(tx, id))),
    serve(contract.fetchMessageFile, async ({ params: { id }, read }) => {
      const { sha256 } = await read((tx) => readMessageBytes(tx, id))
      const bytes = await archive.get(sha256, 'eml')
      // Saved, never shown in our pages: it is a file of mail programs.
      return new Response(Uint8Array.from(bytes), {
        headers: {
          'Content-Type': 'message/rfc822',
          'Content-Disposition': `attachment; filename="message-${id}.eml"`,
        },
      })
    }),
    serve(contract.actOnMessages, async ({ body: { messageIds, act }, context, write }) => {
      const result = await write((tx) => actOnMessages(tx, messageIds, { act, actor: context.actor.name }))
      if (act === 'retry') outbox.wake()
      return result
    }),
    serve(returns.fetchReturns, ({ params: { id }, read }) => read((tx) => readReturnsOf(tx, id))),
    serve(returns.readReply, ({ params: { id }, context, write }) =>
      write((tx) => noteReplyRead(tx, id, context.actor.name)),
    ),
    serve(returns.decidePromise, ({ params: { id }, body: { decision }, context, write }) =>
      write((tx) => decidePromise(tx, id, decision, context.actor.name)),
    ),
    serve(contract.fetchAddresses, ({ params: { id }, read }) => read((tx) => readAddresses(tx, id))),
    serve(contract.changeAddresses, ({ params: { id }, body, context, write }) =>
      write((tx) => changeAddresses(tx, id, body, context.actor.name)),
    ),
    serve(fetchMessageSettings, ({ companyId, read }) => read((tx) => readMessageSettings(tx, companyId))),
    serve(changeMessageSettings, ({ companyId, body, context, write }) =>
      write((tx) => storeMessageSettings(tx, companyId, body, context.actor.name)),
    ),
    serve(fetchCourtesies, ({ companyId, read }) => read((tx) => readCourtesies(tx, companyId))),
    serve(changeCourtesies, ({ companyId, body, context, write }) =>
      write((tx) => storeCourtesies(tx, companyId, body, context.actor.name)),
    ),
    serve(contract.fetchEmail, ({ params: { id }, read }) => read((tx) => readEmail(tx, id))),
    serve(contract.changeEmail, ({ params: { id }, body, write }) =>
      write((tx) => changeEmail(tx, id, body)),
    ),
  ]
}
