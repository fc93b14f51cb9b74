import { parseFecDay } from './dates.ts'
import { cellOf, centsOf, codeOf, type Fields } from './fec-fields.ts'
import type { FecColumn, FecLayout } from './fec-layout.ts'

/** How a line with too many fields has been brought back to its width, or why it cannot be. */
export type Mending = 'dropped' | 'joined' | 'no-reading' | 'several-readings'

/** True when an account has this title on a line that came whole. */
export type KnownTitles = (account: string, title: string) => boolean

/**
 * Brings a line with more fields than the header back to its width. A separator inside a label has
 * split it, or the line ends with blank surplus; the last columns being often blank, neither shows
 * by itself. Of the readings possible, the right one has exactly one side that is not zero, and
 * dates, codes and amounts where they belong. None, or several that differ: the line is refused.
 */
export function mendFields(fields: Fields, layout: FecLayout, isTitle: KnownTitles): Mending {
  const readings = plausibleReadings(fields, layout)
  const reading = onlyReading(readings, layout, isTitle)
  if (!reading) return readings.length === 0 ? 'no-reading' : 'several-readings'
  fields.starts.set(reading.fields.starts)
  fields.ends.set(reading.fields.ends)
  fields.count = reading.fields.count
  return reading.joined.length === 0 ? 'dropped' : 'joined'
}

/** True when this line, cut short of its blank surplus, makes sense: one of its readings, perhaps not the only. */
export function endsWithBlankSurplus(fields: Fields, layout: FecLayout): boolean {
  const width = layout.columns.length
  return isBlankFrom(fields, width) && makesSense(fields, layout)
}

/** What a line says of the way lines end: surely a blank surplus, surely not, or either. */
export function tellBlankEnd(fields: Fields, layout: FecLayout): 'blank' | 'none' | null {
  if (fields.count <= layout.columns.length) return 'none'
  const readings = plausibleReadings(fields, layout)
  if (!readings.some(({ joined }) => joined.length === 0)) return 'none'
  return readings.length === 1 ? 'blank' : null
}

interface Reading {
  readonly fields: Fields
  /** Labels that have been joined again. */
  readonly joined: readonly FecColumn[]
}

/** Labels a separator may stand in, the likeliest first. */
const LABELS: readonly FecColumn[] = ['ecriturelib', 'compauxlib', 'comptelib', 'journallib']
/** A label split in more parts than this is no label. */
const MAX_SURPLUS = 8

function plausibleReadings(fields: Fields, layout: FecLayout): readonly Reading[] {
  const surplus = fields.count - layout.columns.length
  const found: Reading[] = []
  if (surplus > MAX_SURPLUS && !isBlankFrom(fields, layout.columns.length)) return found
  for (const shares of distributions(Math.min(surplus, MAX_SURPLUS), LABELS.length)) {
    const reading = readingOf(fields, layout, shares)
    if (reading && makesSense(reading.fields, layout)) found.push(reading)
  }
  const isFilled = ({ fields: cut, joined }: Reading) =>
    joined.every((column) => /[^\s|;,]/.test(cellOf(cut, layout, column)))
  // A label made of separators alone is no label, as long as there is another reading.
  return found.some(isFilled) ? found.filter(isFilled) : found
}

/** Every way to give up to `surplus` fields to `labels` labels; what is given to none is cut off. */
function distributions(surplus: number, labels: number): readonly (readonly number[])[] {
  if (labels === 0) return [[]]
  const all: (readonly number[])[] = []
  for (let first = 0; first <= surplus; first++) {
    for (const rest of distributions(surplus - first, labels - 1)) all.push([first, ...rest])
  }
  return all
}

function readingOf(fields: Fields, layout: FecLayout, shares: readonly number[]): Reading | null {
  const width = layout.columns.length
  const given = shares.reduce((sum, share) => sum + share, 0)
  if (!isBlankFrom(fields, width + given)) return null
  const joined = LABELS.filter((_, index) => (shares[index] ?? 0) > 0)
  if (joined.some((column) => layout.at[column] < 0)) return null
  const starts = new Int32Array(width)
  const ends = new Int32Array(width)
  let from = 0
  for (let at = 0; at < width; at++) {
    const label = LABELS.findIndex((column) => layout.at[column] === at)
    const more = label < 0 ? 0 : (shares[label] ?? 0)
    starts[at] = fields.starts[from] ?? 0
    ends[at] = fields.ends[from + more] ?? 0
    from += more + 1
  }
  return { fields: { text: fields.text, starts, ends, count: width }, joined }
}

function isBlankFrom(fields: Fields, from: number): boolean {
  for (let at = from; at < fields.count; at++) if (codeOf(fields, at) !== '') return false
  return true
}

