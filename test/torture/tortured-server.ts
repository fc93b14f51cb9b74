import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { CAPABILITIES } from '#domain/people/capabilities.ts'
import { hashKey } from '#features/people/server/identify.ts'
import { CHECKOUT } from '#platform/config.ts'
import { type Database, openDatabase } from '#platform/database.ts'
import { findPostmaster } from '#platform/postmaster.ts'
import { type Program, startProgram } from '../program.ts'
import { createVisitor } from '../visitor.ts'
import { type BuiltCompany, buildCompany } from '../world.ts'

export const TODAY = '2026-03-31'
const KEY = 'rel_torture'
const REOPEN_WAIT_MS = 240_000

/** A refusal as the API words it. */
export class Refusal extends Error {
  readonly status: number
  readonly key: string

  constructor(status: number, { key, message }: { key: string; message: string }) {
    super(`${status} ${key}: ${message}`)
    this.status = status
    this.key = key
  }
}

/** A failed import or backup says why in a sentence only. */
export function refusalOf(problem: string): Refusal {
  const key = SENTENCES.find(([start]) => problem.startsWith(start))?.[1]
  return new Refusal(key ? 503 : 500, { key: key ?? 'failed', message: problem })
}

const SENTENCES = [
  ['La base de données ne répond plus', 'platform.database-lost'],
  ['Relances s’est arrêté', 'imports.interrupted'],
  ['Le disque est plein', 'platform.disk-full'],
  ['Le disque refuse', 'platform.disk-read-only'],
  ['La sauvegarde', 'backup.not-writable'],
  ['Une sauvegarde est déjà en cours', 'backup.under-way'],
  ['Le fichier', 'backup.exists'],
] as const

/** A real server on a data folder of its own, to be killed and looked at. */
export interface TorturedServer {
  readonly dataDir: string
  readonly company: BuiltCompany
  /** @throws Refusal; anything else is a connection that broke */
  ask<T>(method: string, path: string, body?: unknown): Promise<T>
  /** Process numbers of the application and of PostgreSQL, this one 0 while it is dead. */
  pids(): { readonly application: number; readonly database: number }
  /** Starts another server on the folder once the first has died. */
  restart(): Promise<void>
  /** Waits until the server answers again by itself; returns how long it took, in milliseconds. */
  reopened(): Promise<number>
  stop(): Promise<void>
}

/** Makes a company of `customers` clients with two overdue invoices each, and starts a server on it. */
export async function startTortured(dataDir: string, customers: number): Promise<TorturedServer> {
  const company = await withDatabase(dataDir, (database) => prepareCompany(database, customers))
  let program = startServer(dataDir)
  let address = await program.ready()
  return {
    dataDir,
    company,
    ask: (method, path, body) => askServer(address, method, path, body),
    pids: () => ({
      application: program.child.pid ?? 0,
      database: findPostmaster(join(dataDir, 'postgres'))?.pid ?? 0,
    }),
    async restart() {
      await program.exited
      program = startServer(dataDir)
      address = await program.ready()
    },
    async reopened() {
      const start = performance.now()
      while (!(await isHealthy(address))) {
        if (performance.now() - start > REOPEN_WAIT_MS) throw new Error(`not reopened: ${program.output.out}`)
        await delay(50)
      }
      return performance.now() - start
    },
    async stop() {
      program.child.kill('SIGTERM')
      await program.exited
    },
  }
}

/** Opens a server on a copy of a data folder, lets `look` at it, and stops it. */
export async function openCopy(dataDir: string, look: () => Promise<void>): Promise<void> {
  const program = startServer(dataDir)
  await program.ready()
  try {
    await look()
  } finally {
    program.child.kill('SIGTERM')
    await program.exited
  }
}

/** Looks behind the server, as a command line beside it does. */
export async function withDatabase<T>(dataDir: string, work: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase({ dataDir, databaseUrl: null }, { role: 'cli', say: () => undefined })
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

/** Builds the company, and the key of a program that has every right. */
export async function prepareCompany(database: Database, customers: number): Promise<BuiltCompany> {
  const company = await buildCompany(database, {
    code: 'TORTURE',
    legalName: 'Ateliers Réunis',
    customers: Array.from({ length: customers }, (_, index) => ({
      code: `C${index}`,
      name: `Client ${index}`,
      invoices: [
        { number: `A${index}`, issuedOn: '2026-01-10', dueOn: '2026-02-10', cents: 1_000_000 },
        { number: `B${index}`, issuedOn: '2026-01-12', dueOn: '2026-02-12', cents: 500_000, level: 2 },
      ],
    })),
  })
  const { actor } = await createVisitor(database)
  await database.owner.query(
    `insert into api_keys (user_id, name, prefix, sha256, capabilities) values ($1, 'torture', 'rel_', $2, $3)`,
    [actor.userId, hashKey(KEY), Object.keys(CAPABILITIES)],
  )
  await database.refreshStatistics()
  return company
}

/**
 * Asks a server with the key of `prepareCompany`; a body of text or bytes is sent as a file. Whoever gives `patienceMs`
 * gives up after that.
 */
export async function askServer<T>(
  address: string,
  method: string,
  path: string,
  body?: unknown,
  patienceMs?: number,
): Promise<T> {
  const isFile = typeof body === 'string' || body instanceof Uint8Array
  const response = await fetch(`${address}${path}`, {
    method,
    signal: patienceMs === undefined ? null : AbortSignal.timeout(patienceMs),
    headers: {
      authorization: `Bearer ${KEY}`,
      'accept-language': 'fr',
      // An idle connection is closed after five seconds, which this process may not see while it does something else.
      connection: 'close',
      'content-type': isFile ? 'application/octet-stream' : 'application/json',
    },
    ...(body === undefined ? {} : { body: isFile ? Buffer.from(body as Uint8Array) : JSON.stringify(body) }),
  })
  const answer = await response.json()
  if (!response.ok) throw new Refusal(response.status, answer as { key: string; message: string })
  return answer as T
}

function startServer(dataDir: string): Program {
  return startProgram([join(CHECKOUT, 'src/server/main.ts'), '--data', dataDir, '--port', '0'], {
    RELANCES_TODAY: TODAY,
  })
}

async function isHealthy(address: string): Promise<boolean> {
  return await fetch(`${address}/api/health`, { signal: AbortSignal.timeout(10_000) }).then(
    (answer) => answer.ok,
    () => false,
  )
}
