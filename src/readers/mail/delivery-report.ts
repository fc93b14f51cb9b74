import { type FailureClass, failureClass } from '#domain/sending/delivery-failure.ts'
import { header, type MailParts, messageIds } from './mail-parts.ts'
import { enhancedStatus, isTextReport, textRecipients } from './text-report.ts'

/** Somebody a message did not reach, or has not yet reached. */
export interface FailedRecipient {
  /** In small letters: the one written to where the report says it, else the one it failed at. */
  readonly address: string
  /** Enhanced status (RFC 3463), "5.1.1"; null when none is said. */
  readonly status: string | null
  readonly failure: FailureClass
  /** What the server said, on one line. */
  readonly words: string
}

export interface Report {
  readonly kind: 'report' | 'delay' | 'other'
  readonly about: readonly string[]
  readonly recipients: readonly FailedRecipient[]
}

interface Told {
  readonly address: string
  readonly status: string | null
  readonly words: string
}

/** A delivery report, standard (RFC 3464) or in words alone; null for another message. */
export function readReport(parts: MailParts): Report | null {
  const status = parts.parts.find(({ type }) => /^message\/(?:global-)?delivery-status$/.test(type))
  if (status) return standardReport(parts, status.content)
  if (!isTextReport(parts)) return null
  const told = textRecipients(parts)
  const isDelay = isDelayed(parts)
  const around = told.length === 1 ? parts.text.slice(0, 2_000) : ''
  return {
    kind: isDelay ? 'delay' : 'report',
    about: aboutOf(parts),
    recipients: told.map((each) => classed(each, around)),
  }
}

function standardReport(parts: MailParts, content: string): Report {
  const blocks = content
    .trim()
    .split(/\n[ \t]*\n/)
    .map(fieldsOf)
  const recipients = blocks.flatMap((fields) => {
    const told = recipientOf(fields)
    return told ? [{ ...told, action: actionOf(fields, told.status) }] : []
  })
  const about = aboutOf(parts, content)
  // A report without any recipient of its own says it in its words.
  if (recipients.length === 0)
    return { kind: 'report', about, recipients: textRecipients(parts).map((one) => classed(one)) }
  const failed = recipients.filter(({ action }) => action === 'failed')
  const delayed = recipients.filter(({ action }) => action === 'delayed')
  const one = failed.length + delayed.length === 1 ? parts.text.slice(0, 2_000) : ''
  const classedOf = (told: Told) => classed(told, one)
  if (failed.length > 0) return { kind: 'report', about, recipients: failed.map(classedOf) }
  if (delayed.length > 0) return { kind: 'delay', about, recipients: delayed.map(classedOf) }
  // It has arrived: nobody asked.
  return { kind: 'other', about, recipients: [] }
}

type Fields = ReadonlyMap<string, string>

function fieldsOf(block: string): Fields {
  const lines = block.replace(/\n[ \t]+/g, ' ').split('\n')
  return new Map(
    lines.flatMap((line) => {
      const colon = line.indexOf(':')
      return colon > 0 ? [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]] : []
    }),
  )
}

function recipientOf(fields: Fields): Told | null {
  const address = addressOf(fields.get('original-recipient')) ?? addressOf(fields.get('final-recipient'))
  if (!address) return null
  const words = oneLine((fields.get('diagnostic-code') ?? '').replace(/^[\w-]+ *; */, ''))
  const status = enhancedStatus(fields.get('status') ?? '')
  const finer = enhancedStatus(words)
  // « 5.0.0 » says nothing that the server's own answer does not say better.
  return { address, status: finer && (!status || /\.0\.0$/.test(status)) ? finer : status, words }
}

function actionOf(fields: Fields, status: string | null): string {
  const action = /^[a-z]+/.exec((fields.get('action') ?? '').toLowerCase())?.[0]
  return action ?? (status?.startsWith('4') ? 'delayed' : status?.startsWith('2') ? 'delivered' : 'failed')
}

function addressOf(field = ''): string | null {
  return /[^\s;<>"]+@[^\s;<>"]+/.exec(field)?.[0].toLowerCase() ?? null
}

/** `around` is read where the answer of the server says nothing. */
function classed({ address, status, words }: Told, around = ''): FailedRecipient {
  const own = failureClass(status, words)
  return {
    address,
    status,
    words,
    failure: own === 'other' ? failureClass(status, around) : own,
  }
}

/** The returned message's own Message-ID; where it is not returned, what the report answers. */
function aboutOf(parts: MailParts, status = ''): string[] {
  const returned = parts.parts
    .filter(({ type }) => /^(?:message\/(?:rfc822|global)|text\/rfc822)/.test(type))
    .flatMap(({ content }) => ownMessageId(content.trimStart().split(/\n[ \t]*\n/)[0] ?? ''))
  if (returned.length > 0) return [...new Set(returned)]
  const named = /^(?:x-)?original-message-id: *(<[^<>\s]+>)/im.exec(status)?.[1]
  const told = named ? [named] : ownMessageId(parts.text)
  if (told.length > 0) return told
  const answered = messageIds(header(parts, 'in-reply-to'))
  return answered.length > 0 ? answered : messageIds(header(parts, 'references')).slice(-1)
}

function ownMessageId(headers: string): string[] {
  const found = /^[ \t>|]*message-id: *(?:\n[ \t>|]+)?(<[^<>\s]+>)/im.exec(headers)
  return found?.[1] ? [found[1]] : []
}

function isDelayed(parts: MailParts): boolean {
  return /delay(?:ed)?\b|retard|temporar|warning:|still (?:being )?retr/i.test(parts.subject)
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 500)
}
