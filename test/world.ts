import type { Day } from '#domain/days-and-money/day.ts'
import type { Level } from '#domain/dunning/levels.ts'
import type { CustomerKind } from '#domain/people/parties.ts'
import { createCompany } from '#ledger/create-company.ts'
import { recordEvents } from '#ledger/history.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'

/** Builds small worlds of named companies, clients and invoices, as an accountant would tell them. */

const ACTOR = 'test'

export interface WorldInvoice {
  readonly number: string
  readonly issuedOn: Day
  readonly dueOn: Day | null
  readonly cents: number
  readonly level?: Level
  readonly lastRemindedOn?: Day | null
  readonly currency?: string
  /** Several instalments instead of one; `dueOn` and `cents` are then ignored. */
  readonly instalments?: readonly { readonly dueOn: Day | null; readonly cents: number }[]
  readonly status?: 'draft' | 'final'
  readonly isProvisional?: boolean
}

export interface WorldCustomer {
  readonly code: string
  readonly name: string
  readonly postcode?: string | null
  readonly town?: string | null
  readonly kind?: CustomerKind
  readonly invoices?: readonly WorldInvoice[]
  /** Unallocated credits. */
  readonly credits?: readonly {
    readonly number: string
    readonly cents: number
    readonly currency?: string
    readonly kind?: 'credit-note' | 'payment'
    readonly receivedOn?: Day
    readonly label?: string
  }[]
}

export interface BuiltCompany {
  readonly id: number
  readonly code: string
  /** Customer ids by code. */
  readonly customers: ReadonlyMap<string, number>
  /** Invoice ids by number. */
  readonly invoices: ReadonlyMap<string, number>
  /** Instalment ids by "number" or "number/rank". */
  readonly instalments: ReadonlyMap<string, number>
}

/** The context of a test acting for these companies. */
export function contextFor(
  companyIds: readonly number[],
  today: Day,
  name = 'Camille',
): Context & { companyIds: readonly number[] } {
  return { actor: { kind: 'local', name }, permission: 'everything', companyIds, today, language: 'fr' }
}

/** Creates a company with its clients; starting levels are written as imported history. */
export async function buildCompany(
  database: Pick<Database, 'db'>,
  company: {
    readonly code: string
    readonly legalName: string
    readonly customers: readonly WorldCustomer[]
  },
): Promise<BuiltCompany> {
  return await withScope(
    database,
    { actor: { kind: 'system', name: ACTOR }, companyIds: 'all' },
    async (tx) => {
      const id = await createCompany(tx, company, ACTOR)
      const built = {
        id,
        code: company.code,
        customers: new Map(),
        invoices: new Map(),
        instalments: new Map(),
      }
      for (const customer of company.customers) await buildCustomer(tx, built, customer)
      return built
    },
  )
}

type Building = BuiltCompany & {
  customers: Map<string, number>
  invoices: Map<string, number>
  instalments: Map<string, number>
}

async function buildCustomer(tx: ScopedTransaction, built: Building, customer: WorldCustomer): Promise<void> {
  const { id } = await tx
    .insertInto('customers')
    .values({
      company_id: built.id,
      code: customer.code,
      name: customer.name,
      postcode: customer.postcode === undefined ? '60000' : customer.postcode,
      town: customer.town === undefined ? 'Beauvais' : customer.town,
      kind: customer.kind ?? 'business',
      created_by: ACTOR,
      updated_by: ACTOR,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  built.customers.set(customer.code, id)
  for (const invoice of customer.invoices ?? []) await buildInvoice(tx, built, id, invoice)
  for (const credit of customer.credits ?? []) {
    await tx
      .insertInto('credits')
      .values({
        company_id: built.id,
        customer_id: id,
        kind: credit.kind ?? 'credit-note',
        number: credit.number,
        label: credit.label ?? null,
        received_on: credit.receivedOn ?? null,
        currency: credit.currency ?? 'EUR',
        amount_cents: credit.cents,
        source: 'manual',
        source_key: `test:${customer.code}:${credit.number}`,
        created_by: ACTOR,
      })
      .execute()
  }
}

async function buildInvoice(
  tx: ScopedTransaction,
  built: Building,
  customerId: number,
  invoice: WorldInvoice,
) {
  const parts = invoice.instalments ?? [{ dueOn: invoice.dueOn, cents: invoice.cents }]
  const currency = invoice.currency ?? 'EUR'
  const { id } = await tx
    .insertInto('invoices')
    .values({
      company_id: built.id,
      customer_id: customerId,
      number: invoice.number,
      kind: 'invoice',
      status: invoice.status ?? 'final',
      is_provisional: invoice.isProvisional ?? false,
      issued_on: invoice.issuedOn,
      currency,
      total_cents: parts.reduce((sum, part) => sum + part.cents, 0),
      source: 'manual',
      source_key: `test:${customerId}:${invoice.number}`,
      created_by: ACTOR,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  built.invoices.set(invoice.number, id)
  for (const [index, part] of parts.entries()) {
    const instalment = await tx
      .insertInto('instalments')
      .values({
        company_id: built.id,
        invoice_id: id,
        customer_id: customerId,
        currency,
        source_key: `test:${customerId}:${invoice.number}:${index}`,
        due_on: part.dueOn,
        amount_cents: part.cents,
        is_final: (invoice.status ?? 'final') === 'final',
        is_provisional: invoice.isProvisional ?? false,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    built.instalments.set(
      parts.length === 1 ? invoice.number : `${invoice.number}/${index + 1}`,
      instalment.id,
    )
    await startAt(tx, built.id, instalment.id, invoice)
  }
}

async function startAt(
  tx: ScopedTransaction,
  companyId: number,
  instalmentId: number,
  invoice: WorldInvoice,
) {
  const after = { level: invoice.level ?? 1, lastRemindedOn: invoice.lastRemindedOn ?? null }
  if (after.level === 1 && after.lastRemindedOn === null) return
  const before = { level: 1, lastRemindedOn: null } as const
  await recordEvents(
    tx,
    [{ companyId, instalmentId, kind: 'import', before, after, reason: 'départ' }],
    ACTOR,
  )
}
