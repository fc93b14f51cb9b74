import { join } from 'node:path'
import { expect, test } from 'vitest'
import { merge } from '#ledger/merge.ts'
import { undoMerge } from '#ledger/undo-merge.ts'
import { verifyAll } from '#ledger/verify-all.ts'
import { openArchive } from '#platform/archive.ts'
import type { Database } from '#platform/database.ts'
import { openFolderStore } from '#platform/folder-store.ts'
import { makeBackup } from '#platform/make-backup.ts'
import { restoreBackup } from '#platform/restore-backup.ts'
import { withScope } from '#platform/scoped.ts'
import { createTestDatabase } from '../database.ts'
import { found } from '../stories/desk.ts'
import { openDoubledBooks } from '../stories/doubled-books.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { contextFor } from '../world.ts'

// Dupont et fils, there twice, is made one; the books are saved, and put back on another machine. What was merged is
// merged there, and can still be parted.

const actor = { kind: 'cli', name: 'ligne de commande' } as const

const [source, target] = [await createTestDatabase(), await createTestDatabase()]

test('a merge comes back with the backup: verify is clean, and the undo gives back what was', async () => {
  const books = await openDoubledBooks(source)
  const context = contextFor([books.companyId], '2026-03-02')
  const camille = { companyIds: [books.companyId], actor: { name: 'Camille' } }
  const before = await owed(source)
  expect(sumOf(before)).toBe(64_000)
  const order = {
    kind: 'customers',
    keptId: found(books.customers.C00042),
    mergedId: found(books.customers['411DUP']),
  } as const
  const id = await withScope(source, context, (tx) => merge(tx, order, camille))
  const merged = await owed(source)
  expect(sumOf(merged)).toBe(29_000)

  const archive = openArchive(openFolderStore(temporaryFolder()))
  const file = join(temporaryFolder(), 'fusion.tar.gz')
  await makeBackup({ database: source, archive, version: '0.1.0', secret: 'f'.repeat(64) }, file)
  await restoreBackup({ database: target, archive, secretFile: null, actor }, file, { replaces: true })

  expect(await owed(target)).toEqual(merged)
  const { contradictions, auditFaults } = await verifyAll(target, context, archive)
  expect([contradictions, auditFaults]).toEqual([[], []])
  const undone = await withScope(target, context, (tx) => undoMerge(tx, id, camille))
  expect(undone).toEqual({ isUndone: true })
  expect(await owed(target)).toEqual(before)
  expect((await verifyAll(target, context, archive)).contradictions).toEqual([])
}, 120_000)

/** Every instalment of Atelier du Lin that counts: client, number, cents, level. */
async function owed(database: Database): Promise<[string, string, number, number][]> {
  const { rows } = await database.owner.query<{ row: [string, string, number, number] }>(
    `select json_build_array(c.code, i.number, j.open_cents, j.level) as row from instalments j
       join invoices i on i.company_id = j.company_id and i.id = j.invoice_id
       join customers c on c.company_id = j.company_id and c.id = j.customer_id
       join companies e on e.id = j.company_id
     where e.code = 'ATELIER' and j.is_final order by c.code, i.number`,
  )
  return rows.map(({ row }) => row)
}

function sumOf(parts: readonly (readonly [string, string, number, number])[]): number {
  return parts.reduce((cents, [, , open]) => cents + open, 0)
}
