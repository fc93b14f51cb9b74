import { NOTHING_SELECTED } from '#domain/selection.ts'
import { blockSomeone, liftSomething } from './blocks.ts'
import { daysAfter, liveDay } from './business.ts'
import { codeOf, codesById, compare, compareAll, compareLetters } from './compare.ts'
import { type ExpectedRun, type Firm, note } from './firm.ts'
import { exportList } from './list-export.ts'
import {
  hasChanged,
  letterOf,
  type NaiveLetter,
  proposed,
  remind,
  remindPosted,
  rowOf,
  undo,
} from './naive-model.ts'

const FIRST_DAY = '2025-03-03'

/** Lives `days` days, and compares after each. Returns the last day. @throws Disagreement */
export async function simulate(firm: Firm, days: number): Promise<string> {
  for (let rank = 0; rank < days; rank++) {
    const today = daysAfter(FIRST_DAY, rank)
    liveDay(firm.business, today, firm.chance)
    if (rank % 3 === 0) await importList(firm, today)
    const draft = firm.runs.findLast(({ moved, letters }) => moved.size === 0 && letters.length > 0)
    if (rank % 14 === 7) await draftRun(firm, today)
    if (rank % 14 === 9 && draft) await confirmDraft(firm, draft, today)
    if (firm.chance(40) === 0) await undoLast(firm, today)
    if (firm.chance(3) === 0) await blockSomeone(firm, today)
    if (firm.chance(8) === 0) await liftSomething(firm, today)
    await compareAll(firm, today)
  }
  return daysAfter(FIRST_DAY, days - 1)
}

async function importList(firm: Firm, today: string): Promise<void> {
  const text = exportList(firm.business, firm.books, firm.clients)
  note(firm, today, `list of ${text.split('\r\n').length - 2} rows`)
  await firm.program.import('liste.csv', text, today)
}

async function draftRun(firm: Firm, today: string): Promise<void> {
  const order = { on: daysAfter(today, -1), letterOn: today, today }
  const letters: NaiveLetter[] = []
  for (const client of firm.clients.keys()) {
    if (rowOf(firm.books, client, order.on, today) === null) continue
    const letter = letterOf(firm.books, client, proposed(firm.books, client, order.on), order)
    if (letter) letters.push(letter)
  }
  if (letters.length === 0) return
  const run = await firm.program.draft(order.on, today, today, { ...NOTHING_SELECTED, base: 'all' })
  note(firm, today, `draft ${run}: ${letters.length} letters`)
  firm.runs.push({ run, order, letters, moved: new Map() })
  await compareLetters(firm, run, letters, today)
}

async function confirmDraft(firm: Firm, draft: ExpectedRun, today: string): Promise<void> {
  const expected: string[] = []
  const order = { ...draft.order, today }
  for (const letter of draft.letters) {
    const isOther = hasChanged(firm.books, letter, order)
    expected.push(`${codeOf(firm, letter.client)} ${isOther ? 'to-review' : 'confirmed'}`)
    if (isOther) continue
    const events = remind(letter, order.letterOn)
    draft.moved.set(letter, events)
    firm.events.push(...events)
  }
  await firm.program.confirm(draft.run, today)
  note(firm, today, `confirm ${draft.run}: ${draft.moved.size} of ${draft.letters.length}`)
  const codes = codesById(await firm.program.parts())
  const found = (await firm.program.letters(draft.run)).map(
    (one) => `${codes.get(one.customerId)} ${one.status}`,
  )
  compare(firm, today, `confirmation of run ${draft.run}`, expected, found)
  await decideOthers(firm, draft, today)
}

/** The letters to review, all together: posted, dropped, or left as they are. */
async function decideOthers(firm: Firm, draft: ExpectedRun, today: string): Promise<void> {
  const others = draft.letters.filter((letter) => !draft.moved.has(letter))
  const decision = (['posted', 'dropped', null] as const)[firm.chance(3)]
  if (others.length === 0 || !decision) return
  note(firm, today, `${decision}: ${others.map(({ client }) => codeOf(firm, client)).join(', ')}`)
  await firm.program.decide(draft.run, decision, today)
  if (decision === 'dropped') return
  for (const letter of others) {
    const events = remindPosted(letter, draft.order.letterOn)
    draft.moved.set(letter, events)
    firm.events.push(...events)
  }
}

async function undoLast(firm: Firm, today: string): Promise<void> {
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
  note(firm, today, `undo ${last.run}: ${undone} letters`)
  compare(firm, today, `undoing of run ${last.run}`, [`${undone} letters`], [`${done.cancelled} letters`])
}
