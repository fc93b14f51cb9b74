import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { mustHave } from '#domain/errors.ts'
import { sirenOf } from '#domain/matching/party-match.ts'
import { bareNumber } from '#domain/receivables/document-number.ts'
import { effectOf } from '#domain/receivables/e-invoice-status.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { EInvoiceStatus } from '#readers/cdar.ts'
import { companyIdentity, type Remark } from './e-invoice-plan.ts'
import { CREDIT_NOTE_TYPES, matchStatuses } from './e-invoice-status-match.ts'

/** A file of statuses, and what it says. */
export interface StatusDocument {
  readonly file: string
  readonly sha256: string
  readonly content: Uint8Array
  readonly statuses: readonly EInvoiceStatus[]
}

export interface StatusOrder {
  readonly companyId: number
  readonly importId: number
  readonly documents: readonly StatusDocument[]
  readonly actor: string
}

/** What becomes of one status: `known` came before by whatever door, `refused` is about another seller's invoice. */
export interface StatusOutcome {
  readonly state: 'new' | 'known' | 'refused'
  readonly refusal: Remark | null
  /** Its row, when it is new. */
  readonly id: number | null
}

/**
 * Keeps the statuses of a company's invoices with the files that said them, each once, and gives each its effect; one
 * whose invoice is not known waits for it. To be called once the invoices of the same import are written.
 * @returns what becomes of each status, file by file
 */
export async function recordStatuses(
  tx: ScopedTransaction,
  order: StatusOrder,
): Promise<readonly (readonly StatusOutcome[])[]> {
  const { companyId, documents, actor } = order
  if (documents.length === 0) return []
  const company = await readSiren(tx, companyId)
  const files = documents.map(({ statuses }) =>
    statuses.map((status) => ({ status, key: identityOf(status), refusal: refusalOf(status, company) })),
  )
  const taken = documents.flatMap((document, index) =>
    (files[index] ?? []).flatMap(({ status, key, refusal }) => (refusal ? [] : { document, status, key })),
  )
  const ids = await insertStatuses(tx, order, taken)
  await matchStatuses(tx, { companyId, actor })
  return files.map((statuses) =>
    statuses.map(({ key, refusal }): StatusOutcome => {
      if (refusal) return { state: 'refused', refusal, id: null }
      const id = ids.get(key)
      // Said twice by the files of one import: the second is known.
      ids.delete(key)
      return { state: id === undefined ? 'known' : 'new', refusal: null, id: id ?? null }
    }),
  )
}

/**
 * What tells a status from any other: what it says of which document, and when. The same one comes by several doors, and
 * from several platforms under identifiers of their own; of money alone the message counts too, for two payments of one
 * amount may bear one date.
 */
function identityOf(status: EInvoiceStatus): string {
  const { number, issuedOn, documentType, code, at, reasons, amounts, messageId } = status
  const said = [
    [bareNumber(number), issuedOn, documentType, code, at],
    reasons.map((reason) => reason.code),
    amounts.map(({ type, cents, currency, percent }) => [type, cents, currency, percent]),
    effectOf(code).isReceipt ? messageId : null,
  ]
  return createHash('sha256').update(JSON.stringify(said)).digest('hex')
}

async function readSiren(tx: ScopedTransaction, companyId: number): Promise<string | null> {
  const { legal_name, siret, vat_number } = await tx
    .selectFrom('companies')
    .select(['legal_name', 'siret', 'vat_number'])
    .where('id', '=', companyId)
    .executeTakeFirstOrThrow()
  return sirenOf(companyIdentity({ legalName: legal_name, siret, vatNumber: vat_number }))
}

function refusalOf({ sellerSiren }: EInvoiceStatus, company: string | null): Remark | null {
  if (sellerSiren === null || sellerSiren === company) return null
  const key = company === null ? 'imports.status-company-unknown' : 'imports.status-other-seller'
  return { key, values: { siren: sellerSiren } }
}

interface Taken {
  readonly document: StatusDocument
  readonly status: EInvoiceStatus
  readonly key: string
}

/** Rows of one insert: PostgreSQL takes 65,535 values. */
const CHUNK = 3_000

// Those that were there before are left as they are, and have no id here.
async function insertStatuses(
  tx: ScopedTransaction,
  { companyId, importId, actor }: StatusOrder,
  taken: readonly Taken[],
): Promise<Map<string, number>> {
  const ids = new Map<string, number>()
  for (let at = 0; at < taken.length; at += CHUNK) {
    const chunk = taken.slice(at, at + CHUNK)
    const files = await insertFiles(tx, { companyId, importId, actor }, chunk)
    const rows = await tx
      .insertInto('e_invoice_statuses')
      .values(
        chunk.map(({ document, status, key }) => ({
          company_id: companyId,
          identity_key: key,
          file_id: mustHave(files.get(document.sha256), 'the file of a status'),
          import_id: importId,
          number: status.number,
          bare_number: bareNumber(status.number),
          issued_on: status.issuedOn,
          document_type: status.documentType,
          status: status.code,
          happened_at: status.at,
          happened_on: status.at.slice(0, 10),
          reasons: JSON.stringify(status.reasons),
          amounts: JSON.stringify(status.amounts),
          payable_on: status.payableOn,
          created_by: actor,
        })),
      )
      .onConflict((conflict) =>
        conflict.columns(['company_id', 'identity_key']).where('withdrawn_at', 'is', null).doNothing(),
      )
      .returning(['id', 'identity_key'])
      .execute()
    for (const row of rows) ids.set(row.identity_key, row.id)
  }
  return ids
}

// A file that came before is the same file.
async function insertFiles(
  tx: ScopedTransaction,
  { companyId, importId, actor }: Omit<StatusOrder, 'documents'>,
  taken: readonly Taken[],
): Promise<ReadonlyMap<string, number>> {
  const documents = [...new Map(taken.map(({ document }) => [document.sha256, document])).values()]
  await tx
    .insertInto('e_invoice_status_files')
    .values(
      documents.map(({ file, sha256, content }) => ({
        company_id: companyId,
        sha256,
        file_name: file,
        content,
        import_id: importId,
        created_by: actor,
      })),
    )
    .onConflict((conflict) => conflict.columns(['company_id', 'sha256']).doNothing())
    .execute()
  const { rows } = await sql<{ id: number; sha256: string }>`
    select id, sha256 from e_invoice_status_files
    where company_id = ${companyId} and sha256 = any(${documents.map(({ sha256 }) => sha256)}::text[])
  `.execute(tx)
  return new Map(rows.map((row) => [row.sha256, row.id]))
}

/** True of a status of a credit note, which is kept and has no effect. */
export function isOfCreditNote({ documentType }: Pick<EInvoiceStatus, 'documentType'>): boolean {
  return documentType !== null && CREDIT_NOTE_TYPES.includes(documentType)
}
