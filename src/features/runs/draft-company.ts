import { sql } from 'kysely'
import { RelancesError } from '#domain/errors.ts'
import type { Letterhead } from '#domain/letter.ts'
import type { Level } from '#domain/levels.ts'
import type { Audience } from '#domain/parties.ts'
import type { RichText } from '#domain/rich-text.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { ChosenText } from './letter-content.ts'

/** What a company brings to its letters: letterhead, options, texts and deadlines. */
export interface DraftCompany {
  readonly id: number
  readonly letterhead: Letterhead
  readonly oneLetterPerLevel: boolean
  readonly listsForInformation: boolean
  /** The newest text of a level; French is used where the other language has none. */
  textFor(level: Level, language: 'fr' | 'en', audience: Audience): ChosenText
  deadlineDays(level: Level): number
}

interface TextRow {
  company_id: number
  id: number
  level: Level
  language: 'fr' | 'en'
  audience: Audience
  title: string
  body: RichText
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
    select distinct on (company_id, level, language, audience)
           company_id, id, level, language, audience, title, body
    from letter_texts where company_id = any(${companyIds}::bigint[])
    order by company_id, level, language, audience, version desc
  `.execute(tx)
  return new Map(
    companies.map((company) => [
      company.id,
      {
        id: company.id,
        letterhead: letterheadOf(company),
        oneLetterPerLevel: company.one_letter_per_level,
        listsForInformation: company.lists_for_information,
        textFor: (level, language, audience) =>
          chooseText(
            texts.rows.filter((text) => text.company_id === company.id && text.level === level),
            language,
            audience,
          ),
        deadlineDays: (level) =>
          levels.find((timing) => timing.company_id === company.id && timing.level === level)
            ?.deadline_days ?? 8,
      },
    ]),
  )
}

function chooseText(texts: readonly TextRow[], language: 'fr' | 'en', audience: Audience): ChosenText {
  const ofAudience = texts.filter((text) => text.audience === audience)
  const found = ofAudience.find((text) => text.language === language) ?? ofAudience[0]
  if (!found) throw new RelancesError('conflict', 'features.no-text')
  return { id: found.id, title: found.title, body: found.body }
}

function letterheadOf(company: {
  readonly legal_name: string
  readonly address_lines: readonly string[]
  readonly postcode: string | null
  readonly town: string | null
  readonly phone: string | null
  readonly email: string | null
  readonly website: string | null
  readonly siret: string | null
  readonly vat_number: string | null
  readonly iban: string | null
  readonly bic: string | null
  readonly signatory_name: string | null
  readonly signatory_title: string | null
  readonly legal_footer: string | null
}): Letterhead {
  const town = [company.postcode, company.town].filter(Boolean).join(' ')
  return {
    legalName: company.legal_name,
    addressLines: [...company.address_lines, town].filter((line) => line.trim() !== ''),
    phone: company.phone,
    email: company.email,
    website: company.website,
    siret: company.siret,
    vatNumber: company.vat_number,
    iban: company.iban,
    bic: company.bic,
    place: company.town,
    signatoryName: company.signatory_name,
    signatoryTitle: company.signatory_title,
    legalFooter: company.legal_footer,
  }
}
