import { createHash } from 'node:crypto'
import { RelancesError } from '#domain/errors.ts'
import { narrowToCompanies } from '#platform/company-scope.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { knownFailure } from '#platform/http-failure.ts'
import type { Logger } from '#platform/log.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'
import type { ImportOptions, ImportPlan, ImportPreview } from '../contract.ts'
import {
  changeDeposit,
  countImports,
  type DepositChange,
  type DepositRow,
  deleteFiles,
  findDeposit,
  ownerOf,
  type Problem,
} from './deposit-store.ts'
import type { Deposits, KeptFile } from './deposits.ts'
import { applyImport, type ImportOrder, type ImportParts, previewImport } from './import-file.ts'

interface Parts extends ImportParts {
  readonly database: Pick<Database, 'db' | 'refreshStatistics'>
  readonly deposits: Deposits
  readonly log: Pick<Logger, 'error'>
}

/** A deposit, and the piece of work that has it in hand. */
interface InHand {
  readonly id: string
  readonly heldBy: string
}

/** Thrown in the transaction of an import to undo it: it would not do what was shown. */
class NotAsShown extends Error {
  readonly problem: Problem

  constructor(key: string) {
    super(key)
    this.problem = { key, values: {} }
  }
}

/**
 * Reading and writing a deposit that has been taken in hand in the name of a piece of work (`import-worker.ts`): nothing
 * is told or written of it once somebody else has it. Failures become the state of the deposit.
 */
export function createImportWork(parts: Parts) {
  const { database, archive, deposits, log } = parts
  const change = async (context: Context, { id, heldBy }: InHand, to: DepositChange) =>
    await withScope(database, await narrowToCompanies(database, context), (tx) =>
      changeDeposit(tx, { id, heldBy }, to),
    )
  const attempt = async (context: Context, held: InHand, work: () => Promise<void>) => {
    try {
      await work()
    } catch (error) {
      const end = endOf(error)
      if (end.problem.key === 'platform.internal') log.error({ err: error }, 'import failed')
      // A database that is lost tells by its silence: the deposit is then told as interrupted.
      await change(context, held, { ...end, workerId: null }).catch(() => undefined)
    }
  }
  /** What there is to import, and who hears how far it is. */
  const orderOf = async (context: Context, held: InHand) => {
    const scope = await narrowToCompanies(database, context)
    const row = await withScope(database, scope, (tx) => findDeposit(tx, ownerOf(scope), held.id))
    const [first, ...others] = await Promise.all(row.files.map((file) => deposits.checked(file)))
    if (!first || !row.options) throw new RelancesError('conflict', 'imports.not-previewed')
    const progress = watch((share) => change(context, held, { progress: share }))
    const order = { sources: [first, ...others], options: row.options, onProgress: progress.tell } as const
    return { row, order: order satisfies ImportOrder, progress }
  }
  return {
    read: (context: Context, id: string, heldBy: string) =>
      attempt(context, { id, heldBy }, async () => {
        const { row, order, progress } = await orderOf(context, { id, heldBy })
        let seen = null as { readonly companyId: number; readonly importCount: number } | null
        const preview = await previewImport({ database, archive }, context, {
          ...order,
          async seal(tx, companyId) {
            seen = { companyId, importCount: await countImports(tx, companyId) }
          },
        })
        await progress.settled()
        await change(
          context,
          { id, heldBy },
          {
            step: 'previewed',
            progress: 1,
            preview,
            shownSha256: shownDigest(row.files, order.options, preview),
            importCount: seen?.importCount ?? null,
            companyId: seen && (await isThere(database, context, seen.companyId)) ? seen.companyId : null,
            workerId: null,
          },
        )
      }),
    write: (context: Context, id: string, heldBy: string) =>
      attempt(context, { id, heldBy }, async () => {
        const { row, order, progress } = await orderOf(context, { id, heldBy })
        const done = await applyImport({ database, archive }, context, {
          ...order,
          seal: (tx, companyId, written) => seal(tx, { row, companyId, written, heldBy }),
        })
        if (done.errors.length > 0) throw new NotAsShown('imports.not-as-shown')
        await progress.settled()
        await database.refreshStatistics()
        await forget(parts, context, row)
      }),
  }
}

/** What a file would change, under the code of the company it is for. */
export interface PlannedFile {
  readonly fileName: string
  readonly company: string
  readonly plan: ImportPlan
}

