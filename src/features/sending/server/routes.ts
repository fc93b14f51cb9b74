import { mustHave, RelancesError } from '#domain/errors.ts'
import { checkDomain } from '#domain/sending/domain-check.ts'
import { domainOf, guessMailHost, isHostDomain } from '#domain/sending/mail-hosts.ts'
import type { Outcome } from '#domain/sending/outcome.ts'
import { recordNote } from '#ledger/record-note.ts'
import { accountOf, readSendingAccount, readSendingSettings } from '#ledger/sending-accounts.ts'
import { type AttemptLimit, countAttempt } from '#platform/attempts.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { type MailDns, mailReceivers, readDomainRecords } from '#platform/mail/mail-dns.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { type Served, serve } from '#platform/serve.ts'
import type { TestMessage } from '../contract.ts'
import * as contract from '../contract.ts'
import { checkDomainOf } from '../domain-contract.ts'
import { countAccounts, endAccount, lockAccount, makeDefault, noteCheck } from './account-store.ts'
import { type ConsentParts, consentRoutes, withdrawConsent } from './consent-routes.ts'
import { mailboxRoutes } from './mailbox-routes.ts'
import { problemOf, saveAccount, TRIAL_MS } from './save-account.ts'
import { changeSending, readSending, setMode } from './settings-store.ts'
import { testMessage } from './test-message.ts'

export interface SendingParts extends ConsentParts {
  readonly database: Pick<Database, 'db'>
  readonly dns: MailDns
}

/** Other servers are spoken to at each one: a person at a screen needs no more. */
const TRIALS: AttemptLimit = {
  name: 'sending-trial',
  max: 40,
  windowSeconds: 15 * 60,
  refusal: 'sending.too-many-trials',
}

/** Routes of « Paramètres › Envoi ». */
export function sendingRoutes(parts: SendingParts): readonly Served[] {
  return [
    ...settingsRoutes(parts),
    ...accountRoutes(parts),
    ...trialRoutes(parts),
    ...consentRoutes(parts),
    ...mailboxRoutes(parts, (context) => countTrial(parts, context)),
  ]
}

function settingsRoutes({ sealer }: SendingParts): readonly Served[] {
  return [
    serve(contract.fetchSending, ({ params: { code }, read }) =>
      read((tx) => readSending(tx, code, sealer), { isolation: 'repeatable read' }),
    ),
    serve(contract.saveSending, ({ params: { code }, body, context, write }) =>
      write(async (tx) => {
        await changeSending(tx, code, body, context.actor.name)
        return await readSending(tx, code, sealer)
      }),
    ),
    ...(['live', 'trial'] as const).map((mode) =>
      serve(
        mode === 'live' ? contract.openSending : contract.closeSending,
        ({ params: { code }, companyId, write }) =>
          write(async (tx) => {
            await setMode(tx, companyId, mode)
            return await readSending(tx, code, sealer)
          }),
      ),
    ),
  ]
}

function accountRoutes(parts: SendingParts): readonly Served[] {
  const { mailer, sealer } = parts
  return [
    serve(contract.addAccount, async ({ params: { code }, body, companyId, context, read, write }) => {
      await countTrial(parts, context)
      const actor = context.actor.name
      const { problem, isSaved } = await saveAccount(parts, {
        ...{ companyId, id: null, fields: body, actor, write },
      })
      return { problem, sending: isSaved ? await read((tx) => readSending(tx, code, sealer)) : null }
    }),
    serve(contract.changeAccount, async ({ params, body, companyId, context, read, write }) => {
      await countTrial(parts, context)
      const actor = context.actor.name
      const { problem, isSaved } = await saveAccount(parts, {
        ...{ companyId, id: params.id, fields: body, actor, write },
      })
      return { problem, sending: isSaved ? await read((tx) => readSending(tx, params.code, sealer)) : null }
    }),
    serve(contract.removeAccount, async ({ params: { code, id }, companyId, context, write }) => {
      const actor = context.actor.name
      const removed = accountOf(await write((tx) => lockAccount(tx, companyId, id)))
      const left = await write(async (tx) => {
        await endAccount(tx, companyId, id, actor)
        if ((await countAccounts(tx, companyId)) === 0) await setMode(tx, companyId, 'trial')
        return await readSending(tx, code, sealer)
      })
      mailer.forget({ companyId, id })
      await withdrawConsent(parts, removed)
      return left
    }),
    serve(contract.chooseDefault, ({ params: { code }, body, companyId, context, write }) =>
      write(async (tx) => {
        await makeDefault(tx, companyId, body.accountId, context.actor.name)
        return await readSending(tx, code, sealer)
      }),
    ),
  ]
}

