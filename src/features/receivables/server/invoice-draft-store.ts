import { randomUUID } from 'node:crypto'
import { sumCents } from '#domain/days-and-money/money.ts'
import { RelancesError } from '#domain/errors.ts'
import { type DocumentToWrite, refuseKnown } from '#ledger/known-documents.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { DraftInvoice, SavedDraft } from '../invoice-contract.ts'

/**
 * Writes a new draft; nothing reminds of it or settles it until it is final.
 * @throws RelancesError not-found for a customer that is none of the user's; conflict for a document that is there
 */
export async function createDraft(
  tx: ScopedTransaction,
  draft: DraftInvoice,
  actor: string,
): Promise<SavedDraft> {
  const companyId = await companyOfCustomer(tx, draft.customerId)
  await refuseKnown(tx, { ...documentOf(draft), companyId, draftId: null, mindsDrafts: true })
  const key = `manual:${randomUUID()}`
  const saved = await tx
    .insertInto('invoices')
    .values({
      ...columnsOf(draft),
      company_id: companyId,
      kind: 'invoice',
      status: 'draft',
      source: 'manual',
      source_key: key,
      created_by: actor,
    })
    .returning(['id', 'version'])
    .executeTakeFirstOrThrow()
  await insertInstalments(tx, { companyId, id: saved.id, key }, draft)
  return saved
}

/**
 * Replaces a draft by what is typed now.
 * @throws RelancesError not-found; conflict when it is final, was saved by someone else meanwhile, or is a document
 * that is there; invalid when the customer is of another company
 */
export async function changeDraft(
  tx: ScopedTransaction,
  id: number,
  change: DraftInvoice & { readonly version: number },
): Promise<SavedDraft> {
  const draft = await lockDraft(tx, id, change.version)
  if ((await companyOfCustomer(tx, change.customerId)) !== draft.companyId)
    throw new RelancesError('invalid', 'receivables.other-company')
  await refuseKnown(tx, { ...documentOf(change), companyId: draft.companyId, draftId: id, mindsDrafts: true })
  const saved = await tx
    .updateTable('invoices')
    .set({ ...columnsOf(change), version: change.version + 1 })
    .where('company_id', '=', draft.companyId)
    .where('id', '=', id)
    .returning(['id', 'version'])
    .executeTakeFirstOrThrow()
  await deleteInstalments(tx, draft.companyId, id)
  await insertInstalments(tx, { companyId: draft.companyId, id, key: draft.key }, change)
  return saved
}

/**
 * Makes a draft final, for ever: the database refuses the way back.
 * @throws RelancesError not-found; invalid without a number; conflict when it is final already, was saved by someone
 * else since `version`, or is a document that has come meanwhile
 */
export async function finaliseDraft(tx: ScopedTransaction, id: number, version: number): Promise<void> {
  const draft = await lockDraft(tx, id, version)
  if (draft.number === null) throw new RelancesError('invalid', 'receivables.draft-without-number')
  await refuseKnown(tx, await readDocument(tx, draft.companyId, id))
  const own = { company_id: draft.companyId }
  await tx
    .updateTable('invoices')
    .set({ status: 'final' })
    .where('company_id', '=', own.company_id)
    .where('id', '=', id)
    .execute()
  await tx
    .updateTable('instalments')
    .set({ is_final: true })
    .where('company_id', '=', own.company_id)
    .where('invoice_id', '=', id)
    .execute()
}

/**
 * Throws a draft away.
 * @throws RelancesError not-found; conflict when it is final, or was saved by someone else since `version`
 */
export async function discardDraft(tx: ScopedTransaction, id: number, version: number): Promise<void> {
  const draft = await lockDraft(tx, id, version)
  await deleteInstalments(tx, draft.companyId, id)
  await tx.deleteFrom('invoices').where('company_id', '=', draft.companyId).where('id', '=', id).execute()
}

async function lockDraft(tx: ScopedTransaction, id: number, version: number) {
  const invoice = await tx
    .selectFrom('invoices')
    .select(['company_id as companyId', 'source_key as key', 'number', 'status', 'version'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  if (!invoice) throw new RelancesError('not-found', 'features.no-invoice')
  if (invoice.status === 'final') throw new RelancesError('conflict', 'receivables.final-is-not-edited')
  if (invoice.version !== version) throw new RelancesError('conflict', 'receivables.draft-changed')
  return invoice
}

async function companyOfCustomer(tx: ScopedTransaction, customerId: number): Promise<number> {
  const customer = await tx
    .selectFrom('customers')
    .select('company_id')
    .where('id', '=', customerId)
    .executeTakeFirst()
  if (!customer) throw new RelancesError('not-found', 'features.no-customer')
  return customer.company_id
}

function documentOf(draft: DraftInvoice) {
  const { number, issuedOn, instalments } = draft
  const totalCents = sumCents(instalments.map((instalment) => instalment.amountCents))
  return { kind: 'debt', number, issuedOn, totalCents, instalments } as const
}

async function readDocument(tx: ScopedTransaction, companyId: number, id: number): Promise<DocumentToWrite> {
  const invoice = await tx
    .selectFrom('invoices')
    .select(['number', 'issued_on as issuedOn', 'total_cents as totalCents'])
    .where('company_id', '=', companyId)
    .where('id', '=', id)
    .executeTakeFirstOrThrow()
  const instalments = await tx
    .selectFrom('instalments')
    .select(['due_on as dueOn', 'amount_cents as amountCents'])
    .where('company_id', '=', companyId)
    .where('invoice_id', '=', id)
    .execute()
  return {
    ...{ companyId, kind: 'debt', draftId: id, mindsDrafts: false },
    ...invoice,
    instalments: instalments.flatMap(({ dueOn, amountCents }) =>
      dueOn === null ? [] : [{ dueOn, amountCents }],
    ),
  }
}

function columnsOf(draft: DraftInvoice) {
  return {
    customer_id: draft.customerId,
    number: draft.number === '' ? null : draft.number,
    issued_on: draft.issuedOn,
    currency: draft.currency,
    label: draft.label === '' ? null : draft.label,
    total_cents: sumCents(draft.instalments.map((instalment) => instalment.amountCents)),
  }
}

async function insertInstalments(
  tx: ScopedTransaction,
  invoice: { readonly companyId: number; readonly id: number; readonly key: string },
  draft: DraftInvoice,
): Promise<void> {
  await tx
    .insertInto('instalments')
    .values(
      draft.instalments.map((instalment, rank) => ({
        company_id: invoice.companyId,
        invoice_id: invoice.id,
        customer_id: draft.customerId,
        currency: draft.currency,
        source_key: `${invoice.key}:${rank + 1}`,
        due_on: instalment.dueOn,
        amount_cents: instalment.amountCents,
        is_final: false,
      })),
    )
    .execute()
}

async function deleteInstalments(tx: ScopedTransaction, companyId: number, invoiceId: number): Promise<void> {
  await tx
    .deleteFrom('instalments')
    .where('company_id', '=', companyId)
    .where('invoice_id', '=', invoiceId)
    .execute()
}
