import type pg from 'pg'
import { expect, test } from 'vitest'
import { copyIn, copyOut } from '#platform/copy-stream.ts'
import { createTestDatabase } from '../database.ts'

const database = await createTestDatabase()
const two = 'select 2 as two'

async function withClient(work: (client: pg.PoolClient) => Promise<void>) {
  const client = await database.owner.connect()
  try {
    await work(client)
  } finally {
    client.release(true)
  }
}

test.each([262_143, 262_144, 400_000, 3_000_000])(
  'a table of %d bytes, whose end comes with its last block, leaves the connection open to the next question',
  (length) =>
    withClient(async (client) => {
      let bytes = 0
      for await (const block of copyOut(client, `copy (select repeat('x', ${length})) to stdout`)) {
        bytes += block.length
      }
      expect(bytes).toBe(length + 1)
      expect((await client.query(two)).rows).toEqual([{ two: 2 }])
    }),
)

test('each block ends with a row, whatever their lengths', () =>
  withClient(async (client) => {
    const rows = `select repeat('x', (n * 7919) % 9000), n from generate_series(1, 2000) n`
    const blocks: Buffer[] = []
    for await (const block of copyOut(client, `copy (${rows}) to stdout`)) blocks.push(block)
    expect(blocks.length).toBeGreaterThan(10)
    expect(blocks.map((block) => block.at(-1))).toEqual(blocks.map(() => 10))
    expect(Buffer.concat(blocks).toString().trimEnd().split('\n')).toHaveLength(2000)
  }))

test('a statement that is refused is told, to the reader and to the writer', () =>
  withClient(async (client) => {
    await expect(copyOut(client, 'copy nowhere to stdout').next()).rejects.toThrow('nowhere')
    const copy = copyIn(client, 'copy nowhere from stdin')
    await expect(copy.write(Buffer.from('1\n'))).rejects.toThrow('nowhere')
    await expect(copy.write(Buffer.from('1\n'))).rejects.toThrow('nowhere')
    await expect(copy.end()).rejects.toThrow('nowhere')
    expect((await client.query(two)).rows).toEqual([{ two: 2 }])
  }))

test('rows cut anywhere are counted; one that is refused far down is told, and what follows is not sent', () =>
  withClient(async (client) => {
    await client.query('create temporary table numbers (n int not null)')
    const copy = copyIn(client, 'copy numbers from stdin')
    for (const piece of ['1\n2', '3\n', '4\n']) await copy.write(Buffer.from(piece))
    expect(await copy.end()).toBe(3)
    const refused = copyIn(client, 'copy numbers from stdin')
    const lines = Buffer.from('5\n'.repeat(100_000))
    const send = async () => {
      await refused.write(Buffer.from('five\n'))
      for (let sent = 0; sent < 100; sent += 1) await refused.write(lines)
      await refused.end()
    }
    await expect(send()).rejects.toThrow('invalid input syntax')
    expect((await client.query('select count(*)::int as n from numbers')).rows).toEqual([{ n: 3 }])
  }))

test('a connection that is cut ends what is read or written on it', () =>
  withClient(async (client) => {
    client.on('error', () => undefined)
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
    const blocks = copyOut(
      client,
      `copy (select repeat('x', 1000) from generate_series(1, 10000000)) to stdout`,
    )
    await blocks.next()
    await database.owner.query('select pg_terminate_backend($1, 5000)', [rows[0]?.pid])
    const readAll = async () => {
      for await (const _ of blocks);
    }
    await expect(readAll()).rejects.toThrow(/terminat/i)
  }))
