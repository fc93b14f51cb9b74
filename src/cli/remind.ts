import { createWriteStream } from 'node:fs'
import { rename, unlink } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { type Day, formatDay } from '#domain/days-and-money/day.ts'
import { mainCents } from '#domain/days-and-money/money.ts'
import { isLevel, type Level } from '#domain/dunning/levels.ts'
import { checkOverdueDay } from '#domain/dunning/procedure.ts'
import { NOTHING_SELECTED, type Selection } from '#domain/dunning/selection.ts'
import { archiveLetters } from '#features/runs/server/archive-letters.ts'
import { confirmRun } from '#features/runs/server/confirm-run.ts'
import { type DraftMade, writeDraft } from '#features/runs/server/create-draft.ts'
import { type DraftOrder, planDraft } from '#features/runs/server/plan-draft.ts'
import { printRun } from '#features/runs/server/print-run.ts'
import { selectCustomers } from '#features/runs/server/select-customers.ts'
import { readRun } from '#features/runs/server/store.ts'
import { type MaybePaid, readMaybePaid } from '#ledger/maybe-paid.ts'
import { createLetterPool, type LetterPool } from '#letters/pool.ts'
import { translate } from '#messages/translate.ts'
import { narrowToCompanies } from '#platform/company-scope.ts'
import type { Context } from '#platform/context.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'
import { type Command, type Io, readArguments, readDay, required, UsageError } from './command.ts'
import { sendNow } from './outbox.ts'
import { writeResult } from './output.ts'
import { type CliSession, cliLanguage, withSession } from './session.ts'

const UNATTENDED_LEVELS: readonly Level[] = [1, 2, 3]

/**
 * `remind --on DATE --letter-date DATE [--company CODE…] [--advised | --customer CODE… | --all] [--levels 1,2,3,4]
 * [--pdf FILE] [--confirm] [--send]`: makes the draft of a run, writes its print file, and confirms it when asked; `--send`
 * confirms it and hands its e-mails over before it ends, as far as their hours and throttles let them. Nobody
 * looks at what it takes: no formal notice without `--levels`, and nothing that is already reminded at that date
 * unless a client is named. Whom it writes to and who may have paid already is said, and listed in `maybePaid`.
 */
export const remind: Command = async (args, io) => {
  const { values } = readArguments(args, {
    on: { type: 'string' },
    'letter-date': { type: 'string' },
    company: { type: 'string', multiple: true },
    customer: { type: 'string', multiple: true },
    advised: { type: 'boolean' },
    all: { type: 'boolean' },
    levels: { type: 'string' },
    pdf: { type: 'string' },
    confirm: { type: 'boolean' },
    send: { type: 'boolean' },
    today: { type: 'string' },
    json: { type: 'boolean' },
  })
  const on = readDay(required(values.on, '--on'), '--on')
  const letterOn = readDay(required(values['letter-date'], '--letter-date'), '--letter-date')
  const sends = values.send ?? false
  const confirms = sends || (values.confirm ?? false)
  const who = readWho({ ...values, confirm: confirms })
  const levels = readLevels(values.levels)
  const today = values.today === undefined ? undefined : readDay(values.today, '--today')
  return await withSession(io, { today }, async (session) => {
    const context = await narrowToCompanies(session.database, session.who, values.company)
    checkOverdueDay(on, context.today)
    const draft = await withScope(
      session.database,
      context,
      async (tx) => {
        const filter = { on, today: context.today, companyIds: context.companyIds }
        const selection = await selectFor(tx, who)
        const only = { levels, isNotReminded: who.kind !== 'customers' }
        return await draftOrNothing(tx, { filter, selection, letterOn, only }, context.actor.name)
      },
      { isolation: 'repeatable read' },
    )
    sayLeftOut(io, draft.leftOut, letterOn)
    sayMaybePaid(io, draft.maybePaid)
    const options = { pdf: values.pdf, confirms, sends }
    const result =
      draft.run === null ? nothingMade(io) : await finishRun(session, context, draft.run, options)
    const { leftOut, maybePaid } = draft
    writeResult(io, { ...result, leftOut, maybePaid: maybePaid.customers }, values.json)
    return draft.run === null && who.kind === 'customers' ? 1 : 0
  })
}

type Who =
  | { readonly kind: 'advised' | 'all' }
  | { readonly kind: 'customers'; readonly codes: readonly string[] }

