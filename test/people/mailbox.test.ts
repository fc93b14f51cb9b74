import { expect, test } from 'vitest'
import type { SavedAccount, Sending } from '#features/sending/contract.ts'
import { PASSWORD, startMailServer, USER } from '../mail-server.ts'
import { openOffice, outcome } from './office.ts'

// Camille sets the mailbox where the answers to FNAC come. No server of IMAP is here: test/servers/mailbox.test.ts has one.

const { camille, database } = await openOffice()
const AT = '/api/companies/FNAC/sending'
const mail = await startMailServer({}, 'none')
await camille.ask('POST', `${AT}/accounts`, {
  ...{ label: 'Comptabilité', fromName: 'Fnac', fromAddress: USER, server: mail.server },
  ...{ userName: USER, password: PASSWORD, perMinute: 20, perHour: 200 },
})

async function read(): Promise<Sending> {
  return (await camille.ask<Sending>('GET', AT)).body
}

const at = async () => `${AT}/accounts/${(await read()).accounts[0]?.id}/mailbox`

test('is looked for where the messages are sent from', async () => {
  const { body } = await camille.ask('GET', `${await at()}-server`)
  expect(body).toEqual({
    server: { host: mail.server.host, port: 143, security: 'none' },
    ...{ isUnsure: true, isOfOneHost: true },
  })
})

test('is tried before it is kept; what is no mailbox is told, and not what it says', async () => {
  const asked = await camille.ask<SavedAccount>('PUT', await at(), { server: mail.server })
  expect(asked.body).toEqual({ problem: { reason: 'not-a-mailbox', answer: '' }, sending: null })
  const closed = { server: { ...mail.server, port: 1 } }
  const { body } = await camille.ask<SavedAccount>('PUT', await at(), closed)
  expect(body).toMatchObject({ problem: { reason: 'port-closed' }, sending: null })
  expect((await read()).accounts[0]?.mailbox).toBeNull()
})

test('has its own password, unless it is where the messages are sent from', async () => {
  const other = await startMailServer({}, 'none')
  const elsewhere = { server: { ...other.server, host: '127.0.0.1' } }
  expect(await outcome(camille, 'PUT', await at(), elsewhere)).toEqual([
    400,
    'sending.mailbox-password-missing',
  ])
  expect(other.connections.opened).toBe(0)
  const kept = { ...elsewhere, userName: 'reponses@fnac.example', password: PASSWORD, isKeptAnyway: true }
  const { body } = await camille.ask<SavedAccount>('PUT', await at(), kept)
  expect(body.sending?.accounts[0]?.mailbox).toMatchObject({
    ...{ server: elsewhere.server, userName: 'reponses@fnac.example', readAt: null },
    problem: { reason: 'not-a-mailbox' },
  })
  expect(JSON.stringify(body)).not.toContain(PASSWORD)
  // Kept for that server and that name alone.
  const { password: _, ...same } = kept
  expect((await camille.ask('PUT', await at(), same)).status).toBe(200)
  for (const wrong of [
    { ...same, userName: 'voleur@fnac.example' },
    { ...same, server: { ...same.server, port: 1 } },
  ])
    expect(await outcome(camille, 'PUT', await at(), wrong)).toEqual([
      400,
      'sending.mailbox-password-missing',
    ])
  const { rows } = await database.owner.query(
    `select after::text as after from audit_rows where table_name = 'return_mailboxes'`,
  )
  expect(rows.length).toBeGreaterThan(0)
  for (const { after } of rows) expect(after).not.toMatch(/Ch.ne-massif|"secret"/)
})

test('is read no more once somebody says so, and its password is forgotten', async () => {
  const { body } = await camille.ask<Sending>('DELETE', await at())
  expect(body.accounts[0]?.mailbox).toBeNull()
  expect((await database.owner.query('select from return_mailboxes')).rowCount).toBe(0)
})
