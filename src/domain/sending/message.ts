import type { RichText } from '#domain/letters/rich-text.ts'
import type { Recipients } from './channels.ts'
import type { Thread } from './thread.ts'

/**
 * An e-mail as it is frozen with the draft of its letter: what is shown, confirmed and sent is this and nothing read
 * later. Each string is text: whoever writes the message out makes it safe for its place.
 */
export interface MessageContent extends Recipients, Thread {
  readonly language: 'fr' | 'en'
  /** Written while nothing leaves: it never will, whatever is decided later. */
  readonly isTrial: boolean
  readonly accountId: number
  readonly from: { readonly name: string; readonly address: string }
  /** Where answers go: always said. */
  readonly replyTo: string
  /** Unseen by the customer: a proof for the firm. */
  readonly bcc: readonly string[]
  /** With every variable already replaced. */
  readonly body: RichText
  /** From the same data as the letter's; null where it has none. */
  readonly payment: MessagePayment | null
  /** Plain lines under the text. */
  readonly signature: string
  readonly attachments: readonly MessageAttachment[]
  /** Names of the files that would have made it too large. */
  readonly leftOut: readonly string[]
}

export interface MessagePayment {
  readonly heading: string
  readonly details: readonly (readonly [label: string, value: string])[]
}

/** A file that goes with a message; its bytes are in the archive, or made from what is frozen. */
export type MessageAttachment =
  | { readonly kind: 'letter' | 'statement'; readonly name: string }
  | {
      readonly kind: 'invoice'
      readonly name: string
      readonly sha256: string
      readonly mediaType: 'application/pdf' | 'application/xml'
      readonly bytes: number
    }

/** All who are to receive it. */
export function envelopeOf({ to, cc, bcc }: Pick<MessageContent, 'to' | 'cc' | 'bcc'>): string[] {
  return [...new Map([...to, ...cc, ...bcc].map((address) => [address.toLowerCase(), address])).values()]
}
