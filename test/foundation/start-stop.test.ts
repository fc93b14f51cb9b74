import { writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { CHECKOUT } from '#platform/config.ts'
import { openDatabase } from '#platform/database.ts'
import { until } from '../program.ts'
import { installedFolder, newFolder, postgresPids, startCleaned, startServer } from './server-process.ts'

const silent = () => undefined

test('a server starts on a new folder, answers, and Ctrl-C leaves nothing running', async () => {
  const folder = newFolder()
  const server = startServer(folder)
  const address = await server.ready()
  expect(await (await fetch(`${address}/api/health`)).json()).toMatchObject({ status: 'ok' })
  expect(postgresPids(folder)).toHaveLength(1)
  server.child.kill('SIGINT')
  server.child.kill('SIGINT')
  expect(await server.exited).toBe(0)
  expect(server.output.err).toBe('')
  expect(postgresPids(folder)).toEqual([])
})

test('a stop asked for during the first start waits for it, and leaves nothing running', async () => {
  const folder = newFolder()
  const server = startServer(folder)
  await until(() => server.output.out !== '', 20_000)
  server.child.kill('SIGTERM')
  expect(await server.exited).toBe(0)
  expect(postgresPids(folder)).toEqual([])
})

test('a taken port is explained in both languages, and the database is stopped', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await new Promise((resolve) => taken.once('listening', resolve))
  const { port } = taken.address() as { port: number }
  const folder = installedFolder()
  const server = startServer(folder, ['--port', String(port)])
  expect(await server.exited).toBe(1)
  expect(server.output.err.trim().split('\n')).toEqual([
    expect.stringContaining(`Le port ${port} est déjà pris`),
    expect.stringContaining(`Port ${port} is already taken`),
  ])
  expect(postgresPids(folder)).toEqual([])
  taken.close()
})

test('a second server on one folder gives the address of the first, which goes on', async () => {
  const folder = installedFolder()
  const first = startServer(folder)
  const address = await first.ready()
  const second = startServer(folder)
  expect(await second.exited).toBe(1)
  expect(second.output.err).toContain(`Relances tourne déjà`)
  expect(second.output.err).toContain(address)
  expect((await fetch(`${address}/api/health`)).status).toBe(200)
})

test('two servers started at the same moment on a new folder: one serves, the other says so', async () => {
  const folder = newFolder()
  const servers = [startServer(folder), startServer(folder)]
  const code = await Promise.race(servers.map((server) => server.exited))
  expect(code).toBe(1)
  const [winner] = servers.filter(({ child }) => child.exitCode === null)
  expect((await fetch(`${await winner?.ready()}/api/health`)).status).toBe(200)
})

test('a data folder that cannot be written to is explained', async () => {
  const inTheWay = newFolder()
  writeFileSync(inTheWay, 'a file where the folder should be')
  const server = startServer(inTheWay)
  expect(await server.exited).toBe(1)
  expect(server.output.err).toContain('Impossible d’écrire dans le dossier de données')
  expect(server.output.err).toContain('Cannot write to the data folder')
})

test('a database of a newer version is refused, and stopped', async () => {
  const folder = installedFolder()
  const database = await openDatabase({ dataDir: folder, databaseUrl: null }, { role: 'cli', say: silent })
  await database.owner.query("insert into schema_migrations (version, name, sha256) values (9999, 'x', 'x')")
  await database.close()
  const server = startServer(folder)
  expect(await server.exited).toBe(1)
  expect(server.output.err).toContain('vient d’une version plus récente (schéma 9999')
  expect(postgresPids(folder)).toEqual([])
})

test('an option that does not exist is refused before anything is opened', async () => {
  const server = startServer(newFolder(), ['--prot', '4800'])
  expect(await server.exited).toBe(1)
  expect(server.output.err).toContain('--prot')
})

test('the server stops when the script that started it is killed', async () => {
  const folder = installedFolder()
  const runner = `import { runNode } from ${JSON.stringify(join(CHECKOUT, 'scripts/run-node.mjs'))}
    await runNode(process.execPath, ${JSON.stringify([join(CHECKOUT, 'src/server/main.ts'), '--data', folder, '--port', '0'])})`
  const script = startCleaned(['--input-type=module', '--eval', runner])
  await script.ready()
  script.child.kill('SIGKILL')
  await until(() => postgresPids(folder).length === 0, 20_000)
  expect(postgresPids(folder)).toEqual([])
})
