import { sql } from 'kysely'
import { RelancesError } from '#domain/errors.ts'
import type { Context } from '#platform/context.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { DepositStep } from '#platform/tables-installation.ts'
import { ZONE } from '#platform/zone.ts'
import type { ImportCounts, ImportKind, ImportOptions, ImportPreview } from '../contract.ts'
import type { Deposit } from '../deposit-contract.ts'
import type { KeptFile } from './deposits.ts'

/** An abandoned deposit is kept that long after its owner last did something with it. */
export const KEPT_DAYS = 7

/** A deposit as its row and those of its files have it. */
export interface DepositRow {
  readonly id: string
  readonly kind: ImportKind
  /** Whose books it goes to; null until a preview has told. */
  readonly companyId: number | null
  readonly described: Deposit
  readonly step: DepositStep
  readonly progress: number
  readonly options: ImportOptions | null
  readonly preview: ImportPreview | null
  readonly result: ImportCounts | null
  readonly errors: number
  readonly shownSha256: string | null
  readonly importCount: number | null
  readonly problem: Problem | null
  readonly workerId: string | null
  /** The process that reads or writes it has not been seen for a while. */
  readonly isInterrupted: boolean
  readonly expiresOn: string
  readonly files: readonly KeptFile[]
}

/** A sentence of the catalogue, said in the language of whoever reads it. */
export interface Problem {
  readonly key: string
  readonly values: Readonly<Record<string, string | number>>
}

/** Who may see a deposit: its owner, as long as they may import into its company. */
export interface Owner {
  readonly ownerId: string
  readonly companyIds: readonly number[]
}

/** The owner of what this piece of work deposits. */
export function ownerOf({
  actor,
  companyIds,
}: Pick<Context, 'actor'> & { readonly companyIds: readonly number[] }): Owner {
  if (!('userId' in actor)) throw new Error('a deposit belongs to a person')
  return { ownerId: actor.userId, companyIds }
}

/**
 * The deposit of this number, its row locked when it is to be changed.
 * @throws RelancesError not-found when it is nobody's, or somebody else's: nothing says which
 */
export async function findDeposit(
  tx: ScopedTransaction,
  owner: Owner,
  id: string,
  lock: 'locked' | 'unlocked' = 'unlocked',
): Promise<DepositRow> {
  const row = await ownDeposits(tx, owner)
    .where('d.id', '=', id)
    .$if(lock === 'locked', (query) => query.forUpdate('d'))
    .executeTakeFirst()
  if (!row) throw new RelancesError('not-found', 'imports.no-deposit')
  const files = await tx
    .selectFrom('deposit_files')
    .select(['id', 'name', 'bytes', 'sha256'])
    .where('deposit_id', '=', id)
    .orderBy('rank')
    .execute()
  return { ...row, kind: row.kind as ImportKind, files } as DepositRow
}

/** The deposits of one owner that are not imported yet, the last one first, without what they would change. */
export async function listDeposits(tx: ScopedTransaction, owner: Owner) {
  const rows = await ownDeposits(tx, owner)
    .clearSelect()
    .select((eb) => [
      ...(['d.id', 'd.step', 'd.progress', 'd.problem', 'd.error_count as errors'] as const),
      eb
        .selectFrom('deposit_files as f')
        .select('f.name')
        .whereRef('f.deposit_id', '=', 'd.id')
        .orderBy('f.rank')
        .limit(1)
        .as('fileName'),
    ])
    .select([EXPIRES_ON.as('expiresOn'), IS_INTERRUPTED.as('isInterrupted')])
    .where('d.step', '<>', 'done')
    .orderBy('d.created_at', 'desc')
    .execute()
  return rows.map(({ fileName, problem, ...row }) => ({
    ...row,
    fileName: fileName ?? '',
    problem: problem as Problem | null,
  }))
}

export async function insertDeposit(
  tx: ScopedTransaction,
  { ownerId }: Owner,
  { described, file }: { readonly described: Deposit & { kind: ImportKind }; readonly file: KeptFile },
): Promise<void> {
  const { id, kind } = described
  await tx
    .insertInto('deposits')
    .values({ id, owner_id: ownerId, kind, described: JSON.stringify(described) })
    .execute()
  await insertFile(tx, id, file)
}

export async function insertFile(tx: ScopedTransaction, id: string, file: KeptFile): Promise<void> {
  await tx
    .insertInto('deposit_files')
    .values({ deposit_id: id, ...file })
    .execute()
}

