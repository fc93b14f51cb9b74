import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import type { PasswordAccount, SavedAccount, Sending, TestMessage } from '#features/sending/contract.ts'
import { makeBackup } from '#platform/make-backup.ts'
import { sealingKeyFile } from '#platform/sealing.ts'
import { PASSWORD, refusal, startMailServer, USER } from '../mail-server.ts'
import { CAMILLE, openOffice, outcome, person } from './office.ts'

// Camille sets how FNAC sends: an account, a test, then the end of the trial. Others try the door.

const { camille, database, server, join: joinOffice, notes } = await openOffice()
const AT = '/api/companies/FNAC/sending'
const mail = await startMailServer({}, 'none')

function account(change: Partial<PasswordAccount> = {}): PasswordAccount {
  return {
    label: 'Comptabilité',
    fromName: 'Fnac, service comptable',
    fromAddress: USER,
    server: mail.server,
    userName: USER,
    password: PASSWORD,
    perMinute: 20,
    perHour: 200,
    ...change,
  }
}

async function read(): Promise<Sending> {
  return (await camille.ask<Sending>('GET', AT)).body
}

async function settings(change: Partial<Sending>) {
  const { accounts: _, company: __, mode: ___, ...fields } = await read()
  return await camille.ask<Sending>('PUT', AT, { ...fields, ...change })
}

describe('an account', () => {
  test('that its server refuses is not kept, and the sentence has its reason', async () => {
    const { status, body } = await camille.ask<SavedAccount>(
      'POST',
      `${AT}/accounts`,
      account({ password: 'Chêne-massif-13' }),
    )
    expect(status).toBe(200)
    expect(body).toMatchObject({ problem: { reason: 'password-refused' }, sending: null })
    expect((await read()).accounts).toEqual([])
    // Nothing can leave yet: the trial cannot end.
    expect(await outcome(camille, 'POST', `${AT}/opening`)).toEqual([400, 'sending.not-ready'])
  })

  test('that is let in is kept, is the default one, and its password is told to nobody', async () => {
    const { body } = await camille.ask<SavedAccount>('POST', `${AT}/accounts`, account())
    expect(body.problem).toBeNull()
    expect(body.sending).toMatchObject({
      mode: 'trial',
      accounts: [{ label: 'Comptabilité', kind: 'smtp', isDefault: true, hasSecret: true, problem: null }],
    })
    expect(JSON.stringify([body, await read()])).not.toContain(PASSWORD)
    const { rows } = await database.owner.query('select secret, secret::text as text from sending_accounts')
    expect(Buffer.from(rows[0].secret).toString('latin1')).not.toContain(PASSWORD)
    // Nor to the audit, nor to the log.
    const { rows: audited } = await database.owner.query(
      `select after::text as after from audit_rows where table_name = 'sending_accounts'`,
    )
    expect(audited.length).toBeGreaterThan(0)
    for (const { after } of audited) expect(after).not.toMatch(/Ch.ne-massif|"secret"/)
    expect(readFileSync(join(server.config.dataDir, 'relances.log'), 'utf8')).not.toContain(PASSWORD)
  })

  test('keeps its password for its own server only', async () => {
    const [{ id = 0 } = {}] = (await read()).accounts
    const { password: _, ...same } = account({ label: 'Compta' })
    const changed = await camille.ask<SavedAccount>('PUT', `${AT}/accounts/${id}`, same)
    expect(changed.body).toMatchObject({ problem: null, sending: { accounts: [{ label: 'Compta' }] } })
    // A server of somebody else's would be given the password by whoever does not know it.
    const other = await startMailServer({}, 'none')
    const elsewhere = { ...same, server: other.server }
    for (const wrong of [elsewhere, { ...same, userName: 'voleur@fnac.example' }]) {
      expect(await outcome(camille, 'PUT', `${AT}/accounts/${id}`, wrong)).toEqual([
        400,
        'sending.password-missing',
      ])
    }
    expect(other.connections.opened).toBe(0)
  })

  test('may be kept although its server is away; it sends nothing until it is let in', async () => {
    const closed = account({ label: 'Secours', server: { ...mail.server, port: 1 }, isKeptAnyway: true })
    const { body } = await camille.ask<SavedAccount>('POST', `${AT}/accounts`, closed)
    expect(body.problem?.reason).toBe('port-closed')
    const kept = body.sending?.accounts.find(({ label }) => label === 'Secours')
    expect(kept).toMatchObject({ isDefault: false, checkedAt: null, problem: { reason: 'port-closed' } })
    const chosen = await camille.ask<Sending>('PUT', `${AT}/default-account`, { accountId: kept?.id })
    expect(chosen.body.accounts[0]).toMatchObject({ label: 'Secours', isDefault: true })
    expect(await outcome(camille, 'POST', `${AT}/opening`)).toEqual([400, 'sending.not-ready'])
  })

  test('is removed unless it is the default one among several; its password goes with it', async () => {
    const { accounts } = await read()
    const [secours, compta] = accounts
    expect(await outcome(camille, 'DELETE', `${AT}/accounts/${secours?.id}`)).toEqual([
      409,
      'sending.default-stays',
    ])
    await camille.ask('PUT', `${AT}/default-account`, { accountId: compta?.id })
    await settings({
      levels: [1, 2, 3, 4].map((level) => ({
        level: level as 1,
        accountId: level === 4 ? (secours?.id ?? 0) : null,
        copyTo: [],
      })),
    })
    const left = await camille.ask<Sending>('DELETE', `${AT}/accounts/${secours?.id}`)
    expect(left.body.accounts.map(({ label }) => label)).toEqual(['Compta'])
    expect(left.body.levels.map(({ accountId }) => accountId)).toEqual([null, null, null, null])
    const { rows } = await database.owner.query(
      'select secret from sending_accounts where removed_at is not null',
    )
    expect(rows).toEqual([{ secret: null }])
  })
})

