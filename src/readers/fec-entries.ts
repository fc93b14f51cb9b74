/**
 * Lines of a FEC belong to écritures, and an écriture's accounts tell what each line is. Two ways
 * to cut the file are followed at once, in memory bounded by what is open: by JournalCode,
 * EcritureNum and EcritureDate, and by consecutive lines until debit equals credit. Which one is
 * right is known at the end only.
 */
export interface EntryTracker {
  readonly byNumber: Grouping
  readonly byBalance: Grouping
  /** How many stretches of lines of one entry have begun. */
  runs: number
  journal: string
  number: string
  date: string
  firstNumber: string | null
  numberVaries: boolean
  /** Écritures left unbalanced when another one began; null once there are too many to be right. */
  parked: Map<string, Group> | null
}

interface Grouping {
  group: Group
  /** Flags of the écriture of each member line, in the order they were tracked. */
  readonly flags: number[]
}

interface Group {
  cents: number
  flags: number
  members: number[]
}

const MAX_PARKED = 20_000

export function newEntryTracker(): EntryTracker {
  return {
    byNumber: { group: newGroup(), flags: [] },
    byBalance: { group: newGroup(), flags: [] },
    runs: 0,
    journal: '',
    number: '',
    date: '',
    firstNumber: null,
    numberVaries: false,
    parked: new Map(),
  }
}

/** Adds one line: its accounts' `flag`, its debit less credit, and its rank among kept lines or -1. */
export function trackLine(
  tracker: EntryTracker,
  journal: string,
  number: string,
  date: string,
  flag: number,
  cents: number,
  member: number,
): void {
  if (number !== tracker.number || date !== tracker.date || journal !== tracker.journal) {
    changeEntry(tracker, journal, number, date)
  }
  addTo(tracker.byNumber.group, flag, cents, member)
  addTo(tracker.byBalance.group, flag, cents, member)
  if (tracker.byBalance.group.cents === 0) close(tracker.byBalance)
}

/**
 * Flags of each kept line's écriture, by number when EcritureNum varies and every such group
 * balances, else by balance; a file where neither balances keeps the numbers if they mean something.
 */
export function finishEntries(tracker: EntryTracker): {
  readonly flags: readonly number[]
  readonly grouping: 'by-number' | 'by-balance'
} {
  changeEntry(tracker, '', '', '')
  const byNumberBalances = tracker.parked !== null && tracker.parked.size === 0
  for (const group of tracker.parked?.values() ?? []) close({ ...tracker.byNumber, group })
  const byBalanceCloses = tracker.byBalance.group.cents === 0
  close(tracker.byBalance)
  const isByNumber = tracker.numberVaries && tracker.parked !== null && (byNumberBalances || !byBalanceCloses)
  return isByNumber
    ? { flags: tracker.byNumber.flags, grouping: 'by-number' }
    : { flags: tracker.byBalance.flags, grouping: 'by-balance' }
}

function changeEntry(tracker: EntryTracker, journal: string, number: string, date: string): void {
  const { byNumber, parked } = tracker
  tracker.runs++
  if (byNumber.group.cents === 0) close(byNumber)
  else {
    parked?.set(entryKey(tracker.journal, tracker.number, tracker.date), byNumber.group)
    if (parked && parked.size > MAX_PARKED) tracker.parked = null
    byNumber.group = newGroup()
  }
  if (parked && parked.size > 0) {
    const key = entryKey(journal, number, date)
    const resumed = parked.get(key)
    if (resumed) {
      byNumber.group = resumed
      parked.delete(key)
    }
  }
  tracker.journal = journal
  tracker.number = number
  tracker.date = date
  if (number !== '') {
    tracker.firstNumber ??= number
    tracker.numberVaries ||= number !== tracker.firstNumber
  }
}

function entryKey(journal: string, number: string, date: string): string {
  return `${journal}\t${number}\t${date}`
}

function addTo(group: Group, flag: number, cents: number, member: number): void {
  group.cents += cents
  group.flags |= flag
  if (member >= 0) group.members.push(member)
}

function close(grouping: Grouping): void {
  for (const member of grouping.group.members) grouping.flags[member] = grouping.group.flags
  grouping.group.cents = 0
  grouping.group.flags = 0
  grouping.group.members.length = 0
}

function newGroup(): Group {
  return { cents: 0, flags: 0, members: [] }
}
