import { isDeepStrictEqual } from 'node:util'
import { type RawBuilder, sql } from 'kysely'
import { RelancesError } from '#domain/errors.ts'
import type { LetterText, LevelSettings } from '#domain/letters/letter-text.ts'
import type { RichText } from '#domain/letters/rich-text.ts'
import { defaultText } from '#letters/default-texts.ts'
import { isAfter, type Keyset, pageOf } from '#platform/keyset.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { TextOrigin } from '#platform/tables.ts'
import type { LetterTextState, TextVersions, Variant } from '../contract.ts'

interface TextRow {
  version: number
  title: string
  body: RichText
  closing: string
  signatory_name: string | null
  signatory_title: string | null
  email_subject: string
  email_body: RichText | null
  origin: TextOrigin
  origin_version: number | null
  created_at: Date
  created_by: string
}

const VERSIONS_SHOWN = 30

/** The newest version of a text, with the settings of its level. @throws RelancesError not-found */
export async function readLetterText(
  tx: ScopedTransaction,
  company: { readonly id: number; readonly code: string },
  variant: Variant,
): Promise<LetterTextState> {
  const row = await findText(tx, company.id, variant, sql`true`)
  return {
    company: company.code,
    ...variant,
    ...versionOf(row),
    originalHasChanged: await hasOriginalChanged(tx, company.id, variant, row),
    text: textOf(row, variant),
    settings: await readSettings(tx, company.id, variant.level),
  }
}

/** The words of one version. @throws RelancesError not-found */
export async function readTextVersion(
  tx: ScopedTransaction,
  companyId: number,
  variant: Variant,
  version: number,
): Promise<LetterText> {
  return textOf(await findText(tx, companyId, variant, sql`version = ${version}`), variant)
}

/** Who saved which version and when, newest first. */
export async function listTextVersions(
  tx: ScopedTransaction,
  companyId: number,
  { level, language, audience }: Variant,
  after: string | undefined,
): Promise<TextVersions> {
  const found = await tx
    .selectFrom('letter_texts')
    .select(['version', 'origin', 'origin_version', 'created_at', 'created_by'])
    .where('company_id', '=', companyId)
    .where('level', '=', level)
    .where('language', '=', language)
    .where('audience', '=', audience)
    .where(isAfter(NEWEST_FIRST, after))
    .orderBy('version', 'desc')
    .limit(VERSIONS_SHOWN + 1)
    .execute()
  const { rows, next } = pageOf(found, VERSIONS_SHOWN, (row) => [row.version])
  return { rows: rows.map(versionOf), next }
}

const NEWEST_FIRST: Keyset = { keys: [{ of: sql`version`, type: 'integer' }], direction: 'desc' }

/** What the letters of a level show. @throws RelancesError not-found */
async function readSettings(
  tx: ScopedTransaction,
  companyId: number,
  level: Variant['level'],
): Promise<LevelSettings> {
  const row = await tx
    .selectFrom('dunning_levels')
    .select(['deadline_days', 'shows_penalties', 'lists_for_information', 'prints_qr'])
    .where('company_id', '=', companyId)
    .where('level', '=', level)
    .executeTakeFirst()
  if (!row) throw new RelancesError('not-found', 'features.no-text')
  return {
    deadlineDays: row.deadline_days,
    showsPenalties: row.shows_penalties,
    listsForInformation: row.lists_for_information,
    printsQr: row.prints_qr,
  }
}

/** The newest version of a text that meets `condition`; null when there is none. */
export async function findVersion(
  tx: ScopedTransaction,
  companyId: number,
  { level, language, audience }: Variant,
  condition: RawBuilder<boolean>,
): Promise<TextRow | null> {
  const found = await sql<TextRow>`
    select version, title, body, closing, signatory_name, signatory_title, email_subject, email_body, origin,
           origin_version, created_at, created_by
    from letter_texts
    where company_id = ${companyId} and level = ${level} and language = ${language} and audience = ${audience}
      and ${condition}
    order by version desc limit 1
  `.execute(tx)
  return found.rows[0] ?? null
}

/** The text of a row: that it holds, or our own of today for a company that keeps to it. */
export function textOf(row: TextRow, variant: Variant): LetterText {
  const { level, language, audience } = variant
  return row.origin === 'default' ? defaultText(level, language, audience) : storedText(row, variant)
}

// A company that wrote a text of its own started from ours, which may say something else since (the law changes).
async function hasOriginalChanged(
  tx: ScopedTransaction,
  companyId: number,
  variant: Variant,
  newest: TextRow,
): Promise<boolean> {
  if (newest.origin === 'default') return false
  const original = await findVersion(tx, companyId, variant, sql<boolean>`origin = 'default'`)
  return original !== null && !isDeepStrictEqual(storedText(original, variant), textOf(original, variant))
}

// Our own e-mail where a company of 0.1.0 has none yet.
function storedText(row: TextRow, { level, language, audience }: Variant): LetterText {
  return {
    title: row.title,
    body: row.body,
    closing: row.closing,
    signatoryName: row.signatory_name,
    signatoryTitle: row.signatory_title,
    emailSubject: row.email_subject,
    emailBody: row.email_body ?? defaultText(level, language, audience).emailBody,
  }
}

async function findText(
  tx: ScopedTransaction,
  companyId: number,
  variant: Variant,
  condition: RawBuilder<unknown>,
): Promise<TextRow> {
  const row = await findVersion(tx, companyId, variant, sql<boolean>`${condition}`)
  if (!row) throw new RelancesError('not-found', 'features.no-text')
  return row
}

function versionOf(
  row: Pick<TextRow, 'version' | 'origin' | 'origin_version' | 'created_at' | 'created_by'>,
) {
  return {
    version: row.version,
    savedAt: row.created_at.toISOString(),
    savedBy: row.created_by,
    origin: row.origin,
    originVersion: row.origin_version,
  }
}
