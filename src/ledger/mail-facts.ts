import { sql } from 'kysely'
import type { Level } from '#domain/dunning/levels.ts'
import type { Channel } from '#domain/people/parties.ts'
import {
  type Channels,
  channelsOf,
  type EmailUse,
  type MailAddresses,
  type Recipients,
  type Sending,
} from '#domain/sending/channels.ts'
import { emailAddresses, isEmailAddress } from '#domain/sending/email-address.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'

/** The account a message is sent from, as its recipient sees it. */
export interface MailAccount {
  readonly id: number
  readonly fromName: string
  readonly fromAddress: string
}

/** How one level of a company sends. */
export interface MailLevel {
  readonly emailUse: EmailUse
  readonly attachesLetter: boolean
  readonly attachesInvoices: boolean
  readonly attachesStatement: boolean
  readonly copyTo: readonly string[]
  readonly account: MailAccount
}

/** How a company sends; one without an account sends nothing, and has none of this. */
export interface MailCompany {
  readonly sending: Exclude<Sending, 'none'>
  readonly replyTo: string | null
  readonly signature: string
  readonly messageBytes: number
  readonly levels: ReadonlyMap<Level, MailLevel>
}

/** What decides how reminders go: read once for many customers. */
export interface MailFacts {
  companyOf(companyId: number): MailCompany | null
  /** How a reminder of a level goes to a customer. */
  channelsFor(letter: {
    readonly companyId: number
    readonly customerId: number
    readonly level: Level
  }): Channels
  /** Where an e-mail outside the levels goes; null for a customer who is written to on paper, or has no address left. */
  recipientsOf(customer: { readonly companyId: number; readonly customerId: number }): Recipients | null
}

/** Reads how reminders to these customers go. */
export async function readMailFacts(
  tx: ScopedTransaction,
  companyIds: readonly number[],
  customerIds: readonly number[],
): Promise<MailFacts> {
  const companies = await readMailCompanies(tx, companyIds)
  const senders = [...companies.keys()]
  const customers = senders.length === 0 ? [] : await readCustomers(tx, senders, customerIds)
  const struck = await readStruck(tx, senders)
  const byKey = new Map(customers.map((customer) => [`${customer.company_id}:${customer.id}`, customer]))
  const channelsOfUse = (companyId: number, customerId: number, emailUse: EmailUse) => {
    const customer = byKey.get(`${companyId}:${customerId}`)
    return channelsOf({
      channel: customer?.channel ?? 'letter',
      addresses: customer?.addresses ?? NO_ADDRESS,
      emailUse,
      sending: companies.get(companyId)?.sending ?? 'none',
      isStruck: (address) => struck.has(`${companyId}:${address.toLowerCase()}`),
    })
  }
  return {
    companyOf: (companyId) => companies.get(companyId) ?? null,
    channelsFor: ({ companyId, customerId, level }) =>
      channelsOfUse(companyId, customerId, companies.get(companyId)?.levels.get(level)?.emailUse ?? 'never'),
    recipientsOf({ companyId, customerId }) {
      const { to, cc } = channelsOfUse(companyId, customerId, 'alone')
      return to.length === 0 ? null : { to, cc }
    },
  }
}

const NO_ADDRESS: MailAddresses = { reminders: [], copy: [], invoices: [], general: [] }

interface LevelRow {
  company_id: number
  level: Level
  email_use: EmailUse
  attaches_letter: boolean
  attaches_invoices: boolean
  attaches_statement: boolean
  copy_to: string[]
  sending_mode: 'trial' | 'live'
  reply_to: string | null
  email_signature: string
  message_bytes: number
  account_id: number
  from_name: string
  from_address: string
}

// The account of the level, else the default one. A company with neither sends nothing.
async function readMailCompanies(
  tx: ScopedTransaction,
  companyIds: readonly number[],
): Promise<ReadonlyMap<number, MailCompany>> {
  const { rows } = await sql<LevelRow>`
    select l.company_id, l.level, l.email_use, l.attaches_letter, l.attaches_invoices, l.attaches_statement, l.copy_to,
           c.sending_mode, c.reply_to, c.email_signature, c.message_bytes, a.id as account_id, a.from_name, a.from_address
    from dunning_levels l
    join companies c on c.id = l.company_id
    join lateral (
      select * from sending_accounts s
      where s.company_id = l.company_id and s.removed_at is null
        and (s.id = l.sending_account_id or s.is_default)
      order by s.is_default limit 1) a on true
    where l.company_id = any(${companyIds}::bigint[])
  `.execute(tx)
  const companies = new Map<number, MailCompany>()
  for (const [companyId, levels] of Map.groupBy(rows, (row) => row.company_id)) {
    const [first] = levels
    if (!first) continue
    companies.set(companyId, {
      sending: first.sending_mode,
      replyTo: first.reply_to,
      signature: first.email_signature,
      messageBytes: first.message_bytes,
      levels: new Map(levels.map((row) => [row.level, levelOf(row)])),
    })
  }
  return companies
}

function levelOf(row: LevelRow): MailLevel {
  return {
    emailUse: row.email_use,
    attachesLetter: row.attaches_letter,
    attachesInvoices: row.attaches_invoices,
    attachesStatement: row.attaches_statement,
    copyTo: row.copy_to.filter(isEmailAddress),
    account: { id: row.account_id, fromName: row.from_name, fromAddress: row.from_address },
  }
}

interface MailCustomer {
  readonly company_id: number
  readonly id: number
  readonly channel: Channel
  readonly addresses: MailAddresses
}

async function readCustomers(
  tx: ScopedTransaction,
  companyIds: readonly number[],
  customerIds: readonly number[],
): Promise<MailCustomer[]> {
  const { rows } = await sql<{
    company_id: number
    id: number
    channel: Channel
    email: string | null
    contact_email: string | null
    own: { purpose: 'reminders' | 'copy' | 'invoices'; address: string }[]
  }>`
    select c.company_id, c.id, c.channel, c.email, k.email as contact_email,
           coalesce((select json_agg(json_build_object('purpose', a.purpose, 'address', a.address) order by a.id)
             from customer_addresses a where a.company_id = c.company_id and a.customer_id = c.id), '[]') as own
    from customers c
    left join customer_contacts k on k.company_id = c.company_id and k.customer_id = c.id and k.is_for_reminders
    where c.company_id = any(${companyIds}::bigint[]) and c.id = any(${customerIds}::bigint[])
      and c.channel <> 'letter'
  `.execute(tx)
  return rows.map((row) => {
    const of = (purpose: string) =>
      row.own
        .filter((one) => one.purpose === purpose && isEmailAddress(one.address))
        .map((one) => one.address)
    return {
      company_id: row.company_id,
      id: row.id,
      channel: row.channel,
      addresses: {
        reminders: of('reminders'),
        copy: of('copy'),
        invoices: of('invoices'),
        general: [...emailAddresses(row.contact_email), ...emailAddresses(row.email)],
      },
    }
  })
}

async function readStruck(
  tx: ScopedTransaction,
  companyIds: readonly number[],
): Promise<ReadonlySet<string>> {
  if (companyIds.length === 0) return new Set()
  const rows = await tx
    .selectFrom('struck_addresses')
    .select(['company_id', 'address'])
    .where('company_id', 'in', companyIds)
    .execute()
  return new Set(rows.map((row) => `${row.company_id}:${row.address}`))
}
