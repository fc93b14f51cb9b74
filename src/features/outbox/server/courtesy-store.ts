import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { RelancesError } from '#domain/errors.ts'
import {
  COURTESIES,
  COURTESY_BLANKS,
  type Courtesy,
  type CourtesyText,
  type CourtesyTexts,
  courtesyTextKey,
  unknownBlanks,
} from '#domain/sending/courtesy.ts'
import { translate } from '#messages/translate.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { CourtesySettings } from '../courtesy-contract.ts'

const LANGUAGES = ['fr', 'en'] as const

/** The text of a message outside the levels: the company's own, else ours. */
export function courtesyText(texts: CourtesyTexts, courtesy: Courtesy, language: 'fr' | 'en'): CourtesyText {
  return (
    texts[courtesyTextKey(courtesy, language)] ?? {
      subject: translate(language, `outbox.${courtesy}-subject`),
      body: translate(language, `outbox.${courtesy}-body`),
    }
  )
}

/** The messages outside the levels of a company; both are off until somebody switches them on. */
export async function readCourtesies(tx: ScopedTransaction, companyId: number): Promise<CourtesySettings> {
  const found = await tx
    .selectFrom('courtesy_settings')
    .select(['before_due_days', 'thanks', 'texts'])
    .where('company_id', '=', companyId)
    .executeTakeFirst()
  const own = found?.texts ?? {}
  const settings = {
    beforeDueDays: found?.before_due_days ?? null,
    thanks: found?.thanks ?? false,
    texts: COURTESIES.flatMap((courtesy) =>
      LANGUAGES.map((language) => ({ courtesy, language, ...courtesyText(own, courtesy, language) })),
    ),
  }
  const version = createHash('sha256').update(JSON.stringify(settings)).digest('hex')
  return { version, ...settings }
}

/**
 * Sets them, unless they are no longer those of `version`. Payments known before thanks are switched on are not thanked
 * for. @throws RelancesError conflict when somebody else was quicker, invalid for a {blank} that nothing fills
 */
export async function storeCourtesies(
  tx: ScopedTransaction,
  companyId: number,
  { version, beforeDueDays, thanks, texts }: CourtesySettings,
  actor: string,
): Promise<CourtesySettings> {
  for (const text of texts) refuseUnknownBlanks(text)
  // Locked before they are compared, so that of two people saving at once the second sees the first.
  await tx.selectFrom('companies').select('id').where('id', '=', companyId).forUpdate().execute()
  const before = await readCourtesies(tx, companyId)
  if (before.version !== version) throw new RelancesError('conflict', 'outbox.settings-changed')
  const isOurs = ({ courtesy, language, subject, body }: CourtesySettings['texts'][number]) => {
    const ours = courtesyText({}, courtesy, language)
    return ours.subject === subject && ours.body === body
  }
  const own = Object.fromEntries(
    [...before.texts, ...texts].map((text) => [
      courtesyTextKey(text.courtesy, text.language),
      isOurs(text) ? null : { subject: text.subject, body: text.body },
    ]),
  )
  const latest = sql<number>`(select coalesce(max(id), 0) from allocations where company_id = ${companyId})`
  const values = {
    before_due_days: beforeDueDays,
    thanks,
    texts: sql<string>`jsonb_strip_nulls(${JSON.stringify(own)}::jsonb)`,
    updated_at: sql<Date>`now()`,
    updated_by: actor,
  }
  await tx
    .insertInto('courtesy_settings')
    .values({ company_id: companyId, thanked_until: latest, ...values })
    .onConflict((conflict) =>
      conflict.column('company_id').doUpdateSet({
        ...values,
        ...(thanks && !before.thanks ? { thanked_until: latest } : {}),
      }),
    )
    .execute()
  return await readCourtesies(tx, companyId)
}

function refuseUnknownBlanks(text: CourtesyText): void {
  const [unknown] = unknownBlanks(text)
  if (unknown === undefined) return
  const known = COURTESY_BLANKS.map((name) => `{${name}}`).join(', ')
  throw new RelancesError('invalid', 'outbox.unknown-blank', { name: `{${unknown}}`, known })
}
