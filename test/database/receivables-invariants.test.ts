import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Level } from '#domain/dunning/levels.ts'
import { RelancesError } from '#domain/errors.ts'
import { planInstalments } from '#domain/receivables/instalment-plan.ts'
import { readStatement } from '#features/customers/server/statement-store.ts'
import { readAgedBalance } from '#features/lists/server/store.ts'
import { createDraft, finaliseDraft } from '#features/receivables/server/invoice-draft-store.ts'
import { allocateCredit, cancelAllocation } from '#ledger/allocate.ts'
import { setInvoiceLevels } from '#ledger/levels.ts'
import { cancelReturn, returnPayment } from '#ledger/return-payment.ts'
import { findContradictions } from '#ledger/verify.ts'
import { cancelCredit, writeCredit } from '#ledger/write-credit.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'
import { createTestDatabase } from '../database.ts'
import { ledger } from './import-ledger.ts'
import { balanceOf, importText } from './import-world.ts'

const database = await createTestDatabase()

// Amounts by hand never are those of the books, so that none is taken for another.
const cents = fc.integer({ min: 1, max: 40 }).map((tens) => tens * 1_000 + 1)
const which = fc.nat({ max: 50 })
const act = fc.oneof(
  fc.record({
    kind: fc.constant('invoice' as const),
    cents,
    times: fc.integer({ min: 1, max: 4 }),
    isFinal: fc.boolean(),
  }),
  fc.record({ kind: fc.constant('credit-note' as const), cents }),
  fc.record({ kind: fc.constant('payment' as const), cents }),
  fc.record({
    kind: fc.constant('allocate' as const),
    credit: which,
    instalments: fc.array(which, { minLength: 1, maxLength: 3 }),
    cents,
  }),
  fc.record({ kind: fc.constant('cancel-allocation' as const), which }),
  fc.record({ kind: fc.constant('return' as const), which }),
  fc.record({ kind: fc.constant('cancel-return' as const), which }),
  fc.record({ kind: fc.constant('cancel-credit' as const), which }),
  fc.record({ kind: fc.constant('level' as const), which, level: fc.constantFrom<Level>(1, 2, 3, 4) }),
)
type Act = typeof act extends fc.Arbitrary<infer Value> ? Value : never

// An export of the year: the payments it has are lettered with the first sale, or not.
const books = fc.record({ payments: fc.integer({ min: 0, max: 3 }), isLettered: fc.boolean() })

function textOf({ payments, isLettered }: { payments: number; isLettered: boolean }): string {
  const file = ledger().sale('2024-01-02', 'A', 'S1', 90_000, { entry: 'S1', letter: isLettered ? 'L' : '' })
  for (let rank = 1; rank <= payments; rank++)
    file.payment(`2024-0${rank + 1}-10`, 'A', 20_000, { entry: `P${rank}`, letter: isLettered ? 'L' : '' })
  return file.sale('2024-12-31', 'A', 'S2', 5_000, { entry: 'S2' }).text()
}

const actor = { kind: 'local', name: 'comptable' } as const

function pick<T>(items: readonly T[], at: number): T | undefined {
  return items[at % Math.max(1, items.length)]
}

async function idsOf(tx: ScopedTransaction, table: 'instalments' | 'credits' | 'allocations' | 'invoices') {
  return (await tx.selectFrom(table).select('id').orderBy('id').execute()).map((row) => row.id)
}

let written = 0

async function perform(tx: ScopedTransaction, done: Act, customerId: number): Promise<void> {
  const by = { reason: 'essai', actor: actor.name }
  switch (done.kind) {
    case 'invoice': {
      const instalments = planInstalments(done.cents, done.times, '2024-06-30')
      const draft = {
        customerId,
        number: `H${++written}`,
        issuedOn: '2024-05-01',
        currency: 'EUR',
        label: '',
        instalments,
      }
      const { id } = await createDraft(tx, draft, actor.name)
      if (done.isFinal) await finaliseDraft(tx, id, 1)
      return
    }
    case 'credit-note':
    case 'payment': {
      const credit = {
        customerId,
        kind: done.kind,
        number: null,
        receivedOn: '2024-05-15',
        currency: 'EUR',
        label: null,
      }
      await writeCredit(tx, { ...credit, amountCents: done.cents, correctsInvoiceId: null }, actor.name)
      return
    }
    case 'allocate': {
      const creditId = pick(await idsOf(tx, 'credits'), done.credit) ?? 0
      const instalments = await idsOf(tx, 'instalments')
      const shares = done.instalments.map((at) => ({
        instalmentId: pick(instalments, at) ?? 0,
        amountCents: done.cents,
      }))
      await allocateCredit(tx, { creditId, shares, origin: 'manual', actor: actor.name })
      return
    }
    case 'cancel-allocation':
      return await cancelAllocation(tx, {
        allocationId: pick(await idsOf(tx, 'allocations'), done.which) ?? 0,
        ...by,
      })
    case 'return':
      return await returnPayment(tx, {
        creditId: pick(await idsOf(tx, 'credits'), done.which) ?? 0,
        returnedOn: '2024-06-01',
        ...by,
      })
    case 'cancel-return':
      return await cancelReturn(tx, { creditId: pick(await idsOf(tx, 'credits'), done.which) ?? 0, ...by })
    case 'cancel-credit':
      return await cancelCredit(tx, { creditId: pick(await idsOf(tx, 'credits'), done.which) ?? 0, ...by })
    case 'level': {
      const invoiceIds = [pick(await idsOf(tx, 'invoices'), done.which) ?? 0]
      const companyIds = (await tx.selectFrom('companies').select('id').execute()).map((row) => row.id)
      await setInvoiceLevels(tx, { companyIds, invoiceIds, level: done.level, ...by })
    }
  }
}

