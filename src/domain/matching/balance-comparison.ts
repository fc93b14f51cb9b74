import type { Currency } from '#domain/days-and-money/money.ts'
import { foldCode } from './party-match.ts'
import { payerKey } from './party-name.ts'

/** What one client owes in one currency, by a file or by the books. */
export interface PartyOwed {
  /** "" when it is not known. */
  readonly code: string
  readonly name: string
  readonly currency: Currency
  readonly cents: number
}

/** One client on both sides; null on the side that has not got it. */
export interface BalanceDifference {
  readonly code: string
  readonly name: string
  readonly currency: Currency
  readonly fileCents: number | null
  readonly booksCents: number | null
  /** File less books. */
  readonly differenceCents: number
}

/**
 * Sets a balance by client beside the books: each client by its code, else by its name when one client alone has it. A
 * client who owes nothing and that one side alone knows is no difference. The largest difference first.
 */
export function compareBalances(
  file: readonly PartyOwed[],
  books: readonly PartyOwed[],
): readonly BalanceDifference[] {
  const known = new Map(books.map((party) => [keyOf(foldCode(party.code), party), party]))
  const byName = Map.groupBy(books, (party) => keyOf(payerKey(party.name), party))
  const left = new Set(books)
  const found: BalanceDifference[] = []
  for (const [, parties] of Map.groupBy(file, (party) =>
    keyOf(foldCode(party.code) || payerKey(party.name), party),
  )) {
    const [party] = parties
    if (!party) continue
    const named = byName.get(keyOf(payerKey(party.name), party)) ?? []
    const book = known.get(keyOf(foldCode(party.code), party)) ?? (named.length === 1 ? named[0] : undefined)
    const isTaken = book !== undefined && !left.delete(book)
    const fileCents = parties.reduce((sum, { cents }) => sum + cents, 0)
    found.push(differenceOf(party, fileCents, isTaken ? null : (book?.cents ?? null), book))
  }
  for (const party of left) found.push(differenceOf(party, null, party.cents))
  return found
    .filter(({ fileCents, booksCents }) => (fileCents ?? 0) !== 0 || (booksCents ?? 0) !== 0)
    .sort((one, other) => Math.abs(other.differenceCents) - Math.abs(one.differenceCents))
}

function keyOf(identity: string, { currency }: Pick<PartyOwed, 'currency'>): string {
  return `${identity}\t${currency}`
}

function differenceOf(
  { code, name, currency }: PartyOwed,
  fileCents: number | null,
  booksCents: number | null,
  book: PartyOwed | undefined = undefined,
): BalanceDifference {
  const differenceCents = (fileCents ?? 0) - (booksCents ?? 0)
  return {
    code: book?.code ?? code,
    name: book?.name ?? name,
    currency,
    fileCents,
    booksCents,
    differenceCents,
  }
}
