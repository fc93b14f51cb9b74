import { sql } from 'kysely'
import { type Day, formatDay } from '#domain/days-and-money/day.ts'
import type { BlockKind } from '#domain/dunning/blocks.ts'
import { promiseEnd } from '#domain/dunning/promise.ts'
import { effectOf, standingOf } from '#domain/receivables/e-invoice-status.ts'
import { translate } from '#messages/translate.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { ByInvoice, StandingStatus, StatusScope } from './e-invoice-status-facts.ts'
import { settleByStatuses } from './e-invoice-status-receipts.ts'
import { holdWords, statusName } from './e-invoice-status-words.ts'

/**
 * Makes the blocks and the payments of these invoices what their statuses say, all of them read in the order of their
 * dates: whatever order they came in, and however often this is called, the same stands. A block lifted by hand is not
 * made again.
 */
export async function applyStatuses(
  tx: ScopedTransaction,
  scope: StatusScope,
  invoiceIds: readonly number[],
): Promise<void> {
  if (invoiceIds.length === 0) return
  const statuses = await readStatuses(tx, scope.companyId, invoiceIds)
  const byInvoice = Map.groupBy(statuses, ({ invoiceId }) => invoiceId)
  await settleByStatuses(tx, scope, byInvoice)
  await holdByStatuses(tx, scope, invoiceIds, byInvoice)
}

async function readStatuses(
  tx: ScopedTransaction,
  companyId: number,
  invoiceIds: readonly number[],
): Promise<readonly StandingStatus[]> {
  const { rows } = await sql<StandingStatus>`
    select s.id, s.identity_key as key, s.status as code, s.happened_at as at, s.happened_on as "happenedOn",
           s.payable_on as "payableOn", s.reasons, s.amounts, s.invoice_id as "invoiceId",
           s.unknown_cents as "unknownCents", s.noted_cents as "notedCents", s.credit_id as "creditId"
    from e_invoice_statuses s
    where s.company_id = ${companyId} and s.invoice_id = any(${invoiceIds}::bigint[]) and s.withdrawn_at is null
  `.execute(tx)
  return rows
}

interface KnownBlock {
  readonly id: number
  readonly status_id: number
  readonly invoice_id: number
  readonly is_active: boolean
  readonly may_return: boolean
}

async function holdByStatuses(
  tx: ScopedTransaction,
  scope: StatusScope,
  invoiceIds: readonly number[],
  byInvoice: ByInvoice,
): Promise<void> {
  const blocks = Map.groupBy(await readBlocks(tx, scope.companyId, invoiceIds), (block) => block.invoice_id)
  const ended: { readonly blockId: number; readonly reason: string }[] = []
  const wanted: StandingStatus[] = []
  for (const invoiceId of invoiceIds) {
    const { hold, endedBy } = standingOf(byInvoice.get(invoiceId) ?? [])
    const known = blocks.get(invoiceId) ?? []
    for (const block of known)
      if (block.is_active && block.status_id !== hold?.id)
        ended.push({ blockId: block.id, reason: endedBy ? endWords(endedBy) : '' })
    const own = known.filter((block) => block.status_id === hold?.id)
    if (hold && own.every((block) => block.may_return)) wanted.push(hold)
  }
  await endBlocks(tx, scope, ended)
  await makeBlocks(tx, scope, wanted)
}

async function readBlocks(
  tx: ScopedTransaction,
  companyId: number,
  invoiceIds: readonly number[],
): Promise<readonly KnownBlock[]> {
  const { rows } = await sql<KnownBlock>`
    select b.id, b.status_id, b.invoice_id, b.lifted_at is null as is_active, b.is_lifted_by_status as may_return
    from dunning_blocks b
    where b.company_id = ${companyId} and b.invoice_id = any(${invoiceIds}::bigint[]) and b.status_id is not null
  `.execute(tx)
  return rows
}

