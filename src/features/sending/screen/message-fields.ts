import { MESSAGE_BYTES } from '#domain/sending/channels.ts'
import type { MessageSettings } from '#features/outbox/settings-contract.ts'

/** What e-mails carry, being edited: the size as it is typed, in megabytes. */
export interface MessageForm {
  readonly size: string
  readonly levels: MessageSettings['levels']
}

const MEGABYTE = 1_000_000

export function messageFormOf(
  { messageBytes, levels }: Omit<MessageSettings, 'version'>,
  language: 'fr' | 'en',
): MessageForm {
  const size = new Intl.NumberFormat(language, { maximumFractionDigits: 6, useGrouping: false })
  return { size: size.format(messageBytes / MEGABYTE), levels }
}

/** The bytes of a size typed in megabytes, with a comma or a point; null when it is none, or out of bounds. */
export function sizeIn(text: string): number | null {
  const typed = text.trim()
  if (!/^\d{1,2}([.,]\d{1,6})?$/.test(typed)) return null
  const bytes = Math.round(Number(typed.replace(',', '.')) * MEGABYTE)
  return bytes >= MESSAGE_BYTES.min && bytes <= MESSAGE_BYTES.max ? bytes : null
}
