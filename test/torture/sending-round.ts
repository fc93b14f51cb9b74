import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { Database } from '#platform/database.ts'
import { type Program, startProgram } from '../program.ts'
import { type TorturedServer, withDatabase } from './tortured-server.ts'

const ON = '2026-03-30'
const LETTER_ON = '2026-03-31'
export const SENDING_VICTIMS = ['application', 'mail server', 'database'] as const

/** Fewer that still wait, and everybody is reminded once more: a kill has to meet messages that leave. */
const FEWEST_WAITING = 60
/** What a lease takes to expire, and a server to start, on a slow machine. */
const RESUMED_WITHIN_MS = 120_000
const EMPTIED_WITHIN_MS = 900_000

/** A mail server in a process of its own, and what it has taken. */
export interface MailSink {
  readonly port: number
  /** Message-IDs, one for each time a message was taken. */
  taken(): string[]
  kill(): Promise<void>
  restart(): Promise<void>
  stop(): Promise<void>
}

/** Starts a mail server that notes in `folder` what it takes, and rests before and after for `restMs`. */
export async function startMailSink(folder: string, restMs = 5): Promise<MailSink> {
  const file = join(folder, 'taken.txt')
  let program: Program
  const start = async (port: number) => {
    const script = fileURLToPath(new URL('mail-sink.ts', import.meta.url))
    program = startProgram([script, file, String(port), String(restMs)])
    return Number(new URL(await program.ready()).port)
  }
  const end = async (signal: NodeJS.Signals) => {
    program.child.kill(signal)
    await program.exited
  }
  const port = await start(0)
  return {
    port,
    taken: () => (existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter(Boolean) : []),
    kill: () => end('SIGKILL'),
    restart: async () => {
      await start(port)
    },
    stop: () => end('SIGTERM'),
  }
}

/** Lets the company send to the sink: all its clients by e-mail, at any hour, as fast as it can. */
export async function openSending(
  { owner }: Pick<Database, 'owner'>,
  companyId: number,
  port: number,
): Promise<void> {
  await owner.query(
    `update companies set sending_mode = 'live', sending_from = '00:00', sending_until = '24:00', skips_weekends = false,
       holidays = 'none' where id = $1`,
    [companyId],
  )
  await owner.query(
    `update customers set channel = 'email', email = lower(code) || '@client.example' where company_id = $1`,
    [companyId],
  )
  await owner.query(
    `insert into sending_accounts (company_id, label, kind, from_name, from_address, host, port, security, is_default,
       per_minute, per_hour, created_by, updated_by)
     values ($1, 'Torture', 'smtp', 'Ateliers Réunis', 'compta@ateliers.example', 'localhost', $2, 'none', true, 10000,
       100000, 'torture', 'torture')`,
    [companyId, port],
  )
}

/** What one kill has shown. */
export interface SendingKill {
  readonly victim: (typeof SENDING_VICTIMS)[number]
  readonly taken: number
  readonly faults: readonly string[]
}

/** Kills one of the three while messages leave, and lets it come back. */
export async function sendingKill(
  server: TorturedServer,
  sink: MailSink,
  { victim, waitMs }: { readonly victim: SendingKill['victim']; readonly waitMs: number },
): Promise<SendingKill> {
  const waiting = await withDatabase(server.dataDir, async (database) => {
    await hurry(database)
    return await countIn(database, ['waiting'])
  })
  if (waiting < FEWEST_WAITING) await remindAll(server)
  const faults = (await isLeaving(sink)) ? [] : ['nothing left any more']
  await delay(waitMs)
  if (victim === 'mail server') {
    await sink.kill()
    await sink.restart()
  } else {
    process.kill(server.pids()[victim], 'SIGKILL')
    if (victim === 'application') await server.restart()
    else await delay(300)
    await server.reopened()
  }
  return { victim, taken: sink.taken().length, faults: [...faults, ...takenTwice(sink)] }
}

