/** How one has been in touch with a client, or "note" for what concerns nobody but us. */
export const CONTACT_KINDS = ['call', 'email', 'meeting', 'note'] as const
export type ContactKind = (typeof CONTACT_KINDS)[number]

/** What came out of it; a note has no outcome. */
export const CONTACT_OUTCOMES = [
  'reached',
  'no-answer',
  'message-left',
  'will-pay',
  'disputes',
  'refuses',
] as const
export type ContactOutcome = (typeof CONTACT_OUTCOMES)[number]
