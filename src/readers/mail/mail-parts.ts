import PostalMime, { type Attachment, type Email } from 'postal-mime'

/** A message as its readers need it. */
export interface MailParts {
  /** Values in order, by name in small letters. */
  readonly headers: ReadonlyMap<string, readonly string[]>
  readonly subject: string
  /** The address of the sender, in small letters; "" without one. */
  readonly from: string
  /** The words of the message: what stands in HTML only is read as text. Files are no part of it. */
  readonly text: string
  /** What is not text of the message, by type: "message/delivery-status", "message/rfc822"… */
  readonly parts: readonly { readonly type: string; readonly content: string }[]
}

/** What no reader needs of a text: a message of ours has a few pages. */
const MOST_CHARS = 100_000
/**
 * What is read of a message: its words and what it returns stand before its files. postal-mime takes a time that grows
 * with the square of the lines of a part: 200,000 empty ones would hold the server for seconds.
 */
const MOST_BYTES = 1_000_000
const MOST_LINES = 4_000
const LF = 0x0a
const READ_PARTS = /^(?:message\/|text\/rfc822-headers)/

/** Splits a message (RFC 5322, MIME). One whose parts or headers go beyond all measure is null. */
export async function readMailParts(bytes: Uint8Array): Promise<MailParts | null> {
  const email = await PostalMime.parse(startOf(bytes), {
    forceRfc822Attachments: true,
    maxNestingDepth: 30,
    maxHeadersSize: 256 * 1024,
  }).catch(() => null)
  if (!email) return null
  const headers = new Map<string, string[]>()
  for (const { key, value } of email.headers) headers.set(key, [...(headers.get(key) ?? []), value])
  return {
    headers,
    subject: email.subject ?? '',
    from: (email.from?.address ?? '').toLowerCase(),
    text: textOf(email, bytes).slice(0, MOST_CHARS).replace(/\r\n?/g, '\n'),
    parts: email.attachments
      .filter(({ mimeType }) => READ_PARTS.test(mimeType))
      .map((part) => ({ type: part.mimeType, content: contentOf(part) })),
  }
}

/** A message whose parts have lost their boundaries on the way has all its words before the first. */
function textOf({ text, html, attachments }: Email, bytes: Uint8Array): string {
  if (text !== undefined) return text
  if (html !== undefined || attachments.length > 0) return textOfHtml(html ?? '')
  const whole = new TextDecoder().decode(startOf(bytes))
  return whole.slice(whole.search(/\r?\n\r?\n/) + 1)
}

function startOf(bytes: Uint8Array): Uint8Array {
  const start = bytes.subarray(0, MOST_BYTES)
  let end = -1
  for (let line = 0; line < MOST_LINES; line += 1) {
    end = start.indexOf(LF, end + 1)
    if (end === -1) return start
  }
  return start.subarray(0, end + 1)
}

/** The first value of a header, or "". */
export function header(parts: Pick<MailParts, 'headers'>, name: string): string {
  return parts.headers.get(name)?.[0] ?? ''
}

/** "<…@…>" of a text, in its order, each once. */
export function messageIds(text: string): string[] {
  return [...new Set([...text.matchAll(/<([^<>\s@]{1,200}@[^<>\s@]{1,200})>/g)].map(([whole]) => whole))]
}

function contentOf({ content }: Attachment): string {
  const text = typeof content === 'string' ? content : new TextDecoder('utf-8').decode(content)
  return text.slice(0, MOST_CHARS).replace(/\r\n?/g, '\n')
}

const ENTITIES: Readonly<Record<string, string>> = {
  nbsp: ' ',
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  rsquo: '’',
  laquo: '«',
  raquo: '»',
  euro: '€',
  ndash: '–',
  mdash: '—',
  hellip: '…',
  oelig: 'œ',
}
/** « &eacute; » is an e with the mark of this name. */
const MARKS: Readonly<Record<string, string>> = {
  grave: '\u0300',
  acute: '\u0301',
  circ: '\u0302',
  tilde: '\u0303',
  uml: '\u0308',
  cedil: '\u0327',
}

/** The words of a page of HTML, a line for each block: only to look for words, never shown as HTML. */
function textOfHtml(html: string): string {
  return html
    .slice(0, MOST_CHARS * 4)
    .replace(/<(style|script|head)\b[\s\S]*?<\/\1>/gi, '')
    .replace(/<br\b[^>]*>|<\/(?:p|div|tr|li|h\d)>/gi, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&#(\d{1,6});/g, (_, code: string) => String.fromCodePoint(Math.min(Number(code), 0xffff)))
    .replace(/&([a-z])(grave|acute|circ|tilde|uml|cedil);/gi, (_, letter: string, mark: string) =>
      `${letter}${MARKS[mark.toLowerCase()]}`.normalize('NFC'),
    )
    .replace(/&([a-z]+);/gi, (whole, name: string) => ENTITIES[name.toLowerCase()] ?? whole)
}
