import { sumCents } from '#domain/days-and-money/money.ts'

/** An active allocation that touches what is merged. */
export interface Claim {
  readonly id: number
  /** Below zero: no instalment, but the penalties of the invoice of that number. */
  readonly instalmentId: number
  /** Null when a file says "paid" without saying by what. */
  readonly creditId: number | null
  readonly amountCents: number
}

/** What a merge makes one of, as far as allocations go. */
export interface SettlementMerge {
  /** Instalments of the kept invoices, those of one invoice together in the order they fall due. */
  readonly kept: readonly { readonly id: number; readonly invoiceId: number; readonly amountCents: number }[]
  /** By instalment of a merged invoice, that of the kept one that stands for it; likewise for its penalties. */
  readonly instalments: ReadonlyMap<number, number>
  /** By merged credit, the kept one and the amount of that. */
  readonly credits: ReadonlyMap<number, { readonly id: number; readonly amountCents: number }>
  /** Every active allocation of these instalments, and of these credits. */
  readonly claims: readonly Claim[]
}

/** What becomes of the allocations: those that end, and those made in their place. */
export interface SettlementChange {
  readonly cancelled: readonly number[]
  /** `like`: the allocation that says where this one comes from. */
  readonly made: readonly {
    readonly instalmentId: number
    readonly creditId: number | null
    readonly amountCents: number
    readonly like: number
  }[]
}

/**
 * Settles one document by what settled two. Each payment goes on paying what it paid, now the kept document: of a
 * payment that was there twice, the larger of what both paid, never the sum, and never more than either can bear;
 * what does not fit is left of the payment. What files say is paid without saying by what counts as the kept document
 * has it, less the payments that come to it: it is the same money.
 */
export function mergedSettlement(merge: SettlementMerge): SettlementChange {
  const { instalments, credits, claims } = merge
  const groups = groupClaims(merge)
  const cancelled = claims
    .filter(
      ({ instalmentId, creditId }) =>
        instalments.has(instalmentId) || (creditId !== null && credits.has(creditId)),
    )
    .map(({ id }) => id)
  const rooms = roomsOf(merge, new Set(cancelled))
  const made = groups.flatMap((group) => place(group, merge, rooms))
  const shrunk = shrinkSettled(merge, new Set(cancelled), made)
  return { cancelled: [...cancelled, ...shrunk.cancelled], made: [...made, ...shrunk.made] }
}

type Made = SettlementChange['made'][number]

interface Group {
  readonly instalmentId: number
  readonly creditId: number
  /** What the kept credit is to pay here beyond what it does. */
  readonly extraCents: number
  readonly like: number
}

// By what they will be of: one credit and one instalment; what comes from each credit that was one is compared.
function groupClaims({ instalments, credits, claims }: SettlementMerge): readonly Group[] {
  const targets = Map.groupBy(
    claims.filter((claim): claim is Claim & { readonly creditId: number } => claim.creditId !== null),
    ({ instalmentId, creditId }) =>
      `${instalments.get(instalmentId) ?? instalmentId}|${credits.get(creditId)?.id ?? creditId}`,
  )
  return [...targets].flatMap(([target, ofTarget]) => {
    const [instalmentId = 0, creditId = 0] = target.split('|').map(Number)
    const isOwn = (claim: Claim) => claim.instalmentId === instalmentId && claim.creditId === creditId
    const like = ofTarget.find((claim) => !isOwn(claim))
    if (!like) return []
    const byCredit = Map.groupBy(ofTarget, (claim) => claim.creditId)
    const largest = Math.max(...[...byCredit.values()].map(sumOf))
    return [{ instalmentId, creditId, extraCents: largest - sumOf(ofTarget.filter(isOwn)), like: like.id }]
  })
}

interface Rooms {
  /** Left of each instalment, what files settle without a payment not counted: that gives way. */
  readonly ofInstalment: Map<number, number>
  readonly ofCredit: Map<number, number>
}

function roomsOf({ kept, credits, claims }: SettlementMerge, cancelled: ReadonlySet<number>): Rooms {
  const staying = claims.filter(({ id }) => !cancelled.has(id))
  const paid = (id: number) =>
    sumOf(staying.filter((claim) => claim.instalmentId === id && claim.creditId !== null))
  return {
    ofInstalment: new Map(kept.map(({ id, amountCents }) => [id, amountCents - paid(id)])),
    ofCredit: new Map(
      [...credits.values()].map(({ id, amountCents }) => [
        id,
        amountCents - sumOf(staying.filter((claim) => claim.creditId === id)),
      ]),
    ),
  }
}

// On its own instalment first, then on the others of the invoice in the order they fall due. An instalment or a credit
// that is nothing's double has the room that its own allocation leaves.
function place(
  { instalmentId, creditId, extraCents, like }: Group,
  { kept }: SettlementMerge,
  rooms: Rooms,
): Made[] {
  const own = kept.find(({ id }) => id === instalmentId)
  const others = kept.filter(({ id, invoiceId }) => invoiceId === own?.invoiceId && id !== instalmentId)
  const made: Made[] = []
  let left = Math.min(extraCents, rooms.ofCredit.get(creditId) ?? extraCents)
  for (const id of [instalmentId, ...others.map((other) => other.id)]) {
    const amountCents = Math.min(left, rooms.ofInstalment.get(id) ?? left)
    if (amountCents <= 0) continue
    left -= amountCents
    take(rooms.ofInstalment, id, amountCents)
    take(rooms.ofCredit, creditId, amountCents)
    made.push({ instalmentId: id, creditId, amountCents, like })
  }
  return made
}

function take(rooms: Map<number, number>, id: number, cents: number): void {
  const room = rooms.get(id)
  if (room !== undefined) rooms.set(id, room - cents)
}

function shrinkSettled(
  { kept, claims }: SettlementMerge,
  cancelled: ReadonlySet<number>,
  made: readonly Made[],
): SettlementChange {
  const changes = kept.flatMap(({ id }) => {
    const settled = claims.filter(
      (claim) => claim.instalmentId === id && claim.creditId === null && !cancelled.has(claim.id),
    )
    const come = sumOf(made.filter(({ instalmentId }) => instalmentId === id))
    const [like] = settled
    if (!like || come === 0) return []
    const amountCents = Math.max(0, sumOf(settled) - come)
    const rest = { instalmentId: id, creditId: null, amountCents, like: like.id }
    return [{ cancelled: settled.map((claim) => claim.id), made: amountCents > 0 ? [rest] : [] }]
  })
  return {
    cancelled: changes.flatMap((change) => change.cancelled),
    made: changes.flatMap((change) => change.made),
  }
}

function sumOf(rows: readonly { readonly amountCents: number }[]): number {
  return sumCents(rows.map(({ amountCents }) => amountCents))
}
