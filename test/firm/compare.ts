import { type Firm, nameOf } from './firm.ts'
import { accountsOf, daysAfter, type NaiveAccount, type NaivePart } from './naive-books.ts'
import { proposed, rowOf } from './naive-claims.ts'
import type { NaiveLetter } from './naive-letters.ts'
import { probableOf } from './naive-probable.ts'
import { brokenPromise } from './naive-promises.ts'
import { COMPANY, type HeldPart } from './program.ts'

/** Where the program and the naive model differ, with the last things done before. */
export class Disagreement extends Error {}

/** Everything, at the end of a day. @throws Disagreement */
export async function compareAll(firm: Firm, today: string): Promise<void> {
  if (firm.books.invoices.length === 0) return
  const held = await firm.program.parts()
  const expected = firm.books.invoices.flatMap(({ parts }) =>
    parts.map((part) => `${nameOfPart(firm, part)} open ${part.open} level ${part.level} ${part.remindedOn}`),
  )
  const found = held.map((one) => `${nameOfHeld(one)} open ${one.open} level ${one.level} ${one.remindedOn}`)
  compare(firm, today, 'instalments', expected, found)
  await compareCredits(firm, today)
  await compareHistory(firm, today, held)
  await comparePage(firm, today)
}

async function compareCredits(firm: Firm, today: string): Promise<void> {
  const expected = firm.books.credits
    .filter(({ open }) => open > 0)
    .map((one) => `${nameOfAccount(firm, one)} ${one.kind} ${one.number} ${one.receivedOn} ${one.open}`)
  const found = (await firm.program.credits()).map(
    (one) => `${one.name} ${one.currency} ${one.kind} ${one.number} ${one.receivedOn} ${one.open}`,
  )
  compare(firm, today, 'credits', expected, found)
}

async function compareHistory(firm: Firm, today: string, held: readonly HeldPart[]): Promise<void> {
  const names = new Map(held.map((one) => [one.id, nameOfHeld(one)]))
  const events = await firm.program.eventsAfter(firm.lastEventId)
  const found = events.map(
    (one) =>
      `${names.get(one.partId)} ${one.kind} ${one.levelBefore} ${one.remindedBefore} → ${one.level} ${one.remindedOn}`,
  )
  const expected = firm.events.map(
    ({ part, kind, before, level, remindedOn }) =>
      `${nameOfPart(firm, part)} ${kind} ${before.level} ${before.remindedOn} → ${level} ${remindedOn}`,
  )
  compare(firm, today, 'history', expected, found)
  firm.events.length = 0
  firm.lastEventId = events.at(-1)?.id ?? firm.lastEventId
}

async function comparePage(firm: Firm, today: string): Promise<void> {
  const on = daysAfter(today, -1)
  const expected: string[] = []
  for (const account of accountsOf(firm.books)) {
    const row = rowOf(firm.books, account, on, today)
    if (row === null) continue
    const { invoices, level, gross, credit, net } = row
    const paid = probableOf(firm.books, account).flatMap((one) => one.invoices)
    const due = proposed(firm.books, account, on).map(({ invoice }) => invoice)
    const told = new Set(due.filter((invoice) => paid.includes(invoice))).size
    const broken = brokenPromise(firm.books, firm.promises, account, on)
    expected.push(
      `${nameOfAccount(firm, account)} ${invoices} invoices level ${level} ${gross} credit ${credit} net ${net} probably paid ${told} broken ${broken}`,
    )
  }
  const found = (await firm.program.rows(on, today)).map(
    (row) =>
      `${row.name} ${row.currency} ${row.invoiceCount} invoices level ${row.level} ${row.amountCents} credit ${row.creditCents} net ${row.netCents} probably paid ${row.probablyPaidCount} broken ${row.brokenPromiseOn}`,
  )
  compare(firm, today, 'page', expected, found)
}

