import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Day } from '#domain/days-and-money/day.ts'
import { sumCents } from '#domain/days-and-money/money.ts'
import { groupedByFour, letterDay, letterMoney } from '#domain/letters/letter-figures.ts'
import {
  announcedUntil,
  type Courtesy,
  type CourtesyTexts,
  courtesyBody,
  courtesySubject,
} from '#domain/sending/courtesy.ts'
import { domainOf } from '#domain/sending/email-address.ts'
import type { MessageContent, MessagePayment } from '#domain/sending/message.ts'
import { readUnderWay } from '#ledger/counted-credits.ts'
import { OUTBOX } from '#ledger/end-messages.ts'
import { type MailCompany, type MailFacts, readMailFacts } from '#ledger/mail-facts.ts'
import { activeBlocks, companyScope, isProposable } from '#ledger/proposed.ts'
import { translate } from '#messages/translate.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { courtesyText } from './courtesy-store.ts'

/**
 * Writes the messages outside the levels that a company owes its clients on a day: before a due date, and thanks. Each
 * instalment is spoken of once in each, whoever looks and however often. Only clients who are written to by e-mail have
 * them; those on paper are left alone. Returns how many were written.
 */
export async function writeCourtesies(tx: ScopedTransaction, companyId: number, today: Day): Promise<number> {
  // Two at once would write twice before the key of the items refuses one of them.
  const settings = await tx
    .selectFrom('courtesy_settings')
    .select(['before_due_days', 'thanks', 'texts', 'thanked_until'])
    .where('company_id', '=', companyId)
    .forUpdate()
    .executeTakeFirst()
  if (!settings) return 0
  const { before_due_days: days, thanks, texts, thanked_until: after } = settings
  const found = [
    ...(days === null ? [] : await readBeforeDue(tx, companyId, today, days)),
    ...(thanks ? await readPaid(tx, companyId, today, after) : []),
  ]
  if (thanks) await noteThanked(tx, companyId)
  const groups = Map.groupBy(found, (row) => `${row.courtesy} ${row.customer_id} ${row.currency}`)
  const writer = await readWriter(tx, companyId, found, texts)
  let written = 0
  for (const rows of groups.values()) if (await writeOne(tx, writer, rows)) written += 1
  return written
}

interface SpokenOf {
  readonly courtesy: Courtesy
  readonly id: number
  readonly customer_id: number
  readonly code: string
  readonly name: string
  readonly language: 'fr' | 'en'
  readonly currency: string
  readonly number: string | null
  readonly due_on: Day | null
  readonly cents: number
}

const columns = sql`i.id, i.customer_id, c.code, c.name, c.language, i.currency, coalesce(v.number, v.label) as number, i.due_on`
const joins = sql`join invoices v on v.company_id = i.company_id and v.id = i.invoice_id
  join customers c on c.company_id = i.company_id and c.id = i.customer_id and c.channel <> 'letter'`

// What would be proposed on its due date were it not paid by then, and was never asked for. A client with a payment or a
// credit note not yet allocated is left alone: it may be for this very invoice. What was written on trial reached
// nobody: once the company is live, it is written anew.
async function readBeforeDue(
  tx: ScopedTransaction,
  companyId: number,
  today: Day,
  days: number,
): Promise<readonly SpokenOf[]> {
  const on = announcedUntil(today, days)
  const underWay = await readUnderWay(tx, { on, today, companyIds: [companyId] })
  const { rows } = await sql<SpokenOf>`
    with s as materialized (${companyScope([companyId])})
    select 'before-due' as courtesy, ${columns}, i.open_cents as cents
    from s join instalments i on i.company_id = s.company_id ${joins}
    where i.company_id = ${companyId} and i.due_on > ${today}::date and ${isProposable(on, underWay)}
      and i.last_reminded_on is null and not exists (${activeBlocks(today)})
      and not exists (select from credits k where k.company_id = i.company_id and k.customer_id = i.customer_id
        and k.currency = i.currency and k.open_cents > 0)
      and not exists (select from courtesy_items x
        join messages m on m.company_id = x.company_id and m.id = x.message_id
        join companies co on co.id = x.company_id
        where x.company_id = i.company_id and x.instalment_id = i.id and x.purpose = 'before-due'
          and (m.state <> 'trial' or co.sending_mode = 'trial'))
    order by i.customer_id, i.due_on, i.id
  `.execute(tx)
  return rows
}

// What was asked for, and is paid since thanks were last said; to a client with nothing late left.
async function readPaid(
  tx: ScopedTransaction,
  companyId: number,
  today: Day,
  after: number,
): Promise<readonly SpokenOf[]> {
  const { rows } = await sql<SpokenOf>`
    with paid as (
      select distinct a.instalment_id from allocations a
      join credits k on k.company_id = a.company_id and k.id = a.credit_id and k.kind = 'payment' and not k.is_returned
      where a.company_id = ${companyId} and a.id > ${after} and a.cancelled_at is null
        and (k.received_on is null or k.received_on <= ${today}::date)
    )
    select 'thanks' as courtesy, ${columns}, i.amount_cents as cents
    from paid p join instalments i on i.company_id = ${companyId} and i.id = p.instalment_id ${joins}
    where i.is_final and i.open_cents = 0 and i.last_reminded_on is not null
      and not exists (select from instalments o where o.company_id = i.company_id and o.customer_id = i.customer_id
        and o.open_cents > 0 and o.is_final and o.due_on < ${today}::date)
      and not exists (select from courtesy_items x where x.company_id = i.company_id and x.instalment_id = i.id
        and x.purpose = 'thanks')
    order by i.customer_id, i.due_on, i.id
  `.execute(tx)
  return rows
}

