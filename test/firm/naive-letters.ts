import { later, type NaiveAccount, type NaiveBooks, type NaivePart } from './naive-books.ts'
import { impute, isHeld, type Share, sumOf } from './naive-claims.ts'

// The letters of a run, and whether they still say what is so: rules.md §4, §5 and §8.

/** The days of a run: what was due at `on`, letters dated `letterOn`, made `today`. */
export interface NaiveOrder {
  readonly on: string
  readonly letterOn: string
  readonly today: string
}

export interface NaiveLetter {
  readonly account: NaiveAccount
  readonly level: number
  readonly net: number
  /** One text per line of the table, and per credit: compared as a whole. */
  readonly rows: readonly string[]
  readonly parts: readonly NaivePart[]
  /** Of each of its parts, when it was made. */
  readonly levels: readonly number[]
}

/** The letters to an account for these instalments: one, or one per level; none that would ask for nothing. */
export function lettersOf(
  books: NaiveBooks,
  account: NaiveAccount,
  parts: readonly NaivePart[],
  order: NaiveOrder,
): NaiveLetter[] {
  const letters: NaiveLetter[] = []
  for (const level of [1, 2, 3, 4]) {
    const own = books.hasLetterPerLevel ? parts.filter((part) => part.level === level) : parts
    const letter = letterOf(books, account, own, order)
    if (letter) letters.push(letter)
    if (!books.hasLetterPerLevel) break
  }
  return letters
}

function letterOf(
  books: NaiveBooks,
  account: NaiveAccount,
  parts: readonly NaivePart[],
  order: NaiveOrder,
): NaiveLetter | null {
  const shares = sharesOf(books, account, order)
  let gross = 0
  let level = 0
  const levels: number[] = []
  for (const part of parts) {
    const asked = part.open - sumOf(shares, [part])
    gross += part.open
    if (asked > 0 && part.level > level) level = part.level
    levels.push(part.level)
  }
  if (level === 0) return null
  const rows = tableOf(books, parts, shares, dueBy(order))
  return { account, level, net: gross - sumOf(shares, parts), rows, parts, levels }
}

/** Whether the letter would be another if it were made now. */
export function hasChanged(books: NaiveBooks, letter: NaiveLetter, order: NaiveOrder): boolean {
  const shares = sharesOf(books, letter.account, order)
  return tableOf(books, letter.parts, shares, dueBy(order)).join('\n') !== letter.rows.join('\n')
}

function sharesOf(books: NaiveBooks, account: NaiveAccount, order: NaiveOrder): Share[] {
  return impute(books, account, dueBy(order), later(order.today, order.letterOn))
}

function dueBy({ on, letterOn }: NaiveOrder): string {
  return later(on, letterOn)
}

function tableOf(
  books: NaiveBooks,
  parts: readonly NaivePart[],
  shares: readonly Share[],
  dueBy: string,
): string[] {
  const rows: string[] = []
  for (const part of parts)
    rows.push(
      `${part.invoice.number} ${part.dueOn} ${part.open} ${part.level} ${part.remindedOn} ${isHeld(books, part, dueBy)}`,
    )
  const credits: string[] = []
  for (const credit of books.credits) {
    const own = shares.filter((share) => share.credit === credit)
    const cents = sumOf(own, parts)
    if (cents > 0) credits.push(`${credit.number} ${credit.receivedOn} ${cents}`)
  }
  return [...rows, ...credits.sort()]
}
