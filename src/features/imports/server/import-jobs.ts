import { RelancesError } from '#domain/errors.ts'
import { type Language, translate } from '#messages/translate.ts'
import { narrowToCompanies } from '#platform/company-scope.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import type { Logger } from '#platform/log.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'
import type { Source } from '#readers/source.ts'
import type { ImportKind, ImportOptions } from '../contract.ts'
import type { Deposit, ImportState } from '../deposit-contract.ts'
import {
  changeDeposit,
  type DepositRow,
  deleteDeposit,
  deleteFiles,
  findDeposit,
  insertDeposit,
  insertFile,
  listDeposits,
  type Owner,
  ownerOf,
  type Problem,
  touchDeposit,
} from './deposit-store.ts'
import { type Deposits, type KeptFile, tooLarge } from './deposits.ts'
import { handDeposit, listHeirs } from './hand-deposit.ts'
import type { ImportParts } from './import-file.ts'
import { createImportWork, type PlannedFile, readChanges } from './import-work.ts'
import { createImportWorker } from './import-worker.ts'

const INTERRUPTED: Problem = { key: 'imports.interrupted', values: {} }

/**
 * The imports under way, from deposit to confirmation, as rows: any process answers for any of them, and each is its
 * owner's alone. Whatever is asked of somebody else's is not found.
 */
export type ImportJobs = ReturnType<typeof createImportJobs>

interface Parts extends ImportParts {
  readonly database: Pick<Database, 'db' | 'refreshStatistics'>
  readonly deposits: Deposits
  readonly log: Pick<Logger, 'error'>
}

/** What can be imported several files at once. */
const TOGETHER: readonly ImportKind[] = ['e-invoices', 'statements']
const CHANGED = { key: 'imports.files-changed', values: {} }

export function createImportJobs(parts: Parts) {
  const { database, deposits } = parts
  const worker = createImportWorker(database)
  const work = createImportWork(parts)
  const open: Open = async (context, act) => {
    const scope = await narrowToCompanies(database, context)
    return await withScope(database, scope, (tx) => act(tx, ownerOf(scope)))
  }
  /** Its owner acts on a deposit that nobody is reading or writing. */
  const act: Act = (context, id, change) =>
    open(context, async (tx, owner) => {
      await change(tx, idle(await findDeposit(tx, owner, id, 'locked')))
      await touchDeposit(tx, id)
      return stateOf(await findDeposit(tx, owner, id), context.language)
    })
  return {
    /** Takes charge of a file that has come. */
    add: (context: Context, described: Deposit & { kind: ImportKind }, file: KeptFile): Promise<void> =>
      open(context, (tx, owner) => insertDeposit(tx, owner, { described, file })),
    /** How far a deposit is, and what it would do or has done. @throws RelancesError not-found */
    state: (context: Context, id: string): Promise<ImportState> =>
      open(context, async (tx, owner) => stateOf(await findDeposit(tx, owner, id), context.language)),
    /** The first file of a deposit. @throws RelancesError not-found */
    async source(context: Context, id: string): Promise<Source> {
      const [file] = await open(context, async (tx, owner) => (await findDeposit(tx, owner, id)).files)
      if (!file) throw new RelancesError('not-found', 'imports.no-deposit')
      return await deposits.checked(file)
    },
    /** The imports not finished yet, and those that failed, the last deposited first. */
    list: (context: Context) =>
      open(context, async (tx, owner) =>
        (await listDeposits(tx, owner)).map((row) => summaryOf(row, context.language)),
      ),
    ...fileActs(deposits, open, act),
    /** Starts reading; `state` then tells how far it is. */
    async preview(context: Context, id: string, options: ImportOptions): Promise<ImportState> {
      const piece = await worker.begin()
      const state = await act(context, id, async (tx) => {
        const nothing = { preview: null, shownSha256: null, importCount: null, problem: null }
        const change = { step: 'reading', progress: 0, options, workerId: piece, ...nothing } as const
        await changeDeposit(tx, { id }, change)
      })
      worker.run(piece, () => work.read(context, id, piece))
      return state
    },
    /**
     * Starts writing what was shown under this digest.
     * @throws RelancesError conflict when there is no such preview, or another has been shown since
     */
    async confirm(context: Context, id: string, digest: string): Promise<ImportState> {
      const piece = await worker.begin()
      const state = await act(context, id, async (tx, row) => {
        if (row.step === 'to-review' && row.problem)
          throw new RelancesError('conflict', row.problem.key, row.problem.values)
        if (row.step !== 'previewed' || row.errors > 0)
          throw new RelancesError('conflict', 'imports.not-previewed')
        if (row.shownSha256 !== digest) throw new RelancesError('conflict', 'imports.other-preview')
        await changeDeposit(tx, { id }, { step: 'writing', progress: 0, workerId: piece })
      })
      worker.run(piece, () => work.write(context, id, piece))
      return state
    },
    /**
     * All that was previewed would change.
     * @throws RelancesError conflict when there is no such preview, or the books have changed since
     */
    async changes(context: Context, id: string): Promise<PlannedFile> {
      const row = await open(context, async (tx, owner) => idle(await findDeposit(tx, owner, id)))
      return await worker.alone(() => readChanges(parts, context, row))
    },
    /** Who may be given this deposit. @throws RelancesError not-found; conflict before its first preview */
    heirs: (context: Context, id: string) =>
      open(context, async (tx, owner) => await listHeirs(tx, owner, await findDeposit(tx, owner, id))),
    /** Gives it to one of them. @throws RelancesError not-found; conflict */
    hand: (context: Context, id: string, heirId: string): Promise<void> =>
      open(context, async (tx, owner) => {
        const row = idle(await findDeposit(tx, owner, id, 'locked'))
        await handDeposit(tx, owner, { row, heirId, by: context.actor.name })
      }),
    async discard(context: Context, id: string): Promise<void> {
      const files = await open(context, async (tx, owner) => {
        const row = idle(await findDeposit(tx, owner, id, 'locked'))
        await deleteDeposit(tx, id)
        return row.files
      })
      await deposits.remove(files.map((file) => file.id))
    },
    /** Waits for what is being read or written; for the end of the server, and tests. */
    settled: () => worker.settled(),
  }
}

