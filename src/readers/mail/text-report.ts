import { header, type MailParts } from './mail-parts.ts'

const DAEMON =
  /^(?:mailer-?daemon|mail-?daemon|postmaster|mdaemon|bounces?|mail-?delivery|double-bounce)(?:[+@-]|$)/
const SUBJECT =
  /^(?:\[?[^\]:]{0,20}\]? ?)?(?:undeliver(?:able|ed)|mail delivery (?:failed|failure|system)|mail delivery: |failure notice|(?:message )?delivery (?:status )?(?:notification|report|failure|failed|has failed)|(?:mail|message) undeliver|mail system error|returned mail|non remis|[ée]chec (?:de (?:la )?)?(?:remise|distribution|livraison|l.envoi|d.envoi)|message non (?:distribu|remis|d[ée]livr)|notification d.[ée]tat de (?:remise|distribution)|warning: (?:message|could not send)|message delayed|mail (?:could not|not) (?:be )?delivered|permanent delivery failure|courrier (?:non|en) |retour (?:de message|d.erreur)|avis de non|nondeliverable|message status - undeliverable|delivery error|remise (?:retard|diff)|delayed mail|retard )/i
const OPENING =
  /this is the qmail-send program|this message was created automatically by (?:the )?mail (?:delivery|system)|this is the mail system at host|could not be delivered to (?:one or more|all) recipients|n.a pas pu [êe]tre (?:remis|distribu[ée]|d[ée]livr[ée]|livr[ée])/i

/** Where the copy of the returned message begins, in a report that holds it in its words. */
const COPY =
  /^(?:[ \t]*-+ ?(?:this is a copy|below this line|original message|message d.origine|returned message|included is|unsent message|message header|the header).*|.{0,60}(?:copy of (?:the|your) (?:original )?message|copie (?:du|de votre) message|original message (?:headers?|follows)|en-t[êe]tes? (?:du|de votre) message).*|(?:return-path|received|message-id|x-original-to|dkim-signature): ?.*)$/im
const ADDRESS = /[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+/g

/**
 * True for a delivery report in words (Exim, qmail, older Exchange, webmails): a machine sends it, and it says so by its
 * subject or by how it begins. « TR : Non remis » is somebody forwarding one; a person may write from « postmaster ».
 */
export function isTextReport(parts: MailParts): boolean {
  if (header(parts, 'x-failed-recipients') !== '') return true
  if (/report-type="?delivery-status/i.test(header(parts, 'content-type'))) return true
  return (
    isOfMachine(parts) && (SUBJECT.test(parts.subject.trim()) || OPENING.test(parts.text.slice(0, 1_500)))
  )
}

/**
 * True for what may be a delivery report or a receipt, by its headers alone: one that says so, or a machine's message
 * whose subject does, or that wants no answer. The rest is told by its words, which are then read.
 */
export function mayBeReport(parts: Pick<MailParts, 'headers' | 'from' | 'subject'>): boolean {
  if (header(parts, 'x-failed-recipients') !== '') return true
  if (/report-type="?(?:delivery-status|disposition-notification)/i.test(header(parts, 'content-type')))
    return true
  if (!isOfMachine(parts)) return false
  return SUBJECT.test(parts.subject.trim()) || (DAEMON.test(parts.from) && wantsNoAnswer(parts))
}

function isOfMachine(parts: Pick<MailParts, 'headers' | 'from'>): boolean {
  return DAEMON.test(parts.from) || wantsNoAnswer(parts)
}

function wantsNoAnswer(parts: Pick<MailParts, 'headers'>): boolean {
  return /^<\s*>$/.test(header(parts, 'return-path').trim())
}

/** Whom a report in words names as failed, each with what is said of it, up to the next. */
export function textRecipients(
  parts: MailParts,
): { readonly address: string; readonly status: string | null; readonly words: string }[] {
  const copy = COPY.exec(parts.text)
  // A Message-ID looks like an address.
  const told = parts.text
    .slice(0, copy?.index ?? 5_000)
    .slice(0, 5_000)
    .replace(/^[ \t]*message-id:.*$/gim, '')
  const listed = addressesIn(header(parts, 'x-failed-recipients'))
  const ours = new Set([parts.from, ...addressesIn(header(parts, 'to'))])
  const places = placesOf(told, listed, ours)
  if (places.length === 0) return listed.map((address) => recipient(address, told))
  const [only, ...others] = places
  return places.map(({ address, end }, index) => {
    const found = recipient(address, told.slice(end, places[index + 1]?.start ?? told.length))
    // What is said before the one address is said of it.
    return only && others.length === 0 && (found.words === '' || found.status === null)
      ? { ...found, words: found.words || recipient(address, told).words, status: enhancedStatus(told) }
      : found
  })
}

interface Place {
  readonly address: string
  readonly start: number
  readonly end: number
}

/** The first place of each address: those listed by the header, else those that begin a line, else any. */
function placesOf(told: string, listed: readonly string[], ours: ReadonlySet<string>): Place[] {
  const found = [...told.matchAll(ADDRESS)].map((match) => ({
    address: match[0].toLowerCase().replace(/\.$/, ''),
    start: match.index,
    end: match.index + match[0].length,
  }))
  const once = found.filter(
    ({ address }, index) => found.findIndex((other) => other.address === address) === index,
  )
  if (listed.length > 0) return once.filter(({ address }) => listed.includes(address))
  const others = once.filter(({ address }) => !ours.has(address))
  const leading = others.filter(({ start }) => /(?:^|\n)[ \t]*["<]?$/.test(told.slice(0, start)))
  return leading.length > 0 ? leading : others
}

function addressesIn(text: string): string[] {
  return [...text.matchAll(ADDRESS)].map(([address]) => address.toLowerCase())
}

function recipient(address: string, said: string) {
  const words = said
    .replace(/\s+/g, ' ')
    .replace(/^[\s>:;,.-]+/, '')
    .trim()
    .slice(0, 500)
  return { address, status: enhancedStatus(words), words }
}

/** « 5.1.1 » of a text, not part of an IP address. */
export function enhancedStatus(text: string): string | null {
  return /(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?!\.?\d)/.exec(text)?.[1] ?? null
}
