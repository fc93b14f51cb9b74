import { expect, test } from 'vitest'
import { importOptions } from '#features/imports/contract.ts'
import { applyImport } from '#features/imports/server/import-file.ts'
import { fileSource } from '#readers/source.ts'
import { memoryArchive } from '../archive.ts'
import { balanceOf, CONTEXT, NOTHING_DONE } from '../database/import-world.ts'
import { createTestDatabase } from '../database.ts'
import { expectedFigures, samplePath } from './samples.ts'

// Real exports of real programs, read in place: see SOURCES.md beside them.
const files = Object.keys(expectedFigures().fec).sort()
const database = await createTestDatabase()

test('there are samples to read', () => {
  expect(files.length).toBeGreaterThan(3)
})

for (const [rank, name] of files.entries()) {
  for (const netting of [false, true]) {
    test(`${name}${netting ? ', netted' : ''}: the balance is that of the accounts read, twice`, async () => {
      const company = `S${rank}${netting ? 'N' : ''}`
      const options = importOptions.parse({ company, companyName: name, netting })
      const source = await fileSource(samplePath(`fec/${name}`))
      const first = await applyImport({ database, archive: memoryArchive() }, CONTEXT, {
        sources: [source],
        options,
      })
      const { openCents, unallocatedCents } = first.counts
      if (first.errors.length > 0) {
        expect(await balanceOf(database, company)).toBeNaN()
        return
      }
      const accounts = first.parties.reduce((total, party) => total + party.balanceCents, 0)
      expect(openCents - unallocatedCents).toBe(accounts)
      expect(await balanceOf(database, company)).toBe(accounts)
      const again = await applyImport({ database, archive: memoryArchive() }, CONTEXT, {
        sources: [source],
        options,
      })
      expect(again.counts).toMatchObject(NOTHING_DONE)
      expect(await balanceOf(database, company)).toBe(accounts)
    })
  }
}
