import { mkdtempSync, rmSync } from 'node:fs'
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

/** Vitest's global set-up: one PostgreSQL for the whole run, with a migrated template to clone. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = mkdtempSync(join(tmpdir(), 'relances-test-'))
  const server = await openEmbeddedServer({ dataDir, role: 'server', say: () => undefined, isFast: true })
  await createTemplate(server.connection('postgres'))
  project.provide('postgres', server.connection('postgres'))
  return async () => {
    await server.leave()
    rmSync(dataDir, { recursive: true, force: true })
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
