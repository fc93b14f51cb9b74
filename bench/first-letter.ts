import { NOTHING_SELECTED } from '#domain/dunning/selection.ts'
import { createDraft } from '#features/runs/server/create-draft.ts'
import { letterPdf } from '#features/runs/server/letter-pdf.ts'
import { listLettersOfRun } from '#features/runs/server/letter-store.ts'
import { createLetterPool } from '#letters/pool.ts'
import { openArchive } from '#platform/archive.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { openFolderStore } from '#platform/folder-store.ts'
import { withScope } from '#platform/scoped.ts'
import { createThreefoldCompany } from './confirm-data.ts'
import { type BenchRow, compared } from './row.ts'
import { medianMs } from './timing.ts'

const ON = '2026-03-30'
const MAX_MS = 1_000

/** The first letter of a long run on screen, against that of a run of one letter. */
export async function* benchFirstLetter(
  database: Database,
  folder: string,
  letters = 10_000,
): AsyncGenerator<BenchRow> {
  const pool = createLetterPool()
  try {
    const parts = { database, pool, archive: openArchive(openFolderStore(folder)) }
    const show = async (code: string, size: number) => {
      const context = await draftOf(database, code, size)
      // What the viewer asks: the first letters of the list, then the PDF of the first one.
      return await medianMs(7, async () => {
        const page = await withScope(database, context, (tx) =>
          listLettersOfRun(tx, context.run, { limit: 200 }),
        )
        await letterPdf(parts, context, page.rows[0]?.id ?? 0)
      })
    }
    const alone = await show('ALONE', 1)
    const long = await show('LONG', letters)
    const name = `first letter on screen, ${letters.toLocaleString('en')} letters (or ${MAX_MS} ms if larger)`
    const allowed = Math.max(alone, MAX_MS / 2)
    yield compared(name, 'ms', long, { name: 'a run of one letter', value: allowed }, 2)
  } finally {
    await pool.close()
  }
}

async function draftOf(database: Database, code: string, size: number): Promise<Context & { run: number }> {
  const companyId = await createThreefoldCompany(database, code, size)
  const context: Context = {
    actor: { kind: 'system', name: 'bench' },
    permission: 'everything',
    companyIds: [companyId],
    today: '2026-03-31',
    language: 'fr',
  }
  const order = {
    filter: { on: ON, today: '2026-03-31', companyIds: [companyId] },
    selection: { ...NOTHING_SELECTED, base: 'all' as const },
    letterOn: '2026-03-31',
  }
  const { run } = await withScope(database, context, (tx) => createDraft(tx, order, 'bench'))
  return { ...context, run }
}