// An allocation may be committed after one of a higher number: those of the last hour are looked at again.
async function noteThanked(tx: ScopedTransaction, companyId: number): Promise<void> {
  await sql`
    update courtesy_settings s set thanked_until = greatest(s.thanked_until, coalesce((
      select min(a.id) - 1 from (select id, created_at from allocations where company_id = ${companyId}
          and id > s.thanked_until) a
      where a.created_at > now() - interval '1 hour'), (select max(id) from allocations where company_id = ${companyId}), 0))
    where s.company_id = ${companyId}
  `.execute(tx)
}

interface Writer {
  readonly companyId: number
  readonly facts: MailFacts
  readonly company: MailCompany | null
  readonly texts: CourtesyTexts
  readonly payee: { readonly legal_name: string; readonly iban: string | null; readonly bic: string | null }
}

async function readWriter(
  tx: ScopedTransaction,
  companyId: number,
  found: readonly SpokenOf[],
  texts: CourtesyTexts,
): Promise<Writer> {
  const facts = await readMailFacts(tx, [companyId], [...new Set(found.map((row) => row.customer_id))])
  const payee = await tx
    .selectFrom('companies')
    .select(['legal_name', 'iban', 'bic'])
    .where('id', '=', companyId)
    .executeTakeFirstOrThrow()
  return { companyId, facts, company: facts.companyOf(companyId), texts, payee }
}

// False for a client who has no address to write to: asked again when it has one.
async function writeOne(tx: ScopedTransaction, writer: Writer, rows: readonly SpokenOf[]): Promise<boolean> {
  const [first] = rows
  const account = writer.company?.levels.get(1)?.account
  if (!first || !writer.company || !account) return false
  const { companyId } = writer
  const recipients = writer.facts.recipientsOf({ companyId, customerId: first.customer_id })
  if (recipients === null) return false
  const content: MessageContent = {
    ...wordsOf(writer, first, rows),
    ...recipients,
    ...{ inReplyTo: null, references: [], bcc: [], attachments: [], leftOut: [] },
    language: first.language,
    isTrial: writer.company.sending === 'trial',
    accountId: account.id,
    from: { name: account.fromName, address: account.fromAddress },
    replyTo: writer.company.replyTo ?? account.fromAddress,
    signature: writer.company.signature,
  }
  const written = await tx
    .insertInto('messages')
    .values({
      company_id: companyId,
      customer_id: first.customer_id,
      purpose: first.courtesy,
      account_id: account.id,
      content: JSON.stringify(content),
      message_id: `<relances.${randomUUID()}@${domainOf(account.fromAddress)}>`,
      addresses: [...content.to, ...content.cc],
      subject: content.subject,
      search: sql<string>`fold(${[first.code, first.name, content.subject, ...content.to, ...content.cc].join(' ')})`,
      is_alone: false,
      state: content.isTrial ? 'trial' : 'waiting',
      state_by: OUTBOX,
      created_by: OUTBOX,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await tx
    .insertInto('courtesy_items')
    .values(
      rows.map((row) => ({
        company_id: companyId,
        instalment_id: row.id,
        purpose: row.courtesy,
        message_id: written.id,
        cents: row.cents,
        due_on: row.due_on,
      })),
    )
    .onConflict((on) =>
      on.columns(['company_id', 'instalment_id', 'purpose']).doUpdateSet((eb) => ({
        message_id: eb.ref('excluded.message_id'),
        cents: eb.ref('excluded.cents'),
        due_on: eb.ref('excluded.due_on'),
      })),
    )
    .execute()
  return true
}

function wordsOf(
  { texts, payee }: Writer,
  first: SpokenOf,
  rows: readonly SpokenOf[],
): Pick<MessageContent, 'subject' | 'body' | 'payment'> {
  const { courtesy, language, currency } = first
  const text = courtesyText(texts, courtesy, language)
  const total = letterMoney(sumCents(rows.map((row) => row.cents)), currency, language)
  const values = {
    client: first.name,
    entreprise: payee.legal_name,
    total,
    factures: rows.map(({ number, due_on, cents }) =>
      translate(language, due_on === null ? 'outbox.courtesy-invoice' : `outbox.${courtesy}-invoice`, {
        number: number ?? '—',
        amount: letterMoney(cents, currency, language),
        day: due_on === null ? '' : letterDay(due_on, language),
      }),
    ),
  }
  return {
    subject: courtesySubject(text.subject, values),
    body: courtesyBody(text.body, values),
    payment: courtesy === 'thanks' ? null : paymentOf(payee, first, rows, total),
  }
}

const MOST_NUMBERS = 4

function paymentOf(
  { legal_name, iban, bic }: Writer['payee'],
  { language, code }: SpokenOf,
  rows: readonly SpokenOf[],
  total: string,
): MessagePayment | null {
  if (iban === null) return null
  const say = (name: string) => translate(language, `letters.pay-${name}`)
  const numbers = [...new Set(rows.flatMap(({ number }) => number ?? []))]
  return {
    heading: say('heading'),
    details: [
      [say('beneficiary'), legal_name],
      [say('iban'), groupedByFour(iban)],
      ...(bic === null ? [] : [[say('bic'), bic] as const]),
      [say('amount'), total],
      [say('reference'), numbers.length === 0 || numbers.length > MOST_NUMBERS ? code : numbers.join(' ')],
    ],
  }
}
