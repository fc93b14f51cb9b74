import type { Selection } from '#domain/dunning/selection.ts'
import { RelancesError } from '#domain/errors.ts'
import type { ReviewDecision } from '#domain/letters/letter-review.ts'
import type { Share } from '#domain/receivables/allocation.ts'
import { newBlock } from '#features/blocks/contract.ts'
import { importOptions } from '#features/imports/contract.ts'
import { applyImport } from '#features/imports/server/import-file.ts'
import { changeProcedure, readProcedure } from '#features/procedure/server/store.ts'
import type { CustomerRow } from '#features/reminders/contract.ts'
import { readCustomerPage } from '#features/reminders/server/store.ts'
import { cancelRun } from '#features/runs/server/cancel-letters.ts'
import { confirmRun } from '#features/runs/server/confirm-run.ts'
import { createDraft } from '#features/runs/server/create-draft.ts'
import { decideReview } from '#features/runs/server/decide-review.ts'
import type { DraftOrder } from '#features/runs/server/plan-draft.ts'
import { allocateCredit, cancelAllocation } from '#ledger/allocate.ts'
import { allocateProbable } from '#ledger/allocate-probable.ts'
import { addBlock, liftBlock } from '#ledger/blocks.ts'
import { confirmPayment, type PaymentPart, setMovementAside } from '#ledger/decide-movement.ts'
import { setProposedLevels } from '#ledger/levels.ts'
import { cancelNotedPayment, notePayment } from '#ledger/note-payment.ts'
import { verifyAll } from '#ledger/verify-all.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { withScope } from '#platform/scoped.ts'
import { bytesSource } from '#readers/source.ts'
import { memoryArchive } from '../archive.ts'

export const COMPANY = 'MEUNIER'

type LevelOrder = Parameters<typeof setProposedLevels>[1]

const NOTHING_LEFT = ['features.nothing-to-remind', 'features.all-covered']

/** An instalment as the database holds it. */
export interface HeldPart {
  readonly id: number
  readonly invoiceId: number
  readonly customerId: number
  readonly name: string
  readonly currency: string
  readonly number: string
  readonly issuedOn: string
  readonly dueOn: string
  readonly cents: number
  readonly open: number
  readonly level: number
  readonly remindedOn: string | null
}

/** A credit with something left. */
export interface HeldCredit {
  readonly id: number
  readonly name: string
  readonly currency: string
  readonly kind: string
  readonly number: string | null
  readonly receivedOn: string
  readonly open: number
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
  /** Creditor reference, of a letter that has one. */
  readonly reference: string | null
  readonly status: string
  readonly partIds: readonly number[]
}

export type Program = ReturnType<typeof openProgram>

