/** What another program pushes, each under the identifier that program gives it. */
export const PUSH_KINDS = ['customer', 'invoice', 'credit', 'payment'] as const
export type PushKind = (typeof PUSH_KINDS)[number]

/**
 * What becomes of a row that is pushed. `joined`: known already by a file, by hand or by a bank, and now under this
 * identifier too. `unlinked`: another source has it too, so that only the identifier is withdrawn.
 */
export const PUSH_OUTCOMES = [
  'created',
  'updated',
  'unchanged',
  'joined',
  'withdrawn',
  'unlinked',
  'refused',
] as const
export type PushOutcome = (typeof PUSH_OUTCOMES)[number]