/** Everybody is reminded once more, as a person does it. */
async function remindAll(server: TorturedServer): Promise<void> {
  const { run } = await server.ask<{ run: number }>('POST', '/api/runs', {
    filters: { on: ON },
    selection: { base: 'all', customers: {}, invoices: {} },
    letterOn: LETTER_ON,
  })
  await server.ask('POST', `/api/runs/${run}/confirmation`)
}

async function isLeaving(sink: MailSink): Promise<boolean> {
  const before = sink.taken().length
  const deadline = performance.now() + RESUMED_WITHIN_MS
  while (sink.taken().length === before && performance.now() < deadline) await delay(20)
  return sink.taken().length > before
}

// What waits for a server that was away is due at once: the rounds would last for hours.
async function hurry({ owner }: Pick<Database, 'owner'>): Promise<void> {
  await owner.query(`update messages set leave_at = now() where state = 'waiting'`)
}

async function countIn({ owner }: Pick<Database, 'owner'>, states: readonly string[]): Promise<number> {
  const { rows } = await owner.query<{ count: number }>(
    'select count(*)::int as count from messages where state = any($1)',
    [states],
  )
  return rows[0]?.count ?? 0
}

/** What has become of all messages, once the rest has left. */
export interface Sent {
  readonly sent: number
  readonly ambiguous: number
  /** Ambiguous ones that had been taken: sent again by themselves they would have gone twice. */
  readonly takenUnseen: number
  readonly faults: readonly string[]
}

/**
 * Lets all that waits leave, then compares what the outbox says with what the mail server took: each message is there, was
 * taken once at the most, was taken if it is "sent", and is "ambiguous" where the protocol cannot tell.
 */
export async function countSent(dataDir: string, sink: MailSink): Promise<Sent> {
  const deadline = performance.now() + EMPTIED_WITHIN_MS
  const isEmptied = () =>
    withDatabase(dataDir, async (database) => {
      await hurry(database)
      return (await countIn(database, ['waiting', 'sending'])) === 0
    })
  while (!(await isEmptied()) && performance.now() < deadline) await delay(2_000)
  return await withDatabase(dataDir, (database) => compareSent(database, sink))
}

/** Compares a database with what the mail server took. */
export async function compareSent({ owner }: Pick<Database, 'owner'>, sink: MailSink): Promise<Sent> {
  const { rows } = await owner.query<{ id: string; state: string }>(
    'select message_id as id, state from messages',
  )
  const { rows: letters } = await owner.query<{ count: number }>(
    `select count(*)::int as count from letters where status = 'confirmed' and way <> 'paper'`,
  )
  const taken = new Set(sink.taken())
  const known = new Set(rows.map((row) => row.id))
  const inState = (state: string) => rows.filter((row) => row.state === state)
  const others = rows.filter((row) => row.state !== 'sent' && row.state !== 'ambiguous')
  return {
    sent: inState('sent').length,
    ambiguous: inState('ambiguous').length,
    takenUnseen: inState('ambiguous').filter((row) => taken.has(row.id)).length,
    faults: [
      ...takenTwice(sink),
      ...inState('sent')
        .filter((row) => !taken.has(row.id))
        .map((row) => `said to be sent, never taken: ${row.id}`),
      ...others.map((row) => `${row.state}: ${row.id}${taken.has(row.id) ? ', although it was taken' : ''}`),
      ...[...taken].filter((id) => !known.has(id)).map((id) => `taken, and no message of ours: ${id}`),
      ...(letters[0]?.count === rows.length ? [] : [`${letters[0]?.count} letters, ${rows.length} messages`]),
    ].slice(0, 20),
  }
}

function takenTwice(sink: MailSink): string[] {
  const counts = Map.groupBy(sink.taken(), (id) => id)
  return [...counts].filter(([, times]) => times.length > 1).map(([id]) => `taken twice: ${id}`)
}
