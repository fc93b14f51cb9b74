import { sql } from 'kysely'
import { NOTHING_SELECTED } from '#domain/dunning/selection.ts'
import { confirmRun, LETTERS_PER_BATCH } from '#features/runs/server/confirm-run.ts'
import { createDraft } from '#features/runs/server/create-draft.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { withScope } from '#platform/scoped.ts'
import { createThreefoldCompany } from './confirm-data.ts'
import { type BenchRow, compared } from './row.ts'
import { median } from './timing.ts'

const ON = '2026-03-30'
const LETTER_ON = '2026-03-31'

/**
 * Confirming `letters` letters of three instalments each, against bare SQL that writes the same
 * rows in as many commits and checks nothing.
 */
export async function* benchConfirm(database: Database, letters = 10_000): AsyncGenerator<BenchRow> {
  const ours: number[] = []
  const bare: number[] = []
  for (let round = 0; round < 3; round += 1) {
    ours.push(
      await timed(database, letters, `O${round}`, (context, run) => confirmRun(database, context, run)),
    )
    bare.push(
      await timed(database, letters, `B${round}`, (context, run) => confirmBare(database, context, run)),
    )
  }
  yield compared(
    `confirm ${letters.toLocaleString('en')} letters, ${(letters * 3).toLocaleString('en')} instalments`,
    'ms',
    median(ours),
    { name: 'bare SQL, same rows and commits', value: median(bare) },
    3,
  )
}

async function timed(
  database: Database,
  letters: number,
  code: string,
  confirm: (context: Context, run: number) => Promise<unknown>,
): Promise<number> {
  const companyId = await createThreefoldCompany(database, code, letters)
  const context: Context = {
    actor: { kind: 'system', name: 'bench' },
    permission: 'everything',
    companyIds: [companyId],
    today: LETTER_ON,
    language: 'fr',
  }
  const order = {
    filter: { on: ON, today: LETTER_ON, companyIds: [companyId] },
    selection: { ...NOTHING_SELECTED, base: 'all' as const },
    letterOn: LETTER_ON,
  }
  const { run } = await withScope(database, context, (tx) => createDraft(tx, order, 'bench'))
  await database.owner.query('vacuum (analyze) instalments, letters, letter_items, reminder_events')
  await database.owner.query('checkpoint')
  const start = performance.now()
  await confirm(context, run)
  return performance.now() - start
}

async function confirmBare(database: Database, context: Context, run: number): Promise<void> {
  const ids = await withScope(database, context, (tx) =>
    tx.selectFrom('letters').select('id').where('run_id', '=', run).orderBy('id').execute(),
  )
  for (let start = 0; start < ids.length; start += LETTERS_PER_BATCH) {
    const batch = ids.slice(start, start + LETTERS_PER_BATCH).map((letter) => letter.id)
    await withScope(database, context, async (tx) => {
      await sql`
        with recorded as (
          insert into reminder_events (company_id, instalment_id, kind, level_before, level_after,
            reminded_on_before, reminded_on_after, letter_id, actor)
          select li.company_id, li.instalment_id, 'letter', li.level, least(li.level + 1, 4), null,
                 ${LETTER_ON}::date, li.letter_id, 'bench'
          from letter_items li where li.letter_id = any(${batch}::bigint[])
          returning company_id, instalment_id, id, level_after)
        update instalments i set level = r.level_after, last_reminded_on = ${LETTER_ON}::date, last_event_id = r.id
        from recorded r where i.company_id = r.company_id and i.id = r.instalment_id
      `.execute(tx)
      await sql`
        update letters set status = 'confirmed', confirmed_at = now(), confirmed_by = 'bench'
        where id = any(${batch}::bigint[])
      `.execute(tx)
    })
  }
}
