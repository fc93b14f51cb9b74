import { expect, test } from 'vitest'
import { copyOut } from '#platform/copy-stream.ts'
import { createTestDatabase } from '../database.ts'

const database = await createTestDatabase()

test.each([262_143, 262_144, 400_000, 3_000_000])(
  'a table of %d bytes, whose end comes with its last block, leaves the connection open to the next question',
  async (length) => {
    const client = await database.owner.connect()
    try {
      let bytes = 0
      for await (const block of copyOut(client, `copy (select repeat('x', ${length})) to stdout`)) {
        bytes += block.length
      }
      expect(bytes).toBe(length + 1)
      expect((await client.query('select 2 as two')).rows).toEqual([{ two: 2 }])
    } finally {
      client.release(true)
    }
  },
)
