import { sql } from 'kysely'
import { addTo } from '#domain/days-and-money/add-to.ts'
import type { Level } from '#domain/dunning/levels.ts'
import type { LetterContent, Letterhead } from '#domain/letters/letter.ts'
import type { LetterText } from '#domain/letters/letter-text.ts'
import { type LetterVariableValues, resolveLine, resolveVariables } from '#domain/letters/letter-variables.ts'
import { attachmentName, attachmentsWithin } from '#domain/sending/attachments.ts'
import type { PaperReason, Way } from '#domain/sending/channels.ts'
import type { MessageAttachment, MessageContent } from '#domain/sending/message.ts'
import { type EarlierMessage, threadOf } from '#domain/sending/thread.ts'
import { paymentDetails } from '#letters/payment-view.ts'
import { translate } from '#messages/translate.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import { type MailFacts, type MailLevel, readMailFacts } from './mail-facts.ts'

/** How a letter goes, and its e-mail when it has one. */
export interface PlannedMessage {
  readonly way: Way
  readonly paperReason: PaperReason | null
  readonly email: MessageContent | null
}

/** What a message is made of: its letter, and the words of its level. */
export interface MessageParts {
  readonly companyId: number
  readonly customerId: number
  readonly level: Level
  readonly letterhead: Letterhead
  readonly content: LetterContent
  readonly text: Pick<LetterText, 'emailSubject' | 'emailBody'>
  /** Worked out only for those that have an e-mail. */
  readonly values: () => LetterVariableValues
  readonly items: readonly { readonly id: number; readonly invoice_id: number }[]
}

/** Plans the messages of a draft. */
export interface MessagePlanner {
  plan(parts: MessageParts): PlannedMessage
}

/** Plans everything on paper. */
export const ON_PAPER: MessagePlanner = { plan: () => ({ way: 'paper', paperReason: null, email: null }) }

type Sale = { readonly id: number; readonly invoice_id: number; readonly customer_id: number }

/** Bytes kept for a letter or a statement, which is made later: the largest seen have half of it. */
const MADE_BYTES = 250_000

/** Reads all that the e-mails of these instalments need. */
export async function readMessagePlanner(
  tx: ScopedTransaction,
  companyIds: readonly number[],
  items: readonly Sale[],
): Promise<MessagePlanner> {
  const customerIds = [...new Set(items.map((item) => item.customer_id))]
  const facts = await readMailFacts(tx, companyIds, customerIds)
  const senders = companyIds.filter((id) => facts.companyOf(id) !== null)
  const [files, earlier] =
    senders.length === 0
      ? [new Map<number, InvoiceFile>(), new Map<number, Earlier>()]
      : [await readFiles(tx, senders, items), await readEarlier(tx, senders, items)]
  return { plan: (parts) => planMessage(parts, { facts, files, earlier }) }
}

interface Known {
  readonly facts: MailFacts
  readonly files: ReadonlyMap<number, InvoiceFile>
  readonly earlier: ReadonlyMap<number, Earlier>
}

function planMessage(parts: MessageParts, known: Known): PlannedMessage {
  const { way, paperReason, to, cc } = known.facts.channelsFor(parts)
  const company = known.facts.companyOf(parts.companyId)
  const level = company?.levels.get(parts.level)
  if (way === 'paper' || !company || !level) return { way: 'paper', paperReason, email: null }
  const { content, letterhead, text } = parts
  const { account } = level
  const values = parts.values()
  const subject = oneLine(resolveLine(text.emailSubject, values))
  const attached = filesOf(parts, level, company.messageBytes, known)
  const email: MessageContent = {
    ...threadOf(subject, parts.level, latestOf(parts, known)),
    ...attached,
    to,
    cc,
    bcc: level.copyTo,
    language: content.language,
    isTrial: company.sending === 'trial',
    accountId: account.id,
    from: { name: oneLine(account.fromName), address: account.fromAddress },
    replyTo: company.replyTo ?? account.fromAddress,
    body: resolveVariables(text.emailBody, values),
    payment: paymentDetails(letterhead, content),
    signature: company.signature,
  }
  return { way, paperReason, email }
}

