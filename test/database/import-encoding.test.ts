import iconv from 'iconv-lite'
import { expect, test } from 'vitest'
import { importOptions } from '#features/imports/contract.ts'
import { applyImport, previewImport } from '#features/imports/server/import-file.ts'
import { bytesSource } from '#readers/source.ts'
import { memoryArchive } from '../archive.ts'
import { createTestDatabase } from '../database.ts'
import { CONTEXT } from './import-world.ts'

// Böhm, as MS-DOS wrote it, may be Bîhm of an old Macintosh: one word does not tell.

const database = await createTestDatabase()
const FILE = iconv.encode('Client;Facture;Echeance;Montant\r\nBöhm;F1;31/01/2024;120,00\r\n', 'cp850')
const order = (encoding?: 'cp850') => ({
  sources: [bytesSource('liste.csv', FILE)] as const,
  options: importOptions.parse({ company: 'LIN', companyName: 'Atelier du Lin', encoding }),
})

test('the names are shown as each encoding reads them; chosen, the file is read so and nothing is asked', async () => {
  const parts = { database, archive: memoryArchive() }
  const asked = await previewImport(parts, CONTEXT, order())
  expect(
    asked.encodings?.flatMap(({ encoding, samples }) => samples.map((name) => [encoding, name])),
  ).toEqual(expect.arrayContaining([['cp850', 'Böhm']]))
  expect(asked.counts.openCents).toBe(12_000)
  const done = await applyImport(parts, CONTEXT, order('cp850'))
  expect(done.encodings).toBeUndefined()
  expect(done.parties).toMatchObject([{ name: 'Böhm', openCents: 12_000 }])
})
