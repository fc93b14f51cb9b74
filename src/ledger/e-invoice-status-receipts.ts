import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { addTo } from '#domain/days-and-money/add-to.ts'
import { type Day, formatDay } from '#domain/days-and-money/day.ts'
import { sumCents } from '#domain/days-and-money/money.ts'
import { mustHave } from '#domain/errors.ts'
import { spreadOldestFirst } from '#domain/receivables/allocation.ts'
import { effectOf, inOrder, receiptsLeft, unknownParts } from '#domain/receivables/e-invoice-status.ts'
import { translate } from '#messages/translate.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { type NewAllocation, settle } from './allocations.ts'
import type { ByInvoice, StandingStatus, StatusScope } from './e-invoice-status-facts.ts'
import { statusName } from './e-invoice-status-words.ts'
import { cancelNotedPayment, isNoted } from './note-payment.ts'
import { readProbablePayments } from './probable-payments.ts'

/** What a receipt is to have noted, where that differs from what it has. */
interface Change {
  readonly status: StandingStatus
  readonly unknownCents: number
  readonly notedCents: number
}

/**
 * Notes as payments what statuses say has come in (212) and no payment of the books stands for, as « Règlement reçu »
 * does by hand: they give way to the books' own (`import-noted.ts`). What was given back takes its payment back. What a
 * payment known at the first look stands for is decided then, once: the books may say otherwise later, and are right.
 */
export async function settleByStatuses(
  tx: ScopedTransaction,
  scope: StatusScope,
  byInvoice: ByInvoice,
): Promise<void> {
  const receipts = new Map<number, readonly StandingStatus[]>()
  for (const [invoiceId, statuses] of byInvoice) {
    const own = inOrder(statuses).filter(({ code }) => effectOf(code).isReceipt)
    if (own.length > 0) receipts.set(invoiceId, own)
  }
  if (receipts.size === 0) return
  const invoices = await readInvoices(tx, scope.companyId, [...receipts.keys()])
  const probable = await readProbable(tx, scope.companyId, receipts, invoices)
  const changes = [...receipts].flatMap(([invoiceId, own]) => {
    const invoice = invoices.get(invoiceId)
    if (!invoice) return []
    // Only of what a payment probably settles.
    const probableCents = probable.get(invoiceId)
    const knownCents = invoice.knownCents + (probableCents === undefined ? 0 : probableCents)
    return changesOf(own, invoice, knownCents)
  })
  await takeBackPayments(
    tx,
    scope,
    changes.map(({ status }) => status),
  )
  await note(tx, scope, changes, invoices)
}

interface PaidInvoice {
  readonly id: number
  readonly customerId: number
  readonly currency: string
  /** Settled by payments of the books, whole or in part. */
  readonly knownCents: number
}

async function readInvoices(
  tx: ScopedTransaction,
  companyId: number,
  ids: readonly number[],
): Promise<ReadonlyMap<number, PaidInvoice>> {
  const { rows } = await sql<PaidInvoice>`
    select v.id, v.customer_id as "customerId", v.currency,
           coalesce((select sum(a.amount_cents)
             from instalments i
               join allocations a on a.company_id = i.company_id and a.instalment_id = i.id and a.cancelled_at is null
               left join credits k on k.company_id = a.company_id and k.id = a.credit_id
             where i.company_id = v.company_id and i.invoice_id = v.id
               and (k.id is null or k.kind = 'payment')
               and not exists (select from e_invoice_statuses s
                 where s.company_id = k.company_id and s.credit_id = k.id and ${isNoted})), 0)::bigint as "knownCents"
    from invoices v
    where v.company_id = ${companyId} and v.id = any(${ids}::bigint[]) and v.status = 'final'
  `.execute(tx)
  return new Map(rows.map((row) => [row.id, row]))
}

// A payment that is there, and that nobody has allocated yet, is known too.
async function readProbable(
  tx: ScopedTransaction,
  companyId: number,
  receipts: ByInvoice,
  invoices: ReadonlyMap<number, PaidInvoice>,
): Promise<ReadonlyMap<number, number>> {
  const undecided = [...receipts].filter(([, own]) => own.some(({ unknownCents }) => unknownCents === null))
  const customerIds = [...new Set(undecided.flatMap(([id]) => invoices.get(id)?.customerId ?? []))]
  if (customerIds.length === 0) return new Map()
  const found = await readProbablePayments(tx, { companyIds: [companyId], customerIds })
  const known = new Map<number, number>()
  for (const { invoiceIds, isOneOfSeveral, openCents } of found) {
    const [only, ...others] = invoiceIds
    if (only !== undefined && others.length === 0 && !isOneOfSeveral) addTo(known, only, openCents)
  }
  return known
}

function changesOf(
  own: readonly StandingStatus[],
  { currency }: PaidInvoice,
  knownCents: number,
): readonly Change[] {
  const received = (status: StandingStatus) =>
    sumCents(
      status.amounts
        .filter((amount) => amount.type === 'MEN' && amount.currency === currency)
        .map(({ cents }) => cents),
    )
  const left = receiptsLeft(own.map((status) => ({ ...status, cents: received(status) })))
  const parts = unknownParts(
    own
      .filter(({ key }) => left.has(key))
      .map((status) => ({ key: status.key, cents: Math.max(0, received(status)) })),
    knownCents,
  )
  return own.flatMap((status) => {
    const leftCents = left.get(status.key)
    if (leftCents === undefined) return []
    const unknownCents =
      status.unknownCents ?? mustHave(parts.get(status.key), 'the unknown part of a receipt')
    const notedCents = Math.min(unknownCents, leftCents)
    const isSame = status.unknownCents === unknownCents && status.notedCents === notedCents
    return isSame ? [] : { status, unknownCents, notedCents }
  })
}

