import { NOTHING_SELECTED, type Selection } from '#domain/dunning/selection.ts'
import type { Act } from './acts.ts'
import { compare, compareLetters, compareStatuses, heldPart, nameOfAccount } from './compare.ts'
import { did, type ExpectedRun, type Firm, note } from './firm.ts'
import { accountsOf, daysAfter, later, type NaiveInvoice, type NaivePart } from './naive-books.ts'
import { proposed, rowOf } from './naive-claims.ts'
import { remind, remindPosted, undo } from './naive-history.ts'
import { hasChanged, lettersOf, type NaiveLetter, type NaiveOrder } from './naive-letters.ts'

/** Which of the proposed instalments are ticked, and how the program is told. */
interface Ticks {
  readonly selection: Selection
  readonly isTicked: (part: NaivePart) => boolean
  /** What an order nobody looks at keeps: these levels, and nothing reminded at the letters' date. */
  readonly levels: readonly (1 | 2 | 3 | 4)[] | null
  readonly act: Act
}

/** A draft of what is proposed: all of it, all but some, a few invoices, or some levels. */
export async function draftRun(firm: Firm, today: string): Promise<void> {
  const order = { on: daysAfter(today, -1), letterOn: today, today }
  const ticks = await tick(firm, order)
  const letters = expectedLetters(firm, order, (part) => isKept(ticks, part, order))
  const { levels, selection } = ticks
  const run = await firm.program.draft(order, selection, levels && { levels, isNotReminded: true })
  note(firm, today, `draft ${run}: ${letters.length} letters of ${selection.base}, levels ${levels ?? 'all'}`)
  if (run !== null) did(firm, ticks.act)
  if (run !== null && firm.books.hasLetterPerLevel) did(firm, 'one letter per level')
  await expectRun(firm, run, order, letters)
}

async function expectRun(
  firm: Firm,
  run: number | null,
  order: NaiveOrder,
  letters: readonly NaiveLetter[],
): Promise<void> {
  compare(firm, order.today, 'draft', [`${letters.length > 0}`], [`${run !== null}`])
  if (run === null) return
  await compareLetters(firm, run, letters, order.today)
  const references = await referencesOf(firm, run, letters, order.today)
  firm.runs.push({ run, order, letters, references, moved: new Map(), isDraft: true })
}

/** Invoices that a transfer can name one by one; beyond, a letter has a reference of its own. */
const MOST_NAMED = 8

async function referencesOf(
  firm: Firm,
  run: number,
  letters: readonly NaiveLetter[],
  today: string,
): Promise<Map<NaiveLetter, string>> {
  const held = await firm.program.letters(run)
  const references = new Map<NaiveLetter, string>()
  for (const letter of letters) {
    if (new Set(letter.parts.map(({ invoice }) => invoice)).size <= MOST_NAMED) continue
    const [part] = letter.parts
    const id = part ? (await heldPart(firm, part, today)).id : 0
    const reference = held.find(({ partIds }) => partIds.includes(id))?.reference
    compare(firm, today, `reference of a letter of run ${run}`, ['RF'], [reference?.slice(0, 2) ?? 'none'])
    if (reference) references.set(letter, reference)
  }
  return references
}

async function tick(firm: Firm, { on, today }: NaiveOrder): Promise<Ticks> {
  const { chance, books } = firm
  const ofAll = {
    selection: { ...NOTHING_SELECTED, base: 'all' },
    isTicked: () => true,
    levels: null,
    act: 'draft of all',
  } as const
  const how = chance(4)
  if (how === 0) return ofAll
  if (how === 1) return { ...ofAll, act: 'draft of some levels', levels: chance(2) === 0 ? [1, 2] : [2, 3] }
  const base = how === 2 ? 'all' : 'none'
  const due = accountsOf(books).flatMap((account) => proposed(books, account, on))
  const other = new Set<NaiveInvoice>()
  for (const part of due) if (chance(3) === 0) other.add(part.invoice)
  const invoices: Record<string, Selection['invoices'][string]> = {}
  for (const { parts } of other) {
    const [part] = parts
    if (!part) continue
    const { invoiceId, customerId, currency } = await heldPart(firm, part, today)
    invoices[invoiceId] = { customer: `${customerId}:${currency}`, ticked: base === 'none' }
  }
  const isTicked = ({ invoice }: NaivePart) => other.has(invoice) === (base === 'none')
  const act = base === 'all' ? 'draft of all but some' : 'draft of a few'
  return { selection: { base, customers: {}, invoices }, isTicked, levels: null, act }
}

function isKept({ isTicked, levels }: Ticks, part: NaivePart, { letterOn }: NaiveOrder): boolean {
  if (!isTicked(part) || levels === null) return isTicked(part)
  const isReminded = part.remindedOn !== null && part.remindedOn >= letterOn
  return !isReminded && levels.some((level) => level === part.level)
}