function onlyReading(readings: readonly Reading[], layout: FecLayout, isTitle: KnownTitles): Reading | null {
  const alike = agreed(readings, layout)
  if (alike) return alike
  const inEntry = entryReading(readings, layout)
  if (inEntry) return inEntry
  // Two labels of one line could be the split one: the account bears the same title elsewhere.
  const titled = readings.filter(({ fields }) =>
    isTitle(codeOf(fields, layout.at.comptenum), cellOf(fields, layout, 'comptelib')),
  )
  return agreed(titled, layout)
}

// Where the date of the piece falls in its place, the text of the entry, written by hand, is the split
// one: all readings then give the same amounts, and the others would shift the codes before that date.
function entryReading(readings: readonly Reading[], layout: FecLayout): Reading | null {
  const sums = new Set(readings.map(({ fields }) => entryFactsOf(fields, layout)))
  if (sums.size !== 1) return null
  const placed = readings.filter(
    ({ fields, joined }) =>
      joined.every((column) => column === 'ecriturelib') &&
      codeOf(fields, layout.at.ecriturelib).match(/^[^\s|;,]/) !== null &&
      Boolean(parseFecDay(cellOf(fields, layout, 'piecedate'))),
  )
  return agreed(placed, layout)
}

// The readings say the same of everything that counts, and differ by a label only.
function agreed(readings: readonly Reading[], layout: FecLayout): Reading | null {
  const facts = new Set(readings.map(({ fields }) => factsOf(fields, layout)))
  return facts.size === 1 ? (readings[0] ?? null) : null
}

const ENTRY_FACTS: readonly FecColumn[] = [
  'journalcode',
  'ecriturenum',
  'ecrituredate',
  'comptenum',
  'debit',
  'credit',
  'montant',
  'sens',
]
/** What counts besides on the account of a party; of others, only the entry is used. */
const PARTY_FACTS: readonly FecColumn[] = [
  ...ENTRY_FACTS,
  'compauxnum',
  'pieceref',
  'piecedate',
  'ecriturelet',
]

function entryFactsOf(fields: Fields, layout: FecLayout): string {
  return ENTRY_FACTS.map((column) => cellOf(fields, layout, column)).join('\t')
}

function factsOf(fields: Fields, layout: FecLayout): string {
  const facts = codeOf(fields, layout.at.comptenum).startsWith('41') ? PARTY_FACTS : ENTRY_FACTS
  return facts.map((column) => cellOf(fields, layout, column)).join('\t')
}

function makesSense(fields: Fields, layout: FecLayout): boolean {
  return (
    /^\d{3}/.test(cellOf(fields, layout, 'comptenum')) &&
    hasOneSide(fields, layout) &&
    hasItsDates(fields, layout) &&
    !/^-?\d+[.,]\d+$/.test(cellOf(fields, layout, 'ecriturelet')) &&
    hasItsCurrency(fields, layout)
  )
}

function hasOneSide(fields: Fields, layout: FecLayout): boolean {
  if (layout.at.montant >= 0) {
    const cents = centsOf(fields, layout.at.montant)
    const isSide = /^(?:[dc]|db|cr|[+-]1?|1|d[eé]bit|cr[eé]dit)$/i.test(cellOf(fields, layout, 'sens'))
    return isSide && !Number.isNaN(cents) && cents !== 0
  }
  const debit = centsOf(fields, layout.at.debit)
  const credit = centsOf(fields, layout.at.credit)
  return !Number.isNaN(debit) && !Number.isNaN(credit) && (debit === 0) !== (credit === 0)
}

function hasItsDates(fields: Fields, layout: FecLayout): boolean {
  if (!parseFecDay(cellOf(fields, layout, 'ecrituredate'))) return false
  const others: readonly FecColumn[] = ['piecedate', 'datelet', 'validdate']
  if (others.some((column) => parseFecDay(cellOf(fields, layout, column)) === null)) return false
  // A date where the number should be, and none in its place: the line is read one field too far.
  const isShifted = /^\d{8}$/.test(cellOf(fields, layout, 'pieceref')) && layout.at.piecedate >= 0
  if (isShifted && cellOf(fields, layout, 'piecedate') === '') return false
  return cellOf(fields, layout, 'datelet') === '' || cellOf(fields, layout, 'ecriturelet') !== ''
}

// An amount in another currency names it; a date that has slipped there does not.
function hasItsCurrency(fields: Fields, layout: FecLayout): boolean {
  const currency = cellOf(fields, layout, 'idevise')
  if (!/^(?:\p{L}{1,10}|[€$£])?$/u.test(currency)) return false
  if (layout.at.montantdevise < 0) return true
  const cents = centsOf(fields, layout.at.montantdevise)
  return !Number.isNaN(cents) && (cents === 0 || currency !== '')
}
