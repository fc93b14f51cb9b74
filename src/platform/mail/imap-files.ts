import type { MessageStructureObject } from 'imapflow'
import { connectImap, type ImapConnection, type ImapOptions, searchMails } from './imap-link.ts'
import { FIRST_DAYS } from './mailbox.ts'

/** A mail that has files, as its mailbox lists it: nothing of the files is read yet. */
export interface MailWithFiles {
  /** What tells it from every other mail this mailbox ever had (RFC 3501 §2.3.1.1). */
  readonly mark: string
  /** Null when the server does not say. */
  readonly receivedAt: Date | null
  readonly head: Uint8Array
  readonly files: readonly AttachedFile[]
}

export interface AttachedFile {
  /** Its place in the mail. */
  readonly part: string
  readonly name: string
  /** As it was sent, coded; null when the server does not say. */
  readonly bytes: number | null
  read(): AsyncGenerator<Uint8Array>
}

const AT_ONCE = 100
/** What a mail holds beside the files that somebody meant to send: pictures, signatures, cards, invitations. */
const BESIDE = /^(?:image|message|multipart)\/|pkcs7-signature|pgp-|vcard|calendar/i

/**
 * The mails of the last days that have files, the oldest first, in an inbox that is only read. `isWanted` says by the headers
 * which ones are looked at further.
 * @throws MailboxFault
 */
export async function* mailsWithFiles(
  options: ImapOptions,
  isWanted: (head: Uint8Array) => boolean,
  signal: AbortSignal,
): AsyncGenerator<MailWithFiles> {
  const connection = await connectImap(options, signal)
  const { client, told, close } = connection
  try {
    const since = new Date(Date.now() - FIRST_DAYS * 86_400_000)
    const validity = client.mailbox ? String(client.mailbox.uidValidity) : ''
    const uids = await told(() => searchMails(client, { since }))
    for (let at = 0; at < uids.length; at += AT_ONCE) {
      const listed = await told(() => listMails(connection, uids.slice(at, at + AT_ONCE), options.fields))
      for (const { uid, receivedAt, head, structure } of listed) {
        if (!isWanted(head)) continue
        const files = filesOf(structure).map((file) => ({
          ...file,
          read: () => download(connection, uid, file.part),
        }))
        if (files.length > 0) yield { mark: `${validity} ${uid}`, receivedAt, head, files }
      }
    }
  } finally {
    await close()
  }
}

async function listMails({ client }: ImapConnection, uids: readonly number[], fields: readonly string[]) {
  const found: {
    uid: number
    receivedAt: Date | null
    head: Uint8Array
    structure: MessageStructureObject
  }[] = []
  const query = { uid: true, internalDate: true, headers: [...fields], bodyStructure: true }
  // A server may tell in between that a mail was read or marked: that is not the mail, which comes as well.
  for await (const { uid, internalDate, headers, bodyStructure } of client.fetch([...uids], query, {
    uid: true,
  }))
    if (bodyStructure)
      found.push({
        uid,
        receivedAt: internalDate === undefined ? null : new Date(internalDate),
        head: headers ?? new Uint8Array(),
        structure: bodyStructure,
      })
  return found.toSorted((one, other) => one.uid - other.uid)
}

function filesOf(node: MessageStructureObject): Omit<AttachedFile, 'read'>[] {
  if (node.childNodes) return node.childNodes.flatMap(filesOf)
  const name = node.dispositionParameters?.filename ?? node.parameters?.name
  if (name === undefined || BESIDE.test(node.type)) return []
  return [{ part: node.part ?? '1', name, bytes: node.size ?? null }]
}

async function* download(
  { client, told }: ImapConnection,
  uid: number,
  part: string,
): AsyncGenerator<Uint8Array> {
  // Whole, whatever its size: whoever reads it refuses what is too large, where a limit here would cut it unseen.
  const { content } = await told(() => client.download(String(uid), part, { uid: true }))
  // A mail that was deleted meanwhile has nothing more to give.
  if (content) for await (const chunk of content) yield chunk as Uint8Array
}
