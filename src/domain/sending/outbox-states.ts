/**
 * Where a message stands. "trial": written to be read, it never leaves. "ambiguous": the link was lost after the message
 * and before the answer, so that nobody knows. "elsewhere": a person has sent it another way.
 */
export const MESSAGE_STATES = [
  'waiting',
  'sending',
  'sent',
  'failed',
  'ambiguous',
  'returned',
  'not-sent',
  'cancelled',
  'elsewhere',
  'trial',
] as const
export type MessageState = (typeof MESSAGE_STATES)[number]

/** What happens to a message. */
export const MESSAGE_EVENTS = [
  'claim',
  'accept',
  'refuse',
  'postpone',
  'lose',
  'withdraw',
  'cancel',
  'return',
  'retry',
  'vouch',
  'send-elsewhere',
] as const
export type MessageEvent = (typeof MESSAGE_EVENTS)[number]

const AFTER: Readonly<Record<MessageState, Partial<Record<MessageEvent, MessageState>>>> = {
  waiting: { claim: 'sending', withdraw: 'not-sent', cancel: 'cancelled', refuse: 'failed' },
  sending: { accept: 'sent', refuse: 'failed', postpone: 'waiting', lose: 'ambiguous' },
  sent: { return: 'returned' },
  failed: { retry: 'waiting', 'send-elsewhere': 'elsewhere' },
  // Never again by itself: a person has looked.
  ambiguous: { vouch: 'sent', retry: 'waiting', return: 'returned', 'send-elsewhere': 'elsewhere' },
  returned: { 'send-elsewhere': 'elsewhere' },
  'not-sent': { 'send-elsewhere': 'elsewhere' },
  cancelled: {},
  elsewhere: {},
  trial: {},
}

/** The state after an event, or null when a message in this state knows no such event. */
export function stateAfter(state: MessageState, event: MessageEvent): MessageState | null {
  return AFTER[state][event] ?? null
}

/** The one state that an event leads to, wherever it happens. @throws Error for one that leads to several */
export function mustFollow(event: MessageEvent): MessageState {
  const [state, ...others] = new Set(statesBefore(event).flatMap((before) => stateAfter(before, event) ?? []))
  if (state === undefined || others.length > 0) throw new Error(`${event} leads to no one state`)
  return state
}

/** The states an event may happen in. */
export function statesBefore(event: MessageEvent): readonly MessageState[] {
  return MESSAGE_STATES.filter((state) => stateAfter(state, event) !== null)
}

/** What a person may do of messages. */
export const MESSAGE_ACTS = ['cancel', 'retry', 'vouch', 'send-elsewhere'] as const satisfies MessageEvent[]
export type MessageAct = (typeof MESSAGE_ACTS)[number]

/**
 * What a person may do of a message. One whose level went back has no reminder to retry: the level was the letter's,
 * and a new letter is made instead.
 */
export function actsOn(message: {
  readonly state: MessageState
  readonly isLevelRestored: boolean
}): readonly MessageAct[] {
  return MESSAGE_ACTS.filter(
    (act) => stateAfter(message.state, act) !== null && !(message.isLevelRestored && act !== 'vouch'),
  )
}

/** True where the reminder did not reach its customer by e-mail, as far as is known. */
export function hasNotReached(state: MessageState): boolean {
  return state === 'failed' || state === 'returned' || state === 'not-sent' || state === 'cancelled'
}
