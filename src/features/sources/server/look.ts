import { sql } from 'kysely'
import { RelancesError } from '#domain/errors.ts'
import { lookOutcomeOf, retryMinutes } from '#domain/receivables/source.ts'
import type { Config } from '#platform/config.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { networkList, type ResolveName } from '#platform/outbound-address.ts'
import { withScope } from '#platform/scoped.ts'
import type { Sealer } from '#platform/sealing.ts'
import type { ShownTakenFile } from '../contract.ts'
import type { SourceSettings } from '../settings-contract.ts'
import { type ConnectorOrder, type FoundFile, SourceFault } from './connector.ts'
import type { ImportDoor, KeptFile } from './import-door.ts'
import { openSourceFiles } from './open-source.ts'
import { needsSecret } from './source-place.ts'
import { type KeptProblem, nextAt, type SourceRow, secretSubject, settingsOf } from './source-store.ts'

/** What sources work with. */
export interface SourceParts {
  readonly database: Pick<Database, 'db'>
  readonly sealer: Sealer
  readonly config: Pick<Config, 'sourceNetworks' | 'today'>
  readonly door: ImportDoor
  readonly resolve?: ResolveName
  /** Certificates trusted beside those of the system. */
  readonly trusted?: readonly string[]
  /** How long a source may take to be read. */
  readonly lookLimitMs?: number
}

/** A source, the company it belongs to, and who reads it. */
export interface LookOrder {
  readonly source: SourceRow
  readonly company: { readonly code: string; readonly timeZone: string }
  readonly context: Context
  readonly signal: AbortSignal
}

const MOST_FILES = 500
const KEPT_LOOKS = 50

/**
 * Reads a source, and imports what is new in it, file by file, each in its own transaction: a look that is cut short is gone
 * on with by the next one, and a file imported twice changes nothing the second time. What became of it is noted.
 * Returns how many files were dealt with.
 */
export async function lookAt(parts: SourceParts, order: LookOrder): Promise<number> {
  const files: ShownTakenFile[] = []
  let problem: KeptProblem | null = null
  let failure: unknown = null
  try {
    for await (const found of foundIn(parts, order)) {
      const taken = await take(parts, order, found)
      if (taken) files.push(taken)
      if (files.length >= MOST_FILES) break
    }
  } catch (error) {
    problem = problemOf(error)
    // Of the machine, or of ours: it is told to whoever runs the server too.
    if (problem.key === 'sources.problem-internal') failure = error
  }
  // The server stops: what was not read is read when it is there again. A source that takes too long is noted as any that fails.
  const isStopped = order.signal.aborted && (order.signal.reason as Error).name !== 'TimeoutError'
  if (isStopped && files.length === 0) return 0
  await note(parts, order, files, isStopped ? null : problem)
  if (failure !== null) throw failure
  return files.length
}

/** The files that a source holds. @throws SourceFault no-secret when its secret is missing or sealed by another key */
export function foundIn(
  parts: SourceParts,
  { source, company, context, signal }: LookOrder,
): AsyncIterable<FoundFile> {
  const settings = settingsOf(source)
  const secret = source.secret && parts.sealer.open(source.secret, secretSubject(source))
  if (needsSecret(settings) && secret === null) throw new SourceFault('no-secret')
  return openSourceFiles(
    connectorOrder(parts, { settings, secret, context, timeZone: company.timeZone, signal }),
  )
}

/** What a connector is given. */
export function connectorOrder(
  { config, resolve, trusted }: Pick<SourceParts, 'config' | 'resolve' | 'trusted'>,
  {
    settings,
    secret,
    context,
    timeZone,
    signal,
  }: {
    readonly settings: SourceSettings
    readonly secret: string | null
    readonly context: Pick<Context, 'today'>
    readonly timeZone: string
    readonly signal: AbortSignal
  },
): ConnectorOrder<SourceSettings> {
  const allowed = networkList(config.sourceNetworks)
  return { settings, secret, allowed, resolve, trusted, today: context.today, timeZone, signal }
}

