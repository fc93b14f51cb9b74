import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { openDatabase } from '#platform/database.ts'
import { findPostmaster } from '#platform/postmaster.ts'
import { until } from '../program.ts'
import { newFolder, postgresPids, startServer } from './server-process.ts'

const silent = () => undefined

test('the database left by a killed server is taken over by the next one', async () => {
  const folder = newFolder()
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
  next.child.kill('SIGTERM')
  expect(await next.exited).toBe(0)
  expect(postgresPids(folder)).toEqual([])
})

test('a database killed as well is recovered', async () => {
  const folder = newFolder()
  const killed = startServer(folder)
  await killed.ready()
  killed.child.kill('SIGKILL')
  for (const pid of postgresPids(folder)) process.kill(pid, 'SIGKILL')
  await until(() => postgresPids(folder).length === 0, 10_000)
  const next = startServer(folder)
  expect((await fetch(`${await next.ready()}/api/health`)).status).toBe(200)
})

test('a process number left by a power cut and given to another program is no database', async () => {
  const folder = newFolder()
  const database = await openDatabase({ dataDir: folder, databaseUrl: null }, { role: 'cli', say: silent })
  const cluster = await clusterOf(database)
  await database.close()
  const pidFile = join(cluster, 'postmaster.pid')
  writeFileSync(pidFile, `${process.pid}\n${cluster}\n1700000000\n5432\n/nowhere\n\n\nready   \n`)
  expect(findPostmaster(cluster)).toBeNull()
  const server = startServer(folder)
  expect((await fetch(`${await server.ready()}/api/health`)).status).toBe(200)
  expect(readFileSync(pidFile, 'utf8')).not.toContain('/nowhere')
})

test('a command line joins the database of a running server', async () => {
  const folder = newFolder()
  const server = startServer(folder)
  await server.ready()
  const database = await openDatabase({ dataDir: folder, databaseUrl: null }, { role: 'cli', say: silent })
  expect(postgresPids(folder)).toHaveLength(1)
  await database.close()
  expect(postgresPids(folder)).toHaveLength(1)
  server.child.kill('SIGTERM')
  await server.exited
  expect(postgresPids(folder)).toEqual([])
})

test('a command line at work keeps the database when the server stops, then stops it', async () => {
  const folder = newFolder()
  const server = startServer(folder)
  await server.ready()
  const database = await openDatabase({ dataDir: folder, databaseUrl: null }, { role: 'cli', say: silent })
  server.child.kill('SIGTERM')
  expect(await server.exited).toBe(0)
  expect((await sql<{ one: number }>`select 1 as one`.execute(database.db)).rows).toEqual([{ one: 1 }])
  await database.close()
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
