import type { Day } from '#domain/days-and-money/day.ts'

/** What a status can set an invoice aside for; each is a kind of block, or a promise. */
export type StatusHold = 'dispute' | 'suspended' | 'refused' | 'not-received' | 'promise'

/** What one status does; one that does nothing is a dated proof. */
interface StatusEffect {
  /** Sets the invoice aside, in the place of what an earlier status had set it aside for. */
  readonly holds?: StatusHold
  /** Ends what an earlier status had set it aside for. */
  readonly ends?: readonly StatusHold[]
  /** Says that money has come in, or was given back. */
  readonly isReceipt?: true
  /** A status of this kind must say why (XP Z12-012, BR-FR-CDV-15). */
  readonly needsReason?: true
}

// The invoice is on its way, or there: it can no longer be "never received".
const SENT: StatusEffect = { ends: ['not-received'] }

/**
 * The statuses of an e-invoice (« cycle de vie », XP Z12-012) and what each does to its reminders. The buyer's approval
 * (205) ends whatever a status had set it aside for; what was completed (209) goes on; money (212) ends what was
 * announced (211). Any other code is known by its number only.
 */
export const STATUS_EFFECTS = {
  '200': SENT,
  '201': SENT,
  '202': SENT,
  '203': SENT,
  '204': SENT,
  '205': { ends: ['dispute', 'suspended', 'refused', 'not-received'] },
  '206': { holds: 'dispute', needsReason: true },
  '207': { holds: 'dispute', needsReason: true },
  '208': { holds: 'suspended', needsReason: true },
  '209': { ends: ['dispute', 'suspended'] },
  '210': { holds: 'refused', needsReason: true },
  '211': { holds: 'promise' },
  '212': { ends: ['promise', 'not-received'], isReceipt: true },
  '213': { holds: 'not-received', needsReason: true },
  '214': {},
  '220': {},
  '221': { holds: 'not-received' },
  '224': {},
  '225': {},
  '226': {},
  '227': {},
  '228': {},
  '501': {},
} as const satisfies Readonly<Record<string, StatusEffect>>
export type KnownStatus = keyof typeof STATUS_EFFECTS

/** True for a code whose meaning is known. */
export function isKnownStatus(code: string): code is KnownStatus {
  return Object.hasOwn(STATUS_EFFECTS, code)
}

export function effectOf(code: string): StatusEffect {
  return isKnownStatus(code) ? STATUS_EFFECTS[code] : {}
}

/** A status of one invoice, as far as its effect goes. */
export interface DatedStatus {
  /** What tells it from any other, whatever the door it came by. */
  readonly key: string
  /** "207". */
  readonly code: string
  /** "2025-07-01T15:10:00", as written. */
  readonly at: string
}

/**
 * Statuses in the order of their dates; of one moment, in that of the life of an invoice (205 before 207). The order
 * of their arrival changes nothing.
 */
export function inOrder<Status extends DatedStatus>(statuses: readonly Status[]): readonly Status[] {
  const compare = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0)
  return statuses.toSorted(
    (one, other) => compare(one.at, other.at) || compare(one.code, other.code) || compare(one.key, other.key),
  )
}

/** The status that now sets the invoice aside, and the last one that ended such a hold; null without one. */
export function standingOf<Status extends DatedStatus>(
  statuses: readonly Status[],
): { readonly hold: Status | null; readonly endedBy: Status | null } {
  let [hold, endedBy]: (Status | null)[] = [null, null]
  for (const status of inOrder(statuses)) {
    const { holds, ends } = effectOf(status.code)
    const held = hold ? effectOf(hold.code).holds : undefined
    if (holds !== undefined) {
      if (hold) endedBy = status
      hold = status
    } else if (held !== undefined && ends?.includes(held)) {
      hold = null
      endedBy = status
    }
  }
  return { hold: hold ?? null, endedBy: endedBy ?? null }
}

/** Money that a status says has come in (positive), or was given back (negative). */
export interface StatusReceipt extends DatedStatus {
  readonly cents: number
}

/**
 * What is left of each receipt once what was given back is taken off: of an amount given back, the same amount if there
 * is one, else the latest first. What was given back of no receipt takes nothing.
 * @returns cents by key of the receipts that are positive
 */
export function receiptsLeft(receipts: readonly StatusReceipt[]): ReadonlyMap<string, number> {
  const left = new Map<string, number>()
  // Of one day, what came in stands before what went out: days are often all that is said.
  const dayOf = ({ at }: StatusReceipt): Day => at.slice(0, 10)
  const sorted = inOrder(receipts).toSorted(
    (one, other) =>
      Number(dayOf(one) > dayOf(other)) - Number(dayOf(one) < dayOf(other)) ||
      Number(one.cents < 0) - Number(other.cents < 0),
  )
  for (const { key, cents } of sorted) {
    if (cents >= 0) left.set(key, cents)
    else takeBack(left, -cents)
  }
  return left
}

function takeBack(left: Map<string, number>, cents: number): void {
  const latest = [...left].reverse()
  const same = latest.find(([, one]) => one === cents)
  let back = cents
  for (const [key, one] of same ? [same] : latest) {
    const taken = Math.min(one, back)
    left.set(key, one - taken)
    back -= taken
  }
}

/**
 * The part of each receipt that no payment of the books stands for: payments known stand for the first receipts.
 * @param receipts what is left of each, in the order of their dates
 */
export function unknownParts(
  receipts: readonly { readonly key: string; readonly cents: number }[],
  knownCents: number,
): ReadonlyMap<string, number> {
  let known = knownCents
  return new Map(
    receipts.map(({ key, cents }) => {
      const covered = Math.min(known, cents)
      known -= covered
      return [key, cents - covered]
    }),
  )
}
