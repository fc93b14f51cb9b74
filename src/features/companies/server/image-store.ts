import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { RelancesError } from '#domain/errors.ts'
import type { LetterImage } from '#domain/letters/letter.ts'
import type { LetterPool } from '#letters/pool.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { type ImageFile, readImageFile } from '#readers/image-file.ts'
import type { SentImage } from '../contract.ts'
import { SAMPLE_LETTERHEAD, sampleLetter } from './sample-letter.ts'

const TRIAL_DAY = '2026-01-15'

/**
 * Reads an image and prints it on a trial letter, so that none is kept that a letter could not carry.
 * @throws RelancesError invalid, saying why and what to do
 */
export async function checkImage(pool: LetterPool, bytes: Uint8Array): Promise<ImageFile> {
  const image = readImageFile(bytes)
  if ('code' in image) throw new RelancesError('invalid', `readers.${image.code}`, image.values)
  const logo: LetterImage = { ...image, sha256: digest(image.bytes) }
  try {
    const letterhead = { ...SAMPLE_LETTERHEAD, logo }
    await pool.archive(
      letterhead,
      sampleLetter(letterhead, { language: 'fr', today: TRIAL_DAY }),
      'interactive',
    )
  } catch (error) {
    if (pool.isClosed()) throw error
    throw new RelancesError('invalid', 'readers.image-not-printable')
  }
  return image
}

/**
 * Keeps an image under the name of its content; the same one twice is kept once. Those sent before, and that no
 * letterhead ever named, go.
 */
export async function keepImage(
  tx: ScopedTransaction,
  companyId: number,
  image: ImageFile,
  actor: string,
): Promise<SentImage> {
  const { mediaType, width, height, bytes, removed } = image
  const sha256 = digest(bytes)
  await dropUnused(tx, companyId)
  await tx
    .insertInto('company_images')
    .values({ company_id: companyId, sha256, media_type: mediaType, bytes, width, height, created_by: actor })
    .onConflict((conflict) => conflict.columns(['company_id', 'sha256']).doNothing())
    .execute()
  return { sha256, mediaType, width, height, removed: [...removed] }
}

// A day is left to whoever is filling the form. No draft can be freezing one of these: it names what the company
// shows, and keeps the company from changing until it is made (runs/create-draft.ts).
async function dropUnused(tx: ScopedTransaction, companyId: number): Promise<void> {
  await sql`
    delete from company_images i
    where i.company_id = ${companyId} and i.created_at < now() - interval '1 day'
      and not exists (
        select from companies c where c.id = i.company_id and i.sha256 in (c.logo_sha256, c.signature_sha256))
      and not exists (
        select from runs r where r.company_id = i.company_id
          and i.sha256 in (r.letterhead -> 'logo' ->> 'sha256', r.letterhead -> 'signature' ->> 'sha256'))
  `.execute(tx)
}

/** @throws RelancesError not-found */
export async function readImage(
  tx: ScopedTransaction,
  companyId: number,
  sha256: string,
): Promise<{ readonly mediaType: LetterImage['mediaType']; readonly bytes: Uint8Array }> {
  const row = await tx
    .selectFrom('company_images')
    .select(['media_type', 'bytes'])
    .where('company_id', '=', companyId)
    .where('sha256', '=', sha256)
    .executeTakeFirst()
  if (!row) throw new RelancesError('not-found', 'identity.no-image')
  return { mediaType: row.media_type, bytes: row.bytes }
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
