import { type RawBuilder, type Selectable, sql } from 'kysely'
import { RelancesError } from '#domain/errors.ts'
import { type Language, translate } from '#messages/translate.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { Sealer } from '#platform/sealing.ts'
import type { Tables } from '#platform/tables.ts'
import type { ShownLook, ShownSource, ShownTakenFile, SourceFields } from '../contract.ts'
import { type SourceSettings, sourceSettings } from '../settings-contract.ts'
import { needsSecret, placeOf, refusePlace } from './source-place.ts'

export type SourceRow = Selectable<Tables['sources']>

/** A key of the catalogue and its blanks: why a source could not be read. */
export interface KeptProblem {
  readonly key: string
  readonly values: Readonly<Record<string, string | number>>
}

/** What a sealed secret belongs to. */
export function secretSubject({ company_id, id }: Pick<SourceRow, 'company_id' | 'id'>): string {
  return `source ${company_id} ${id}`
}

/** The settings of a source as its kind has them. */
export function settingsOf({ settings }: Pick<SourceRow, 'settings'>): SourceSettings {
  return sourceSettings.parse(settings)
}

const SHOWN_LOOKS = 10

/** The sources of a company, the first made first, each with its last looks. */
export async function listSources(
  tx: ScopedTransaction,
  companyId: number,
  { sealer, language }: { readonly sealer: Pick<Sealer, 'open'>; readonly language: Language },
): Promise<ShownSource[]> {
  const rows = await tx
    .selectFrom('sources')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('removed_at', 'is', null)
    .orderBy('id')
    .execute()
  const { rows: looks } = await sql<Selectable<Tables['source_looks']>>`
    select l.* from sources s cross join lateral (
      select * from source_looks l where l.company_id = s.company_id and l.source_id = s.id
      order by l.id desc limit ${SHOWN_LOOKS}) l
    where s.company_id = ${companyId} and s.removed_at is null order by l.id desc`.execute(tx)
  return rows.map((row) => ({
    id: row.id,
    label: row.label,
    settings: settingsOf(row),
    hasSecret: row.secret !== null && sealer.open(row.secret, secretSubject(row)) !== null,
    rhythm: row.rhythm,
    hour: row.hour,
    isWhole: row.is_whole,
    isPreviewed: row.previewed_at !== null,
    isActive: row.is_active,
    nextAt: row.is_active ? (row.next_at?.toISOString() ?? null) : null,
    lastOkAt: row.last_ok_at?.toISOString() ?? null,
    failingSince: row.failing_since?.toISOString() ?? null,
    looks: looks.filter(({ source_id }) => source_id === row.id).map((look) => lookOf(look, language)),
  }))
}

function lookOf(
  { id, looked_at, outcome, problem, files }: Selectable<Tables['source_looks']>,
  language: Language,
): ShownLook {
  const told = problem as KeptProblem | null
  return {
    id,
    at: looked_at.toISOString(),
    outcome,
    problem: told === null ? null : translate(language, told.key, told.values),
    files: files as ShownTakenFile[],
  }
}

interface Writing {
  readonly companyId: number
  readonly fields: SourceFields
  /** Networks that whoever runs the server allows. */
  readonly networks: readonly string[]
  readonly sealer: Pick<Sealer, 'seal'>
  readonly actor: string
}

/** Writes a new source; nothing is read of it by itself yet. @throws RelancesError invalid */
export async function insertSource(
  tx: ScopedTransaction,
  { companyId, fields, networks, sealer, actor }: Writing,
): Promise<number> {
  refusePlace(fields.settings, networks)
  if (needsSecret(fields.settings) && fields.secret === undefined) throw secretMissing()
  const { id } = await tx
    .insertInto('sources')
    .values({ company_id: companyId, ...columnsOf(fields), created_by: actor, updated_by: actor })
    .returning('id')
    .executeTakeFirstOrThrow()
  if (fields.secret === undefined) return id
  const secret = sealer.seal(fields.secret, secretSubject({ company_id: companyId, id }))
  await change(tx, companyId, id, sql`secret = ${secret}`)
  return id
}

/**
 * Changes a source. A secret that is kept goes where it was given for, and nowhere else: for another place it is asked again.
 * What is read otherwise has to be seen and opened again.
 * @throws RelancesError not-found; invalid
 */
export async function updateSource(
  tx: ScopedTransaction,
  id: number,
  { companyId, fields, networks, sealer, actor }: Writing,
): Promise<void> {
  refusePlace(fields.settings, networks)
  const row = await lockSource(tx, companyId, id)
  const secret = keptSecret(row, fields, sealer)
  const before = JSON.stringify([settingsOf(row), row.is_whole])
  const isOther = before !== JSON.stringify([fields.settings, fields.isWhole])
  await change(
    tx,
    companyId,
    id,
    sql`label = ${fields.label}, settings = ${JSON.stringify(fields.settings)}, rhythm = ${fields.rhythm},
      hour = ${fields.hour}, is_whole = ${fields.isWhole}, secret = ${secret}, updated_by = ${actor}, updated_at = now(),
      next_at = ${nextAt(fields.rhythm, fields.hour, companyId)}
      ${isOther ? sql`, is_active = false, previewed_at = null, last_sha256 = null, failing_since = null, failures = 0` : sql``}`,
  )
  const isElsewhere = placeOf(settingsOf(row)) !== placeOf(fields.settings)
  if (isElsewhere) await forgetFiles(tx, companyId, id, 'all')
}

