import { Resolver } from 'node:dns/promises'
import { DKIM_SELECTORS, type DomainRecords } from '#domain/sending/domain-check.ts'

/** What is asked of the DNS. */
export type MailDns = Pick<Resolver, 'resolveMx' | 'resolveTxt'>

/** The DNS of this machine, which is not waited for long. */
export function openMailDns(): MailDns {
  return new Resolver({ timeout: 3_000, tries: 2 })
}

/** The servers that receive for a domain, the preferred one first; none when the DNS knows of none, or is not there. */
export async function mailReceivers(dns: Pick<MailDns, 'resolveMx'>, domain: string): Promise<string[]> {
  try {
    const found = await dns.resolveMx(domain)
    return found.toSorted((a, b) => a.priority - b.priority).map(({ exchange }) => exchange)
  } catch {
    return []
  }
}

/** What the DNS says of the e-mails of a domain. */
export async function readDomainRecords(
  dns: Pick<MailDns, 'resolveTxt'>,
  domain: string,
): Promise<DomainRecords> {
  const [texts, dmarc, keys] = await Promise.all([
    readTexts(dns, domain),
    readDmarc(dns, domain),
    Promise.all(
      DKIM_SELECTORS.map(async (selector) => ({
        selector,
        found: await readTexts(dns, `${selector}._domainkey.${domain}`),
      })),
    ),
  ])
  const isSilent = keys.every(({ found }) => found === null)
  const dkim = keys.flatMap(({ selector, found }) => (found ?? []).map((text) => ({ selector, text })))
  return { domain, texts, dmarc, dkim: isSilent ? null : dkim }
}

// A domain without a policy of its own has that of the domain above it (RFC 7489 §6.6.3).
async function readDmarc(dns: Pick<MailDns, 'resolveTxt'>, domain: string): Promise<string[] | null> {
  const own = await readTexts(dns, `_dmarc.${domain}`)
  const above = domain.split('.').slice(-2).join('.')
  return own === null || own.length > 0 || above === domain ? own : await readTexts(dns, `_dmarc.${above}`)
}

// None: the DNS knows the name, or that it does not exist. Null: nobody has answered.
async function readTexts(dns: Pick<MailDns, 'resolveTxt'>, name: string): Promise<string[] | null> {
  try {
    // A long record comes in pieces of 255 characters.
    return (await dns.resolveTxt(name)).map((pieces) => pieces.join(''))
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    return code === 'ENOTFOUND' || code === 'ENODATA' ? [] : null
  }
}