/** Why a source could not be read, to be kept. */
export function problemOf(error: unknown): KeptProblem {
  if (error instanceof SourceFault) return { key: `sources.problem-${error.problem}`, values: error.values }
  if (error instanceof RelancesError && error.code !== 'unavailable')
    return { key: error.key, values: error.values as KeptProblem['values'] }
  return { key: 'sources.problem-internal', values: {} }
}

/** Keeps the bytes of a file while `work` needs them. @throws SourceFault empty */
export async function withKept<Result>(
  door: ImportDoor,
  found: FoundFile,
  work: (file: KeptFile) => Promise<Result>,
): Promise<Result> {
  const file = await door.keep(found.name, found.read())
  try {
    if (file.bytes === 0) throw new SourceFault('empty', { file: found.name })
    return await work(file)
  } finally {
    await door.forget(file)
  }
}

async function take(
  parts: SourceParts,
  { source, company, context }: LookOrder,
  found: FoundFile,
): Promise<ShownTakenFile | null> {
  const { mark } = found
  const { company_id: companyId, id } = source
  if (mark !== null && (await isTaken(parts, context, source, mark))) return null
  return await withKept(parts.door, found, async (file) => {
    if (mark === null && file.sha256 === source.last_sha256) return null
    const { outcome, counts, problem } = await parts.door.takeIn(context, file, {
      company: company.code,
      isWhole: source.is_whole,
    })
    await withScope(parts.database, context, async (tx) => {
      if (mark === null)
        await sql`update sources set last_sha256 = ${file.sha256} where company_id = ${companyId} and id = ${id}`.execute(
          tx,
        )
      else
        await sql`insert into source_files (company_id, source_id, mark, outcome)
          values (${companyId}, ${id}, ${mark}, ${outcome}) on conflict do nothing`.execute(tx)
    })
    return {
      ...{ name: file.name, bytes: file.bytes, outcome, problem },
      ...{ invoices: counts.invoices, payments: counts.payments + counts.creditNotes },
      ...{ openCents: counts.openCents, closed: counts.closed.instalments },
      toConfirm: counts.toConfirm.items,
    }
  })
}

async function isTaken(
  { database }: SourceParts,
  context: Context,
  { company_id: companyId, id }: SourceRow,
  mark: string,
): Promise<boolean> {
  return await withScope(
    database,
    context,
    async (tx) =>
      (await tx
        .selectFrom('source_files')
        .select('mark')
        .where('company_id', '=', companyId)
        .where('source_id', '=', id)
        .where('mark', '=', mark)
        .executeTakeFirst()) !== undefined,
  )
}

async function note(
  { database }: SourceParts,
  { source: { company_id: companyId, id, rhythm, hour, failures }, context }: LookOrder,
  files: readonly ShownTakenFile[],
  problem: KeptProblem | null,
): Promise<void> {
  const next = nextAt(rhythm, hour, companyId)
  const outcome = problem ? 'failed' : lookOutcomeOf(files.map((file) => file.outcome))
  await withScope(database, context, async (tx) => {
    await (problem
      ? sql`update sources set failing_since = coalesce(failing_since, now()), failures = failures + 1,
          next_at = least(${next}, now() + make_interval(mins => ${retryMinutes(failures + 1)}))
        where company_id = ${companyId} and id = ${id}`
      : sql`update sources set failing_since = null, failures = 0, last_ok_at = now(), next_at = ${next}
        where company_id = ${companyId} and id = ${id}`
    ).execute(tx)
    if (outcome === null) return
    await sql`insert into source_looks (company_id, source_id, outcome, problem, files)
      values (${companyId}, ${id}, ${outcome}, ${problem && JSON.stringify(problem)}, ${JSON.stringify(files)})`.execute(
      tx,
    )
    await sql`delete from source_looks where company_id = ${companyId} and source_id = ${id} and id <= (
      select id from source_looks where company_id = ${companyId} and source_id = ${id}
      order by id desc offset ${KEPT_LOOKS} limit 1)`.execute(tx)
  })
}
