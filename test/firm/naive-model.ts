// What the program must hold, by rules.md §1–4 and §8, in plain arrays and loops: nothing of `src/domain` is used here,
// so that a fault of the product cannot be a fault of both.

export interface NaiveState {
  readonly level: number
  readonly remindedOn: string | null
}

/** An event of the history, as it is expected in the database. */
export interface NaiveEvent extends NaiveState {
  readonly part: NaivePart
  readonly kind: 'letter' | 'undo' | 'manual'
  readonly before: NaiveState
}

export interface NaivePart {
  readonly invoice: NaiveInvoice
  readonly dueOn: string
  readonly cents: number
  open: number
  level: number
  remindedOn: string | null
  /** Events that stand, the latest last: what was undone is out. */
  readonly standing: NaiveEvent[]
}

export interface NaiveInvoice {
  readonly client: number
  readonly number: string
  readonly issuedOn: string
  readonly parts: NaivePart[]
}

export interface NaiveCredit {
  readonly client: number
  readonly kind: 'payment' | 'credit-note'
  readonly number: string
  readonly receivedOn: string
  readonly cents: number
  open: number
  /** Number of the invoices its text names: it goes there first. */
  readonly names: string | null
}

export interface NaiveBlock {
  readonly id: number
  readonly client: number
  readonly invoice: NaiveInvoice | null
  readonly endsOn: string | null
  isLifted: boolean
}

/** All that the program has been told. */
export interface NaiveBooks {
  readonly invoices: NaiveInvoice[]
  readonly credits: NaiveCredit[]
  readonly blocks: NaiveBlock[]
}

export interface NaiveLetter {
  readonly client: number
  readonly level: number
  readonly net: number
  /** One text per line of the table, and per credit: compared as a whole. */
  readonly rows: readonly string[]
  readonly parts: readonly NaivePart[]
  /** Of each of its parts, when it was made. */
  readonly levels: readonly number[]
}

export interface NaiveRow {
  readonly client: number
  readonly invoices: number
  readonly level: number
  readonly gross: number
  readonly credit: number
  readonly net: number
}

export function later(one: string, other: string): string {
  return one > other ? one : other
}

function isHeld({ blocks }: NaiveBooks, part: NaivePart, on: string): boolean {
  for (const block of blocks) {
    if (block.isLifted || block.client !== part.invoice.client) continue
    if (block.endsOn !== null && block.endsOn < on) continue
    if (block.invoice === null || block.invoice === part.invoice) return true
  }
  return false
}

function partsDue({ invoices }: NaiveBooks, client: number, on: string): NaivePart[] {
  const due: NaivePart[] = []
  for (const invoice of invoices) {
    if (invoice.client !== client) continue
    for (const part of invoice.parts) if (part.open > 0 && part.dueOn <= on) due.push(part)
  }
  return due
}

/** What the page proposes of a client at `on`: due, open, not held. */
export function proposed(books: NaiveBooks, client: number, on: string): NaivePart[] {
  return partsDue(books, client, on).filter((part) => !isHeld(books, part, on))
}

interface Share {
  readonly credit: NaiveCredit
  readonly part: NaivePart
  cents: number
}

/** §8, « One imputation »: what each credit names, then the oldest due that is not held, what is held last. */
function impute(books: NaiveBooks, client: number, dueBy: string, countedOn: string): Share[] {
  const due = partsDue(books, client, dueBy)
  due.sort((one, other) => (one.dueOn < other.dueOn ? -1 : one.dueOn > other.dueOn ? 1 : 0))
  const order: NaivePart[] = []
  for (const part of due) if (!isHeld(books, part, dueBy)) order.push(part)
  for (const part of due) if (isHeld(books, part, dueBy)) order.push(part)
  const credits = books.credits.filter(
    (credit) => credit.client === client && credit.open > 0 && credit.receivedOn <= countedOn,
  )
  credits.sort((one, other) =>
    one.receivedOn < other.receivedOn ? -1 : one.receivedOn > other.receivedOn ? 1 : 0,
  )
  const shares: Share[] = []
  const use = (credit: NaiveCredit, part: NaivePart) => {
    let left = credit.open
    let owed = part.open
    for (const share of shares) {
      if (share.credit === credit) left -= share.cents
      if (share.part === part) owed -= share.cents
    }
    const cents = Math.min(left, owed)
    if (cents > 0) shares.push({ credit, part, cents })
  }
  for (const credit of credits)
    for (const part of order) if (credit.names === part.invoice.number) use(credit, part)
  for (const credit of credits) for (const part of order) use(credit, part)
  return shares
}

