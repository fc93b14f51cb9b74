import { createWriteStream } from 'node:fs'
import { rename, unlink } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { mainCents } from '#domain/money.ts'
import { checkOverdueDay } from '#domain/procedure.ts'
import { archiveLetters } from '#features/runs/archive-letters.ts'
import { confirmRun } from '#features/runs/confirm-run.ts'
import { createDraft } from '#features/runs/create-draft.ts'
import { printRun } from '#features/runs/print-run.ts'
import { selectCustomers } from '#features/runs/select-customers.ts'
import { readRun } from '#features/runs/store.ts'
import { narrowToCompanies } from '#ledger/company-scope.ts'
import { createLetterPool, type LetterPool } from '#letters/pool.ts'
import type { Context } from '#platform/context.ts'
import { withScope } from '#platform/scoped.ts'
import { type Command, readArguments, readDay, required } from './command.ts'
import { writeResult } from './output.ts'
import { type CliSession, withSession } from './session.ts'

/**
 * `remind --on DATE --letter-date DATE [--company CODE…] [--customer CODE…] [--pdf FILE] [--confirm]`:
 * makes the draft of a run, writes its print file, and confirms it when asked.
 */
export const remind: Command = async (args, io) => {
  const { values } = readArguments(args, {
    on: { type: 'string' },
    'letter-date': { type: 'string' },
    company: { type: 'string', multiple: true },
    customer: { type: 'string', multiple: true },
    pdf: { type: 'string' },
    confirm: { type: 'boolean' },
    today: { type: 'string' },
    json: { type: 'boolean' },
  })
  const on = readDay(required(values.on, '--on'), '--on')
  const letterOn = readDay(required(values['letter-date'], '--letter-date'), '--letter-date')
  const today = values.today === undefined ? undefined : readDay(values.today, '--today')
  return await withSession(io, { today }, async (session) => {
    const context = await narrowToCompanies(session.database, session.who, values.company)
    checkOverdueDay(on, context.today)
    const draft = await withScope(
      session.database,
      context,
      async (tx) => {
        const selection = await selectCustomers(tx, values.customer)
        const filter = { on, today: context.today, companyIds: context.companyIds }
        return await createDraft(tx, { filter, selection, letterOn }, context.actor.name)
      },
      { isolation: 'repeatable read' },
    )
    const result = await finishRun(session, context, draft.run, {
      pdf: values.pdf,
      confirms: values.confirm ?? false,
    })
    writeResult(io, result, values.json)
    return 0
  })
}

async function finishRun(
  session: CliSession,
  context: Context,
  run: number,
  options: { readonly pdf: string | undefined; readonly confirms: boolean },
) {
  const pool = createLetterPool()
  try {
    if (options.pdf !== undefined) await writePdf(session, context, pool, run, options.pdf)
    const outcome = options.confirms ? await confirmAndArchive(session, context, pool, run) : null
    const summary = await withScope(session.database, context, (tx) => readRun(tx, run), { readOnly: true })
    return {
      run,
      letters: summary.letters,
      // Of the euros; `amounts` has every currency.
      totalCents: mainCents(summary.amounts),
      amounts: summary.amounts,
      confirmed: outcome?.confirmed ?? 0,
      toReview: outcome?.toReview ?? [],
    }
  } finally {
    await pool.close()
  }
}

/** Confirms, then archives what has been confirmed before the command ends. */
export async function confirmAndArchive(
  session: CliSession,
  context: Context,
  pool: LetterPool,
  run: number,
) {
  const outcome = await confirmRun(session.database, context, run)
  await archiveLetters({ ...session, pool })
  return outcome
}

// Written beside and renamed, so that no half file ever bears the name asked for.
async function writePdf(
  session: CliSession,
  context: Context,
  pool: LetterPool,
  run: number,
  file: string,
): Promise<void> {
  const draft = `${file}.part`
  try {
    await pipeline(await printRun({ ...session, pool }, context, run), createWriteStream(draft))
    await rename(draft, file)
  } catch (error) {
    await unlink(draft).catch(() => undefined)
    throw error
  }
}
