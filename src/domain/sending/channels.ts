import { LAST_LEVEL, type Level } from '#domain/dunning/levels.ts'
import type { Channel } from '#domain/people/parties.ts'

/** What a level allows an e-mail to be: the reminder itself, a copy beside the paper, or nothing. */
export const EMAIL_USES = ['alone', 'copy', 'never'] as const
export type EmailUse = (typeof EMAIL_USES)[number]

/** What an e-mail may be at a level: a formal notice is a letter, so its e-mail is a copy at the most. */
export function emailUsesOf(level: Level): readonly EmailUse[] {
  return level === LAST_LEVEL ? EMAIL_USES.filter((use) => use !== 'alone') : EMAIL_USES
}

/** Between what the largest size of a message is set, in bytes. */
export const MESSAGE_BYTES = { min: 500_000, max: 25_000_000 } as const

/** What an address of a customer is for. */
export const ADDRESS_PURPOSES = ['reminders', 'copy', 'invoices'] as const

/** The most addresses of a customer for one purpose. */
export const ADDRESS_LIMIT = 10

/** How one reminder goes: on paper, by e-mail, or both. */
export const WAYS = ['paper', 'email', 'both'] as const
export type Way = (typeof WAYS)[number]

/** Why a customer who wished for an e-mail is written to on paper. */
export const PAPER_REASONS = [
  'no-address',
  'struck-address',
  'level-on-paper',
  'level-copies',
  'trial',
] as const
export type PaperReason = (typeof PAPER_REASONS)[number]

/** The addresses of a customer, by what they are for, as they were typed or imported. */
export interface MailAddresses {
  readonly reminders: readonly string[]
  readonly copy: readonly string[]
  readonly invoices: readonly string[]
  /** Of the contact for reminders, then of the customer: asked where `reminders` is empty, in this order. */
  readonly general: readonly string[]
}

/** Where a message of a customer goes. */
export interface Recipients {
  readonly to: readonly string[]
  readonly cc: readonly string[]
}

/** How one reminder goes, to which addresses, and why on paper where an e-mail was wished for. */
export interface Channels extends Recipients {
  readonly way: Way
  readonly paperReason: PaperReason | null
}

/** What a company does with e-mails: it has no account, writes them to be read, or sends them. */
export type Sending = 'none' | 'trial' | 'live'

/**
 * How a reminder goes. Paper is the rule, an e-mail alone the exception: it takes the customer's wish, a level that
 * allows it, an address from which nothing has come back, and a company that sends. On trial the e-mail is written and
 * read beside the paper, which goes as before: nobody is counted as reminded by what did not leave.
 */
export function channelsOf(customer: {
  readonly channel: Channel
  readonly addresses: MailAddresses
  readonly emailUse: EmailUse
  readonly sending: Sending
  /** True for an address from which messages have come back. */
  readonly isStruck: (address: string) => boolean
}): Channels {
  const { channel, emailUse, sending } = customer
  if (sending === 'none' || channel === 'letter') return onPaper(null)
  if (emailUse === 'never') return onPaper('level-on-paper')
  const { to, cc, isAnyStruck } = recipientsOf(customer)
  if (to.length === 0) return onPaper(isAnyStruck ? 'struck-address' : 'no-address')
  if (sending === 'trial') return { way: 'both', to, cc, paperReason: channel === 'email' ? 'trial' : null }
  if (channel === 'both') return { way: 'both', to, cc, paperReason: null }
  if (emailUse === 'copy') return { way: 'both', to, cc, paperReason: 'level-copies' }
  return { way: 'email', to, cc, paperReason: null }
}

function onPaper(paperReason: PaperReason | null): Channels {
  return { way: 'paper', to: [], cc: [], paperReason }
}

function recipientsOf({
  addresses,
  isStruck,
}: {
  readonly addresses: MailAddresses
  readonly isStruck: (address: string) => boolean
}): Recipients & { readonly isAnyStruck: boolean } {
  const [asked = []] = [
    addresses.reminders,
    ...addresses.general.map((address) => [address]),
    addresses.invoices,
  ].filter((list) => list.some((address) => !isStruck(address)))
  const to = distinct(asked.filter((address) => !isStruck(address)))
  const known = new Set(to.map((address) => address.toLowerCase()))
  const cc = distinct(
    addresses.copy.filter((address) => !isStruck(address) && !known.has(address.toLowerCase())),
  )
  const all = [...addresses.reminders, ...addresses.general, ...addresses.invoices]
  return { to, cc, isAnyStruck: all.some(isStruck) }
}

function distinct(addresses: readonly string[]): string[] {
  return [...new Map(addresses.map((address) => [address.toLowerCase(), address])).values()]
}

/** True for what goes on paper, and so is printed. */
export function isPrinted(way: Way): boolean {
  return way !== 'email'
}
