import { type RawBuilder, sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import type { Level } from '#domain/dunning/levels.ts'
import { RelancesError } from '#domain/errors.ts'
import type { DueAmount, MergeDocument, MergeKind } from '#domain/matching/merge.ts'
import type { Claim } from '#domain/matching/merged-settlement.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'

/** Who merges or parts: of these companies only. */
export interface Merger {
  readonly companyIds: readonly number[]
  readonly actor: { readonly name: string }
}

/** Which two are to be one. */
export interface MergeOrder {
  readonly kind: MergeKind
  readonly keptId: number
  readonly mergedId: number
}

/** An instalment with where its reminders stand. */
export interface SideInstalment extends DueAmount {
  readonly invoiceId: number
  readonly isFinal: boolean
  readonly openCents: number
  readonly level: Level
  readonly lastRemindedOn: Day | null
  readonly hadFormalNotice: boolean
}

/** A document, and its instalments when it is an invoice. */
export interface SideDocument extends MergeDocument {
  readonly instalments: readonly SideInstalment[]
}

/**
 * The company both are of.
 * @throws RelancesError not-found for one that is none of the user's, conflict for two companies or one and the same
 */
export async function companyOfMerge(
  tx: ScopedTransaction,
  order: MergeOrder,
  { companyIds }: Pick<Merger, 'companyIds'>,
): Promise<number> {
  const { kind, keptId, mergedId } = order
  if (keptId === mergedId) throw new RelancesError('conflict', 'merges.obstacle-same')
  const { rows } = await sql<{ id: number; companyId: number; mergedInto: number | null }>`
    select id, company_id as "companyId", merged_into as "mergedInto" from ${sql.table(kind)}
    where company_id = any(${companyIds}::bigint[]) and id in (${keptId}, ${mergedId})
  `.execute(tx)
  const [kept, merged] = [rows.find(({ id }) => id === keptId), rows.find(({ id }) => id === mergedId)]
  if (!kept || !merged) throw new RelancesError('not-found', `merges.no-${kind}`)
  if (kept.companyId !== merged.companyId) throw new RelancesError('conflict', 'merges.obstacle-company')
  if (kept.mergedInto !== null || merged.mergedInto !== null)
    throw new RelancesError('conflict', 'merges.obstacle-merged')
  return kept.companyId
}

/** A document is asked for by its kind and ids, or all those of some clients. */
type Asked =
  | { readonly kind: 'invoices' | 'credits'; readonly ids: readonly number[] }
  | { readonly customerIds: readonly number[] }

/** Reads documents, their instalments in the order they fall due; those merged into others already are left out. */
export async function readDocuments(
  tx: ScopedTransaction,
  companyId: number,
  asked: Asked,
): Promise<readonly SideDocument[]> {
  const among = (kind: 'invoices' | 'credits', table: 'i' | 'k'): RawBuilder<unknown> => {
    if ('customerIds' in asked)
      return sql`${sql.ref(`${table}.customer_id`)} = any(${asked.customerIds}::bigint[])`
    return asked.kind === kind ? sql`${sql.ref(`${table}.id`)} = any(${asked.ids}::bigint[])` : sql`false`
  }
  const invoices = await sql<InvoiceRow>`
    select i.id, i.customer_id as "customerId", i.currency, i.source, i.import_id as "importId", i.number,
           case when i.kind = 'opening-balance' and i.issued_on is not distinct from i.entered_on then null
             else i.issued_on end as "issuedOn",
           i.total_cents as "totalCents", i.status = 'final' as "isCounted",
           exists (select from dunning_blocks b where b.company_id = i.company_id and b.customer_id = i.customer_id
             and b.kind = 'to-confirm' and b.lifted_at is null and (b.invoice_id = i.id or b.instalment_id in (
               select j.id from instalments j where j.company_id = i.company_id and j.invoice_id = i.id)))
             as "isDoubtful",
           coalesce((select json_agg(json_build_object('id', j.id, 'invoiceId', j.invoice_id, 'isFinal', j.is_final,
               'dueOn', j.due_on, 'amountCents', j.amount_cents, 'openCents', j.open_cents, 'level', j.level,
               'lastRemindedOn', j.last_reminded_on, 'hadFormalNotice', j.had_formal_notice)
               order by j.due_on nulls last, j.id)
             from instalments j where j.company_id = i.company_id and j.invoice_id = i.id and j.merged_into is null),
             '[]') as instalments
    from invoices i
    where i.company_id = ${companyId} and i.merged_into is null and ${among('invoices', 'i')}
    order by i.id
  `.execute(tx)
  const credits = await sql<CreditRow>`
    select k.id, k.customer_id as "customerId", k.currency, k.source, k.import_id as "importId", k.number,
           k.kind as nature,
           case when k.kind = 'adjustment' and k.received_on is not distinct from k.entered_on then null
             else k.received_on end as "issuedOn",
           k.amount_cents as "totalCents", k.open_cents as "leftCents",
           k.withdrawn_by_import is null and k.cancelled_at is null and not k.is_returned
             and k.noted_cents is null as "isCounted",
           exists (select from dunning_blocks b where b.company_id = k.company_id and b.credit_id = k.id
             and b.kind = 'to-confirm' and b.lifted_at is null) as "isDoubtful",
           exists (select from movement_matches x where x.company_id = k.company_id and x.credit_id = k.id
             and x.cancelled_at is null) as "isMatched"
    from credits k
    where k.company_id = ${companyId} and k.merged_into is null and ${among('credits', 'k')}
    order by k.id
  `.execute(tx)
  return [...invoices.rows.map(invoiceSide), ...credits.rows.map(creditSide)]
}

interface InvoiceRow extends Omit<MergeDocument, 'facts' | 'kind' | 'nature' | 'isMatched'> {
  readonly number: string | null
  readonly issuedOn: Day | null
  readonly totalCents: number
  readonly instalments: readonly SideInstalment[]
}

interface CreditRow extends Omit<MergeDocument, 'facts' | 'kind'> {
  readonly number: string | null
  readonly issuedOn: Day | null
  readonly totalCents: number
  readonly leftCents: number
}

function invoiceSide({ number, issuedOn, totalCents, instalments, ...row }: InvoiceRow): SideDocument {
  const counted = instalments.filter(({ isFinal }) => isFinal)
  return {
    ...row,
    kind: 'invoices',
    nature: 'invoice',
    isMatched: false,
    instalments,
    facts: {
      kind: 'debt',
      number,
      issuedOn,
      totalCents,
      leftCents: counted.reduce((sum, { openCents }) => sum + openCents, 0),
      instalments: counted.flatMap(({ dueOn, amountCents }) =>
        dueOn === null ? [] : [{ dueOn, amountCents }],
      ),
    },
  }
}

function creditSide({ number, issuedOn, totalCents, leftCents, ...row }: CreditRow): SideDocument {
  const facts = { kind: 'credit', number, issuedOn, totalCents, leftCents, instalments: [] } as const
  return { ...row, kind: 'credits', instalments: [], facts }
}

/**
 * The active allocations of these instalments, penalties (invoices, below zero: domain/matching/merged-settlement.ts) and credits,
 * in the order they were made.
 */
export async function readClaims(
  tx: ScopedTransaction,
  companyId: number,
  instalmentIds: readonly number[],
  creditIds: readonly number[],
): Promise<readonly Claim[]> {
  const { rows } = await sql<Claim>`
    select a.id, coalesce(a.instalment_id, -a.penalty_invoice_id) as "instalmentId", a.credit_id as "creditId", a.amount_cents as "amountCents"
    from allocations a
    where a.company_id = ${companyId} and a.cancelled_at is null
      and (a.instalment_id = any(${instalmentIds}::bigint[]) or -a.penalty_invoice_id = any(${instalmentIds}::bigint[])
        or a.credit_id = any(${creditIds}::bigint[]))
    order by a.id
  `.execute(tx)
  return rows
}
