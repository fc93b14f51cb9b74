import { sql } from 'kysely'
import type { Level } from '#domain/dunning/levels.ts'
import { RelancesError } from '#domain/errors.ts'
import type { Letterhead } from '#domain/letters/letter.ts'
import type { LetterText, LevelSettings } from '#domain/letters/letter-text.ts'
import type { RichText } from '#domain/letters/rich-text.ts'
import type { Audience } from '#domain/people/parties.ts'
import { defaultText } from '#letters/default-texts.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { TextOrigin } from '#platform/tables.ts'
import type { ChosenText } from './letter-content.ts'
import { readLetterhead } from './letterhead.ts'
import { type CompanyPenaltyRules, readRates, termsOf } from './penalty-rules.ts'

/** A text with the language it is written in, which is that of the whole letter. */
export type DraftText = ChosenText &
  Pick<LetterText, 'emailSubject' | 'emailBody'> & { readonly id: number; readonly language: 'fr' | 'en' }

/** What a company brings to its letters: letterhead, options, texts and settings of the levels. */
export interface DraftCompany {
  readonly id: number
  /** Ready to be drawn; `frozenLetterhead` is what a run keeps of it. */
  readonly letterhead: Letterhead
  readonly oneLetterPerLevel: boolean
  readonly penaltyRules: CompanyPenaltyRules
  /** The newest text of a level, in the language asked for or, where it has none, in the one it tells. */
  textFor(level: Level, language: 'fr' | 'en', audience: Audience): DraftText
  settingsOf(level: Level): LevelSettings
}

interface TextRow {
  company_id: number
  id: number
  level: Level
  language: 'fr' | 'en'
  audience: Audience
  origin: TextOrigin
  title: string
  body: RichText
  closing: string
  signatory_name: string | null
  signatory_title: string | null
  email_subject: string
  email_body: RichText | null
}

interface LevelRow {
  deadline_days: number
  shows_penalties: boolean
  lists_for_information: boolean
  prints_qr: boolean
}

/** Companies by id. */
export async function readDraftCompanies(
  tx: ScopedTransaction,
  companyIds: readonly number[],
): Promise<Map<number, DraftCompany>> {
  if (companyIds.length === 0) return new Map()
  const companies = await tx.selectFrom('companies').selectAll().where('id', 'in', companyIds).execute()
  const levels = await tx
    .selectFrom('dunning_levels')
    .selectAll()
    .where('company_id', 'in', companyIds)
    .execute()
  const texts = await sql<TextRow>`
    select l.company_id, t.id, l.level, t.language, t.audience, t.origin, t.title, t.body, t.closing, t.signatory_name,
           t.signatory_title, t.email_subject, t.email_body
    from dunning_levels l
    cross join (values ('fr'), ('en')) as spoken (language)
    cross join (values ('business'), ('public'), ('consumer')) as written_to (audience)
    cross join lateral (
      select * from letter_texts
      where company_id = l.company_id and level = l.level and language = spoken.language
        and audience = written_to.audience
      order by version desc limit 1) t
    where l.company_id = any(${companyIds}::bigint[])
  `.execute(tx)
  const rates = await readRates(tx, companyIds)
  const drafted = new Map<number, DraftCompany>()
  for (const company of companies) {
    const { id } = company
    drafted.set(id, {
      id,
      letterhead: await readLetterhead(tx, company),
      oneLetterPerLevel: company.one_letter_per_level,
      penaltyRules: { terms: termsOf(company), rates: rates.get(id) ?? new Map() },
      textFor: (level, language, audience) =>
        chooseText(
          texts.rows.filter((text) => text.company_id === id && text.level === level),
          language,
          audience,
        ),
      settingsOf: (level) => settingsOf(levels.find((row) => row.company_id === id && row.level === level)),
    })
  }
  return drafted
}

function chooseText(texts: readonly TextRow[], language: 'fr' | 'en', audience: Audience): DraftText {
  const ofAudience = texts.filter((text) => text.audience === audience)
  const found = ofAudience.find((text) => text.language === language) ?? ofAudience[0]
  if (!found) throw new RelancesError('conflict', 'features.no-text')
  const { id, level, origin, title, body, closing } = found
  const ours = defaultText(level, found.language, audience)
  // A company that keeps to our text has it as it is today, whatever it was when the company was made.
  const chosen =
    origin === 'default'
      ? ours
      : {
          title,
          body,
          closing,
          signatoryName: found.signatory_name,
          signatoryTitle: found.signatory_title,
          emailSubject: found.email_subject,
          // Texts written before e-mails had a text of their own.
          emailBody: found.email_body ?? ours.emailBody,
        }
  return { ...chosen, id, language: found.language }
}

function settingsOf(row: LevelRow | undefined): LevelSettings {
  if (!row) throw new Error('a company has settings for each level')
  return {
    deadlineDays: row.deadline_days,
    showsPenalties: row.shows_penalties,
    listsForInformation: row.lists_for_information,
    printsQr: row.prints_qr,
  }
}
