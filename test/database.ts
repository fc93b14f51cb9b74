import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, inject } from 'vitest'
import { connect, type Database } from '#platform/database.ts'
import { APP_ROLE } from '#platform/migrate.ts'
import { expectBoundStatements, recordStatements } from './bound-statements.ts'
import { TEMPLATE } from './database-server.ts'

/**
 * A migrated, empty database of its own for a test file, cloned from the template and dropped after the
 * file's last test: `const database = await createTestDatabase()` at the top of the file. What the application has
 * asked of it is looked at then (bound-statements.ts).
 */
export async function createTestDatabase(): Promise<Database> {
  const server = inject('postgres')
  const name = `test_${randomBytes(6).toString('hex')}`
  await runOnServer(server, `create database ${name} template ${TEMPLATE}`)
  const owner = { ...server, database: name }
  recordStatements(name)
  const database = await connect(
    { owner, app: { ...owner, user: APP_ROLE } },
    { canLogin: true, leave: () => runOnServer(server, `drop database ${name} with (force)`) },
  )
  afterAll(async () => {
    try {
      await expectBoundStatements(database.owner, name)
    } finally {
      await database.close()
    }
  })
  return database
}

/** The DATABASE_URL of a test database, for a process of its own. */
export function ownerUrl(database: Database): string {
  const { host, port, user, database: name, password } = database.owner.options
  const secret = typeof password === 'string' ? `:${encodeURIComponent(password)}` : ''
  return `postgresql://${user}${secret}@${encodeURIComponent(host ?? '')}:${port}/${name}`
}

async function runOnServer(server: pg.ClientConfig, statement: string): Promise<void> {
  const client = new pg.Client(server)
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
