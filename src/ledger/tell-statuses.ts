import { type RawBuilder, sql } from 'kysely'
import { formatMoney, sumCents } from '#domain/days-and-money/money.ts'
import { effectOf, isKnownStatus, standingOf } from '#domain/receivables/e-invoice-status.ts'
import { type Language, translate } from '#messages/translate.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { EInvoiceStatus } from '#readers/cdar.ts'
import { holdWords, statusName } from './e-invoice-status-words.ts'
import { isOfCreditNote, type StatusDocument, type StatusOutcome } from './record-statuses.ts'

/** A status of an import, and what became of it in words. */
export interface ToldStatus {
  readonly status: EInvoiceStatus
  readonly state: StatusOutcome['state']
  /** The client of its invoice, and what is received by it; null without. */
  readonly customer: string | null
  readonly totalCents: number | null
  readonly currency: string | null
  remarks(language: Language): string[]
}

/** The statuses of one file. */
export type ToldFile = readonly ToldStatus[]

interface Row {
  readonly id: number
  readonly key: string
  readonly code: string
  readonly at: string
  readonly invoiceId: number | null
  readonly notedCents: number | null
  readonly customer: string | null
}

/** What each status of an import did, once all of them have their effect: what the preview and the report say. */
export async function tellStatuses(
  tx: ScopedTransaction,
  companyId: number,
  documents: readonly StatusDocument[],
  outcomes: readonly (readonly StatusOutcome[])[],
): Promise<readonly ToldFile[]> {
  const ids = outcomes.flat().flatMap(({ id }) => id ?? [])
  const own = await readRows(tx, companyId, sql`s.id = any(${ids}::bigint[])`)
  const invoiceIds = [...new Set(own.flatMap(({ invoiceId }) => invoiceId ?? []))]
  const ofInvoices = await readRows(tx, companyId, sql`s.invoice_id = any(${invoiceIds}::bigint[])`)
  const byId = new Map(own.map((row) => [row.id, row]))
  const standing = new Map(
    [...Map.groupBy(ofInvoices, ({ invoiceId }) => invoiceId)].map(([id, all]) => [id, standingOf(all)]),
  )
  return documents.map(({ statuses }, file) =>
    statuses.flatMap((status, index): ToldStatus[] => {
      const outcome = outcomes[file]?.[index]
      if (!outcome) return []
      const row = outcome.id === null ? undefined : byId.get(outcome.id)
      const stands = row && row.invoiceId !== null ? standing.get(row.invoiceId) : undefined
      return [
        {
          status,
          state: outcome.state,
          customer: row?.customer ?? null,
          totalCents: effectOf(status.code).isReceipt ? receivedCents(status) : null,
          currency: status.amounts.find(({ type }) => type === 'MEN')?.currency ?? null,
          remarks: (language) => remarksOf(language, status, outcome, row, stands),
        },
      ]
    }),
  )
}

async function readRows(
  tx: ScopedTransaction,
  companyId: number,
  which: RawBuilder<unknown>,
): Promise<readonly Row[]> {
  const { rows } = await sql<Row>`
    select s.id, s.identity_key as key, s.status as code, s.happened_at as at, s.invoice_id as "invoiceId",
           s.noted_cents as "notedCents", c.name as customer
    from e_invoice_statuses s
      left join invoices v on v.company_id = s.company_id and v.id = s.invoice_id
      left join customers c on c.company_id = v.company_id and c.id = v.customer_id
    where s.company_id = ${companyId} and s.withdrawn_at is null and ${which}
  `.execute(tx)
  return rows
}

function receivedCents({ amounts }: EInvoiceStatus): number {
  return sumCents(amounts.filter(({ type }) => type === 'MEN').map(({ cents }) => cents))
}

function remarksOf(
  language: Language,
  status: EInvoiceStatus,
  { state, refusal }: StatusOutcome,
  row: Row | undefined,
  stands: { readonly hold: Row | null; readonly endedBy: Row | null } | undefined,
): string[] {
  const say = (key: string, values: Readonly<Record<string, string | number>> = {}) =>
    translate(language, key, values)
  if (refusal) return [say(refusal.key, refusal.values)]
  if (state === 'known') return []
  if (isOfCreditNote(status)) return [say('imports.status-of-credit-note')]
  if (!isKnownStatus(status.code)) return [say('imports.status-unknown-code', { code: status.code })]
  if (!row || row.invoiceId === null || !stands) return [say('imports.status-waits')]
  const { holds, isReceipt } = effectOf(status.code)
  if (isReceipt) return [receiptWords(language, status, row)]
  if (holds === undefined) return [say('imports.status-proof')]
  const happenedOn = status.at.slice(0, 10)
  if (stands.hold?.id === row.id) {
    const what = holdWords({ ...status, happenedOn })
    return [say('imports.status-holds', { what })]
  }
  const later = stands.hold ?? stands.endedBy
  return [say('imports.status-overtaken', { status: later ? statusName(language, later.code) : '' })]
}

function receiptWords(language: Language, status: EInvoiceStatus, { notedCents }: Row): string {
  const cents = receivedCents(status)
  const currency = status.amounts.find(({ type }) => type === 'MEN')?.currency ?? 'EUR'
  const say = (key: string, amount: number) =>
    translate(language, key, { amount: formatMoney(amount, currency) })
  if (cents < 0) return say('imports.status-gives-back', -cents)
  return notedCents
    ? say('imports.status-settles', notedCents)
    : translate(language, 'imports.status-known-payment')
}
