import type { AccountProblem } from '#domain/sending/account-problem.ts'
import { mailsWithFiles } from '#platform/mail/imap-files.ts'
import { MailboxFault } from '#platform/mail/mailbox.ts'
import { checkedAddress, resolveName } from '#platform/outbound-address.ts'
import { outboundFault } from '#platform/outbound-request.ts'
import { isAccepted, isSignedFor, readAuthentication } from '#readers/mail/authentication-results.ts'
import type { MailboxSettings } from '../settings-contract.ts'
import { type Connector, type ConnectorOrder, SourceFault, type SourceProblem } from './connector.ts'

const PATIENCE = { connectMs: 20_000, answerMs: 60_000 }
const FIELDS = ['from', 'authentication-results']

/**
 * The files of the mails of an inbox that come from a sender that is accepted, with a signature that the receiver has found
 * good. Nothing in the mailbox is marked, moved or deleted.
 */
export const mailboxFiles: Connector<MailboxSettings> = async function* (order) {
  const { settings, signal } = order
  if (order.secret === null) throw new SourceFault('no-secret')
  const { host, port, security, userName, checkedBy } = settings
  const senders = acceptedSenders(settings)
  const judges = new Set<string>()
  const counts = { accepted: 0, signed: 0 }
  const isWanted = (head: Uint8Array) => {
    const mail = readAuthentication(head, checkedBy)
    if (!isAccepted(mail.from, senders)) return false
    counts.accepted += 1
    for (const judge of mail.judges) judges.add(judge)
    if (!isSignedFor(mail)) return false
    counts.signed += 1
    return true
  }
  const options = {
    server: { host, port, security },
    signIn: { by: 'password', userName, password: order.secret } as const,
    ...{ fields: FIELDS, patience: PATIENCE },
    address: await addressOf(order),
    ...(order.trusted ? { trusted: order.trusted } : {}),
  }
  try {
    for await (const { mark, receivedAt, files } of mailsWithFiles(options, isWanted, signal))
      for (const { part, name, bytes, read } of files)
        yield { name, mark: `${mark} ${part}`, bytes, modifiedAt: receivedAt, read }
    if (counts.accepted > 0 && counts.signed === 0)
      throw new SourceFault('not-signed', {
        count: counts.accepted,
        judges: [...judges].slice(0, 5).join(', ') || '—',
      })
  } catch (error) {
    throw error instanceof MailboxFault ? faultOf(error) : error
  }
}

/** The addresses and domains (« @cabinet.fr ») whose mails are taken. */
export function acceptedSenders({ senders }: Pick<MailboxSettings, 'senders'>): readonly string[] {
  return senders
    .toLowerCase()
    .split(/[\s,;]+/)
    .filter((one) => one !== '')
}

async function addressOf({
  settings,
  allowed,
  resolve,
  signal,
}: ConnectorOrder<MailboxSettings>): Promise<string> {
  const target = await checkedAddress(settings.host, allowed, resolve ?? resolveName).catch(
    (error: unknown) => {
      throw new SourceFault(outboundFault(error, signal).problem)
    },
  )
  if (!target) throw new SourceFault('not-allowed')
  return target.address
}

/** What a source says of a mailbox that cannot be read. */
const PROBLEMS: Readonly<Partial<Record<AccountProblem, SourceProblem>>> = {
  'host-unknown': 'unknown-host',
  'port-closed': 'refused',
  'no-answer': 'too-slow',
  certificate: 'bad-certificate',
  encryption: 'mail-encryption',
  'password-refused': 'sign-in-refused',
  'password-sign-in-off': 'mail-consent-only',
  'app-password-needed': 'mail-app-password',
  'mailbox-off': 'mail-off',
  'mailbox-refused': 'mail-refused',
  'not-a-mailbox': 'not-a-mailbox',
  busy: 'too-many',
}

function faultOf({ failure: { reason } }: MailboxFault): SourceFault {
  return new SourceFault(PROBLEMS[reason] ?? 'cut')
}
