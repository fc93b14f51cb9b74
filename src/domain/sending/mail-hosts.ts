import { mustHave } from '#domain/errors.ts'
import type { MailServer, Provider } from './account.ts'

/** Where the e-mails of an address are most likely sent from. */
export interface MailHost {
  readonly name: string
  readonly server: MailServer
  /** Who gives consent in the place of a password; null where a password does. */
  readonly provider: Provider | null
  /** A guess by the name of the domain alone: to be checked with the host. */
  readonly isUnsure: boolean
}

const tls = (host: string): MailServer => ({ host, port: 465, security: 'tls' })
const startTls = (host: string): MailServer => ({ host, port: 587, security: 'starttls' })

const imap = (host: string): MailServer => ({ host, port: 993, security: 'tls' })

interface KnownHost {
  readonly name: string
  readonly server: MailServer
  /** Where its mailboxes are read: IMAP, encrypted from the start (port 993). */
  readonly mailbox: string
  readonly provider?: Provider
  /** Addresses that are of the host itself. */
  readonly domains: readonly string[]
  /** Ends of the servers that receive for the firms it hosts (MX). */
  readonly receivers: readonly string[]
}

/** The settings that each host publishes for its customers. */
const HOSTS: readonly KnownHost[] = [
  {
    name: 'Microsoft 365',
    server: startTls('smtp.office365.com'),
    mailbox: 'outlook.office365.com',
    provider: 'microsoft',
    domains: [],
    receivers: ['mail.protection.outlook.com', 'mx.microsoft'],
  },
  {
    name: 'Outlook.com',
    server: startTls('smtp-mail.outlook.com'),
    mailbox: 'outlook.office365.com',
    provider: 'microsoft',
    domains: ['outlook.com', 'outlook.fr', 'hotmail.com', 'hotmail.fr', 'live.com', 'live.fr', 'msn.com'],
    receivers: [],
  },
  {
    name: 'Google',
    server: tls('smtp.gmail.com'),
    mailbox: 'imap.gmail.com',
    provider: 'google',
    domains: ['gmail.com', 'googlemail.com'],
    receivers: ['google.com', 'googlemail.com'],
  },
  {
    name: 'OVHcloud',
    server: tls('ssl0.ovh.net'),
    mailbox: 'ssl0.ovh.net',
    domains: [],
    receivers: ['mail.ovh.net', 'mail.ovh.ca'],
  },
  {
    name: 'Gandi',
    server: tls('mail.gandi.net'),
    mailbox: 'mail.gandi.net',
    domains: [],
    receivers: ['mail.gandi.net'],
  },
  {
    name: 'IONOS',
    server: tls('smtp.ionos.fr'),
    mailbox: 'imap.ionos.fr',
    domains: [],
    receivers: ['ionos.fr', 'kundenserver.de', '1and1.fr'],
  },
  {
    name: 'Infomaniak',
    server: tls('mail.infomaniak.com'),
    mailbox: 'mail.infomaniak.com',
    domains: [],
    receivers: ['infomaniak.ch', 'infomaniak.com'],
  },
  {
    name: 'Hostinger',
    server: tls('smtp.hostinger.com'),
    mailbox: 'imap.hostinger.com',
    domains: [],
    receivers: ['hostinger.com'],
  },
  {
    name: 'Zoho',
    server: tls('smtp.zoho.eu'),
    mailbox: 'imap.zoho.eu',
    domains: [],
    receivers: ['zoho.eu', 'zoho.com'],
  },
  {
    name: 'Orange',
    server: tls('smtp.orange.fr'),
    mailbox: 'imap.orange.fr',
    domains: ['orange.fr', 'wanadoo.fr'],
    receivers: [],
  },
  {
    name: 'Free',
    server: tls('smtp.free.fr'),
    mailbox: 'imap.free.fr',
    domains: ['free.fr', 'aliceadsl.fr'],
    receivers: [],
  },
  {
    name: 'SFR',
    server: tls('smtp.sfr.fr'),
    mailbox: 'imap.sfr.fr',
    domains: ['sfr.fr', 'neuf.fr', 'cegetel.net', 'club-internet.fr', 'numericable.fr'],
    receivers: [],
  },
  {
    name: 'Bouygues Telecom',
    server: tls('smtp.bbox.fr'),
    mailbox: 'imap.bbox.fr',
    domains: ['bbox.fr'],
    receivers: [],
  },
  {
    name: 'La Poste',
    server: tls('smtp.laposte.net'),
    mailbox: 'imap.laposte.net',
    domains: ['laposte.net'],
    receivers: [],
  },
  {
    name: 'Yahoo',
    server: tls('smtp.mail.yahoo.com'),
    mailbox: 'imap.mail.yahoo.com',
    domains: ['yahoo.com', 'yahoo.fr', 'ymail.com'],
    receivers: [],
  },
  {
    name: 'iCloud',
    server: startTls('smtp.mail.me.com'),
    mailbox: 'imap.mail.me.com',
    domains: ['icloud.com', 'me.com', 'mac.com'],
    receivers: ['mail.icloud.com'],
  },
  {
    name: 'GMX',
    server: tls('mail.gmx.com'),
    mailbox: 'imap.gmx.com',
    domains: ['gmx.fr', 'gmx.com'],
    receivers: [],
  },
]