function expectedLetters(
  { books }: Firm,
  order: NaiveOrder,
  isKept: (part: NaivePart) => boolean,
): NaiveLetter[] {
  return accountsOf(books).flatMap((account) => {
    if (rowOf(books, account, order.on, order.today) === null) return []
    return lettersOf(books, account, proposed(books, account, order.on).filter(isKept), order)
  })
}

/** Confirms every draft, the oldest first; what is to review is decided of, or left. */
export async function confirmDrafts(firm: Firm, today: string): Promise<void> {
  for (const draft of firm.runs.filter(({ isDraft }) => isDraft)) {
    draft.isDraft = false
    await confirmDraft(firm, draft, today)
  }
}

async function confirmDraft(firm: Firm, draft: ExpectedRun, today: string): Promise<void> {
  const order = { ...draft.order, today }
  const others = draft.letters.filter((letter) => hasChanged(firm.books, letter, order))
  const statuses = new Map(draft.letters.map((letter) => [letter, 'confirmed']))
  for (const letter of others) statuses.set(letter, 'to-review')
  for (const letter of draft.letters) {
    if (others.includes(letter)) continue
    const events = remind(letter, order.letterOn)
    draft.moved.set(letter, events)
    firm.events.push(...events)
  }
  await firm.program.confirm(draft.run, today)
  did(firm, 'run confirmed')
  did(firm, 'letter to review', others.length)
  note(firm, today, `confirm ${draft.run}: ${draft.moved.size} of ${draft.letters.length}`)
  await compareStatuses(firm, draft.run, statuses, today)
  // Some at once, then those that are left.
  await decideOf(
    firm,
    draft,
    statuses,
    others.filter(() => firm.chance(3) === 0),
    today,
  )
  const left = others.filter((letter) => statuses.get(letter) === 'to-review')
  await decideOf(firm, draft, statuses, left, today)
}

const DECIDED = {
  posted: 'letters posted',
  dropped: 'letters dropped',
  redone: 'letters made again',
} as const
const DECISIONS = ['posted', 'dropped', 'redone', null] as const

/** Posted already, not to be sent, made again, or left as they are. */
async function decideOf(
  firm: Firm,
  draft: ExpectedRun,
  statuses: Map<NaiveLetter, string>,
  letters: readonly NaiveLetter[],
  today: string,
): Promise<void> {
  const decision = DECISIONS[firm.chance(DECISIONS.length)]
  if (letters.length === 0 || !decision) return
  const whom = letters.map(({ account }) => nameOfAccount(firm, account)).join(', ')
  note(firm, today, `${decision}, of ${draft.run}: ${whom}`)
  did(firm, DECIDED[decision], letters.length)
  const chosen = await lettersHeld(firm, draft.run, letters, today)
  const { run } = await firm.program.decide(draft.run, decision, chosen, today)
  for (const letter of letters) {
    statuses.set(letter, decision === 'posted' ? 'confirmed' : 'discarded')
    if (decision !== 'posted') continue
    const events = remindPosted(letter, draft.order.letterOn)
    draft.moved.set(letter, events)
    firm.events.push(...events)
  }
  await compareStatuses(firm, draft.run, statuses, today)
  if (decision === 'redone') await expectRedone(firm, draft, letters, run, today)
}

async function lettersHeld(
  firm: Firm,
  run: number,
  letters: readonly NaiveLetter[],
  today: string,
): Promise<number[]> {
  const wanted = new Set<number>()
  for (const { parts } of letters)
    for (const part of parts) wanted.add((await heldPart(firm, part, today)).id)
  const held = await firm.program.letters(run)
  return held.filter(({ partIds }) => partIds.some((id) => wanted.has(id))).map(({ id }) => id)
}

/** Made again with what is so today, of the same invoices, dated today at the earliest. */
async function expectRedone(
  firm: Firm,
  draft: ExpectedRun,
  letters: readonly NaiveLetter[],
  run: number | null,
  today: string,
): Promise<void> {
  const parts = letters.flatMap((letter) => letter.parts)
  let letterOn = later(today, draft.order.letterOn)
  for (const { remindedOn } of parts) if (remindedOn !== null) letterOn = later(letterOn, remindedOn)
  const order = { on: draft.order.on, letterOn, today }
  const invoices = new Set(parts.map(({ invoice }) => invoice))
  const redone = expectedLetters(firm, order, ({ invoice }) => invoices.has(invoice))
  await expectRun(firm, run, order, redone)
}

/** Takes back the last run that was confirmed, letter by letter as far as nothing has moved since. */
export async function undoLast(firm: Firm, today: string): Promise<void> {
  const last = firm.runs.findLast(({ moved }) => moved.size > 0)
  if (!last) return
  let undone = 0
  for (const [letter, events] of last.moved) {
    const back = undo(events)
    if (back === null) continue
    firm.events.push(...back)
    last.moved.delete(letter)
    undone += 1
  }
  const done = await firm.program.cancel(last.run, today)
  did(firm, 'letters undone', undone)
  note(firm, today, `undo ${last.run}: ${undone} letters`)
  compare(firm, today, `undoing of run ${last.run}`, [`${undone} letters`], [`${done.cancelled} letters`])
}