/** In a transaction of whoever asks, for the companies where they may import. */
type Open = <Result>(
  context: Context,
  act: (tx: ScopedTransaction, owner: Owner) => Promise<Result>,
) => Promise<Result>
type Act = (
  context: Context,
  id: string,
  change: (tx: ScopedTransaction, row: DepositRow) => Promise<void>,
) => Promise<ImportState>

function fileActs(deposits: Deposits, open: Open, act: Act) {
  return {
    /**
     * One more file for a deposit of e-invoices or statements, to be shown anew.
     * @throws RelancesError not-found; conflict for a ledger or a list, which are imported alone
     */
    async addFile(context: Context, id: string, fileName: string, body: ReadableStream<Uint8Array> | null) {
      const { files } = together(await open(context, (tx, owner) => findDeposit(tx, owner, id)))
      const file = await deposits.keep(fileName, body, bytesOf(files))
      try {
        return await act(context, id, async (tx, row) => {
          if (bytesOf(together(row).files) + file.bytes > deposits.maxBytes) throw tooLarge(deposits.maxBytes)
          await insertFile(tx, id, file)
          await putBack(tx, row)
        })
      } catch (error) {
        await deposits.remove([file.id])
        throw error
      }
    },
    /** Takes one file away; the others are to be shown anew. @throws RelancesError conflict for the last one */
    async removeFile(context: Context, id: string, fileId: string): Promise<ImportState> {
      const state = await act(context, id, async (tx, row) => {
        if (!row.files.some((file) => file.id === fileId))
          throw new RelancesError('not-found', 'imports.no-deposit')
        if (row.files.length === 1) throw new RelancesError('conflict', 'imports.last-file')
        await deleteFiles(tx, id, [fileId])
        await putBack(tx, row)
      })
      await deposits.remove([fileId])
      return state
    },
  }
}

// What was shown is no longer what is there.
async function putBack(tx: ScopedTransaction, { id, step }: DepositRow): Promise<void> {
  if (step === 'deposited') return
  await changeDeposit(tx, { id }, { step: 'to-review', preview: null, shownSha256: null, problem: CHANGED })
}

function idle(row: DepositRow): DepositRow {
  const isBusy = (row.step === 'reading' || row.step === 'writing') && !row.isInterrupted
  if (isBusy) throw new RelancesError('conflict', 'imports.busy')
  return row
}

function together(row: DepositRow): DepositRow {
  if (!TOGETHER.includes(row.kind)) throw new RelancesError('conflict', 'imports.one-at-a-time')
  return idle(row)
}

function bytesOf(files: readonly KeptFile[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0)
}

/** A deposit as its owner is told of it. One that a dead process had in hand is to be looked at again. */
function stateOf(row: DepositRow, language: Language): ImportState {
  const { id, progress, preview, result, options, expiresOn, shownSha256, files } = row
  const { step, problem } = told(row, language)
  return {
    ...{ id, step, progress, preview, result, problem, options, expiresOn },
    deposit: {
      ...row.described,
      files: files.length,
      bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    },
    files: files.map((file) => ({ id: file.id, name: file.name, bytes: file.bytes })),
    digest: step === 'previewed' ? shownSha256 : null,
  }
}

/** An import under way, without what its preview holds. */
function summaryOf(row: Awaited<ReturnType<typeof listDeposits>>[number], language: Language) {
  const { id, progress, fileName, errors, expiresOn } = row
  return { id, progress, fileName, errors, expiresOn, ...told(row, language) }
}

function told(
  row: Pick<DepositRow, 'step' | 'problem' | 'isInterrupted'>,
  language: Language,
): Pick<ImportState, 'step' | 'problem'> {
  const problem = row.isInterrupted ? INTERRUPTED : row.problem
  return {
    step: row.isInterrupted ? 'to-review' : row.step,
    problem: problem && translate(language, problem.key, problem.values),
  }
}
