import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openDatabase } from '#platform/database.ts'
import { findPostmaster } from '#platform/postmaster.ts'
import { until } from '../program.ts'
import { installedFolder, killPostgres, newFolder, postgresPids, startServer } from './server-process.ts'

const silent = () => undefined

test('the database left by a killed server is taken over by the next one; killed as well, it is recovered', async () => {
  const folder = installedFolder()
  const killed = startServer(folder)
  await killed.ready()
  const orphan = postgresPids(folder)
  killed.child.kill('SIGKILL')
  await killed.exited
  expect(postgresPids(folder)).toEqual(orphan)

  const next = startServer(folder)
  const address = await next.ready()
  expect(next.output.out).toContain('Base de données déjà ouverte, par un arrêt brutal')
  expect(postgresPids(folder)).toEqual(orphan)
  expect((await fetch(`${address}/api/health`)).status).toBe(200)

  next.child.kill('SIGKILL')
  killPostgres(folder)
  await until(() => postgresPids(folder).length === 0, 10_000)
  const last = startServer(folder)
  expect((await fetch(`${await last.ready()}/api/health`)).status).toBe(200)
  last.child.kill('SIGTERM')
  expect(await last.exited).toBe(0)
  expect(postgresPids(folder)).toEqual([])
})

test('a database killed under a running server is reopened by it; requests fail clearly meanwhile', async () => {
  const folder = installedFolder()
  const server = startServer(folder)
  const address = await server.ready()
  const administrator = {
    name: 'Camille Martin',
    email: 'camille@relances.example',
    password: 'nuage vert lampadaire',
  }
  const signedIn = await fetch(`${address}/api/administrator`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(administrator),
  })
  const cookie = signedIn.headers
    .getSetCookie()
    .map((line) => line.split(';')[0])
    .join('; ')
  const ask = () => fetch(`${address}/api/companies`, { headers: { cookie } })
  expect((await ask()).status).toBe(200)

  const killed = postgresPids(folder)
  killPostgres(folder)
  // A connection whose process has not yet seen that its server is gone may still answer, truly.
  let refused = await ask()
  for (let asked = 1; refused.status === 200 && asked < 100; asked++) refused = await ask()
  expect({ status: refused.status, body: await refused.json() }).toMatchObject({
    status: 503,
    body: { code: 'unavailable', key: 'platform.database-lost' },
  })
  await until(() => server.output.out.includes('Base de données rouverte'), 30_000)
  expect(server.output.out).toContain('La base de données s’est arrêtée toute seule')
  expect((await ask()).status).toBe(200)
  expect(postgresPids(folder)).not.toEqual(killed)
  server.child.kill('SIGTERM')
  expect(await server.exited).toBe(0)
  expect(postgresPids(folder)).toEqual([])
})

test('a path too long for a socket still works, and a database reopened at another address is found', async () => {
  // The socket is in a temporary folder, another one each time.
  const folder = installedFolder('long', 'x'.repeat(120))
  const said: string[] = []
  const say = (key: string) => said.push(key)
  const database = await openDatabase({ dataDir: folder, databaseUrl: null }, { role: 'cli', say })
  killPostgres(folder)
  await until(() => said.includes('platform.database-reopened'), 30_000)
  expect((await sql<{ one: number }>`select 1 as one`.execute(database.db)).rows).toEqual([{ one: 1 }])
  await database.close()
  expect(postgresPids(folder)).toEqual([])
})

test('a process number left by a power cut and given to another program is no database', async () => {
  const folder = installedFolder()
  const database = await openDatabase({ dataDir: folder, databaseUrl: null }, { role: 'cli', say: silent })
  const cluster = await clusterOf(database)
  await database.close()
  const pidFile = join(cluster, 'postmaster.pid')
  writeFileSync(pidFile, `${process.pid}\n${cluster}\n1700000000\n5432\n/nowhere\n\n\nready   \n`)
  expect(findPostmaster(cluster)).toBeNull()
  writeFileSync(join(dirname(cluster), 'socket', '.s.PGSQL.5432.lock'), `${process.pid}\n${cluster}\n`)
  const server = startServer(folder)
  expect((await fetch(`${await server.ready()}/api/health`)).status).toBe(200)
  expect(readFileSync(pidFile, 'utf8')).not.toContain('/nowhere')
})

test('a command line joins the database of a running server, and keeps it open when the server stops', async () => {
  const folder = installedFolder()
  const server = startServer(folder)
  await server.ready()
  const open = () => openDatabase({ dataDir: folder, databaseUrl: null }, { role: 'cli', say: silent })
  const short = await open()
  expect(postgresPids(folder)).toHaveLength(1)
  await short.close()
  expect(postgresPids(folder)).toHaveLength(1)

  const long = await open()
  server.child.kill('SIGTERM')
  expect(await server.exited).toBe(0)
  expect((await sql<{ one: number }>`select 1 as one`.execute(long.db)).rows).toEqual([{ one: 1 }])
  await long.close()
  expect(postgresPids(folder)).toEqual([])
})

test('command lines started together on a new folder share one database', async () => {
  const config = { dataDir: newFolder(), databaseUrl: null }
  const databases = await Promise.all([1, 2, 3].map(() => openDatabase(config, { role: 'cli', say: silent })))
  expect(postgresPids(config.dataDir)).toHaveLength(1)
  for (const database of databases) await database.close()
  expect(postgresPids(config.dataDir)).toEqual([])
})

// As root the cluster may be outside the data folder.
async function clusterOf(database: Awaited<ReturnType<typeof openDatabase>>): Promise<string> {
  const { rows } = await database.owner.query<{ folder: string }>(
    "select current_setting('data_directory') as folder",
  )
  return rows[0]?.folder ?? ''
}
