import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, expect, inject, test } from 'vitest'
import { openDatabase } from '#platform/database.ts'

// DATABASE_URL: a PostgreSQL of the user's own, where we are given a user and a database, no superuser.

const server = inject('postgres')
const suffix = randomBytes(4).toString('hex')
const silent = () => undefined

const admin = new pg.Client(server)
await admin.connect()
afterAll(() => admin.end())

async function createUserWithDatabase(name: string): Promise<string> {
  await admin.query(`create role ${name} login`)
  await admin.query(`create database ${name} owner ${name}`)
  afterAll(async () => {
    await admin.query(`drop database ${name} with (force)`)
    await admin.query(`drop role ${name}`)
  })
  return `postgresql://${name}@${encodeURIComponent(server.host ?? '')}:${server.port}/${name}`
}

test('an ordinary user owns the tables, and the application works as relances_app', async () => {
  const name = `given_${suffix}`
  const databaseUrl = await createUserWithDatabase(name)
  await admin.query(`grant relances_app to ${name}`)
  const database = await openDatabase({ dataDir: '/unused', databaseUrl }, { role: 'server', say: silent })
  const { rows } = await sql<{ role: string; session: string; owner: string }>`
    select current_user as role, session_user as session, tableowner as owner
    from pg_tables where tablename = 'companies'`.execute(database.db)
  expect(rows).toEqual([{ role: 'relances_app', session: name, owner: name }])
  expect(await database.db.selectFrom('companies').selectAll().execute()).toEqual([])
  await database.close()
})

test('a user who may not become relances_app is told what to ask the administrator for', async () => {
  const databaseUrl = await createUserWithDatabase(`bare_${suffix}`)
  const opening = openDatabase({ dataDir: '/unused', databaseUrl }, { role: 'server', say: silent })
  await expect(opening).rejects.toMatchObject({
    code: 'unavailable',
    key: 'platform.no-app-role',
    values: { role: 'relances_app' },
  })
})

test('a server that does not answer is explained', async () => {
  const databaseUrl = 'postgresql://nobody@127.0.0.1:1/nothing'
  const opening = openDatabase({ dataDir: '/unused', databaseUrl }, { role: 'server', say: silent })
  await expect(opening).rejects.toMatchObject({ key: 'platform.database-unreachable' })
})
