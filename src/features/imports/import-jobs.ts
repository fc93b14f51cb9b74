import { RelancesError } from '#domain/errors.ts'
import { translate } from '#messages/translate.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { knownFailure } from '#platform/http-failure.ts'
import type { Logger } from '#platform/log.ts'
import type { Source } from '#readers/source.ts'
import type { ImportKind, ImportOptions, ImportPlan, ImportState } from './contract.ts'
import type { Deposits } from './deposits.ts'
import { applyImport, type ImportOrder, type ImportParts, previewImport } from './import-file.ts'

/**
 * The imports under way, from deposit to confirmation. They live in this process: a restart forgets
 * them with their files, and nothing has been written before a confirmation.
 */
export interface ImportJobs {
  add(id: string, source: Source, kind: ImportKind): void
  /**
   * One more file for a deposit of e-invoices.
   * @throws RelancesError not-found; conflict for a ledger or a list, which are imported alone
   */
  addFile(id: string, source: Source): { readonly files: number; readonly bytes: number }
  /** @throws RelancesError not-found */
  state(id: string): ImportState
  /** The imports not finished yet, and those that failed, the last deposited first. */
  list(): JobSummary[]
  /** Starts reading; `state` then tells how far it is. */
  preview(id: string, context: Context, options: ImportOptions): ImportState
  /**
   * All that was previewed would change: read again, for no preview keeps more than its first thousand rows.
   * @throws RelancesError conflict when there is no such preview, or the books have changed since
   */
  changes(id: string, context: Context): Promise<PlannedFile>
  /** Starts writing what was previewed. @throws RelancesError conflict when there is no such preview */
  confirm(id: string, context: Context): ImportState
  discard(id: string): Promise<void>
  /** Waits for what is being read or written; for the end of the server, and tests. */
  settled(): Promise<void>
}

/** What a file would change, under the code of the company it is for. */
export interface PlannedFile {
  readonly fileName: string
  readonly company: string
  readonly plan: ImportPlan
}

/** An import under way, without what its preview holds. */
type JobSummary = Omit<ImportState, 'preview' | 'result'> & {
  readonly fileName: string
  /** Lines refused by the preview. */
  readonly errors: number
}

interface Job {
  readonly kind: ImportKind
  sources: ImportOrder['sources']
  options: ImportOptions | null
  state: ImportState
}

interface Parts extends ImportParts {
  readonly database: Pick<Database, 'db' | 'refreshStatistics'>
  readonly deposits: Deposits
  readonly log: Pick<Logger, 'error'>
}

export function createImportJobs({ database, archive, deposits, log }: Parts): ImportJobs {
  const jobs = new Map<string, Job>()
  // One after the other: two large ledgers at once would take twice the memory and no less time.
  let queue: Promise<void> = Promise.resolve()
  const find = (id: string): Job => {
    const job = jobs.get(id)
    if (!job) throw new RelancesError('not-found', 'imports.no-deposit')
    return job
  }
  const run = (job: Job, context: Context, work: () => Promise<void>): ImportState => {
    queue = queue.then(work).catch((error: unknown) => {
      if (!(error instanceof RelancesError)) log.error({ err: error }, 'import failed')
      move(job, { step: 'failed', problem: sentenceOf(error, context) })
    })
    return job.state
  }
  return {
    add(id, source, kind) {
      jobs.set(id, { sources: [source], kind, options: null, state: newState(id) })
    },
    addFile(id, source) {
      const job = idle(find(id))
      if (!TOGETHER.includes(job.kind)) throw new RelancesError('conflict', 'imports.one-at-a-time')
      job.sources = [...job.sources, source]
      return { files: job.sources.length, bytes: job.sources.reduce((sum, { size }) => sum + size, 0) }
    },
    state: (id) => find(id).state,
    list: () =>
      [...jobs.values()]
        .filter(({ state }) => state.step !== 'done')
        .map(jobRow)
        .reverse(),
    preview(id, context, options) {
      const job = idle(find(id))
      job.options = options
      move(job, { step: 'reading', progress: 0, preview: null, problem: null })
      return run(job, context, async () => {
        const order = { sources: job.sources, options, onProgress: watch(job) }
        const preview = await previewImport({ database, archive }, context, order)
        move(job, { step: 'previewed', progress: 1, preview })
      })
    },
    async changes(id, context) {
      const { sources, options, state } = idle(find(id))
      const shown = state.preview?.plan
      if (!options || !shown) throw new RelancesError('conflict', 'imports.not-previewed')
      const order = { sources, options, listsAll: true }
      const read = queue.then(() => previewImport({ database, archive }, context, order))
      queue = read.then(
        () => {},
        () => {},
      )
      const { plan } = await read
      if (plan?.digest !== shown.digest) throw new RelancesError('conflict', 'imports.plan-changed')
      return { fileName: sources[0].name, company: options.company, plan }
    },
    confirm(id, context) {
      const job = idle(find(id))
      const { options, state } = job
      if (!options || state.step !== 'previewed' || (state.preview?.errors.length ?? 0) > 0) {
        throw new RelancesError('conflict', 'imports.not-previewed')
      }
      move(job, { step: 'writing', progress: 0 })
      return run(job, context, async () => {
        const order = { sources: job.sources, options, onProgress: watch(job) }
        const done = await applyImport({ database, archive }, context, order)
        await database.refreshStatistics()
        move(job, { step: 'done', progress: 1, result: done.counts, preview: done })
        await deposits.remove(id)
      })
    },
    async discard(id) {
      const job = idle(find(id))
      jobs.delete(job.state.id)
      await deposits.remove(id)
    },
    settled: () => queue,
  }
}

/** What can be imported several files at once. */
const TOGETHER: readonly ImportKind[] = ['e-invoices', 'statements']

function jobRow({ sources, state }: Job): JobSummary {
  const { id, step, progress, problem, preview } = state
  return {
    id,
    step,
    progress,
    problem,
    fileName: sources[0]?.name ?? '',
    errors: preview?.errors.length ?? 0,
  }
}

function newState(id: string): ImportState {
  return { id, step: 'deposited', progress: 0, preview: null, result: null, problem: null }
}

function move(job: Job, change: Partial<ImportState>): void {
  job.state = { ...job.state, ...change }
}

function idle(job: Job): Job {
  const isBusy = job.state.step === 'reading' || job.state.step === 'writing'
  if (isBusy) throw new RelancesError('conflict', 'imports.busy')
  return job
}

// The whole of one step as the user sees it: reading is the longer part of both.
function watch(job: Job): (step: 'reading' | 'writing', share: number) => void {
  return (step, share) => {
    move(job, { progress: step === 'reading' ? share * 0.7 : 0.7 + share * 0.3 })
  }
}

function sentenceOf(error: unknown, { language }: Context): string {
  const known = knownFailure(error)
  return translate(language, known?.key ?? 'platform.internal', known?.values)
}