function endWords({ code, happenedOn }: StandingStatus): string {
  return translate('fr', 'statuses.ended-by', { status: statusName('fr', code), day: formatDay(happenedOn) })
}

async function endBlocks(
  tx: ScopedTransaction,
  { companyId, actor }: StatusScope,
  ended: readonly { readonly blockId: number; readonly reason: string }[],
): Promise<void> {
  if (ended.length === 0) return
  await sql`
    update dunning_blocks b
    set lifted_at = now(), lifted_by = ${actor}, lift_reason = nullif(e.reason, ''), is_lifted_by_status = true
    from unnest(${ended.map((one) => one.blockId)}::bigint[], ${ended.map((one) => one.reason)}::text[])
      as e (id, reason)
    where b.company_id = ${companyId} and b.id = e.id and b.lifted_at is null
  `.execute(tx)
}

// XP Z12-012: the part that is not approved, with its VAT or without.
const REFUSED_PARTS: readonly string[] = ['MNATTC', 'MNA']
const ANNOUNCED: readonly string[] = ['MPA']

interface HeldInvoice {
  readonly id: number
  readonly customer_id: number
  readonly currency: string
  readonly open_cents: number
  readonly tolerance: number
}

async function makeBlocks(
  tx: ScopedTransaction,
  { companyId, actor }: StatusScope,
  wanted: readonly StandingStatus[],
): Promise<void> {
  if (wanted.length === 0) return
  const invoices = await readInvoices(
    tx,
    companyId,
    wanted.map(({ invoiceId }) => invoiceId),
  )
  const blocks = wanted.flatMap((status) => {
    const invoice = invoices.get(status.invoiceId)
    const block = invoice ? blockOf(status, invoice) : null
    return block ? { company_id: companyId, created_by: actor, ...block } : []
  })
  for (let at = 0; at < blocks.length; at += CHUNK)
    await tx
      .insertInto('dunning_blocks')
      .values(blocks.slice(at, at + CHUNK))
      .execute()
}

/** Rows of one insert: PostgreSQL takes 65,535 values. */
const CHUNK = 4_000

async function readInvoices(
  tx: ScopedTransaction,
  companyId: number,
  ids: readonly number[],
): Promise<ReadonlyMap<number, HeldInvoice>> {
  const { rows } = await sql<HeldInvoice>`
    select v.id, v.customer_id, v.currency, c.promise_tolerance_days as tolerance,
           coalesce((select sum(i.open_cents) from instalments i
             where i.company_id = v.company_id and i.invoice_id = v.id and i.is_final), 0)::bigint as open_cents
    from invoices v join companies c on c.id = v.company_id
    where v.company_id = ${companyId} and v.id = any(${ids}::bigint[]) and v.status = 'final'
  `.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
}

function blockOf(status: StandingStatus, invoice: HeldInvoice) {
  const hold = effectOf(status.code).holds
  if (hold === undefined) return null
  const said = (types: readonly string[]) =>
    status.amounts.find(
      ({ type, cents, currency }) => types.includes(type) && cents > 0 && currency === invoice.currency,
    )?.cents ?? null
  const block = {
    customer_id: invoice.customer_id,
    invoice_id: invoice.id,
    kind: hold satisfies BlockKind,
    reason: holdWords(status),
    status_id: status.id,
    amount_cents: hold === 'dispute' ? said(REFUSED_PARTS) : null,
    currency: invoice.currency,
    ends_on: null as Day | null,
    promised_on: null as Day | null,
  }
  if (hold !== 'promise') return block
  const promisedOn = status.payableOn ?? status.happenedOn
  const amountCents = said(ANNOUNCED) ?? invoice.open_cents
  // What is announced of an invoice that asks nothing any more waits for nothing.
  if (amountCents === 0) return null
  return {
    ...block,
    amount_cents: amountCents,
    promised_on: promisedOn,
    ends_on: promiseEnd(promisedOn, invoice.tolerance),
  }
}
