import { type RawBuilder, sql } from 'kysely'
import { type Day, daysBetween } from '#domain/days-and-money/day.ts'
import { RelancesError } from '#domain/errors.ts'
import type { Channel, CustomerKind } from '#domain/people/parties.ts'
import { creditAlert, LIMIT_CURRENCY } from '#domain/steering/credit-limit.ts'
import { isActiveBlock } from '#ledger/active-block.ts'
import { averageDaysLateOf, type StandingFigures, standingOfCustomer } from '#ledger/customer-standing.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { Contact, CustomerChange, CustomerDetail, CustomerStanding } from '../contract.ts'

interface StoredCustomer {
  company_id: number
  id: number
  company: string
  company_term: string
  code: string
  name: string
  address_lines: string[]
  postcode: string | null
  town: string | null
  country: string | null
  email: string | null
  phone: string | null
  kind: CustomerKind
  siren: string | null
  vat_number: string | null
  language: 'fr' | 'en'
  channel: Channel
  payment_term: string | null
  credit_limit_cents: number | null
  updated_at: string
  updated_by: string
}

/** @throws RelancesError not-found */
export async function readCustomer(tx: ScopedTransaction, id: number): Promise<CustomerDetail> {
  const row = await findCustomer(tx, id)
  const contacts = await tx
    .selectFrom('customer_contacts')
    .select(['name', 'role', 'email', 'phone', 'is_for_reminders as isForReminders'])
    .where('company_id', '=', row.company_id)
    .where('customer_id', '=', id)
    .orderBy('id')
    .execute()
  return {
    id: row.id,
    company: row.company,
    code: row.code,
    name: row.name,
    addressLines: row.address_lines,
    postcode: row.postcode,
    town: row.town,
    country: row.country,
    email: row.email,
    phone: row.phone,
    kind: row.kind,
    siren: row.siren,
    vatNumber: row.vat_number,
    language: row.language,
    channel: row.channel,
    paymentTerm: row.payment_term,
    companyTerm: row.company_term,
    creditLimitCents: row.credit_limit_cents,
    contacts,
    updatedAt: row.updated_at,
  }
}

/**
 * Corrects a client unless it was changed since `change.updatedAt`; empty lines become absent.
 * @throws RelancesError not-found, or conflict when someone else was quicker
 */
export async function changeCustomer(
  tx: ScopedTransaction,
  id: number,
  change: CustomerChange,
  actor: string,
): Promise<CustomerDetail> {
  // Locked before it is compared, so that of two people saving at once the second sees the first.
  const row = await findCustomer(tx, id, sql`for update of c`)
  if (row.updated_at !== change.updatedAt) {
    const { name, updated_by } = row
    throw new RelancesError('conflict', 'relations.customer-changed', { customer: name, name: updated_by })
  }
  await tx
    .updateTable('customers')
    .set({
      address_lines: change.addressLines?.filter((line) => line !== '') ?? row.address_lines,
      postcode: kept(change.postcode, row.postcode),
      town: kept(change.town, row.town),
      country: kept(change.country, row.country),
      email: kept(change.email, row.email),
      phone: kept(change.phone, row.phone),
      kind: change.kind ?? row.kind,
      language: change.language ?? row.language,
      name: change.name ?? row.name,
      siren: kept(change.siren, row.siren),
      vat_number: kept(change.vatNumber, row.vat_number),
      channel: change.channel ?? row.channel,
      payment_term: kept(change.paymentTerm, row.payment_term),
      credit_limit_cents:
        change.creditLimitCents === undefined ? row.credit_limit_cents : change.creditLimitCents,
      updated_at: sql`clock_timestamp()`,
      updated_by: actor,
    })
    .where('company_id', '=', row.company_id)
    .where('id', '=', id)
    .execute()
  if (change.contacts) await replaceContacts(tx, row.company_id, id, change.contacts, actor)
  return await readCustomer(tx, id)
}

/** What a client owes in each currency, and what keeps reminders from it. */
export async function readStanding(tx: ScopedTransaction, id: number, today: Day): Promise<CustomerStanding> {
  const { company_id: companyId, credit_limit_cents: limit } = await findCustomer(tx, id)
  const figures = await sql<StandingFigures & { average: number | null }>`
    select f.*, ${averageDaysLateOf(sql<string>`f.currency`, today)} as average
    from customers c, lateral (
      ${standingOfCustomer(today)}
    ) f
    where c.company_id = ${companyId} and c.id = ${id}
    order by f.currency <> 'EUR', f.currency
  `.execute(tx)
  const blocks = await sql<CustomerStanding['blocks'][number]>`
    select b.id, b.kind, b.reason, coalesce(v.number, v.label) as number, b.ends_on as "endsOn",
           b.promised_on as "promisedOn", b.amount_cents as "amountCents", b.currency
    from dunning_blocks b
      left join instalments i on i.company_id = b.company_id and i.id = b.instalment_id
      left join invoices v on v.company_id = b.company_id and v.id = coalesce(b.invoice_id, i.invoice_id)
    where b.company_id = ${companyId} and b.customer_id = ${id} and ${isActiveBlock(today)}
    order by b.id
  `.execute(tx)
  return {
    figures: figures.rows.map((row) => ({
      ...limitFigures(row, limit),
      currency: row.currency,
      openCents: row.open_cents,
      balanceCents: row.open_cents - row.credit_cents,
      overdueCents: row.overdue_cents,
      oldestDueOn: row.oldest_due_on,
      daysLate: row.oldest_due_on === null ? 0 : daysBetween(row.oldest_due_on, today),
      level: row.level,
      averageDaysLate: row.average,
    })),
    blocks: blocks.rows,
  }
}

// A limit is in euros, and says nothing of what is owed in another currency.
function limitFigures({ currency, open_cents }: StandingFigures, limitCents: number | null) {
  const creditLimitCents = currency === LIMIT_CURRENCY ? limitCents : null
  return { creditLimitCents, creditAlert: creditAlert(open_cents, creditLimitCents) }
}

/** @throws RelancesError not-found */
export async function findCustomer(
  tx: ScopedTransaction,
  id: number,
  lock: RawBuilder<unknown> = sql``,
): Promise<StoredCustomer> {
  const { rows } = await sql<StoredCustomer>`
    select c.*, co.code as company, co.default_payment_term as company_term,
           to_char(c.updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as updated_at
    from customers c join companies co on co.id = c.company_id
    where c.id = ${id} ${lock}
  `.execute(tx)
  if (!rows[0]) throw new RelancesError('not-found', 'features.no-customer', { id })
  return rows[0]
}

async function replaceContacts(
  tx: ScopedTransaction,
  companyId: number,
  customerId: number,
  contacts: readonly Contact[],
  actor: string,
): Promise<void> {
  await tx
    .deleteFrom('customer_contacts')
    .where('company_id', '=', companyId)
    .where('customer_id', '=', customerId)
    .execute()
  if (contacts.length === 0) return
  await tx
    .insertInto('customer_contacts')
    .values(
      contacts.map((contact) => ({
        company_id: companyId,
        customer_id: customerId,
        name: contact.name,
        role: contact.role || null,
        email: contact.email || null,
        phone: contact.phone || null,
        is_for_reminders: contact.isForReminders,
        created_by: actor,
      })),
    )
    .execute()
}

// Left out is left as it is; emptied is absent.
function kept(asked: string | null | undefined, known: string | null): string | null {
  return asked === undefined ? known : asked || null
}
