import type { MailHead, OpenMailbox } from '#platform/mail/mailbox.ts'

/** A mail that has arrived, as its bytes. */
export interface Arrival {
  readonly raw: string
  readonly at?: Date
}

/**
 * A mailbox of the tests behind the same door as those of IMAP and Graph: it gives the headers that are asked for, and
 * notes which mails were opened.
 */
export function openedMailbox(arrivals: readonly Arrival[], { validity = '1' } = {}) {
  const opened: number[] = []
  const heads = arrivals.map(({ raw, at = new Date() }, index): MailHead => {
    const [head = ''] = crlf(raw).split('\r\n\r\n')
    return { place: String(index + 1), receivedAt: at, head: Buffer.from(`${head}\r\n\r\n`) }
  })
  const open: OpenMailbox = {
    async *heads(cursor) {
      const last = cursor?.validity === validity ? cursor.last : 0
      yield { heads: heads.slice(last), cursor: { validity, last: heads.length } }
    },
    async whole(place) {
      opened.push(Number(place))
      return Buffer.from(crlf(arrivals[Number(place) - 1]?.raw ?? ''))
    },
    close: async () => undefined,
  }
  return { opened, mailer: { openMailbox: async () => open } }
}

function crlf(text: string): string {
  return text.replace(/\r?\n/g, '\r\n')
}

/** The report of Postfix about a message that one address did not take. */
export function postfixReport(messageId: string, address: string, status = '5.1.1', words = 'User unknown') {
  return `Return-Path: <>
From: MAILER-DAEMON@mx.menuiserie.example (Mail Delivery System)
Subject: Undelivered Mail Returned to Sender
Message-ID: <${status}.${address}.${messageId.slice(1, 20)}@mx.menuiserie.example>
Auto-Submitted: auto-replied
Content-Type: multipart/report; report-type=delivery-status; boundary="b1"

--b1
Content-Type: text/plain

I'm sorry to have to inform you that your message could not be delivered.

<${address}>: host mx.client.example said: 550 ${status} ${words}

--b1
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.menuiserie.example

Final-Recipient: rfc822; ${address}
Original-Recipient: rfc822;${address}
Action: ${status.startsWith('4') ? 'delayed' : 'failed'}
Status: ${status}
Diagnostic-Code: smtp; 550 ${status} ${words}

--b1
Content-Type: text/rfc822-headers

From: compta@menuiserie.example
Message-ID: ${messageId}
Subject: Relance

--b1--
`
}

/** What somebody answers, under the words they quote. */
export function replyTo(messageId: string, from: string, text: string, headers = '') {
  return `Return-Path: <${from}>
From: Sophie Morel <${from}>
To: compta@menuiserie.example
Subject: Re: Relance
Message-ID: <${text.length}.${messageId.slice(1, 20)}.${from}>
In-Reply-To: ${messageId}
${headers}Content-Type: text/plain; charset=utf-8

${text}

Le mar. 31 mars 2026 à 09:00, Menuiserie du Chêne <compta@menuiserie.example> a écrit :
> Bonjour,
> votre facture FA-1 est échue.
`
}

/** A mail of somebody else's business. */
export function foreignMail(subject = 'Visite du chantier') {
  return `Return-Path: <paul@agence.example>
From: Paul <paul@agence.example>
Subject: ${subject}
Message-ID: <${subject.length}@agence.example>

Le code de l'alarme est 1234.
`
}
