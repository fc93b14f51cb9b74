import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import { RelancesError } from '#domain/errors.ts'
import type { LetterText, LevelSettings } from '#domain/letters/letter-text.ts'
import { defaultText } from '#letters/default-texts.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { TextOrigin } from '#platform/tables.ts'
import type { LetterTextChange, LetterTextState, Variant } from '../contract.ts'
import { findVersion, readLetterText, textOf } from './store.ts'

type Company = { readonly id: number; readonly code: string }

/**
 * Saves a text as a new version, and the settings of its level, unless someone changed either since
 * the edits began. A text that says the same as the newest version makes no new one.
 * @throws RelancesError not-found, or conflict when someone else was quicker
 */
export async function saveLetterText(
  tx: ScopedTransaction,
  company: Company,
  variant: Variant,
  change: LetterTextChange,
  actor: string,
): Promise<LetterTextState> {
  await lockTexts(tx, company.id)
  const current = await readLetterText(tx, company, variant)
  if (current.version !== change.baseVersion) {
    throw new RelancesError('conflict', 'letter-texts.text-changed', {
      name: current.savedBy,
      version: current.version,
    })
  }
  if (!isDeepStrictEqual(current.settings, change.baseSettings)) {
    throw new RelancesError('conflict', 'letter-texts.settings-changed', { level: variant.level })
  }
  await addVersion(tx, company.id, variant, change.text, actor)
  if (!isDeepStrictEqual(current.settings, change.settings)) {
    await changeSettings(tx, company.id, variant.level, change.settings, actor)
  }
  return await readLetterText(tx, company, variant)
}

/**
 * Keeps a text of the company's own after ours has changed: ours of today is noted as seen, as a version, and the
 * text follows it unchanged.
 * @throws RelancesError not-found
 */
export async function keepOwnText(
  tx: ScopedTransaction,
  company: Company,
  variant: Variant,
  actor: string,
): Promise<LetterTextState> {
  await lockTexts(tx, company.id)
  const { text, originalHasChanged } = await readLetterText(tx, company, variant)
  if (originalHasChanged) {
    const { level, language, audience } = variant
    await addVersion(tx, company.id, variant, defaultText(level, language, audience), actor)
    await addVersion(tx, company.id, variant, text, actor)
  }
  return await readLetterText(tx, company, variant)
}

/**
 * Copies what a text says to another level or company, as a new version there. Its title and the
 * subject of its e-mail name the level: another level keeps its own.
 * @returns false when the other text already said the same
 */
export async function copyLetterText(
  tx: ScopedTransaction,
  text: LetterText,
  source: Variant,
  target: { readonly companyId: number; readonly variant: Variant },
  actor: string,
): Promise<boolean> {
  const { companyId, variant } = target
  await lockTexts(tx, companyId)
  const row = await findVersion(tx, companyId, variant, sql<boolean>`true`)
  if (!row) throw new RelancesError('not-found', 'features.no-text')
  const { title, emailSubject } = variant.level === source.level ? text : textOf(row, variant)
  return await addVersion(tx, companyId, variant, { ...text, title, emailSubject }, actor, 'copy')
}

// Whoever saves a text or the procedure of the company waits here, and then sees what the other saved.
async function lockTexts(tx: ScopedTransaction, companyId: number): Promise<void> {
  await sql`select from companies where id = ${companyId} for no key update`.execute(tx)
}

async function addVersion(
  tx: ScopedTransaction,
  companyId: number,
  variant: Variant,
  text: LetterText,
  actor: string,
  origin?: TextOrigin,
): Promise<boolean> {
  const newest = await findVersion(tx, companyId, variant, sql<boolean>`true`)
  if (newest && isDeepStrictEqual(textOf(newest, variant), text)) return false
  const made = origin ? { origin, origin_version: null } : await originOf(tx, companyId, variant, text)
  await tx
    .insertInto('letter_texts')
    .values({
      company_id: companyId,
      ...variant,
      ...made,
      version: (newest?.version ?? 0) + 1,
      title: text.title,
      body: JSON.stringify(text.body),
      closing: text.closing,
      signatory_name: text.signatoryName,
      signatory_title: text.signatoryTitle,
      email_subject: text.emailSubject,
      email_body: JSON.stringify(text.emailBody),
      created_by: actor,
    })
    .execute()
  return true
}

// Restoring is saving an older version's words: it is known by them, whatever button was pressed.
async function originOf(
  tx: ScopedTransaction,
  companyId: number,
  variant: Variant,
  text: LetterText,
): Promise<{ origin: TextOrigin; origin_version: number | null }> {
  if (isDeepStrictEqual(text, defaultText(variant.level, variant.language, variant.audience))) {
    return { origin: 'default', origin_version: null }
  }
  const same = await findVersion(
    tx,
    companyId,
    variant,
    sql<boolean>`title = ${text.title} and closing = ${text.closing} and email_subject = ${text.emailSubject}
      and body = ${JSON.stringify(text.body)}::jsonb and email_body = ${JSON.stringify(text.emailBody)}::jsonb
      and signatory_name is not distinct from ${text.signatoryName}::text
      and signatory_title is not distinct from ${text.signatoryTitle}::text`,
  )
  return same ? { origin: 'restore', origin_version: same.version } : { origin: 'edit', origin_version: null }
}

// The screen « Procédure » shows the deadline too: what it read is no longer what is saved.
async function changeSettings(
  tx: ScopedTransaction,
  companyId: number,
  level: Variant['level'],
  settings: LevelSettings,
  actor: string,
): Promise<void> {
  await tx
    .updateTable('dunning_levels')
    .set({
      deadline_days: settings.deadlineDays,
      shows_penalties: settings.showsPenalties,
      lists_for_information: settings.listsForInformation,
      prints_qr: settings.printsQr,
    })
    .where('company_id', '=', companyId)
    .where('level', '=', level)
    .execute()
  await tx
    .updateTable('companies')
    .set({ updated_at: sql`clock_timestamp()`, updated_by: actor })
    .where('id', '=', companyId)
    .execute()
}