/** The letters of a draft: level, net and instalments. @throws Disagreement */
export async function compareLetters(
  firm: Firm,
  run: number,
  letters: readonly NaiveLetter[],
  today: string,
): Promise<void> {
  const held = new Map((await firm.program.parts()).map((one) => [one.id, one]))
  const found = (await firm.program.letters(run)).map((letter) => {
    const parts = letter.partIds.map((id) => held.get(id)).filter((part) => part !== undefined)
    return `level ${letter.level} net ${letter.net}: ${parts.map(nameOfHeld).sort().join(', ')}`
  })
  const expected = letters.map(
    ({ level, net, parts }) =>
      `level ${level} net ${net}: ${parts
        .map((part) => nameOfPart(firm, part))
        .sort()
        .join(', ')}`,
  )
  compare(firm, today, `letters of run ${run}`, expected, found)
}

/** What becomes of the letters of a run: a line each, by its instalments. @throws Disagreement */
export async function compareStatuses(
  firm: Firm,
  run: number,
  statuses: ReadonlyMap<NaiveLetter, string>,
  today: string,
): Promise<void> {
  const held = new Map((await firm.program.parts()).map((one) => [one.id, nameOfHeld(one)]))
  const found = (await firm.program.letters(run)).map(
    ({ partIds, status }) =>
      `${status}: ${partIds
        .map((id) => held.get(id))
        .sort()
        .join(', ')}`,
  )
  const expected = [...statuses].map(
    ([{ parts }, status]) =>
      `${status}: ${parts
        .map((part) => nameOfPart(firm, part))
        .sort()
        .join(', ')}`,
  )
  compare(firm, today, `letters of run ${run}`, expected, found)
}

/** An account in words. */
export function nameOfAccount(firm: Firm, { client, currency }: NaiveAccount): string {
  return `${nameOf(firm, client)} ${currency}`
}

/** An instalment in words, the same for both. */
export function nameOfPart(firm: Firm, { invoice, dueOn, cents }: NaivePart): string {
  return `${nameOfAccount(firm, invoice)} ${invoice.number} of ${invoice.issuedOn} due ${dueOn} ${cents}`
}

function nameOfHeld(one: HeldPart): string {
  return `${one.name} ${one.currency} ${one.number} of ${one.issuedOn} due ${one.dueOn} ${one.cents}`
}

const known = new WeakMap<NaivePart, HeldPart>()

/** The instalment that the program holds, by its ids: the rest may have changed since. @throws Disagreement */
export async function heldPart(firm: Firm, part: NaivePart, today: string): Promise<HeldPart> {
  const found = known.get(part)
  if (found) return found
  const held = new Map((await firm.program.parts()).map((one) => [nameOfHeld(one), one]))
  for (const { parts } of firm.books.invoices) {
    for (const one of parts) {
      const own = held.get(nameOfPart(firm, one))
      if (own) known.set(one, own)
    }
  }
  const own = known.get(part)
  if (!own) throw new Disagreement(`${COMPANY}, ${today}: the program has no ${nameOfPart(firm, part)}`)
  return own
}

/** Compares lines, in any order. @throws Disagreement */
export function compare(
  firm: Firm,
  today: string,
  what: string,
  expected: readonly string[],
  found: readonly string[],
): void {
  const [model, program] = [expected.toSorted(), found.toSorted()]
  if (model.join('\n') === program.join('\n')) return
  const onlyIn = (one: readonly string[], other: readonly string[]) => {
    const others = new Set(other)
    return one.filter((line) => !others.has(line)).slice(0, 5)
  }
  throw new Disagreement(
    [
      `${COMPANY}, ${today}: ${what}`,
      ...onlyIn(model, program).map((line) => `  expected ${line}`),
      ...onlyIn(program, model).map((line) => `  found    ${line}`),
      `(${model.length} expected, ${program.length} found) after`,
      ...firm.log.slice(-8),
    ].join('\n'),
  )
}