function sumOf(shares: readonly Share[], parts: readonly NaivePart[]): number {
  let cents = 0
  for (const share of shares) if (parts.includes(share.part)) cents += share.cents
  return cents
}

/** The row of a client on the page; null when it is not listed. */
export function rowOf(books: NaiveBooks, client: number, on: string, today: string): NaiveRow | null {
  const parts = proposed(books, client, on)
  let gross = 0
  let level = 0
  const invoices: NaiveInvoice[] = []
  for (const part of parts) {
    gross += part.open
    if (part.level > level) level = part.level
    if (!invoices.includes(part.invoice)) invoices.push(part.invoice)
  }
  let credit = 0
  for (const one of books.credits) if (one.client === client && one.receivedOn <= today) credit += one.open
  const net = gross - sumOf(impute(books, client, on, today), parts)
  return net > 0 ? { client, invoices: invoices.length, level, gross, credit, net } : null
}

export interface NaiveOrder {
  readonly on: string
  readonly letterOn: string
  readonly today: string
}

/** The letter to a client for these instalments; null when nothing would be asked. */
export function letterOf(
  books: NaiveBooks,
  client: number,
  parts: readonly NaivePart[],
  { on, letterOn, today }: NaiveOrder,
): NaiveLetter | null {
  const shares = impute(books, client, later(on, letterOn), later(today, letterOn))
  let gross = 0
  let level = 0
  for (const part of parts) {
    const asked = part.open - sumOf(shares, [part])
    gross += part.open
    if (asked > 0 && part.level > level) level = part.level
  }
  if (level === 0) return null
  const net = gross - sumOf(shares, parts)
  const levels: number[] = []
  for (const part of parts) levels.push(part.level)
  return { client, level, net, rows: tableOf(books, parts, shares, later(on, letterOn)), parts, levels }
}

/** Whether the letter would be another if it were made now. */
export function hasChanged(books: NaiveBooks, letter: NaiveLetter, order: NaiveOrder): boolean {
  const dueBy = later(order.on, order.letterOn)
  const shares = impute(books, letter.client, dueBy, later(order.today, order.letterOn))
  return tableOf(books, letter.parts, shares, dueBy).join('\n') !== letter.rows.join('\n')
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

/** Moves each instalment of a confirmed letter to its own next level. */
export function remind(letter: NaiveLetter, letterOn: string): NaiveEvent[] {
  const events: NaiveEvent[] = []
  for (const part of letter.parts) {
    const level = part.level === 4 ? 4 : part.level + 1
    events.push(move(part, 'letter', { level, remindedOn: letterOn }))
  }
  return events
}

/** A letter that had left: what is still open is at least at the level after the letter's. */
export function remindPosted(letter: NaiveLetter, letterOn: string): NaiveEvent[] {
  const events: NaiveEvent[] = []
  for (const [index, part] of letter.parts.entries()) {
    if (part.open === 0) continue
    const then = letter.levels[index] ?? 1
    const next = then === 4 ? 4 : then + 1
    const level = Math.max(part.level, next)
    const remindedOn = part.remindedOn === null ? letterOn : later(part.remindedOn, letterOn)
    events.push(move(part, 'letter', { level, remindedOn }))
  }
  return events
}

/** Takes a letter's events back, unless something has happened since to one of its instalments; null then. */
export function undo(events: readonly NaiveEvent[]): NaiveEvent[] | null {
  for (const event of events) if (event.part.standing.at(-1) !== event) return null
  const undone: NaiveEvent[] = []
  for (const event of events) {
    undone.push(move(event.part, 'undo', event.before))
    event.part.standing.splice(-2)
  }
  return undone
}

/** Writes an event of the history. */
export function move(
  part: NaivePart,
  kind: NaiveEvent['kind'],
  { level, remindedOn }: NaiveState,
): NaiveEvent {
  const before = { level: part.level, remindedOn: part.remindedOn }
  const event = { part, kind, before, level, remindedOn }
  part.level = level
  part.remindedOn = remindedOn
  part.standing.push(event)
  return event
}
