import type { Day } from '#domain/days-and-money/day.ts'
import { isMangledNumber } from '#domain/receivables/document-number.ts'
import { isSerialDay, parseFecDay } from './dates.ts'
import type { AccountFamily } from './fec-accounts.ts'
import { cellOf, type Fields } from './fec-fields.ts'
import type { FecLayout } from './fec-layout.ts'
import type { FecLine } from './fec-line.ts'
import { newOccurrences, noteLine, type Occurrences } from './issues.ts'

/** A line being read: what it is shows when its écriture and its year are known. */
export type DraftLine = { -readonly [Key in keyof FecLine]: FecLine[Key] } & {
  /** The journal, or the text of the entry alone, says "à nouveaux". */
  opening?: 'journal' | 'text' | undefined
}

/** What lines share: each text and day once, and what was odd in them. */
export interface DraftMemory {
  /** One copy of each text many lines repeat: a slice would keep its whole block alive. */
  readonly texts: Map<string, string>
  readonly days: Map<string, Day | '' | null>
  /** The last day read: lines follow each other in one entry. */
  lastDay: { readonly text: string; readonly day: Day | '' | null }
  /** "account title" of the lines that came whole. */
  readonly titles: Set<string>
  readonly badDates: Occurrences
  readonly serialDates: Occurrences
  readonly mangledCodes: Occurrences
}

export function newDraftMemory(): DraftMemory {
  return {
    texts: new Map(),
    days: new Map(),
    lastDay: { text: '', day: '' },
    titles: new Set(),
    badDates: newOccurrences(),
    serialDates: newOccurrences(),
    mangledCodes: newOccurrences(),
  }
}

const MAX_CACHED_DAYS = 20_000

/** The day of a cell, each text read once. */
export function dayOfCell(memory: DraftMemory, text: string): Day | '' | null {
  if (text === memory.lastDay.text) return memory.lastDay.day
  if (text === '') return ''
  const { days } = memory
  let day = days.get(text)
  if (day === undefined) {
    if (days.size >= MAX_CACHED_DAYS) days.clear()
    day = parseFecDay(text)
    days.set(text, day)
  }
  memory.lastDay = { text, day }
  return day
}

export interface DraftFacts {
  readonly line: number
  readonly entryOn: Day
  readonly debitCents: number
  readonly creditCents: number
  readonly family: AccountFamily
  /** The line came with the right number of fields. */
  readonly isWhole: boolean
  readonly run: number
}

/** A customer's line from its fields. */
export function draftLine(
  memory: DraftMemory,
  fields: Fields,
  layout: FecLayout,
  facts: DraftFacts,
): DraftLine {
  const shared = (text: string) => sharedText(memory, text)
  const { isWhole, ...kept } = facts
  const [pieceOn, dueOn] = daysOf(memory, fields, layout, facts.line)
  const journalCode = cellOf(fields, layout, 'journalcode')
  const account = shared(cellOf(fields, layout, 'comptenum'))
  const accountLabel = shared(cellOf(fields, layout, 'comptelib'))
  const auxCode = shared(cellOf(fields, layout, 'compauxnum'))
  if (isMangledNumber(auxCode)) noteLine(memory.mangledCodes, facts.line)
  const label = ownText(cellOf(fields, layout, 'ecriturelib'))
  if (isWhole) memory.titles.add(`${account} ${accountLabel}`)
  return {
    ...kept,
    journalCode: shared(journalCode),
    entryNumber: ownText(cellOf(fields, layout, 'ecriturenum')),
    account,
    accountLabel,
    auxCode,
    auxLabel: shared(cellOf(fields, layout, 'compauxlib')),
    pieceRef: ownText(cellOf(fields, layout, 'pieceref')),
    pieceOn,
    label,
    matchingCode: ownText(cellOf(fields, layout, 'ecriturelet')),
    matchingYear: 0,
    isValidated: Boolean(dayOfCell(memory, cellOf(fields, layout, 'validdate'))),
    dueOn,
    nature: 'other',
    opening: openingSign(journalCode, cellOf(fields, layout, 'journallib'), label),
  }
}

// Of the piece and of the due date; one that cannot be read is said, never taken for absent in silence.
function daysOf(
  memory: DraftMemory,
  fields: Fields,
  layout: FecLayout,
  line: number,
): readonly [Day | null, Day | null] {
  const texts = [cellOf(fields, layout, 'piecedate'), cellOf(fields, layout, 'duedate')]
  const days = texts.map((text) => dayOfCell(memory, text))
  if (days.includes(null)) noteLine(memory.badDates, line)
  if (texts.some(isSerialDay)) noteLine(memory.serialDates, line)
  return [days[0] || null, days[1] || null]
}

// "À nouveaux": the code or the name of the journal says so; the entry's text alone proves less.
function openingSign(code: string, journal: string, label: string): DraftLine['opening'] {
  if (/^(?:AN|ANO|RAN|OUV|AD)$/i.test(code)) return 'journal'
  if (/nouveau|ouverture|bilan|balance initiale|report/i.test(journal)) return 'journal'
  return /nouveau|ouverture|\bR?AN\b|report/i.test(label) ? 'text' : undefined
}

function sharedText(memory: DraftMemory, text: string): string {
  if (text === '') return ''
  const known = memory.texts.get(text)
  if (known !== undefined) return known
  const own = ownText(text)
  memory.texts.set(own, own)
  return own
}

/** Shorter ones are copied by `slice` already. */
const SHORTEST_WINDOW = 13

// A copy of its own: V8 makes `slice` a window on the block, which would then never be freed.
function ownText(text: string): string {
  return text.length < SHORTEST_WINDOW ? text : Buffer.from(text).toString()
}
