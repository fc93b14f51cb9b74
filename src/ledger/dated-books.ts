import { type RawBuilder, sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import { ZONE } from '#platform/zone.ts'

/** The days and amounts that accounts are made of, as pieces of SQL: `v` is an invoice, `k` a credit. */

/** Day from which an invoice `v` is on the account. */
export const issuedOn: RawBuilder<Day> = sql<Day>`
  coalesce(v.issued_on, v.entered_on, (v.created_at at time zone ${ZONE})::date)`

/** Day from which a credit `k` is on the account. */
export const receivedOn: RawBuilder<Day> = sql<Day>`
  coalesce(k.received_on, k.entered_on, (k.created_at at time zone ${ZONE})::date)`

/**
 * What a credit `k` was ever worth: of one that the books no longer have, or that was cancelled, what it had settled
 * and no more.
 */
export const creditCents: RawBuilder<number> = sql<number>`
  (case when k.withdrawn_by_import is null and k.cancelled_at is null then k.amount_cents else k.allocated_cents end)`