/** All that was previewed would change: read again, for no preview keeps more than its first thousand rows. */
export async function readChanges(
  { database, archive, deposits }: Parts,
  context: Context,
  { files, options, preview }: DepositRow,
): Promise<PlannedFile> {
  const [first, ...others] = files.map((file) => deposits.source(file))
  if (!options || !first || !preview?.plan) throw new RelancesError('conflict', 'imports.not-previewed')
  const order = { sources: [first, ...others], options, listsAll: true } as const
  const { plan } = await previewImport({ database, archive }, context, order)
  if (plan?.digest !== preview.plan.digest) throw new RelancesError('conflict', 'imports.plan-changed')
  return { fileName: first.name, company: options.company, plan }
}

/** Marks a deposit imported in the transaction of the import, if that did what was shown, and nobody else came. */
async function seal(
  tx: ScopedTransaction,
  {
    row: { id, files, options, shownSha256, importCount },
    companyId,
    written,
    heldBy,
  }: {
    readonly row: DepositRow
    readonly companyId: number
    readonly written: ImportPreview
    readonly heldBy: string
  },
): Promise<void> {
  const isOvertaken = (await countImports(tx, companyId)) !== importCount
  if (isOvertaken) throw new NotAsShown('imports.overtaken')
  if (!options || shownDigest(files, options, written) !== shownSha256)
    throw new NotAsShown('imports.not-as-shown')
  const isOurs = await changeDeposit(
    tx,
    { id, heldBy },
    {
      ...{ step: 'done', progress: 1, result: written.counts, preview: written },
      ...{ companyId, shownSha256: null, problem: null, workerId: null },
    },
  )
  // Taken for dead meanwhile, and given back to its owner: they decide again.
  if (!isOurs) throw new NotAsShown('imports.interrupted')
}

// The bytes have served. What stays is what the screen of the result shows.
async function forget(
  { database, deposits }: Pick<Parts, 'database' | 'deposits'>,
  context: Context,
  { id, files }: DepositRow,
): Promise<void> {
  const ids = files.map((file) => file.id)
  await deposits.remove(ids)
  await withScope(database, await narrowToCompanies(database, context), (tx) => deleteFiles(tx, id, ids))
}

// A preview that creates its company leaves none behind.
async function isThere(database: Parts['database'], { actor }: Context, companyId: number): Promise<boolean> {
  const found = await withScope(database, { actor, companyIds: 'all' }, (tx) =>
    tx.selectFrom('companies').select('id').where('id', '=', companyId).executeTakeFirst(),
  )
  return found !== undefined
}

function endOf(error: unknown): { readonly step: 'failed' | 'to-review'; readonly problem: Problem } {
  if (error instanceof NotAsShown) return { step: 'to-review', problem: error.problem }
  const known = knownFailure(error)
  return { step: 'failed', problem: { key: known?.key ?? 'platform.internal', values: known?.values ?? {} } }
}

const TELL_MS = 400

// The whole of one step as the user sees it: reading is the longer part of both. Told now and then, in order.
function watch(save: (share: number) => Promise<unknown>) {
  let last = performance.now()
  let saving: Promise<unknown> = Promise.resolve()
  return {
    tell(step: 'reading' | 'writing', share: number): void {
      if (performance.now() - last < TELL_MS) return
      last = performance.now()
      const whole = step === 'reading' ? share * 0.7 : 0.7 + share * 0.3
      saving = saving.then(() => save(whole)).catch(() => undefined)
    },
    settled: () => saving,
  }
}

/**
 * The digest of what whoever confirms has been shown: the files, the options, and what they do. What changes with the
 * hour, or with what others do beside it, is no part of it.
 */
function shownDigest(
  files: readonly Pick<KeptFile, 'name' | 'sha256'>[],
  options: ImportOptions,
  { kind, plan, counts, documents, doubts, parties, partyCount, bank }: ImportPreview,
): string {
  const shown = [
    files.map(({ name, sha256 }) => [name, sha256]),
    options,
    kind,
    // Every change of what is owed and of clients, beyond those that are listed; not what others owe, nor what the page
    // will list.
    plan ? [plan.digest, plan.customerCounts] : counts,
    // Without their sentences, which are in the language of whoever reads.
    documents.map(({ remarks: _, ...document }) => document),
    doubts.map(({ id, line, count, amounts, answer }) => [id, line, count, amounts, answer]),
    parties,
    partyCount,
    bank?.statements ?? null,
  ]
  return createHash('sha256').update(JSON.stringify(shown)).digest('hex')
}