// What the company is owed, reckoned from what was written and never from an allocation.
async function expectedBalance(companyId: number): Promise<number> {
  const { rows } = await database.owner.query<{ cents: number }>(
    `select (
       (select coalesce(sum(i.total_cents), 0) from invoices i where i.company_id = $1 and i.status = 'final'
          and (i.source = 'manual' or exists (select from instalments j where j.company_id = $1 and j.invoice_id = i.id
            and not exists (select from allocations a where a.company_id = $1 and a.instalment_id = j.id
              and a.origin = 'settled-by-import' and a.cancelled_at is null))))
       - (select coalesce(sum(k.amount_cents), 0) from credits k where k.company_id = $1
          and not k.is_returned and k.cancelled_at is null and k.withdrawn_by_import is null))::bigint as cents`,
    [companyId],
  )
  return rows[0]?.cents ?? Number.NaN
}

const DAYS = ['2024-02-15', '2024-05-10', '2024-05-20', '2024-06-15', '2024-12-31', '2030-01-01']

// At any day, the aged balance is the balance of the account, as its statement reckons it from the movements.
async function expectBalancesOfAccounts(customer: { id: number; customer_id: number }): Promise<void> {
  const context = { actor, companyIds: [customer.id] }
  for (const on of DAYS) {
    await withScope(database, context, async (tx) => {
      const scope = { companyIds: [customer.id], from: null, to: on, today: '2030-01-01' }
      const rows = await readAgedBalance(tx, scope, 10)
      const { periods } = await readStatement(tx, customer.customer_id, { from: on, on, today: '2030-01-01' })
      expect(
        rows.reduce((sum, row) => sum + row.balance_cents, 0),
        on,
      ).toBe(periods[0]?.closingCents ?? 0)
    })
  }
}

test('whatever is written, allocated, undone, returned and imported, sums agree and levels replay', async () => {
  let company = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.array(act, { minLength: 4, maxLength: 10 }), books), {
        minLength: 2,
        maxLength: 3,
      }),
      async (story) => {
        const code = `R${++company}`
        let context = { actor, companyIds: [] as number[] }
        for (const [acts, shown] of story) {
          await importText(database, textOf(shown), { company: code })
          const { rows } = await database.owner.query<{ id: number; customer_id: number }>(
            `select e.id, c.id as customer_id from companies e join customers c on c.company_id = e.id where e.code = $1`,
            [code],
          )
          const [found] = rows
          if (!found) throw new Error('the import made no customer')
          context = { actor, companyIds: [found.id] }
          for (const done of acts) {
            const before = await balanceOf(database, code)
            const isRefused = await withScope(database, context, (tx) => perform(tx, done, found.customer_id))
              .then(() => false)
              .catch((error: unknown) => {
                if (error instanceof RelancesError) return true
                throw error
              })
            const after = await balanceOf(database, code)
            // An allocation, or taking one back, moves money between the two sides and changes no balance.
            if (isRefused || done.kind === 'allocate' || done.kind === 'level') expect(after).toBe(before)
            expect(after).toBe(await expectedBalance(found.id))
          }
          const wrong = await database.owner.query(
            'select id from instalments where company_id = $1 and (open_cents < 0 or open_cents > amount_cents)',
            [found.id],
          )
          expect(wrong.rows).toEqual([])
          expect(await withScope(database, context, findContradictions)).toEqual([])
          await expectBalancesOfAccounts(found)
        }
      },
    ),
    { numRuns: 5, seed: Number(process.env.SEED ?? 11) },
  )
}, 120_000)
