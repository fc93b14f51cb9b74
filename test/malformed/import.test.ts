import { expect, test } from 'vitest'
import { importOptions } from '#features/imports/contract.ts'
import { applyImport } from '#features/imports/server/import-file.ts'
import { bytesSource } from '#readers/source.ts'
import { memoryArchive } from '../archive.ts'
import { CONTEXT } from '../database/import-world.ts'
import { createTestDatabase } from '../database.ts'
import { MALFORMED_FILES, ODD_FILES } from './files.ts'

const database = await createTestDatabase()

async function importBytes(name: string, content: string | Uint8Array) {
  const options = importOptions.parse({ company: 'BAD', companyName: 'Bad' })
  return await applyImport({ database, archive: memoryArchive() }, CONTEXT, {
    sources: [bytesSource(name, Buffer.from(content))],
    options,
  })
}

async function rowsWritten(): Promise<number> {
  const { rows } = await database.owner.query<{ count: number }>(
    'select (select count(*) from companies) + (select count(*) from imports) + (select count(*) from customers) as count',
  )
  return rows[0]?.count ?? Number.NaN
}

test('there are thirty of them', () => {
  expect(MALFORMED_FILES.length).toBeGreaterThanOrEqual(30)
  expect(new Set(MALFORMED_FILES.map(({ name }) => name)).size).toBe(MALFORMED_FILES.length)
})

test.each(MALFORMED_FILES)(
  '$name is refused with a sentence, and nothing is written',
  async ({ name, content, says }) => {
    const { errors, counts } = await importBytes(name, content)
    expect(errors.map((error) => error.message).join('\n')).toMatch(says)
    for (const error of errors) expect(error.message).not.toMatch(/^readers\.|\{\w+\}/)
    expect(counts.invoices).toBe(0)
    expect(await rowsWritten()).toBe(0)
  },
)

test.each(ODD_FILES)('$name is taken or refused, and breaks nothing', async ({ name, content }) => {
  const { errors, counts } = await importBytes(name, content)
  expect(errors.length > 0 || counts.invoices > 0).toBe(true)
  for (const error of errors) expect(error.message).not.toMatch(/^readers\.|\{\w+\}/)
})
