import { beforeEach, describe, expect, test } from 'vitest'
import type { AskedAccount, AskedConsent } from '#features/sending/consent-contract.ts'
import type { SavedAccount, Sending, TestMessage } from '#features/sending/contract.ts'
import { startProviders } from '../mail-providers.ts'
import { openOffice, outcome, person } from './office.ts'

// Camille gives FNAC's mailboxes at Microsoft and at Google: she agrees there, and no password comes here.

const { state, places } = await startProviders()
const { camille, database, join, signIn } = await openOffice({}, { places })
const AT = '/api/companies/FNAC/sending'
type Completed = SavedAccount & { readonly isPending: boolean }

function wanted(change: Partial<AskedAccount> = {}): AskedAccount {
  return {
    label: 'Microsoft 365',
    fromName: 'Fnac, comptabilité',
    fromAddress: 'compta@fnac.example',
    perMinute: 30,
    perHour: 200,
    provider: 'microsoft',
    kind: 'graph',
    clientId: 'b1c2',
    tenant: 'fnac.example',
    accountId: null,
    ...change,
  }
}

beforeEach(() => {
  state.decision = 'pending'
})

async function askMicrosoft(change: Partial<AskedAccount> = {}): Promise<string> {
  const { body } = await camille.ask<AskedConsent>('POST', `${AT}/consents`, wanted(change))
  expect(body).toMatchObject({ kind: 'device', userCode: 'K7WR2MZQ', waitSeconds: 1 })
  return body.kind === 'device' ? body.pending : ''
}

const complete = (pending: string, returned?: string) =>
  camille.ask<Completed>('POST', `${AT}/consent-completions`, {
    pending,
    ...(returned === undefined ? {} : { returned }),
  })

describe('Microsoft', () => {
  test('waits for somebody to agree, then sends by Graph and is ready', async () => {
    const pending = await askMicrosoft()
    expect((await complete(pending)).body).toEqual({ isPending: true, problem: null, sending: null })
    state.decision = 'given'
    const { body } = await complete(pending)
    expect(body).toMatchObject({
      isPending: false,
      problem: null,
      sending: {
        accounts: [{ kind: 'graph', provider: 'microsoft', server: null, hasSecret: true, isDefault: true }],
      },
    })
    expect(JSON.stringify(body)).not.toMatch(/accord-|jeton-/)
    const id = body.sending?.accounts[0]?.id
    const { body: sent } = await camille.ask<TestMessage>('POST', `${AT}/accounts/${id}/test-messages`)
    expect(sent.outcome.kind).toBe('accepted')
    expect(state.sent.at(-1)?.toString()).toContain('To: camille@fnac.example')
    expect((await camille.ask<Sending>('POST', `${AT}/opening`)).body.mode).toBe('live')
  })

  test('gives another token each time, and the account keeps the last one', async () => {
    const [{ id = 0 } = {}] = (await camille.ask<Sending>('GET', AT)).body.accounts
    const secret = async () =>
      (await database.owner.query('select secret::text from sending_accounts where id = $1', [id])).rows[0]
        .secret
    const before = await secret()
    await camille.ask('POST', `${AT}/accounts/${id}/check`)
    expect(await secret()).not.toBe(before)
    // Tokens renew themselves without a word: the audit tells who gave the consent, once.
    const { rows } = await database.owner.query(
      `select count(*)::int as count from audit_rows
       where table_name = 'sending_accounts' and operation = 'update' and after ? 'secret_set_at'`,
    )
    expect(rows[0].count).toBe(1)
  })

  test('that has withdrawn the consent is told, and the consent is given again to the same account', async () => {
    const [{ id = 0 } = {}] = (await camille.ask<Sending>('GET', AT)).body.accounts
    state.refreshTokens.clear()
    const checked = await camille.ask<Sending>('POST', `${AT}/accounts/${id}/check`)
    expect(checked.body.accounts[0]?.problem).toMatchObject({ reason: 'consent-lost' })
    const pending = await askMicrosoft({ accountId: id })
    state.decision = 'given'
    const { body } = await complete(pending)
    expect(body.sending?.accounts.map((account) => [account.id, account.problem])).toEqual([[id, null]])
  })

  test('refused by whoever was asked, keeps nothing', async () => {
    const pending = await askMicrosoft({ label: 'Autre' })
    state.decision = 'refused'
    expect((await complete(pending)).body).toMatchObject({
      isPending: false,
      problem: { reason: 'consent-refused' },
      sending: null,
    })
  })
})

describe('Google', () => {
  const google = wanted({
    provider: 'google',
    kind: 'smtp-oauth',
    clientId: '12.apps.googleusercontent.com',
    tenant: null,
    clientSecret: 'GOCSPX-x',
    label: 'Google',
  })

  test('is gone to, and comes back with a code to the address one was at', async () => {
    const { body } = await camille.ask<AskedConsent>('POST', `${AT}/consents`, google)
    const address = new URL(body.kind === 'redirect' ? body.address : '')
    expect(address.searchParams.get('redirect_uri')).toBe('http://localhost:4800/parametres/envoi-accord')
    expect(address.href).not.toContain('GOCSPX')
    const [company, pending = ''] = (address.searchParams.get('state') ?? '').split('.')
    expect(company).toBe('FNAC')
    expect((await complete(pending, 'faux')).body.problem?.reason).toBe('consent-lost')
    const done = await complete(pending, 'code-de-google')
    const account = done.body.sending?.accounts.find(({ label }) => label === 'Google')
    // Its server is out of reach here: the account is kept, and says so.
    expect(account).toMatchObject({
      server: { host: '127.0.0.1', port: 1 },
      problem: { reason: 'port-closed' },
    })
    const given = [...state.refreshTokens]
    await camille.ask('DELETE', `${AT}/accounts/${account?.id}`)
    expect(state.refreshTokens.size).toBe(given.length - 1)
  })

  test('sends by SMTP only', async () => {
    expect((await camille.ask('POST', `${AT}/consents`, { ...google, kind: 'graph' })).status).toBe(400)
  })
})

test('a consent is completed by whoever asked for it, for that company, within twenty minutes', async () => {
  const pending = await askMicrosoft({ label: 'Tiers' })
  state.decision = 'given'
  const lucie = await join(
    person('Lucie Morel', {
      roles: [
        { company: 'FNAC', role: 'administrator' },
        { company: 'ISAGRI', role: 'administrator' },
      ],
    }),
  )
  const tooOld = [400, 'sending.consent-too-old']
  expect(await outcome(lucie.visit, 'POST', `${AT}/consent-completions`, { pending })).toEqual(tooOld)
  const elsewhere = '/api/companies/ISAGRI/sending/consent-completions'
  expect(await outcome(camille, 'POST', elsewhere, { pending })).toEqual(tooOld)
  expect(await outcome(camille, 'POST', `${AT}/consent-completions`, { pending: 'n’importe' })).toEqual(
    tooOld,
  )
  // Another session of the same person may: it is hers.
  const other = await signIn()
  expect(await outcome(other, 'POST', `${AT}/consent-completions`, { pending })).toEqual([200])
})