function trialRoutes(parts: SendingParts): readonly Served[] {
  const { mailer, sealer, dns } = parts
  return [
    serve(contract.guessServer, async ({ query: { address } }) => {
      const domain = domainOf(address)
      if (domain === null) return { host: null }
      return { host: guessMailHost(domain, await mailReceivers(dns, domain)) }
    }),
    serve(checkDomainOf, async ({ params: { id }, companyId, read }) => {
      const account = await read((tx) => readSendingAccount(tx, companyId, id))
      if (!account) throw new RelancesError('not-found', 'sending.no-account')
      const domain = mustHave(domainOf(account.fromAddress), 'the domain of an address')
      if (isHostDomain(domain)) return { domain, isOfHost: true, lines: [] }
      const lines = checkDomain(await readDomainRecords(dns, domain), account.server?.host ?? null)
      return { domain, isOfHost: false, lines: [...lines] }
    }),
    serve(contract.checkAccount, async ({ params: { code, id }, companyId, context, write }) => {
      await countTrial(parts, context)
      const account = accountOf(await write((tx) => lockAccount(tx, companyId, id)))
      const failure = await mailer.tryAccount(account, AbortSignal.timeout(TRIAL_MS))
      return await write(async (tx) => {
        await noteCheck(tx, account, failure)
        return await readSending(tx, code, sealer)
      })
    }),
    serve(contract.sendTest, async ({ params: { code, id }, companyId, context, read, write }) => {
      await countTrial(parts, context)
      const account = accountOf(await write((tx) => lockAccount(tx, companyId, id)))
      const to = await ownAddress(parts, context)
      const settings = await read((tx) => readSendingSettings(tx, companyId))
      const message = await testMessage(account, settings, { to, company: code, language: context.language })
      const outcome = await mailer.sendMessage(account, message, AbortSignal.timeout(TRIAL_MS))
      await write((tx) => noteTest(tx, { companyId, id }, { to, outcome }))
      return { to, outcome: shownOutcome(outcome) }
    }),
  ]
}

async function noteTest(
  tx: ScopedTransaction,
  account: { readonly companyId: number; readonly id: number },
  { to, outcome }: { readonly to: string; readonly outcome: Outcome },
): Promise<void> {
  if (outcome.kind === 'accepted') await noteCheck(tx, account, null)
  if (outcome.kind === 'unreachable') await noteCheck(tx, account, outcome)
  const { companyId } = account
  await recordNote(tx, 'sending-test', { kind: outcome.kind, person: to }, { companyId })
}

async function countTrial({ database }: SendingParts, { actor }: Context): Promise<void> {
  await countAttempt(database, TRIALS, 'userId' in actor ? actor.userId : actor.name)
}

// Only to oneself: it is no way to write to others.
async function ownAddress({ database }: SendingParts, { actor }: Context): Promise<string> {
  if (!('userId' in actor)) throw new RelancesError('forbidden', 'people.sign-in')
  const { email } = await database.db
    .selectFrom('users')
    .select('email')
    .where('id', '=', actor.userId)
    .executeTakeFirstOrThrow()
  return email
}

function shownOutcome(outcome: Outcome): TestMessage['outcome'] {
  switch (outcome.kind) {
    case 'accepted':
      return { kind: 'accepted', answer: outcome.answer }
    case 'refused':
      return { kind: 'refused', answer: outcome.answer, permanent: outcome.permanent }
    case 'unreachable':
      return { kind: 'unreachable', problem: problemOf(outcome) ?? { reason: outcome.reason, answer: '' } }
    case 'ambiguous':
      return { kind: 'ambiguous' }
  }
}