/** "compta@chene.example" → "chene.example"; null when it is no address. */
export function domainOf(address: string): string | null {
  const domain = address.trim().toLowerCase().split('@')[1] ?? ''
  return /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain) ? domain : null
}

/**
 * The host of a domain: one of its own addresses, else the one that receives its e-mails, else a name made from the
 * domain, which many hosts use.
 * @param receivers names of the servers that receive for the domain (MX), the preferred one first; none when unknown
 */
export function guessMailHost(domain: string, receivers: readonly string[]): MailHost {
  const known =
    HOSTS.find(({ domains }) => domains.includes(domain)) ??
    receivers.map((receiver) => hostReceiving(receiver)).find((host) => host !== undefined)
  if (!known) return { name: domain, server: tls(`mail.${domain}`), provider: null, isUnsure: true }
  return { name: known.name, server: known.server, provider: known.provider ?? null, isUnsure: false }
}

/** The server that sends by the consent of a provider. */
export function providerServer(provider: Provider): MailServer {
  const host = HOSTS.find((known) => known.provider === provider)
  return mustHave(host, provider).server
}

/** The server that mailboxes are read from by the consent of a provider. */
export function providerMailbox(provider: Provider): MailServer {
  const host = HOSTS.find((known) => known.provider === provider)
  return imap(mustHave(host, provider).mailbox)
}

/** Where the mailbox of an account is most likely read: that of its host, else a name made from that of its server. */
export function guessMailbox({ host, security }: MailServer): { server: MailServer; isUnsure: boolean } {
  const known = HOSTS.find(({ server }) => server.host === host)
  if (known) return { server: imap(known.mailbox), isUnsure: false }
  const server = imap(host.replace(/^smtp[\w-]*\./, 'imap.'))
  return { server: security === 'none' ? { ...server, port: 143, security } : server, isUnsure: true }
}

/** Whether one host has both servers: a password given for one may go to the other. */
export function areOfOneHost(sending: MailServer, mailbox: MailServer): boolean {
  const isKnown = HOSTS.some(
    (known) =>
      known.server.host === sending.host && known.mailbox === mailbox.host && mailbox.security === 'tls',
  )
  return isKnown || (sending.host === mailbox.host && isAsSafe(sending, mailbox))
}

// A password that was encrypted on its way stays so.
function isAsSafe(sending: MailServer, mailbox: MailServer): boolean {
  return sending.security === 'none' || mailbox.security !== 'none'
}

/** Whether addresses of this domain are given by a host to anybody: its DNS is the host's business. */
export function isHostDomain(domain: string): boolean {
  return HOSTS.some(({ domains }) => domains.includes(domain))
}

function hostReceiving(receiver: string): KnownHost | undefined {
  const name = receiver.toLowerCase().replace(/\.$/, '')
  return HOSTS.find(({ receivers }) => receivers.some((end) => name === end || name.endsWith(`.${end}`)))
}
