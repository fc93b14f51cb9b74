import type { Day } from '#domain/days-and-money/day.ts'
import type { StoredAmount, StoredReason } from '#platform/tables-e-invoices.ts'

/** In whose name statuses have their effect, and in which company. */
export interface StatusScope {
  readonly companyId: number
  readonly actor: string
}

/** A status of a known invoice, with what it has done so far. */
export interface StandingStatus {
  readonly id: number
  readonly key: string
  readonly code: string
  readonly at: string
  readonly happenedOn: Day
  readonly payableOn: Day | null
  readonly reasons: readonly StoredReason[]
  readonly amounts: readonly StoredAmount[]
  readonly invoiceId: number
  readonly unknownCents: number | null
  readonly notedCents: number | null
  readonly creditId: number | null
}

/** All that is known of each invoice, by its id. */
export type ByInvoice = ReadonlyMap<number, readonly StandingStatus[]>
