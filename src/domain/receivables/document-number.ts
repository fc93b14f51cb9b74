/**
 * A document's number as two programs may both write it: "FA-00123", "fa 123" and "FÀ123" are one. The same
 * rule as the database's `bare_number`.
 */
export function bareNumber(number: string): string {
  return number
    .normalize('NFD')
    .replace(/[^A-Za-z0-9]/g, '')
    .toUpperCase()
    .replace(/(^|[A-Z])0+(?=[0-9])/g, '$1')
}

/**
 * True for a number a spreadsheet has turned into something else, a power of ten ("2,02401E+11") or
 * a month ("janv-24"): digits are lost, two documents may now read alike, and it identifies nothing.
 */
export function isMangledNumber(number: string): boolean {
  const text = number.trim()
  return /^[-+]?\d+(?:[.,]\d+)?E[-+]\d+$/i.test(text) || /^#+$/.test(text) || SHORT_MONTH.test(text)
}

// What a French or an English spreadsheet makes of "1-24" or "12/3".
const SHORT_MONTH =
  /^(?:\d{1,2}-)?(?:janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc|jan|feb|mar|apr|may|jun|jul|aug|sep|dec)\.?(?:-\d{2})?$/i

/**
 * The last digits of a number without their zeros, 1 of "FA-2024-0001": two programs of which one writes no more agree
 * in them. Null without a digit. The same rule as the database's `last_digits`.
 */
export function lastDigits(number: string): string | null {
  return /([0-9]+)[^0-9]*$/.exec(number)?.[1]?.replace(/^0+/, '') ?? null
}

/** The lengths of a bare number's beginnings after which it may be written apart: 2 and 6 for "FA-2024-11". */
export function cutsOf(number: string): ReadonlySet<number> {
  const cuts = new Set<number>()
  let bare = ''
  for (const { text } of runsOf(foldedCapitals(number))) {
    bare = joined(bare, text)
    cuts.add(bare.length)
  }
  return cuts
}

/** The beginnings by which a number may start in a text: FA and FAVE for "FA-VE-100". */
export function startsOf(number: string): readonly string[] {
  const starts: string[] = []
  let start = ''
  for (const { text } of runsOf(foldedCapitals(number))) {
    if (start !== '' && isDigits(text) !== isDigits(start)) break
    start = joined(start, text)
    starts.push(start)
  }
  return starts
}

/** What the books know of numbers: asked of every piece of a text that may be one. */
export interface NumberBook {
  /** True when some number begins so. */
  startsWith(run: string): boolean
  /** True when this is a bare number that may be written with these breaks. */
  has(bare: string, cuts: readonly number[]): boolean
}

/** A document number found in a text. */
export interface WrittenNumber {
  readonly bare: string
  /** The breaks with which it was written, as in `cutsOf`. */
  readonly cuts: readonly number[]
  /** False for a few digits that may be a year or a count, and stand without a word for "invoice". */
  readonly isPlain: boolean
  /** Nothing is written after it: where a bank cuts a text, it may be the beginning of a longer one. */
  readonly isLast: boolean
}

const MAX_RUNS = 8
const MAX_LENGTH = 32

/**
 * The numbers of a book written in a text, each as a whole: FA-100 is not found in FA-1000, nor
 * 2024-1 in 2024-11 or in the date 2024-1-15.
 */
export function numbersIn(text: string, book: NumberBook): WrittenNumber[] {
  const capitals = foldedCapitals(text)
  const runs = runsOf(capitals)
  const found: (WrittenNumber & Place)[] = []
  for (const [first, { from }] of runs.entries()) {
    if (!book.startsWith(joined('', runs[first]?.text ?? '')) || !beginsHere(capitals, runs, first)) continue
    let bare = ''
    const cuts: number[] = []
    for (const [offset, run] of runs.slice(first, first + MAX_RUNS).entries()) {
      bare = joined(bare, run.text)
      cuts.push(bare.length)
      if (bare.length > MAX_LENGTH) break
      if (!book.has(bare, cuts) || !endsHere(capitals, runs, first + offset)) continue
      const isPlain = isTelling(bare) || followsInvoiceWord(runs, first)
      const isLast = first + offset === runs.length - 1
      found.push({ bare, cuts: [...cuts], from, to: run.to, isPlain, isLast })
    }
  }
  // "2024-11" read whole stands for itself, not for the 2024 it begins with.
  return found.filter((one) => !found.some((other) => isWithin(one, other)))
}

/** True when each break of a text is a break of the number: "FA 100" is FA100, "10 0" is not 100. */
export function isWrittenSo(cuts: ReadonlySet<number>, written: readonly number[]): boolean {
  return written.every((cut) => cuts.has(cut))
}

interface Place {
  readonly from: number
  readonly to: number
}

/** Letters or digits that stand together. */
interface Run extends Place {
  readonly text: string
}

function runsOf(capitals: string): Run[] {
  return [...capitals.matchAll(/[A-Z]+|[0-9]+/g)].map((match) => ({
    text: match[0],
    from: match.index,
    to: match.index + match[0].length,
  }))
}

function foldedCapitals(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toUpperCase()
}

// Zeros at the head of a number, or after its letters, say nothing: the rule of `bareNumber`.
function joined(bare: string, run: string): string {
  return /[0-9]$/.test(bare) ? bare + run : bare + run.replace(/^0+(?=[0-9])/, '')
}

function isDigits(run: string): boolean {
  return /^[0-9]/.test(run)
}

const INVOICE_WORDS = new Set('F FA FAC FACT FACTURE FACTURES FC N NO NUM NUMERO INV INVOICE REF'.split(' '))

// In the middle of a word only after a word for "invoice": FACT2024001 names 2024001, LOT100 nothing.
function beginsHere(capitals: string, runs: readonly Run[], index: number): boolean {
  const [before, run] = [runs[index - 1], runs[index]]
  if (!before || !run) return true
  if (before.to === run.from) return INVOICE_WORDS.has(before.text)
  return !isOneFigure(capitals, before, run)
}

function endsHere(capitals: string, runs: readonly Run[], index: number): boolean {
  const [run, after] = [runs[index], runs[index + 1]]
  if (!run || !after) return true
  return run.to !== after.from && !isOneFigure(capitals, run, after)
}

// Digits tied to digits belong to a longer figure: the day of a date, the end of another number. Long
// ones on both sides of a slash are a list.
function isOneFigure(capitals: string, one: Run, other: Run): boolean {
  const tie = capitals.slice(one.to, other.from)
  if (!isDigits(one.text) || !isDigits(other.text)) return false
  if (tie === '-' || tie === '.' || tie === '_' || tie === ',') return true
  return tie === '/' && Math.min(one.text.length, other.text.length) <= LONGEST_OF_A_DATE
}

const LONGEST_OF_A_DATE = 4
const SHORTEST_TELLING = 4

// formats.md §8: runs of four digits and more; a year is one, and tells nothing.
function isTelling(bare: string): boolean {
  if (/^(?:19|20)\d\d$/.test(bare)) return false
  return bare.length >= SHORTEST_TELLING
}

function followsInvoiceWord(runs: readonly Run[], index: number): boolean {
  return INVOICE_WORDS.has(runs[index - 1]?.text ?? '')
}

function isWithin(one: Place, other: Place): boolean {
  const isLonger = other.to - other.from > one.to - one.from
  return isLonger && other.from <= one.from && other.to >= one.to
}