// A name may hold whatever it was imported with: a header is one line.
function oneLine(text: string): string {
  return text.replace(/\p{Cc}+/gu, ' ').trim()
}

function latestOf({ items }: MessageParts, { earlier }: Known): EarlierMessage | null {
  const found = items.flatMap((item) => earlier.get(item.id) ?? [])
  return found.toSorted((a, b) => b.id - a.id)[0] ?? null
}

function filesOf(
  { items, content, level }: MessageParts,
  { attachesLetter, attachesInvoices, attachesStatement }: MailLevel,
  messageBytes: number,
  { files }: Known,
): Pick<MessageContent, 'attachments' | 'leftOut'> {
  const say = (key: string) =>
    translate(content.language, `outbox.${key}`, { level, code: content.customerCode })
  const made: MessageAttachment[] = [
    ...(attachesLetter ? [{ kind: 'letter' as const, name: attachmentName(say('letter-file'), 'pdf') }] : []),
    ...(attachesStatement
      ? [{ kind: 'statement' as const, name: attachmentName(say('statement-file'), 'pdf') }]
      : []),
  ]
  const invoices = [...new Set(items.map((item) => item.invoice_id))].flatMap((id) => files.get(id) ?? [])
  const { sent, leftOut } = attachmentsWithin(
    attachesInvoices ? invoices : [],
    messageBytes,
    made.length * MADE_BYTES,
  )
  return { attachments: withOwnNames([...made, ...sent]), leftOut: leftOut.map((file) => file.name) }
}

// Two invoices may come in files of one name.
function withOwnNames(attachments: readonly MessageAttachment[]): MessageAttachment[] {
  const seen = new Map<string, number>()
  return attachments.map((file) => {
    const times = addTo(seen, file.name.toLowerCase(), 1)
    return times === 1 ? file : { ...file, name: file.name.replace(/(?=\.\w+$)/, ` (${times})`) }
  })
}

type InvoiceFile = Extract<MessageAttachment, { readonly kind: 'invoice' }>

async function readFiles(
  tx: ScopedTransaction,
  companyIds: readonly number[],
  items: readonly Sale[],
): Promise<ReadonlyMap<number, InvoiceFile>> {
  const { rows } = await sql<{
    invoice_id: number
    file_name: string
    media_type: InvoiceFile['mediaType']
    sha256: string
    bytes: number
  }>`
    select distinct on (invoice_id) invoice_id, file_name, media_type, sha256, bytes from e_invoices
    where company_id = any(${companyIds}::bigint[])
      and invoice_id = any(${[...new Set(items.map((item) => item.invoice_id))]}::bigint[])
    order by invoice_id, id desc
  `.execute(tx)
  return new Map(
    rows.map((row) => [
      row.invoice_id,
      {
        kind: 'invoice',
        name: attachmentName(row.file_name, row.media_type === 'application/xml' ? 'xml' : 'pdf'),
        sha256: row.sha256,
        mediaType: row.media_type,
        bytes: row.bytes,
      },
    ]),
  )
}

interface Earlier extends EarlierMessage {
  readonly id: number
}

// The latest message that left about each instalment.
async function readEarlier(
  tx: ScopedTransaction,
  companyIds: readonly number[],
  items: readonly Sale[],
): Promise<ReadonlyMap<number, Earlier>> {
  const { rows } = await sql<{
    instalment_id: number
    id: number
    message_id: string
    references: string[]
    subject: string
  }>`
    select distinct on (li.instalment_id) li.instalment_id, m.id, m.message_id, m.subject,
           m.content->'references' as references
    from letter_items li
    join messages m on m.company_id = li.company_id and m.letter_id = li.letter_id and m.state in ('sent', 'ambiguous')
    where li.company_id = any(${companyIds}::bigint[])
      and li.instalment_id = any(${items.map((item) => item.id)}::bigint[])
    order by li.instalment_id, m.id desc
  `.execute(tx)
  return new Map(
    rows.map(({ instalment_id, id, message_id, references, subject }) => [
      instalment_id,
      { id, messageId: message_id, references, subject },
    ]),
  )
}
