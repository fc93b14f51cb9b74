import { join } from 'node:path'
import { afterAll, expect, onTestFinished, test } from 'vitest'
import { CHECKOUT } from '#platform/config.ts'
import { createTestDatabase, ownerUrl } from '../database.ts'
import { type Program, startProgram, until } from '../program.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { noneAcknowledged } from './acknowledged.ts'
import { halvedActions, lostActions } from './look-for-faults.ts'
import { startLoad } from './mixed-load.ts'
import { compareSent, openSending, startMailSink } from './sending-round.ts'
import { askServer, prepareCompany, Refusal, TODAY } from './tortured-server.ts'

// Two servers on one PostgreSQL, as behind a load balancer: the same work by both at once.

const CUSTOMERS = 30
const database = await createTestDatabase()
const company = await prepareCompany(database, CUSTOMERS)
const archive = temporaryFolder()
const programs: Program[] = []
const addresses = await Promise.all([startNode(), startNode()])
const [first, second] = addresses.map(
  (address) =>
    <T>(method: string, path: string, body?: unknown) =>
      askServer<T>(address, method, path, body),
) as [typeof askOfType, typeof askOfType]

declare function askOfType<T>(method: string, path: string, body?: unknown): Promise<T>

async function startNode(): Promise<string> {
  const program = startProgram([join(CHECKOUT, 'src/server/main.ts'), '--port', '0'], {
    DATABASE_URL: ownerUrl(database),
    RELANCES_DATA: archive,
    RELANCES_TODAY: TODAY,
    RELANCES_LOG: 'error',
  })
  programs.push(program)
  afterAll(async () => {
    program.child.kill('SIGTERM')
    await program.exited
  })
  return await program.ready()
}

async function found<T extends object>(query: string): Promise<T> {
  return (await database.owner.query<T>(query)).rows[0] as T
}

test('one run confirmed by both at once: each level moves once, each letter is archived once', async () => {
  const { run } = await first<{ run: number }>('POST', '/api/runs', {
    filters: { on: '2026-03-30' },
    selection: { base: 'all', customers: {}, invoices: {} },
    letterOn: TODAY,
  })
  await Promise.all([first, second].map((ask) => ask('POST', `/api/runs/${run}/confirmation`)))
  expect(
    await found(`select count(*)::int as moves, count(distinct instalment_id)::int as instalments
                 from reminder_events where kind = 'letter'`),
  ).toEqual({ moves: 2 * CUSTOMERS, instalments: 2 * CUSTOMERS })
  const left = () =>
    found<{ left: number }>('select count(*)::int as left from letters where archived_at is null')
  for (let tries = 0; tries < 300 && (await left()).left > 0; tries += 1) await until(() => false, 100)
  // Each archiving is a change of its letter, and each change is on record.
  expect(
    await found(`select count(*)::int as letters,
                   (select count(*)::int from audit_rows where table_name = 'letters' and operation = 'update'
                      and after ->> 'archived_at' is not null and before ->> 'archived_at' is null) as archivings
                 from letters where archived_at is not null`),
  ).toEqual({ letters: CUSTOMERS, archivings: CUSTOMERS })
})

test('one payment of 100 € allocated by both at once: one is told that nothing is left', async () => {
  const { id } = await first<{ id: number }>('POST', '/api/credits', {
    customerId: company.customers.get('C9'),
    kind: 'payment',
    number: 'VIR',
    receivedOn: TODAY,
    currency: 'EUR',
    amountCents: 10_000,
    label: '',
    correctsInvoiceId: null,
  })
  const shares = [{ instalmentId: company.instalments.get('A9'), amountCents: 10_000 }]
  const answers = await Promise.allSettled(
    [first, second].map((ask) => ask('POST', `/api/credits/${id}/allocations`, { shares })),
  )
  const refused = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason] : []))
  expect(refused).toEqual([expect.any(Refusal)])
  expect(refused[0]).toMatchObject({ status: 409, key: 'receivables.not-enough-credit' })
})

test('both at work for two seconds: nothing lost, nothing half there, no request fails', async () => {
  const acknowledged = noneAcknowledged()
  const loads = [first, second].map((ask) => startLoad({ ask, company }, acknowledged))
  await until(() => false, 2_000)
  await Promise.all(loads.map((load) => load.stop()))
  const logged = programs.flatMap(({ output }) =>
    output.out.split('\n').filter((line) => line.startsWith('{')),
  )
  expect([...loads.flatMap((load) => [...load.faults, ...load.unavailable]), ...logged]).toEqual([])
  expect(acknowledged.imports.length).toBeGreaterThan(0)
  expect([...(await lostActions(database, acknowledged)), ...(await halvedActions(database))]).toEqual([])
})

test('e-mails confirmed by both at once leave from both: each reaches its server once', {
  timeout: 240_000,
}, async () => {
  const sink = await startMailSink(temporaryFolder())
  onTestFinished(() => sink.stop())
  await openSending(database, company.id, sink.port)
  const order = {
    filters: { on: '2026-03-30' },
    selection: { base: 'all', customers: {}, invoices: {} },
    letterOn: TODAY,
  }
  const { run, letters } = await first<{ run: number; letters: number }>('POST', '/api/runs', order)
  expect(letters).toBeGreaterThanOrEqual(CUSTOMERS)
  await Promise.all([first, second].map((ask) => ask('POST', `/api/runs/${run}/confirmation`)))
  const messages = () =>
    found<{ sent: number }>(`select count(*)::int as sent from messages where state = 'sent'`)
  await expect.poll(messages, { timeout: 200_000, interval: 500 }).toEqual({ sent: letters })
  expect(await compareSent(database, sink)).toEqual({
    sent: letters,
    ambiguous: 0,
    takenUnseen: 0,
    faults: [],
  })
  expect(sink.taken()).toHaveLength(letters)
})
