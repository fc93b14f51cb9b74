import { RelancesError } from '#domain/errors.ts'
import type { Letterhead, LetterImage } from '#domain/letters/letter.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'

/** The columns of a company that its letters show. */
export interface LetterheadRow {
  readonly id: number
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
  readonly legal_form: string | null
  readonly share_capital_cents: number | null
  readonly registration: string | null
  readonly mediator_name: string | null
  readonly mediator_address: string | null
  readonly mediator_website: string | null
  readonly accent_color: string | null
  readonly logo_sha256: string | null
  readonly signature_sha256: string | null
}

/** The letterhead of a company as it is now, its images with their bytes: ready to be drawn. */
export async function readLetterhead(tx: ScopedTransaction, company: LetterheadRow): Promise<Letterhead> {
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
    legalForm: company.legal_form,
    shareCapitalCents: company.share_capital_cents,
    registration: company.registration,
    consumerMediator: mediatorLine(company),
    accentColor: company.accent_color,
    logo: await readImage(tx, company.id, company.logo_sha256),
    signature: await readImage(tx, company.id, company.signature_sha256),
  }
}

// Name, address and website (C. conso. R616-1): what is missing is asked for on the screen of the letterhead.
function mediatorLine(company: LetterheadRow): string | null {
  const { mediator_name, mediator_address, mediator_website } = company
  const known = [mediator_name, mediator_address, mediator_website].filter((part) => part?.trim())
  return mediator_name?.trim() ? known.join(', ') : null
}

/** The letterhead as a run freezes it: images by their names alone, which are those of their content. */
export function frozenLetterhead(letterhead: Letterhead): Letterhead {
  const { logo, signature, ...others } = letterhead
  return { ...others, logo: withoutBytes(logo), signature: withoutBytes(signature) }
}

/**
 * A frozen letterhead with the bytes of its images, to be drawn. They are those of the day it was
 * frozen, whatever the company shows since: an image that a run names is never removed.
 * @throws RelancesError unavailable when the database lost one
 */
export async function withImages(
  tx: ScopedTransaction,
  companyId: number,
  letterhead: Letterhead,
): Promise<Letterhead> {
  const { logo, signature } = letterhead
  if (!logo && !signature) return letterhead
  return {
    ...letterhead,
    logo: await readImage(tx, companyId, logo?.sha256 ?? null),
    signature: await readImage(tx, companyId, signature?.sha256 ?? null),
  }
}

function withoutBytes(image: LetterImage | null | undefined): LetterImage | null {
  if (!image) return null
  const { bytes, ...named } = image
  return named
}

async function readImage(
  tx: ScopedTransaction,
  companyId: number,
  sha256: string | null,
): Promise<LetterImage | null> {
  if (sha256 === null) return null
  const row = await tx
    .selectFrom('company_images')
    .select(['media_type', 'width', 'height', 'bytes'])
    .where('company_id', '=', companyId)
    .where('sha256', '=', sha256)
    .executeTakeFirst()
  if (!row) throw new RelancesError('unavailable', 'identity.image-lost', { sha256 })
  return { sha256, mediaType: row.media_type, width: row.width, height: row.height, bytes: row.bytes }
}