/** Cancels the payments noted for these statuses, unless the books or somebody have taken them over since. */
export async function takeBackPayments(
  tx: ScopedTransaction,
  { companyId, actor }: StatusScope,
  statuses: readonly Pick<StandingStatus, 'code' | 'happenedOn' | 'creditId'>[],
): Promise<void> {
  const ids = statuses.flatMap(({ creditId }) => creditId ?? [])
  if (ids.length === 0) return
  const { rows } = await sql<{ id: number }>`
    select k.id from credits k
    where k.company_id = ${companyId} and k.id = any(${ids}::bigint[]) and ${isNoted}
      and k.cancelled_at is null and k.withdrawn_by_import is null
  `.execute(tx)
  const standing = new Set(rows.map((row) => row.id))
  for (const { code, happenedOn, creditId } of statuses) {
    if (creditId === null || !standing.has(creditId)) continue
    const values = { status: statusName('fr', code), day: formatDay(happenedOn) }
    await cancelNotedPayment(tx, {
      creditId,
      reason: translate('fr', 'statuses.receipt-back', values),
      actor,
    })
  }
}

async function note(
  tx: ScopedTransaction,
  scope: StatusScope,
  changes: readonly Change[],
  invoices: ReadonlyMap<number, PaidInvoice>,
): Promise<void> {
  const { companyId } = scope
  if (changes.length === 0) return
  const open = await readOpen(
    tx,
    companyId,
    changes.map(({ status }) => status.invoiceId),
  )
  const payments = changes.flatMap(({ status, notedCents }) => {
    const invoice = invoices.get(status.invoiceId)
    const items = open.get(status.invoiceId) ?? []
    const cents = Math.min(notedCents, sumCents(items.map((item) => item.openCents)))
    if (!invoice || cents === 0) return []
    const shares = spreadOldestFirst(cents, items)
    // Two receipts of one invoice: the second finds what the first has left.
    open.set(status.invoiceId, lessShares(items, shares))
    return { status, invoice, cents, shares, key: `manual:${randomUUID()}` }
  })
  const ids = await writePayments(tx, scope, payments)
  await settle(
    tx,
    { companyId, importId: null, actor: scope.actor },
    payments.flatMap(({ key, shares }) =>
      shares.map((share): NewAllocation => ({ ...share, creditId: ids.get(key) ?? null, origin: 'manual' })),
    ),
  )
  const credits = new Map(payments.map(({ status, key }) => [status.id, ids.get(key) ?? null]))
  await sql`
    update e_invoice_statuses s set unknown_cents = n.unknown, noted_cents = n.noted, credit_id = n.credit
    from unnest(${changes.map(({ status }) => status.id)}::bigint[],
      ${changes.map(({ unknownCents }) => unknownCents)}::bigint[],
      ${changes.map(({ notedCents }) => notedCents)}::bigint[],
      ${changes.map(({ status }) => credits.get(status.id) ?? null)}::bigint[]) as n (id, unknown, noted, credit)
    where s.company_id = ${companyId} and s.id = n.id
  `.execute(tx)
}

interface OpenItem {
  readonly instalmentId: number
  readonly dueOn: Day | null
  readonly openCents: number
}

function lessShares(
  items: readonly OpenItem[],
  shares: readonly { readonly instalmentId: number; readonly amountCents: number }[],
): readonly OpenItem[] {
  return items.map((item) => {
    const own = shares.filter((share) => share.instalmentId === item.instalmentId)
    return { ...item, openCents: item.openCents - sumCents(own.map((share) => share.amountCents)) }
  })
}

async function readOpen(
  tx: ScopedTransaction,
  companyId: number,
  invoiceIds: readonly number[],
): Promise<Map<number, readonly OpenItem[]>> {
  const { rows } = await sql<OpenItem & { invoiceId: number }>`
    select i.invoice_id as "invoiceId", i.id as "instalmentId", i.due_on as "dueOn", i.open_cents as "openCents"
    from instalments i
    where i.company_id = ${companyId} and i.invoice_id = any(${invoiceIds}::bigint[]) and i.is_final and i.open_cents > 0
    order by i.id for update
  `.execute(tx)
  return Map.groupBy(rows, ({ invoiceId }) => invoiceId)
}

async function writePayments(
  tx: ScopedTransaction,
  { companyId, actor }: StatusScope,
  payments: readonly {
    readonly key: string
    readonly cents: number
    readonly status: StandingStatus
    readonly invoice: PaidInvoice
  }[],
): Promise<ReadonlyMap<string, number>> {
  const ids = new Map<string, number>()
  for (let at = 0; at < payments.length; at += CHUNK) {
    const rows = await tx
      .insertInto('credits')
      .values(
        payments.slice(at, at + CHUNK).map(({ key, cents, status, invoice }) => ({
          company_id: companyId,
          customer_id: invoice.customerId,
          kind: 'payment' as const,
          number: null,
          received_on: status.happenedOn,
          currency: invoice.currency,
          amount_cents: cents,
          noted_cents: cents,
          label: translate('fr', 'statuses.payment-label', { status: statusName('fr', status.code) }),
          corrects_invoice_id: null,
          source: 'manual' as const,
          source_key: key,
          created_by: actor,
        })),
      )
      .returning(['id', 'source_key'])
      .execute()
    for (const row of rows) ids.set(row.source_key, row.id)
  }
  return ids
}

/** Rows of one insert: PostgreSQL takes 65,535 values. */
const CHUNK = 4_000