function keptSecret(row: SourceRow, { settings, secret }: SourceFields, sealer: Pick<Sealer, 'seal'>) {
  if (!needsSecret(settings)) return null
  if (secret !== undefined) return sealer.seal(secret, secretSubject(row))
  if (row.secret === null || placeOf(settingsOf(row)) !== placeOf(settings)) throw secretMissing()
  return row.secret
}

function secretMissing(): RelancesError {
  return new RelancesError('invalid', 'sources.secret-missing', { field: 'secret' })
}

/** Removes a source and forgets its secret. @throws RelancesError not-found */
export async function endSource(
  tx: ScopedTransaction,
  { companyId, id, actor }: { readonly companyId: number; readonly id: number; readonly actor: string },
): Promise<void> {
  await lockSource(tx, companyId, id)
  await change(
    tx,
    companyId,
    id,
    sql`secret = null, is_active = false, removed_at = now(), removed_by = ${actor}`,
  )
  await forgetFiles(tx, companyId, id, 'all')
}

/**
 * Has a source imported by itself, from now on, or stops it.
 * @throws RelancesError not-found; conflict when nobody has seen what would be imported
 */
export async function setOpening(
  tx: ScopedTransaction,
  {
    companyId,
    id,
    isActive,
    actor,
  }: { readonly companyId: number; readonly id: number; readonly isActive: boolean; readonly actor: string },
): Promise<void> {
  const row = await lockSource(tx, companyId, id)
  if (isActive && row.previewed_at === null) throw new RelancesError('conflict', 'sources.not-previewed')
  await change(
    tx,
    companyId,
    id,
    sql`is_active = ${isActive}, next_at = now(), updated_by = ${actor}, updated_at = now()`,
  )
}

/** Has an open source read at once, were it what was read last, and what was refused. @throws RelancesError */
export async function readNow(tx: ScopedTransaction, companyId: number, id: number): Promise<void> {
  const row = await lockSource(tx, companyId, id)
  if (!row.is_active) throw new RelancesError('conflict', 'sources.not-open')
  await change(tx, companyId, id, sql`next_at = now(), last_sha256 = null`)
  await forgetFiles(tx, companyId, id, 'not-imported')
}

/** Notes that somebody sees what a source would import. */
export async function notePreview(tx: ScopedTransaction, companyId: number, id: number): Promise<void> {
  await lockSource(tx, companyId, id)
  await change(tx, companyId, id, sql`previewed_at = now()`)
}

/** The files of a folder or a mailbox that have been imported, by their marks. */
export async function importedMarks(
  tx: ScopedTransaction,
  { company_id: companyId, id }: SourceRow,
): Promise<ReadonlySet<string>> {
  const rows = await tx
    .selectFrom('source_files')
    .select('mark')
    .where('company_id', '=', companyId)
    .where('source_id', '=', id)
    .where('outcome', '=', 'imported')
    .execute()
  return new Set(rows.map(({ mark }) => mark))
}

/** @throws RelancesError not-found */
export async function lockSource(tx: ScopedTransaction, companyId: number, id: number): Promise<SourceRow> {
  const row = await tx
    .selectFrom('sources')
    .selectAll()
    .where('company_id', '=', companyId)
    .where('id', '=', id)
    .where('removed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (!row) throw new RelancesError('not-found', 'sources.no-source')
  return row
}

/** When a source of this rhythm is read next, in the zone of its company. */
export function nextAt(rhythm: string, hour: number, companyId: number): RawBuilder<Date> {
  if (rhythm === 'quarter-hour') return sql`now() + interval '15 minutes'`
  if (rhythm === 'hour') return sql`now() + interval '1 hour'`
  return sql`(select min(t.at) from companies co, generate_series(0, 1) day (rank), lateral (
      select (date_trunc('day', now() at time zone co.time_zone) + make_interval(days => rank, hours => ${hour}::integer))
        at time zone co.time_zone as at) t
    where co.id = ${companyId} and t.at > now())`
}

async function change(
  tx: ScopedTransaction,
  companyId: number,
  id: number,
  columns: RawBuilder<unknown>,
): Promise<void> {
  await sql`update sources set ${columns} where company_id = ${companyId} and id = ${id}`.execute(tx)
}

async function forgetFiles(
  tx: ScopedTransaction,
  companyId: number,
  id: number,
  which: 'all' | 'not-imported',
): Promise<void> {
  await sql`delete from source_files
    where company_id = ${companyId} and source_id = ${id} and (${which === 'all'} or outcome <> 'imported')`.execute(
    tx,
  )
}

function columnsOf({ label, settings, rhythm, hour, isWhole }: SourceFields) {
  return {
    label,
    kind: settings.kind,
    settings: JSON.stringify(settings),
    rhythm,
    hour,
    is_whole: isWhole,
  }
}
