import { MESSAGE_STATES, type MessageState } from '#domain/sending/outbox-states.ts'
import { statementMaker } from '#features/customers/server/statement-maker.ts'
import { listMessages, readOutboxSummary } from '#features/outbox/server/message-store.ts'
import { sendMessages } from '#features/outbox/server/send-messages.ts'
import { keepSecretIn } from '#ledger/sending-accounts.ts'
import type { LetterPool } from '#letters/pool.ts'
import { narrowToCompanies } from '#platform/company-scope.ts'
import { takeLease } from '#platform/leases.ts'
import { createMailer } from '#platform/mail/mailer.ts'
import { withScope } from '#platform/scoped.ts'
import { openSealer } from '#platform/sealing.ts'
import { type Command, readArguments, readInteger, UsageError } from './command.ts'
import { writeResult } from './output.ts'
import { type CliSession, withSession } from './session.ts'

/** `outbox [--company CODE…] [--state STATE] [--limit N]`: what waits, has left or did not arrive, newest first. */
export const outbox: Command = async (args, io) => {
  const { values } = readArguments(args, {
    company: { type: 'string', multiple: true },
    state: { type: 'string' },
    limit: { type: 'string' },
    json: { type: 'boolean' },
  })
  const state = readState(values.state)
  const limit =
    values.limit === undefined ? 100 : readInteger(values.limit, '--limit', { min: 1, max: 10_000 })
  return await withSession(io, {}, async ({ database, who }) => {
    const context = await narrowToCompanies(database, who, values.company)
    const result = await withScope(
      database,
      context,
      async (tx) => ({
        ...(await readOutboxSummary(tx, context.companyIds)),
        messages: (await listMessages(tx, context.companyIds, { state, limit })).rows,
      }),
      { readOnly: true },
    )
    writeResult(io, result, values.json)
    return 0
  })
}

function readState(text: string | undefined): MessageState | undefined {
  if (text === undefined) return undefined
  const state = MESSAGE_STATES.find((known) => known === text)
  if (!state) throw new UsageError('cli.bad-state', { value: text, states: MESSAGE_STATES.join(', ') })
  return state
}

/**
 * A turn of the outbox before a command ends, unless a server is at it: that one goes on by itself. Returns how many
 * messages were handed over here.
 */
export async function sendNow(session: CliSession, pool: LetterPool): Promise<number> {
  const lease = await takeLease(session.database, 'outbox')
  if (!lease) return 0
  const mailer = createMailer({
    sealer: openSealer(session.config),
    keepSecret: keepSecretIn(session.database),
  })
  try {
    const statement = statementMaker({ database: session.database, pool })
    const sent = await sendMessages({ ...session, mailer, statement }, lease.lost)
    await lease.end(null)
    return sent
  } catch (error) {
    await lease.giveBack()
    throw error
  } finally {
    mailer.close()
  }
}