/**
 * Relances as one user has it before them, on the real database. What it lists is in an order of the books, never in
 * that of the rows on disk: a seed lives the same life each time.
 */
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
    /** The number of the run; null when nothing of the selection is to be reminded. */
    async draft(
      { on, letterOn, today }: Record<'on' | 'letterOn' | 'today', string>,
      selection: Selection,
      only: DraftOrder['only'] | null,
    ): Promise<number | null> {
      const filter = { on, today, companyIds: [company] }
      const order = { filter, selection, letterOn, ...(only && { only }) }
      const made = withScope(database, scope(today), (tx) => createDraft(tx, order, 'Camille'))
      return await made.then(
        ({ run }) => run,
        (error: unknown) => {
          if (error instanceof RelancesError && NOTHING_LEFT.includes(error.key)) return null
          throw error
        },
      )
    },
    confirm: (run: number, today: string) => confirmRun(database, scope(today), run),
    decide: (run: number, decision: ReviewDecision, letters: number[], today: string) =>
      decideReview(database, scope(today), run, { decision, letters }),
    setLevel: (
      order: Pick<LevelOrder, 'on' | 'level' | 'customerId' | 'currency' | 'invoiceId'>,
      today: string,
    ) =>
      withScope(database, scope(today), (tx) =>
        setProposedLevels(tx, { ...order, today, companyIds: [company], reason: null, actor: 'Camille' }),
      ),
    setLetterPerLevel: (oneLetterPerLevel: boolean, today: string) =>
      withScope(database, scope(today), async (tx) => {
        const procedure = await readProcedure(tx, COMPANY)
        await changeProcedure(tx, COMPANY, { ...procedure, oneLetterPerLevel }, 'Camille')
      }),
    block: (block: Parameters<typeof newBlock.parse>[0], today: string) =>
      withScope(database, scope(today), (tx) => addBlock(tx, newBlock.parse(block), 'Camille')),
    lift: (id: number, today: string) =>
      withScope(database, scope(today), (tx) => liftBlock(tx, id, 'fini', 'Camille')),
    allocate: (creditId: number, shares: readonly Share[], today: string) =>
      withScope(database, scope(today), (tx) =>
        allocateCredit(tx, { creditId, shares, origin: 'manual', actor: 'Camille' }),
      ),
    /** The payments that match an invoice: those named, or all that are not « plusieurs possibles ». */
    allocateProbable: (creditIds: readonly number[] | undefined, today: string) =>
      withScope(database, scope(today), (tx) =>
        allocateProbable(tx, { companyIds: [company], creditIds, today, actor: 'Camille' }),
      ),
    takeBack: (allocationId: number, today: string) =>
      withScope(database, scope(today), (tx) =>
        cancelAllocation(tx, { allocationId, reason: 'erreur', actor: 'Camille' }),
      ),
    /** « Règlement reçu le … »; false where the books have that very payment already. */
    async notePayment(invoiceId: number, receivedOn: string, amountCents: number, today: string) {
      const order = { invoiceId, receivedOn, amountCents, today, actor: 'Camille' }
      return await withScope(database, scope(today), (tx) => notePayment(tx, order)).then(
        () => true,
        (error: unknown) => {
          if (error instanceof RelancesError && error.key === 'receivables.received-already') return false
          throw error
        },
      )
    },
    cancelNoted: (creditId: number, today: string) =>
      withScope(database, scope(today), (tx) =>
        cancelNotedPayment(tx, { creditId, reason: 'erreur', actor: 'Camille' }),
      ),
    cancel: (run: number, today: string) => cancelRun(database, scope(today), run, 'erreur'),
    /** Says of a movement of the bank who has paid what. */
    attribute: (movementId: number, part: Omit<PaymentPart, 'reasons'>, today: string) =>
      withScope(database, scope(today), (tx) =>
        confirmPayment(tx, { movementId, parts: [{ ...part, reasons: [] }], actor: 'Camille' }),
      ),
    setMovementAside: (movementId: number, today: string) =>
      withScope(database, scope(today), (tx) =>
        setMovementAside(tx, { movementId, reason: 'not-a-customer', actor: 'Camille' }),
      ),
    movementsOf: (day: string, currency: string) =>
      ask<{ id: number; cents: number; payer: string; status: string }>(
        `select id, amount_cents as cents, payer, status from bank_movements
         where company_id = $1 and booked_on = $2 and currency = $3
         order by payer, amount_cents, text, id`,
        [day, currency],
      ),
    /** What `relances verify` finds wrong, in a few words each. */
    async faults(today: string): Promise<string[]> {
      const found = await verifyAll(database, scope(today), archive)
      const { contradictions, auditFaults, documentFaults } = found
      return [...contradictions, ...auditFaults, ...documentFaults].map((fault) => JSON.stringify(fault))
    },
    parts: () =>
      ask<HeldPart>(`
        select j.id, i.id as "invoiceId", c.id as "customerId", c.name, i.currency, i.number, i.issued_on as "issuedOn",
               j.due_on as "dueOn", j.amount_cents as cents, j.open_cents as open, j.level,
               j.last_reminded_on as "remindedOn"
        from instalments j join invoices i on i.company_id = j.company_id and i.id = j.invoice_id
          join customers c on c.company_id = i.company_id and c.id = i.customer_id
        where j.company_id = $1
        order by c.name, c.code, i.number, i.issued_on, j.due_on, j.amount_cents, j.id`),
    credits: () =>
      ask<HeldCredit>(`
        select k.id, c.name, k.currency, k.kind, k.number, k.received_on as "receivedOn", k.open_cents as open
        from credits k join customers c on c.company_id = k.company_id and c.id = k.customer_id
        where k.company_id = $1 and k.open_cents > 0
        order by c.name, c.code, k.received_on, k.number, k.amount_cents, k.id`),
    /** Made by hand, and not taken back since. */
    allocations: () =>
      ask<{ id: number; partId: number; number: string | null; cents: number }>(`
        select a.id, a.instalment_id as "partId", k.number, a.amount_cents as cents
        from allocations a join credits k on k.company_id = a.company_id and k.id = a.credit_id
        where a.company_id = $1 and a.origin = 'manual' and a.cancelled_at is null
        order by k.number, a.amount_cents, a.id`),
    notedPayments: () =>
      ask<{ id: number; name: string; cents: number; receivedOn: string }>(`
        select k.id, c.name, k.amount_cents as cents, k.received_on as "receivedOn"
        from credits k join customers c on c.company_id = k.company_id and c.id = k.customer_id
        where k.company_id = $1 and k.noted_cents is not null and k.source = 'manual' and k.cancelled_at is null
        order by c.name, c.code, k.received_on, k.amount_cents, k.id`),
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
                l.payment_reference as reference,
                array(select li.instalment_id::int from letter_items li
                  where li.company_id = l.company_id and li.letter_id = l.id order by li.position) as "partIds"
         from letters l where l.company_id = $1 and l.run_id = $2 order by l.id`,
        [run],
      ),
  }
}
