import { RelancesError } from '#domain/errors.ts'
import type { SendingAccount } from '#domain/sending/account.ts'
import type { AccountFailure } from '#domain/sending/outcome.ts'
import type { Context } from '#platform/context.ts'
import { askingFor, consentOf, secretSubject, UNKEPT_ACCOUNT } from '#platform/mail/account-tokens.ts'
import {
  type Asking,
  askDeviceCode,
  type Consent,
  consentAddress,
  newVerifier,
  redeemCode,
  redeemDeviceCode,
  revoke,
  type Tokens,
} from '#platform/mail/consent.ts'
import type { ProviderPlaces } from '#platform/mail/providers.ts'
import type { Sealer } from '#platform/sealing.ts'
import { type Asked as AskedFor, type Served, serve } from '#platform/serve.ts'
import type { AskedConsent, ConsentAccount } from '../consent-contract.ts'
import * as contract from '../consent-contract.ts'
import { lockAccount, writeConsentAccount } from './account-store.ts'
import { consentMailbox, keepMailbox, tryMailbox } from './mailbox-settings.ts'
import { type AccountParts, problemOf, TRIAL_MS } from './save-account.ts'
import { readSending } from './settings-store.ts'

export interface ConsentParts extends AccountParts {
  readonly places: ProviderPlaces
}

/** What waits for a consent: sealed, and given to whoever asked; nothing of it is kept here. */
interface Pending {
  readonly fields: ConsentAccount
  readonly askedAt: number
  readonly deviceCode?: string
  readonly verifier?: string
  readonly redirectUri?: string
}

const PENDING_MS = 20 * 60_000

/** Where the screens take the code that Google sends back with (`src/web/router.tsx`). */
const RETURN_PATH = '/parametres/envoi-accord'

/** Routes by which a provider is asked for its consent. */
export function consentRoutes(parts: ConsentParts): readonly Served[] {
  const { sealer } = parts
  return [
    serve(contract.askConsent, async ({ params: { code }, body, companyId, context, request, write }) => {
      const { accountId } = body
      if (accountId !== null) await write((tx) => lockAccount(tx, companyId, accountId))
      const seal = (pending: Pending) =>
        Buffer.from(sealer.seal(JSON.stringify(pending), pendingSubject(companyId, context))).toString(
          'base64url',
        )
      const asked = { parts, fields: body, seal }
      if (body.provider === 'microsoft') return await askMicrosoft(asked)
      return await askGoogle(asked, code, request.req.header('origin'))
    }),
    serve(contract.completeConsent, async ({ params: { code }, body, companyId, context, read, write }) => {
      const pending = openPending(sealer, body.pending, pendingSubject(companyId, context))
      const tokens = await redeem(parts, pending, body.returned)
      if (tokens === 'pending') return { isPending: true, problem: null, sending: null }
      if ('reason' in tokens) return { isPending: false, problem: problemOf(tokens), sending: null }
      const consent = {
        refreshToken: tokens.refreshToken,
        clientSecret: pending.fields.clientSecret ?? null,
      }
      const account = consentedAccount(companyId, pending.fields, consent, parts)
      const failure = await parts.mailer.tryAccount(account, AbortSignal.timeout(TRIAL_MS))
      const actor = context.actor.name
      const id = await write((tx) =>
        writeConsentAccount(tx, sealer, { account, ...{ consent, failure, actor }, ...pending }),
      )
      parts.mailer.forget({ companyId, id })
      if (pending.fields.readsReturns)
        await readReturnsToo(parts, { account: { ...account, id }, consent, actor, write })
      return {
        isPending: false,
        problem: problemOf(failure),
        sending: await read((tx) => readSending(tx, code, sealer)),
      }
    }),
  ]
}

/** Takes back the consent of an account that is removed, where its provider lets one. */
export async function withdrawConsent(
  { sealer, places }: Pick<ConsentParts, 'sealer' | 'places'>,
  account: SendingAccount,
): Promise<void> {
  if (account.application === null) return
  const consent = consentOf(account, sealer)
  if (consent) await revoke(askingFor(account, consent, places), consent.refreshToken)
}

