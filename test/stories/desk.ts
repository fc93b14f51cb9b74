import { NOTHING_SELECTED, type Selection, tickCustomer, tickInvoice } from '#domain/dunning/selection.ts'
import type { CustomerRow } from '#features/reminders/contract.ts'
import { readSetAsidePage } from '#features/reminders/server/set-aside-store.ts'
import { readCustomerPage } from '#features/reminders/server/store.ts'
import type { ConfirmationResult } from '#features/runs/contract.ts'
import { confirmRun } from '#features/runs/server/confirm-run.ts'
import { createDraft } from '#features/runs/server/create-draft.ts'
import { type FrozenLetter, readFrozenLetters } from '#features/runs/server/letter-store.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { withScope } from '#platform/scoped.ts'

/** The person at the desk: does on the real database what the buttons of the page do. */
export function openDesk(
  database: Pick<Database, 'db'>,
  context: Context & { companyIds: readonly number[] },
) {
  const { companyIds, today } = context
  return {
    /** Rows of the page at that day. */
    async list(on: string): Promise<CustomerRow[]> {
      const request = { on, today, companyIds, sort: 'name', direction: 'asc', limit: 200 } as const
      return (await withScope(database, context, (tx) => readCustomerPage(tx, request))).rows
    },
    /** « Écartés »: client code, invoice number and reason. */
    async setAside(on: string): Promise<[string, string | null, string][]> {
      const page = await withScope(database, context, (tx) =>
        readSetAsidePage(tx, { on, today, companyIds }, { limit: 200 }),
      )
      return page.rows.map((row) => [row.code, row.number, row.reason])
    },
    /** Ticks these clients (all without a list) and makes the draft; returns the run. */
    async draft(
      on: string,
      letterOn: string,
      customers?: readonly number[],
      currency = 'EUR',
    ): Promise<number> {
      const selection: Selection = customers
        ? customers.reduce((ticks, id) => tickCustomer(ticks, `${id}:${currency}`, true), NOTHING_SELECTED)
        : { ...NOTHING_SELECTED, base: 'all' }
      const order = { filter: { on, today, companyIds }, selection, letterOn }
      return (await withScope(database, context, (tx) => createDraft(tx, order, context.actor.name))).run
    },
    /** Ticks these invoices, each with its client, and makes the draft. */
    async draftInvoices(
      on: string,
      letterOn: string,
      invoices: readonly (readonly [customerId: number, invoiceId: number])[],
    ): Promise<number> {
      const selection = invoices.reduce(
        (ticks, [customerId, id]) => tickInvoice(ticks, `${customerId}:EUR`, id, true),
        NOTHING_SELECTED,
      )
      const order = { filter: { on, today, companyIds }, selection, letterOn }
      return (await withScope(database, context, (tx) => createDraft(tx, order, context.actor.name))).run
    },
    /** `today`: the day it is confirmed, when it is another than the desk's. */
    async confirm(run: number, today = context.today): Promise<ConfirmationResult> {
      return await confirmRun(database, { ...context, today }, run)
    },
    /** Draft and confirmation in one go. */
    async remind(on: string, letterOn: string, customers?: readonly number[]): Promise<ConfirmationResult> {
      return await confirmRun(database, context, await this.draft(on, letterOn, customers))
    },
    /** The letters of a run as they were frozen. */
    async letters(run: number): Promise<FrozenLetter[]> {
      return await withScope(database, context, async (tx) => {
        const ids = await tx.selectFrom('letters').select('id').where('run_id', '=', run).execute()
        return await readFrozenLetters(
          tx,
          ids.map((row) => row.id),
        )
      })
    },
    /** Level and last reminder of an instalment. */
    async state(instalmentId: number) {
      return await withScope(database, context, (tx) =>
        tx
          .selectFrom('instalments')
          .select(['level', 'last_reminded_on', 'open_cents'])
          .where('id', '=', instalmentId)
          .executeTakeFirstOrThrow(),
      )
    },
  }
}

/** A value that must be there. */
export function found<T>(value: T | undefined | null): T {
  if (value === undefined || value === null) throw new Error('missing in the test world')
  return value
}