// A confirmation nobody looks at has to say whom it is about.
function readWho(values: {
  readonly advised?: boolean | undefined
  readonly all?: boolean | undefined
  readonly customer?: string[] | undefined
  readonly confirm?: boolean | undefined
}): Who {
  const asked: Who[] = []
  if (values.advised) asked.push({ kind: 'advised' })
  if (values.customer) asked.push({ kind: 'customers', codes: values.customer })
  if (values.all) asked.push({ kind: 'all' })
  const [who, ...others] = asked
  if (others.length > 0) throw new UsageError('cli.one-selection')
  if (who === undefined && values.confirm) throw new UsageError('cli.confirm-needs')
  return who ?? { kind: 'all' }
}

function readLevels(text: string | undefined): readonly Level[] {
  if (text === undefined) return UNATTENDED_LEVELS
  const levels = text.split(',').map((word) => (/^\s*[1-4]\s*$/.test(word) ? Number(word) : 0))
  const known = levels.filter(isLevel)
  if (known.length < levels.length) throw new UsageError('cli.bad-levels', { value: text })
  return known
}

async function selectFor(tx: ScopedTransaction, who: Who): Promise<Selection> {
  if (who.kind === 'customers') return await selectCustomers(tx, who.codes)
  return { ...NOTHING_SELECTED, base: who.kind }
}

// Nothing left for an unattended run is no fault: what was to do has been done. Of clients asked for by name it is, and
// why is said: their level was not asked for.
async function draftOrNothing(
  tx: ScopedTransaction,
  order: DraftOrder,
  actor: string,
): Promise<Pick<DraftMade, 'leftOut'> & { run: number | null; maybePaid: MaybePaid }> {
  const { leftOut, ...plan } = await planDraft(tx, order)
  const invoices = new Set(plan.letters.flatMap(({ items }) => items.map((item) => item.invoice_id)))
  const maybePaid = await readMaybePaid(tx, order.filter, order.selection, invoices)
  const isExplained = order.only?.isNotReminded || leftOut.levels > 0
  if (plan.letters.length > 0 || !isExplained) {
    return { ...(await writeDraft(tx, order, { leftOut, ...plan }, actor)), maybePaid }
  }
  return { run: null, leftOut, maybePaid }
}

function sayLeftOut(io: Io, leftOut: DraftMade['leftOut'], letterOn: Day): void {
  const say = (key: string, values: Readonly<Record<string, string | number>>) =>
    io.err(`${translate(cliLanguage(), key, values)}\n`)
  if (leftOut.reminded > 0)
    say('cli.left-out-reminded', { count: leftOut.reminded, day: formatDay(letterOn) })
  if (leftOut.levels > 0) say('cli.left-out-levels', { count: leftOut.levels })
}

// Written to all the same, since someone asked for it: but not without a word.
function sayMaybePaid(io: Io, { count, customers }: MaybePaid): void {
  if (count === 0) return
  io.err(`${translate(cliLanguage(), 'cli.maybe-paid', { count })}\n`)
  for (const { code, name, invoices } of customers) io.err(`  ${code} ${name} : ${invoices.join(', ')}\n`)
}

function nothingMade(io: Io) {
  io.err(`${translate(cliLanguage(), 'cli.nothing-left')}\n`)
  const nothing = { totalCents: 0, amounts: [], netCents: 0, netAmounts: [] }
  return { run: null, letters: 0, ...nothing, confirmed: 0, toReview: [] }
}

async function finishRun(
  session: CliSession,
  context: Context,
  run: number,
  options: { readonly pdf: string | undefined; readonly confirms: boolean; readonly sends: boolean },
) {
  const pool = createLetterPool()
  try {
    if (options.pdf !== undefined) await writePdf(session, context, pool, run, options.pdf)
    const outcome = options.confirms ? await confirmAndArchive(session, context, pool, run) : null
    const sent = options.sends ? await sendNow(session, pool) : null
    const summary = await withScope(session.database, context, (tx) => readRun(tx, run), { readOnly: true })
    return {
      run,
      letters: summary.letters,
      // Of the euros; `amounts` has every currency.
      totalCents: mainCents(summary.amounts),
      amounts: summary.amounts,
      // What the letters ask: less the credits set against them.
      netCents: mainCents(summary.netAmounts),
      netAmounts: summary.netAmounts,
      confirmed: outcome?.confirmed ?? 0,
      toReview: outcome?.toReview ?? [],
      // By paper, e-mail or both; null where no company of the run sends e-mails.
      ways: summary.ways,
      ...(sent === null ? {} : { sent }),
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
