import { LAST_LEVEL, LEVELS } from '#domain/dunning/levels.ts'
import { DEFAULT_TIMINGS } from '#domain/dunning/procedure.ts'
import { AUDIENCES, LANGUAGES } from '#domain/people/parties.ts'
import { defaultText } from '#letters/default-texts.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { narrowScope } from '#platform/scoped.ts'

/** What a company is born with; the rest of its letterhead may come later. */
export interface NewCompany {
  readonly code: string
  readonly legalName: string
  readonly isExample?: boolean
  readonly defaultPaymentTerm?: string | undefined
  /** What its first e-invoice says of it. */
  readonly identity?: CompanyIdentity | undefined
}

/** The part of a letterhead that a seller's e-invoices give. */
export interface CompanyIdentity {
  readonly siret: string | null
  readonly vatNumber: string | null
  readonly iban: string | null
  readonly email: string | null
  readonly phone: string | null
  readonly addressLines: readonly string[]
  readonly postcode: string | null
  readonly town: string | null
}

/**
 * Creates a company with the usual procedure and our default texts, all of them its own to change.
 * Needs a transaction scoped to "all"; afterwards the transaction sees that company alone.
 * @throws a unique violation of PostgreSQL when the code is taken: check first
 */
export async function createCompany(
  tx: ScopedTransaction,
  company: NewCompany,
  actor: string,
): Promise<number> {
  const { id } = await tx
    .insertInto('companies')
    .values({
      code: company.code,
      legal_name: company.legalName,
      is_example: company.isExample ?? false,
      ...identityColumns(company.identity),
      ...(company.defaultPaymentTerm ? { default_payment_term: company.defaultPaymentTerm } : {}),
      created_by: actor,
      updated_by: actor,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await narrowScope(tx, [id])
  await tx
    .insertInto('dunning_levels')
    .values(
      DEFAULT_TIMINGS.map((timing) => ({
        company_id: id,
        level: timing.level,
        delay_days: timing.delayDays,
        gap_days: timing.gapDays,
        deadline_days: timing.deadlineDays,
        // A formal notice states what the law adds to the principal (law.md §3).
        shows_penalties: timing.level === LAST_LEVEL,
        // And it is a letter: its e-mail is a copy.
        email_use: timing.level === LAST_LEVEL ? ('copy' as const) : ('alone' as const),
      })),
    )
    .execute()
  await tx.insertInto('letter_texts').values(defaultTexts(id, actor)).execute()
  return id
}

function identityColumns(identity: CompanyIdentity | undefined) {
  if (!identity) return {}
  const { siret, iban, email, phone, postcode, town } = identity
  const addressLines = identity.addressLines.slice(0, 4)
  return {
    ...{ siret, iban, email, phone, postcode, town },
    vat_number: identity.vatNumber,
    address_lines: addressLines,
  }
}

function defaultTexts(companyId: number, actor: string) {
  return LEVELS.flatMap((level) =>
    LANGUAGES.flatMap((language) =>
      AUDIENCES.map((audience) => {
        const text = defaultText(level, language, audience)
        return {
          company_id: companyId,
          level,
          language,
          audience,
          version: 1,
          title: text.title,
          body: JSON.stringify(text.body),
          closing: text.closing,
          email_subject: text.emailSubject,
          email_body: JSON.stringify(text.emailBody),
          origin: 'default' as const,
          created_by: actor,
        }
      }),
    ),
  )
}
