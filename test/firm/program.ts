import type { Selection } from '#domain/selection.ts'
import { newBlock } from '#features/blocks/contract.ts'
import { addBlock, liftBlock } from '#features/blocks/store.ts'
import { importOptions } from '#features/imports/contract.ts'
import { applyImport } from '#features/imports/import-file.ts'
import type { CustomerRow } from '#features/reminders/contract.ts'
import { readCustomerPage } from '#features/reminders/store.ts'
import { cancelRun } from '#features/runs/cancel-letters.ts'
import { confirmRun } from '#features/runs/confirm-run.ts'
import { createDraft } from '#features/runs/create-draft.ts'
import { decideReview } from '#features/runs/decide-review.ts'
import { verifyAll } from '#ledger/verify-all.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { withScope } from '#platform/scoped.ts'
import { bytesSource } from '#readers/source.ts'
import { memoryArchive } from '../archive.ts'

export const COMPANY = 'MEUNIER'

/** An instalment as the database holds it. */
export interface HeldPart {
  readonly id: number
  readonly invoiceId: number
  readonly customerId: number
  readonly code: string
  readonly number: string
  readonly issuedOn: string
  readonly dueOn: string
  readonly cents: number
  readonly open: number
  readonly level: number
  readonly remindedOn: string | null
}

/** An event of the history. */
export interface HeldEvent {
  readonly id: number
  readonly partId: number
  readonly kind: string
  readonly level: number
  readonly levelBefore: number
  readonly remindedOn: string | null
  readonly remindedBefore: string | null
}

/** A letter of a run. */
export interface HeldLetter {
  readonly id: number
  readonly customerId: number
  readonly level: number
  readonly net: number
  readonly status: string
  readonly partIds: readonly number[]
}

export type Program = ReturnType<typeof openProgram>

/** Relances as one user has it before them, on the real database. */
export function openProgram(database: Pick<Database, 'db' | 'owner'>) {
  const archive = memoryArchive()
  const as = (today: string, companyIds: readonly number[]) =>
    ({
      actor: { kind: 'local', name: 'Camille' },
      permission: 'everything',
      companyIds,
      today,
      language: 'fr',
    }) as const
  let company = 0
  const scope = (today: string): Context & { companyIds: readonly number[] } => as(today, [company])
  const ask = async <T extends object>(text: string, values: unknown[] = []): Promise<T[]> =>
    (await database.owner.query<T>(text, [company, ...values])).rows
  return {
    scope,
    /** Imports a file with the company's options; refuses to go on when anything is asked or refused. */
    async import(name: string, text: string, today: string): Promise<void> {
      const options = importOptions.parse({ company: COMPANY, companyName: 'Meunier et fils' })
      const order = { sources: [bytesSource(name, Buffer.from(text))] as const, options }
      const done = await applyImport({ database, archive }, { ...as(today, []), companyIds: 'all' }, order)
      const [error] = done.errors
      if (error || done.doubts.length > 0)
        throw new Error(
          `${name}: ${error?.message ?? done.doubts.map(({ question }) => question).join(' · ')}`,
        )
      const { rows } = await database.owner.query<{ id: number }>(
        'select id from companies where code = $1',
        [COMPANY],
      )
      company = rows[0]?.id ?? 0
    },
    /** Every row of the page « Relances ».*/
    async rows(on: string, today: string) {
      const request = {
        on,
        today,
        companyIds: [company],
        sort: 'name',
        direction: 'asc',
        limit: 200,
      } as const
      const readPage = (after: string | undefined) =>
        withScope(database, scope(today), (tx) =>
          readCustomerPage(tx, { ...request, ...(after && { after }) }),
        )
      const rows: CustomerRow[] = []
      for (let after: string | undefined; ; ) {
        const page = await readPage(after)
        rows.push(...page.rows)
        if (page.next === null) return rows
        after = page.next
      }
    },
    async draft(on: string, letterOn: string, today: string, selection: Selection): Promise<number> {
      const order = { filter: { on, today, companyIds: [company] }, selection, letterOn }
      return (await withScope(database, scope(today), (tx) => createDraft(tx, order, 'Camille'))).run
    },
    confirm: (run: number, today: string) => confirmRun(database, scope(today), run),
    /** Of all its letters to review. */
    decide: (run: number, decision: 'posted' | 'dropped', today: string) =>
      decideReview(database, scope(today), run, { decision }),
    block: (block: Parameters<typeof newBlock.parse>[0], today: string) =>
      withScope(database, scope(today), (tx) => addBlock(tx, newBlock.parse(block), 'Camille')),
    lift: (id: number, today: string) =>
      withScope(database, scope(today), (tx) => liftBlock(tx, id, 'fini', 'Camille')),
    cancel: (run: number, today: string) => cancelRun(database, scope(today), run, 'erreur'),
    /** What `relances verify` finds wrong, in a few words each. */
    async faults(today: string): Promise<string[]> {
      const found = await verifyAll(database, scope(today), archive)
      const { contradictions, auditFaults, documentFaults } = found
      return [...contradictions, ...auditFaults, ...documentFaults].map((fault) => JSON.stringify(fault))
    },
    parts: () =>
      ask<HeldPart>(`
        select j.id, i.id as "invoiceId", c.id as "customerId", c.code, i.number, i.issued_on as "issuedOn",
               j.due_on as "dueOn", j.amount_cents as cents, j.open_cents as open, j.level,
               j.last_reminded_on as "remindedOn"
        from instalments j join invoices i on i.company_id = j.company_id and i.id = j.invoice_id
          join customers c on c.company_id = i.company_id and c.id = i.customer_id
        where j.company_id = $1`),
    credits: () =>
      ask<{ code: string; kind: string; number: string; receivedOn: string; open: number }>(`
        select c.code, k.kind, k.number, k.received_on as "receivedOn", k.open_cents as open
        from credits k join customers c on c.company_id = k.company_id and c.id = k.customer_id
        where k.company_id = $1 and k.open_cents > 0`),
    eventsAfter: (id: number) =>
      ask<HeldEvent>(
        `select id, instalment_id as "partId", kind, level_after as level, level_before as "levelBefore",
                reminded_on_after as "remindedOn", reminded_on_before as "remindedBefore"
         from reminder_events where company_id = $1 and id > $2 order by id`,
        [id],
      ),
    letters: (run: number) =>
      ask<HeldLetter>(
        `select l.id, l.customer_id as "customerId", l.level, l.net_cents as net, l.status,
                array(select li.instalment_id::int from letter_items li
                  where li.company_id = l.company_id and li.letter_id = l.id order by li.position) as "partIds"
         from letters l where l.company_id = $1 and l.run_id = $2 order by l.id`,
        [run],
      ),
  }
}