// The consent is kept whether the mailbox can be read or not: what is wrong is then said beside it.
async function readReturnsToo(
  { mailer, sealer, places }: ConsentParts,
  given: {
    readonly account: SendingAccount
    readonly consent: Consent
    readonly actor: string
    readonly write: AskedFor<never>['write']
  },
): Promise<void> {
  const { companyId, id } = given.account
  const sealedSecret = sealer.seal(JSON.stringify(given.consent), secretSubject({ companyId, id }))
  const account = { ...given.account, sealedSecret }
  const mailbox = consentMailbox(account, places)
  const failure = await tryMailbox(mailer, account, mailbox)
  await given.write((tx) => keepMailbox(tx, account, { mailbox, failure, actor: given.actor }))
}

interface Asked {
  readonly parts: ConsentParts
  readonly fields: ConsentAccount
  readonly seal: (pending: Pending) => string
}

async function askMicrosoft({ parts, fields, seal }: Asked): Promise<AskedConsent> {
  const given = await askDeviceCode(askingOf(fields, parts.places))
  if ('reason' in given) return problem(given)
  const { userCode, verificationUrl, waitSeconds, deviceCode } = given
  const pending = seal({ fields, askedAt: Date.now(), deviceCode })
  return { kind: 'device', userCode, verificationUrl, waitSeconds, pending }
}

// The origin of the request has been checked: Google sends back to the very address that the screens are at.
async function askGoogle(
  { parts, fields, seal }: Asked,
  company: string,
  origin: string | undefined,
): Promise<AskedConsent> {
  if (origin === undefined) throw new RelancesError('invalid', 'sending.only-from-screen')
  const verifier = newVerifier()
  const redirectUri = `${origin}${RETURN_PATH}`
  const state = `${company}.${seal({ fields, askedAt: Date.now(), verifier, redirectUri })}`
  const asking = askingOf(fields, parts.places)
  const address = await consentAddress(asking, { redirectUri, state, hint: fields.fromAddress }, verifier)
  return { kind: 'redirect', address }
}

function problem(failure: AccountFailure): AskedConsent {
  return { kind: 'problem', problem: { reason: failure.reason, answer: failure.answer } }
}

async function redeem(
  { places }: ConsentParts,
  { fields, deviceCode, verifier, redirectUri }: Pending,
  returned: string | undefined,
): Promise<Tokens | 'pending' | AccountFailure> {
  const asking = askingOf(fields, places)
  if (deviceCode !== undefined) return await redeemDeviceCode(asking, deviceCode)
  if (verifier === undefined || redirectUri === undefined || returned === undefined)
    throw new RelancesError('invalid', 'sending.consent-too-old')
  return await redeemCode(asking, { code: returned, redirectUri, verifier })
}

function askingOf(
  { provider, clientId, tenant, clientSecret, kind, readsReturns }: ConsentAccount,
  places: ProviderPlaces,
): Asking {
  const application = { provider, clientId, tenant }
  return { application, clientSecret: clientSecret ?? null, kind, readsReturns, places }
}

// Bound to the company and to whoever asked: a consent asked for by one person is completed by nobody else.
function pendingSubject(companyId: number, { actor }: Context): string {
  return `sending-consent ${companyId} ${'userId' in actor ? actor.userId : actor.name}`
}

function openPending(sealer: Pick<Sealer, 'open'>, sealed: string, subject: string): Pending {
  const text = sealer.open(Buffer.from(sealed, 'base64url'), subject)
  const pending = text === null ? null : (JSON.parse(text) as Pending)
  if (pending === null || pending.askedAt + PENDING_MS < Date.now())
    throw new RelancesError('invalid', 'sending.consent-too-old')
  return pending
}

function consentedAccount(
  companyId: number,
  { provider, clientId, tenant, kind, accountId, ...fields }: ConsentAccount,
  consent: Consent,
  { sealer, places }: { readonly sealer: Pick<Sealer, 'seal'>; readonly places: ProviderPlaces },
): SendingAccount {
  const owner = { companyId, id: accountId ?? UNKEPT_ACCOUNT }
  const { fromName, fromAddress, perMinute, perHour } = fields
  return {
    ...owner,
    kind,
    ...{ fromName, fromAddress, perMinute, perHour },
    server: kind === 'graph' ? null : places.smtp(provider),
    userName: fromAddress,
    application: { provider, clientId, tenant },
    sealedSecret: sealer.seal(JSON.stringify(consent), secretSubject(owner)),
  }
}
