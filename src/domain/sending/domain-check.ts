/**
 * What the DNS of a domain says of its e-mails, read as a mailbox reads it: who may send (SPF, RFC 7208), who signs
 * (DKIM, RFC 6376), and what to do with the rest (DMARC, RFC 7489).
 */

/** What was asked of the DNS: the texts found, none for a name without one, null when nobody answered. */
export interface DomainRecords {
  readonly domain: string
  /** TXT of the domain. */
  readonly texts: readonly string[] | null
  /** TXT of `_dmarc.` before the domain, or before the domain above it. */
  readonly dmarc: readonly string[] | null
  /** Selectors of DKIM that were tried, with the TXT of each that has one. */
  readonly dkim: readonly { readonly selector: string; readonly text: string }[] | null
}

export const DOMAIN_FINDINGS = [
  'spf-good',
  'spf-lacks-host',
  'spf-unsure',
  'spf-none',
  'spf-several',
  'spf-open',
  'spf-many-lookups',
  'dkim-good',
  'dkim-not-found',
  'dkim-revoked',
  'dmarc-enforced',
  'dmarc-watches',
  'dmarc-none',
  'dmarc-several',
  'unknown',
] as const
export type DomainFinding = (typeof DOMAIN_FINDINGS)[number]

/** One of the three, with what it means and the record it was read in. */
export interface DomainLine {
  readonly what: 'spf' | 'dkim' | 'dmarc'
  readonly finding: DomainFinding
  /** Good, to be seen to, or bad for whoever must be read. */
  readonly weight: 'good' | 'warning' | 'bad'
  /** The record as the DNS has it; null without one. */
  readonly record: string | null
  /** What the sentence names: the include to add, the selector found. */
  readonly detail: string | null
}

/** What each host's own documentation asks to be named in SPF. */
const INCLUDES: Readonly<Record<string, readonly string[]>> = {
  'smtp.office365.com': ['spf.protection.outlook.com'],
  'smtp.gmail.com': ['_spf.google.com'],
  'ssl0.ovh.net': ['mx.ovh.com'],
  'mail.gandi.net': ['_mailcust.gandi.net'],
  'smtp.ionos.fr': ['_spf-eu.ionos.com', '_spf-fr.ionos.com'],
  'mail.infomaniak.com': ['spf.infomaniak.ch'],
  'smtp.hostinger.com': ['_spf.mail.hostinger.com'],
  'smtp.zoho.eu': ['zohomail.eu', 'spf.zoho.eu', 'zoho.eu'],
}

/** Selectors that hosts use; a domain does not list its own. */
export const DKIM_SELECTORS = [
  ...['selector1', 'selector2', 'google', 'default', 'dkim', 'mail', 'k1', 's1', 's2'],
  ...['ovhmo-selector-1', 'gm1', 's1-ionos', 's2-ionos', 'zoho', 'hostingermail-a'],
] as const

/** RFC 7208 §4.6.4: beyond ten, mailboxes stop reading. Only those of the first record are counted here. */
const MAX_LOOKUPS = 10

/**
 * The three lines of a domain.
 * @param host the server that sends, to see whether SPF names it; null for Microsoft Graph
 */
export function checkDomain(records: DomainRecords, host: string | null): readonly DomainLine[] {
  return [
    spfLine(records.texts, host ?? 'smtp.office365.com'),
    dkimLine(records.dkim),
    dmarcLine(records.dmarc),
  ]
}

function spfLine(texts: DomainRecords['texts'], host: string): DomainLine {
  const line = (finding: DomainFinding, weight: DomainLine['weight'], detail: string | null = null) => ({
    ...{ what: 'spf' as const, finding, weight, detail },
    record: found.join(' | ') || null,
  })
  const found = (texts ?? []).filter((text) => /^v=spf1( |$)/i.test(text.trim()))
  if (texts === null) return line('unknown', 'warning')
  const [record, ...others] = found
  if (record === undefined) return line('spf-none', 'bad', INCLUDES[host]?.[0] ?? null)
  if (others.length > 0) return line('spf-several', 'bad')
  const terms = record.toLowerCase().trim().split(/\s+/).slice(1)
  if (terms.some((term) => /^\+?all$/.test(term))) return line('spf-open', 'bad')
  if (terms.filter(asksAgain).length > MAX_LOOKUPS) return line('spf-many-lookups', 'bad')
  const includes = INCLUDES[host]
  const named = (includes ?? []).some(
    (name) => terms.includes(`include:${name}`) || terms.includes(`redirect=${name}`),
  )
  if (named) return line('spf-good', 'good')
  // Another record may be read through this one: a firm's own, which names its host.
  const readsOthers = terms.some((term) => /^\+?(include:|redirect=|mx|a)/.test(term))
  if (includes === undefined || readsOthers) return line('spf-unsure', 'warning', includes?.[0] ?? null)
  return line('spf-lacks-host', 'bad', includes[0] ?? null)
}

function asksAgain(term: string): boolean {
  return /^[+~?-]?(include:|a([:/]|$)|mx([:/]|$)|ptr|exists:)|^redirect=/.test(term)
}

function dkimLine(dkim: DomainRecords['dkim']): DomainLine {
  const line = (
    finding: DomainFinding,
    weight: DomainLine['weight'],
    at?: { selector: string; text: string },
  ) => ({
    ...{ what: 'dkim' as const, finding, weight },
    record: at?.text ?? null,
    detail: at?.selector ?? null,
  })
  if (dkim === null) return line('unknown', 'warning')
  const keys = dkim.filter(({ text }) => /(^|;)\s*p\s*=/i.test(text))
  const good = keys.find(({ text }) => /(^|;)\s*p\s*=\s*[A-Za-z0-9+/]/i.test(text))
  if (good) return line('dkim-good', 'good', good)
  const [revoked] = keys
  return revoked ? line('dkim-revoked', 'bad', revoked) : line('dkim-not-found', 'warning')
}

function dmarcLine(texts: DomainRecords['dmarc']): DomainLine {
  const found = (texts ?? []).filter((text) => /^v\s*=\s*DMARC1\s*(;|$)/i.test(text.trim()))
  const line = (finding: DomainFinding, weight: DomainLine['weight']) => ({
    ...{ what: 'dmarc' as const, finding, weight, detail: null },
    record: found.join(' | ') || null,
  })
  if (texts === null) return line('unknown', 'warning')
  const [record, ...others] = found
  if (record === undefined) return line('dmarc-none', 'warning')
  if (others.length > 0) return line('dmarc-several', 'bad')
  const policy = /(?:^|;)\s*p\s*=\s*(\w+)/i.exec(record)?.[1]?.toLowerCase()
  return policy === 'quarantine' || policy === 'reject'
    ? line('dmarc-enforced', 'good')
    : line('dmarc-watches', 'warning')
}