test('a backup has the accounts, and neither their passwords nor what opens them', async () => {
  const file = join(server.config.dataDir, 'try.tar.gz')
  const { services, config, secret } = server
  await makeBackup({ database, archive: services.archive, version: services.version, secret }, file)
  const tar = gunzipSync(readFileSync(file))
  expect(tar.includes('Fnac, service comptable')).toBe(true)
  expect(tar.includes(secret)).toBe(true)
  // Bytes are written in hexadecimal there.
  for (const clear of [PASSWORD, Buffer.from(PASSWORD).toString('hex')])
    expect(tar.includes(clear)).toBe(false)
  expect(tar.includes(readFileSync(sealingKeyFile(config), 'utf8'))).toBe(false)
})

describe('a test message', () => {
  test('leaves in trial, to whoever asks, with the reply address and the signature', async () => {
    await settings({ replyTo: 'reponses@fnac.example', signature: 'Le service comptable\n01 02 03 04 05' })
    const [{ id = 0 } = {}] = (await read()).accounts
    const { body } = await camille.ask<TestMessage>('POST', `${AT}/accounts/${id}/test-messages`)
    expect(body).toMatchObject({ to: CAMILLE.email, outcome: { kind: 'accepted' } })
    const [sent] = mail.received
    expect(sent?.to).toEqual([CAMILLE.email])
    const text = sent?.raw.toString() ?? ''
    expect(text).toContain('Reply-To: reponses@fnac.example')
    expect(text).toContain('From: "Fnac, service comptable" <compta@menuiserie.example>')
    expect(text).toContain('Auto-Submitted: auto-generated')
    expect(text).toContain('01 02 03 04 05')
    expect(await notes('sending-test')).toMatchObject([{ kind: 'accepted', actor: CAMILLE.name }])
  })

  test('has the account’s own address to answer to where none is set', async () => {
    await settings({ replyTo: null })
    const [{ id = 0 } = {}] = (await read()).accounts
    await camille.ask('POST', `${AT}/accounts/${id}/test-messages`)
    expect(mail.received.at(-1)?.raw.toString()).toContain(`Reply-To: ${USER}`)
  })

  test('says that a server makes the unknown wait', async () => {
    const grey = await startMailServer(
      { onRcptTo: (_address, _session, done) => done(refusal(451, '4.7.1 Greylisted')) },
      'none',
    )
    const added = await camille.ask<SavedAccount>(
      'POST',
      `${AT}/accounts`,
      account({ label: 'Gris', server: grey.server }),
    )
    const id = added.body.sending?.accounts.find(({ label }) => label === 'Gris')?.id
    const { body } = await camille.ask<TestMessage>('POST', `${AT}/accounts/${id}/test-messages`)
    expect(body.outcome).toMatchObject({ kind: 'refused', permanent: false, answer: '451 4.7.1 Greylisted' })
  })
})