/** What a deposit becomes; only those given change. */
export interface DepositChange {
  readonly step?: DepositStep
  readonly progress?: number
  readonly companyId?: number | null
  readonly options?: ImportOptions
  readonly preview?: ImportPreview | null
  readonly shownSha256?: string | null
  readonly importCount?: number | null
  readonly result?: ImportCounts
  readonly problem?: Problem | null
  readonly workerId?: string | null
}

/**
 * Changes a deposit; with `heldBy`, only while that process has it in hand.
 * @returns false when it was not there to be changed
 */
export async function changeDeposit(
  tx: ScopedTransaction,
  { id, heldBy }: { readonly id: string; readonly heldBy?: string },
  { companyId, shownSha256, importCount, workerId, ...change }: DepositChange,
): Promise<boolean> {
  const { options, preview, result, problem, ...plain } = change
  const { numUpdatedRows } = await tx
    .updateTable('deposits')
    .set({
      ...plain,
      ...(companyId === undefined ? {} : { company_id: companyId }),
      ...(shownSha256 === undefined ? {} : { shown_sha256: shownSha256 }),
      ...(importCount === undefined ? {} : { import_count: importCount }),
      ...(workerId === undefined ? {} : { worker_id: workerId }),
      ...(options === undefined ? {} : { options: JSON.stringify(options) }),
      ...(preview === undefined
        ? {}
        : { preview: orNull(preview), error_count: preview?.errors.length ?? 0 }),
      ...(result === undefined ? {} : { result: JSON.stringify(result) }),
      ...(problem === undefined ? {} : { problem: orNull(problem) }),
    })
    .where('id', '=', id)
    .$if(heldBy !== undefined, (query) => query.where('worker_id', '=', heldBy ?? ''))
    .executeTakeFirstOrThrow()
  return numUpdatedRows > 0n
}

/** Its owner has done something with it: the days until it is swept begin again. */
export async function touchDeposit(tx: ScopedTransaction, id: string): Promise<void> {
  await tx.updateTable('deposits').set({ touched_at: sql`now()` }).where('id', '=', id).execute()
}

export async function deleteDeposit(tx: ScopedTransaction, id: string): Promise<void> {
  await tx.deleteFrom('deposits').where('id', '=', id).execute()
}

export async function deleteFiles(
  tx: ScopedTransaction,
  id: string,
  fileIds: readonly string[],
): Promise<void> {
  if (fileIds.length === 0) return
  await tx.deleteFrom('deposit_files').where('deposit_id', '=', id).where('id', 'in', fileIds).execute()
}

/** How many imports a company has, those taken back included: one more since, and its books are not those shown. */
export async function countImports(tx: ScopedTransaction, companyId: number): Promise<number> {
  const { count } = await tx
    .selectFrom('imports')
    .select((eb) => eb.fn.countAll<number>().as('count'))
    .where('company_id', '=', companyId)
    .executeTakeFirstOrThrow()
  return Number(count)
}

const EXPIRES_ON = sql<string>`to_char((d.touched_at + make_interval(days => ${KEPT_DAYS})) at time zone ${ZONE},
  'YYYY-MM-DD')`
/** Seconds after which a process that has not been seen is taken for dead. */
export const DEAD_SECONDS = 30
const IS_INTERRUPTED = sql<boolean>`d.step in ('reading', 'writing') and not exists (select from workers w
  where w.id = d.worker_id and w.seen_at > now() - make_interval(secs => ${DEAD_SECONDS}))`

function ownDeposits(tx: ScopedTransaction, { ownerId, companyIds }: Owner) {
  return tx
    .selectFrom('deposits as d')
    .select(['d.id', 'd.kind', 'd.described', 'd.step', 'd.progress', 'd.options', 'd.preview', 'd.result'])
    .select(['d.error_count as errors', 'd.shown_sha256 as shownSha256', 'd.import_count as importCount'])
    .select(['d.problem', 'd.worker_id as workerId', 'd.company_id as companyId'])
    .select([EXPIRES_ON.as('expiresOn'), IS_INTERRUPTED.as('isInterrupted')])
    .where('d.owner_id', '=', ownerId)
    .where((eb) =>
      eb.or([
        eb('d.company_id', 'is', null),
        eb('d.company_id', '=', sql<number>`any(${[...companyIds]}::bigint[])`),
      ]),
    )
}

function orNull(value: object | null): string | null {
  return value === null ? null : JSON.stringify(value)
}
