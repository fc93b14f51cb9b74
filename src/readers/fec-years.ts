import type { Day } from '#domain/days-and-money/day.ts'
import { formatMoney } from '#domain/days-and-money/money.ts'
import { mustHave } from '#domain/errors.ts'
import { RESULT } from './fec-accounts.ts'
import type { DraftLine } from './fec-draft.ts'
import { passLetters } from './fec-letters-passed.ts'
import { partyKeys } from './fec-parties.ts'
import { issue } from './issues.ts'
import type { ReadIssue } from './records.ts'

export interface YearsJoined {
  /** The lines without those that repeat the year before, present in the same file. */
  readonly lines: readonly DraftLine[]
  /** What was repeated, what does not agree. */
  readonly yearIssues: readonly ReadIssue[]
  isOpening(line: DraftLine): boolean
}

/**
 * Joins the fiscal years a file holds one after the other. Each year opens with what the year before
 * has left: where both are there, the opening ("à nouveaux") repeats it, and only its lettering is
 * kept. An opening is known by what it does: on its day it states the balances of that day. Where it
 * states another balance for a party it is right, as the later of the two, and it is said.
 */
export function joinYears(
  lines: readonly DraftLine[],
  flags: readonly number[],
  firstOn: Day | null,
): YearsJoined {
  const later = new Map<Day, DraftLine[]>()
  for (const [index, line] of lines.entries()) {
    if (!line.opening || line.entryOn === firstOn || ((flags[index] ?? 0) & RESULT) !== 0) continue
    const day = later.get(line.entryOn)
    if (day) day.push(line)
    else later.set(line.entryOn, [line])
  }
  const opensFirst = (line: DraftLine) => line.opening === 'journal' && line.entryOn === firstOn
  if (later.size === 0) return { lines, yearIssues: [], isOpening: opensFirst }
  return joinDays(lines, [...later].sort(byDay), firstOn, opensFirst)
}

function joinDays(
  lines: readonly DraftLine[],
  days: readonly (readonly [Day, readonly DraftLine[]])[],
  firstOn: Day | null,
  opensFirst: (line: DraftLine) => boolean,
): YearsJoined {
  const keyOf = partyKeys()
  const left = new Set<DraftLine>()
  const openings = new Set<DraftLine>()
  const starts: Day[] = []
  const yearIssues: ReadIssue[] = []
  for (const [day, opening] of days) {
    const before = lines.filter((line) => line.entryOn < day && !left.has(line))
    const parties = partiesOf(before, opening, keyOf)
    if (!opensYear(parties, day, firstOn)) {
      yearIssues.push(...doubtfulOpening(day, opening))
      continue
    }
    starts.push(day)
    for (const line of lines) if (line.entryOn >= day) line.matchingYear = starts.length
    const isWhole = repeatsAccounts(parties)
    const differing = [...parties.values()].filter((party) => !isWhole(party) && !agrees(party))
    for (const party of parties.values()) {
      if (differing.includes(party)) continue
      passLetters(party.opening, party.before)
      for (const line of party.opening) left.add(line)
    }
    for (const party of differing) {
      for (const line of party.before) left.add(line)
      for (const line of party.opening) openings.add(line)
    }
    yearIssues.push(
      ...repeatedIssues(day, opening, left),
      ...differing.flatMap((party) => differs(day, party)),
    )
  }
  return {
    lines: lines.filter((line) => !left.has(line)),
    yearIssues,
    isOpening: (line) => opensFirst(line) || openings.has(line),
  }
}

interface PartyAtOpening {
  readonly before: DraftLine[]
  readonly opening: DraftLine[]
  beforeCents: number
  openingCents: number
}

function partiesOf(
  before: readonly DraftLine[],
  opening: readonly DraftLine[],
  keyOf: (line: DraftLine) => string,
): Map<string, PartyAtOpening> {
  const parties = new Map<string, PartyAtOpening>()
  const partyOf = (line: DraftLine) => {
    const key = keyOf(line)
    const known = parties.get(key) ?? { before: [], opening: [], beforeCents: 0, openingCents: 0 }
    parties.set(key, known)
    return known
  }
  for (const line of before) {
    const party = partyOf(line)
    party.before.push(line)
    party.beforeCents += line.debitCents - line.creditCents
  }
  for (const line of opening) {
    const party = partyOf(line)
    party.opening.push(line)
    party.openingCents += line.debitCents - line.creditCents
  }
  return parties
}

function agrees(party: PartyAtOpening): boolean {
  return party.beforeCents === party.openingCents
}

// Half of the parties at least find their balance again; or the day is the anniversary of the file's first.
function opensYear(parties: ReadonlyMap<string, PartyAtOpening>, day: Day, firstOn: Day | null): boolean {
  const owing = [...parties.values()].filter((party) => party.beforeCents !== 0 || party.openingCents !== 0)
  const agreeing = owing.filter(agrees).length
  if (agreeing > 0 && agreeing * 2 >= owing.length) return true
  if (firstOn?.slice(4) === day.slice(4)) return true
  const accounts = accountTotals(parties)
  return owing.length > 0 && [...accounts.values()].every(agrees)
}

// One line for the whole account, or codes that have changed: the account finds its balance, its parties do not.
function repeatsAccounts(parties: ReadonlyMap<string, PartyAtOpening>): (party: PartyAtOpening) => boolean {
  const accounts = accountTotals(parties)
  const lumped = new Set<string>()
  for (const [account, total] of accounts) {
    const isNamed = total.opening.some((line) => line.auxCode !== '' || line.auxLabel !== '')
    const owing = total.before.some((line) => line.auxCode !== '' || line.auxLabel !== '')
    if (agrees(total) && owing && !isNamed && total.opening.length > 0) lumped.add(account)
  }
  return (party) => lumped.has((party.before[0] ?? party.opening[0])?.account ?? '')
}

function accountTotals(parties: ReadonlyMap<string, PartyAtOpening>): Map<string, PartyAtOpening> {
  const all = [...parties.values()]
  return partiesOf(
    all.flatMap(({ before }) => before),
    all.flatMap(({ opening }) => opening),
    ({ account }) => account,
  )
}

function doubtfulOpening(day: Day, opening: readonly DraftLine[]): ReadIssue[] {
  const told = opening.filter((line) => line.opening === 'journal')
  const [first] = told
  return first ? [issue('fec-opening-unlike', { line: first.line }, { day, count: told.length })] : []
}

function repeatedIssues(
  day: Day,
  opening: readonly DraftLine[],
  left: ReadonlySet<DraftLine>,
): readonly ReadIssue[] {
  const repeated = opening.filter((line) => left.has(line))
  const [first] = repeated
  if (!first) return []
  let cents = 0
  for (const line of repeated) cents += line.debitCents - line.creditCents
  const values = { day, count: repeated.length, amount: formatMoney(cents) }
  return [issue('fec-opening-repeated', { line: first.line }, values)]
}

function differs(day: Day, party: PartyAtOpening): readonly ReadIssue[] {
  if (party.beforeCents === 0) return []
  const line = mustHave(party.opening[0] ?? party.before[0], 'a line of the party')
  const values = {
    day,
    name: line.auxLabel || line.accountLabel || line.account,
    before: formatMoney(party.beforeCents),
    opening: formatMoney(party.openingCents),
  }
  return [issue('fec-opening-differs', { line: line.line }, values)]
}

function byDay(one: readonly [Day, unknown], other: readonly [Day, unknown]): number {
  return one[0] < other[0] ? -1 : 1
}
