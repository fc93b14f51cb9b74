import { accessSync, constants, mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { connect } from '#platform/database.ts'
import { openEmbeddedServer } from '#platform/embedded-server.ts'
import { APP_ROLE } from '#platform/migrate.ts'

declare module 'vitest' {
  interface ProvidedContext {
    postgres: pg.ClientConfig
  }
}

export const TEMPLATE = 'relances_template'

interface TestServer {
  readonly connection: pg.ClientConfig
  close(): Promise<void>
}

// Each project of Vitest sets up in a world of modules of its own: what they share is in the global one.
const shared = globalThis as { relancesTestServer?: { users: number; readonly server: Promise<TestServer> } }

/**
 * Vitest's global set-up: one PostgreSQL for the whole run, with a migrated template to clone. The first project
 * opens it, the last one closes it.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  shared.relancesTestServer ??= { users: 0, server: openServer() }
  const opened = shared.relancesTestServer
  opened.users += 1
  const { connection, close } = await opened.server
  project.provide('postgres', connection)
  return async () => {
    opened.users -= 1
    if (opened.users === 0) await close()
  }
}

async function openServer(): Promise<TestServer> {
  const dataDir = mkdtempSync(join(roomInMemory() ?? tmpdir(), 'relances-test-'))
  const server = await openEmbeddedServer({ dataDir, role: 'server', say: () => undefined, isFast: true })
  const connection = server.connection('postgres')
  await createTemplate(connection)
  return {
    connection,
    async close() {
      await server.leave()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

async function createTemplate(connection: pg.ClientConfig): Promise<void> {
  const client = new pg.Client(connection)
  await client.connect()
  await client.query(`create database ${TEMPLATE}`)
  const owner = { ...connection, database: TEMPLATE }
  const database = await connect(
    { owner, app: { ...owner, user: APP_ROLE } },
    { canLogin: true, leave: async () => undefined },
  )
  await database.close()
  await client.end()
}

const ENOUGH_BYTES = 2 * 1024 ** 3

// A hundred databases are made and dropped, and each import makes tables of its own: on a disk, half of the work of the
// system is their files.
function roomInMemory(): string | null {
  const folder = '/dev/shm'
  try {
    accessSync(folder, constants.W_OK)
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize > ENOUGH_BYTES ? folder : null
  } catch {
    return null
  }
}
