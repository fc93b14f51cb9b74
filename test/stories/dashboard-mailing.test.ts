import { afterAll, expect, test } from 'vitest'
import type { Mailings } from '#features/dashboard/mailing-contract.ts'
import { dashboardMailingRoutes } from '#features/dashboard/server/mailing-routes.ts'
import { sendMailings } from '#features/dashboard/server/send-mailings.ts'
import { createLetterPool } from '#letters/pool.ts'
import { routerOf } from '#platform/serve.ts'
import { createTestDatabase } from '../database.ts'
import { refusal, startMailServer } from '../mail-server.ts'
import { textOfPdf } from '../pdf-text.ts'
import { openApi } from './api-caller.ts'
import { DUPONT, DURAND, openOutboxes } from './outbox-desk.ts'

// The owner of the menuiserie Chêne wants the dashboard by e-mail: asked for on 31 March 2026, it comes on 1 April.

const database = await createTestDatabase()
const { open } = openOutboxes(database)
const pool = createLetterPool({ size: 1 })
afterAll(() => pool.close())
const config = { today: null, publicUrl: 'https://relances.chene.example', port: 0 }

const now = { day: '2026-03-31', time: '10:00' }
const clock = () => ({ ...now })
const api = openApi(database, routerOf(database, dashboardMailingRoutes({ config, clock })), '2026-03-31')

async function openChene(server: Awaited<ReturnType<typeof startMailServer>> | null) {
  const chene = await open([DUPONT, DURAND], server?.server ?? null)
  Object.assign(now, { day: '2026-03-31', time: '10:00' })
  const parts = { database, pool, mailer: chene.mailer, config, clock }
  const path = `/api/companies/${chene.company.code}/dashboard-mailings`
  return {
    chene,
    path,
    shown: () => api.get<Mailings>(path),
    at: async (day: string, time: string) => {
      Object.assign(now, { day, time })
      await sendMailings(parts, new AbortController().signal)
    },
    ask: (address: string, language = 'fr') => api.post<Mailings>(path, { address, language }),
  }
}

test('it leaves once, on the first of the month at seven, with the page of that morning', async () => {
  const server = await startMailServer()
  const { chene, at, ask, shown } = await openChene(server)
  expect(await ask('Claire@Chene.example')).toMatchObject({
    nextOn: '2026-04-01',
    hasAccount: true,
    rows: [{ address: 'claire@chene.example', state: 'first', by: expect.any(String) }],
  })
  await at('2026-03-31', '23:59')
  await at('2026-04-01', '06:59')
  expect(server.received).toEqual([])
  await Promise.all([at('2026-04-01', '07:00'), at('2026-04-01', '07:00')])
  await at('2026-04-15', '12:00')
  expect(server.received).toMatchObject([{ to: ['claire@chene.example'] }])
  const raw = String(server.received[0]?.raw)
  // 493,20 € of Dupont and 100,00 € of Durand, all of it due.
  expect(raw).toContain('593,20')
  expect(raw).toContain(`https://relances.chene.example/tableau-de-bord?entreprises=3D${chene.company.code}`)
  const [, encoded = ''] =
    raw.match(/filename=tableau-de-bord-2026-04-01\.pdf\r\n\r\n([A-Za-z0-9+/=\r\n]+)/) ?? []
  const text = await textOfPdf(Buffer.from(encoded, 'base64'))
  expect(text).toContain('TABLEAU DE BORD')
  expect(text).toContain('593,20 €')
  expect((await shown()).rows).toMatchObject([{ state: 'sent', answer: null }])
  await at('2026-05-02', '00:10')
  expect(server.received).toHaveLength(2)
})

test('one that could not leave is tried again, and says why; whoever is taken off has none', async () => {
  let isAway = true
  const server = await startMailServer({
    onMailFrom: (_address, _session, done) => done(isAway ? refusal(451, '4.3.0 later') : null),
  })
  const { chene, at, ask, shown, path } = await openChene(server)
  await ask('claire@chene.example')
  const { rows } = await ask('paul@chene.example', 'en')
  await at('2026-04-01', '07:00')
  expect((await shown()).rows).toMatchObject([
    { state: 'failed', answer: expect.stringMatching(/4\.3\.0/) },
    {},
  ])
  isAway = false
  await at('2026-04-01', '07:05')
  expect(server.received).toEqual([])
  await database.owner.query(
    `update dashboard_mailings set tried_at = now() - interval '11 minutes' where company_id = $1`,
    [chene.company.id],
  )
  await api.ask('DELETE', `${path}/${rows[0]?.id}`)
  await at('2026-04-01', '07:15')
  expect(server.received).toMatchObject([{ to: ['paul@chene.example'] }])
  expect(String(server.received[0]?.raw)).toContain('receivables:')
})

test('without an account nothing leaves and it is said; whoever lost the company is not written to', async () => {
  const { at, ask, shown } = await openChene(null)
  await ask('claire@chene.example')
  await at('2026-04-01', '08:00')
  expect(await shown()).toMatchObject({
    hasAccount: false,
    rows: [{ state: 'failed', answer: /compte d’envoi/ }],
  })
  const server = await startMailServer()
  const other = await openChene(server)
  await other.ask('ancien@chene.example')
  await database.owner.query(
    `insert into users (id, name, email) values ('ancien', 'Ancien', 'ancien@chene.example')`,
  )
  await other.at('2026-04-01', '08:00')
  expect(server.received).toEqual([])
  expect((await other.shown()).rows).toMatchObject([{ state: 'failed', answer: /ne travaille plus/ }])
})
