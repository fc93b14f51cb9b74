import { isQuota } from './account-problem.ts'
import type { Refusal } from './outcome.ts'

/**
 * A refusal as the server wrote it: "550 5.1.1 User unknown". The enhanced code wins nothing over the first digit:
 * 4xx is for now, 5xx for good; 503 blames the order of our commands, not the message.
 */
export function readRefusal(answer: string): Refusal | null {
  const found = /^([45]\d\d)[ -](?:([45]\.\d{1,3}\.\d{1,3})\b)?/.exec(answer)
  if (!found) return null
  const code = Number(found[1])
  return { code, enhanced: found[2] ?? null, answer, permanent: code >= 500 && code !== 503 }
}

/**
 * Whether the answer to MAIL FROM, RCPT or DATA is about this message, and not about the account: a message that is
 * too large, a recipient that does not exist. A quota, or a sender that the account may not use, would meet each
 * message alike, and no client must lose a reminder for it.
 */
export function isAboutMessage(step: 'sender' | 'recipient' | 'message', { code, answer }: Refusal): boolean {
  if (isQuota(answer) || code === 421 || code === 530) return false
  return step !== 'sender' || code === 552
}