describe('the settings', () => {
  test.each([
    ['replyTo', 'noreply@fnac.example', 'sending.nobody-reads'],
    ['replyTo', 'compta@fnac.example\r\nBcc: tous@fnac.example', 'sending.not-an-address'],
    ['hours', { from: '18:00', until: '08:00' }, 'sending.hours-order'],
  ])('refuse %s = %j', async (field, value, key) => {
    const { status, body } = await settings({ [field]: value })
    expect(status).toBe(400)
    expect(JSON.stringify(body)).toContain((await sentence(key)).slice(0, 30))
  })

  test('refuse a second header in the name of the sender', async () => {
    const { status } = await camille.ask(
      'POST',
      `${AT}/accounts`,
      account({ fromName: 'Fnac\r\nBcc: tous@fnac.example' }),
    )
    expect(status).toBe(400)
  })

  test('of two people saving at once, refuse the second', async () => {
    const { accounts: _, company: __, mode: ___, ...fields } = await read()
    expect(await outcome(camille, 'PUT', AT, { ...fields, signature: 'Un' })).toEqual([200])
    expect(await outcome(camille, 'PUT', AT, { ...fields, signature: 'Deux' })).toEqual([
      409,
      'sending.changed',
    ])
  })

  test('name no account of another company', async () => {
    const levels = [1, 2, 3, 4].map((level) => ({ level, accountId: 999_999, copyTo: [] }))
    const { accounts: _, company: __, mode: ___, ...fields } = await read()
    expect(await outcome(camille, 'PUT', AT, { ...fields, levels })).toEqual([404, 'sending.no-account'])
  })
})

describe('the end of the trial', () => {
  test('takes a fresh proof, and is in the audit; going back takes none', async () => {
    await database.owner.query(`update sessions set proved_at = now() - interval '6 minutes'`)
    expect(await outcome(camille, 'POST', `${AT}/opening`)).toEqual([403, 'people.proof-needed'])
    expect(await outcome(camille, 'POST', '/api/account/proof', { password: CAMILLE.password })).toEqual([
      200,
    ])
    expect((await camille.ask<Sending>('POST', `${AT}/opening`)).body.mode).toBe('live')
    await database.owner.query(`update sessions set proved_at = now() - interval '6 minutes'`)
    expect((await camille.ask<Sending>('DELETE', `${AT}/opening`)).body.mode).toBe('trial')
    expect(await outcome(camille, 'POST', '/api/account/proof', { password: CAMILLE.password })).toEqual([
      200,
    ])
    const audit = await camille.ask<{ rows: { summary: string }[] }>('GET', '/api/journal?companies=FNAC')
    const told = JSON.stringify(audit.body)
    expect(told).toContain('Envoi ouvert : les e-mails partent'.replace(' :', '\u00a0:'))
    expect(told).toContain('rien ne part')
  })

  test('comes back by itself when the last account is removed', async () => {
    await camille.ask('POST', `${AT}/opening`)
    const { accounts } = await read()
    const last = accounts.find(({ isDefault }) => isDefault)
    for (const { id, isDefault } of accounts) {
      if (!isDefault) await camille.ask('DELETE', `${AT}/accounts/${id}`)
    }
    expect((await read()).mode).toBe('live')
    const { body } = await camille.ask<Sending>('DELETE', `${AT}/accounts/${last?.id}`)
    expect(body).toMatchObject({ mode: 'trial', accounts: [] })
  })
})

test('a manager of the company, and an administrator of another one, set nothing', async () => {
  const manager = await joinOffice(person('Paul Faure', { roles: [{ company: 'FNAC', role: 'manager' }] }))
  const other = await joinOffice(
    person('Lucie Morel', { roles: [{ company: 'ISAGRI', role: 'administrator' }] }),
  )
  for (const visit of [manager.visit, other.visit]) {
    expect((await visit.ask('POST', `${AT}/accounts`, account())).status).toBe(403)
    expect((await visit.ask('POST', `${AT}/opening`)).status).toBe(403)
    expect((await visit.ask('DELETE', `${AT}/accounts/1`)).status).toBe(403)
  }
  expect((await manager.visit.ask('GET', AT)).status).toBe(200)
  expect((await other.visit.ask('GET', AT)).status).toBe(403)
  // Under the name of their own company, the account of another is not there.
  const added = await camille.ask<SavedAccount>('POST', `${AT}/accounts`, account())
  const id = added.body.sending?.accounts[0]?.id
  expect(await outcome(other.visit, 'POST', `/api/companies/ISAGRI/sending/accounts/${id}/check`)).toEqual([
    404,
    'sending.no-account',
  ])
})

test('trying servers without end is stopped', async () => {
  await database.owner.query('delete from attempts')
  const closed = account({ server: { ...mail.server, port: 1 } })
  const answers: unknown[] = []
  for (let count = 0; count < 41; count += 1)
    answers.push((await outcome(camille, 'POST', `${AT}/accounts`, closed))[0])
  expect(answers.slice(0, 40).every((status) => status === 200)).toBe(true)
  expect(answers[40]).toBe(429)
})

async function sentence(key: string): Promise<string> {
  const { fr } = await import('#messages/fr/index.ts')
  return (fr as Record<string, string>)[key] ?? key
}
