import { sumCents } from '#domain/days-and-money/money.ts'
import { letterDay, letterMoney } from '#domain/letters/letter-figures.ts'
import { recipientLines } from '#domain/people/parties.ts'
import type { AccountPeriod } from '#domain/receivables/account-statement.ts'
import type { PrintedColumn, PrintedDocument, PrintedSection } from '#letters/printed-document.ts'
import { translate } from '#messages/translate.ts'
import type { AccountStatement, StatementItem } from './statement-store.ts'

/** The statement of account, ready to be sent: in the language of the customer, a part for each currency. */
export function statementDocument(statement: AccountStatement): PrintedDocument {
  const { customer, letterhead, from, on } = statement
  const { language } = customer
  const say = (key: string, values: Record<string, string> = {}) =>
    translate(language, `relations.${key}`, values)
  const date = letterDay(on, language)
  return {
    language,
    title: say('statement-title', { date }),
    subtitles: [
      translate(language, 'letters.customer-code', { code: customer.code }),
      say('statement-period', { from: letterDay(from, language), to: date }),
    ],
    letterhead,
    recipientLines: recipientLines(customer),
    madeOn: on,
    dateLine: letterhead.place
      ? translate(language, 'letters.date-line', { place: letterhead.place, date })
      : translate(language, 'letters.date-line-without-place', { date }),
    isLandscape: false,
    sections:
      statement.periods.length === 0
        ? [{ heading: null, columns: [], rows: [], total: null, note: say('statement-empty') }]
        : statement.periods.flatMap((period) => {
            const items = statement.openItems.filter((item) => item.currency === period.currency)
            const open = openSection(statement, period, items)
            return [movementSection(statement, period), withExpected(statement, period, open)]
          }),
  }
}

type Say = (key: string, values?: Record<string, string>) => string

function wordsOf({ customer: { language } }: AccountStatement): Say {
  return (key, values = {}) => translate(language, `relations.${key}`, values)
}

function movementSection(statement: AccountStatement, period: AccountPeriod): PrintedSection {
  const { language } = statement.customer
  const say = wordsOf(statement)
  const money = (cents: number) => letterMoney(cents, period.currency, language)
  const day = (on: string) => letterDay(on, language)
  return {
    heading: say('statement-movements', { currency: period.currency }),
    columns: [
      column(say('statement-date'), 'left', 22),
      column(say('statement-document'), 'left', null),
      column(say('statement-debit'), 'right', 29),
      column(say('statement-credit'), 'right', 29),
      column(say('statement-balance'), 'right', 31),
    ],
    rows: [
      [day(statement.from), say('statement-opening'), '', '', money(period.openingCents)],
      ...period.movements.map((movement) => [
        day(movement.on),
        say(`movement-${movement.kind}`, { number: movement.number ?? '' }).trim(),
        movement.cents > 0 ? money(movement.cents) : '',
        movement.cents < 0 ? money(-movement.cents) : '',
        money(movement.balanceCents),
      ]),
    ],
    total: ['', say('statement-closing', { date: day(statement.on) }), '', '', money(period.closingCents)],
    note: null,
  }
}

function openSection(
  statement: AccountStatement,
  period: AccountPeriod,
  items: readonly StatementItem[],
): PrintedSection {
  const { language } = statement.customer
  const say = wordsOf(statement)
  const money = (cents: number) => letterMoney(cents, period.currency, language)
  const openCents = sumCents(items.map((item) => item.openCents))
  const lateCents = sumCents(
    items.filter((item) => item.dueOn !== null && item.dueOn < statement.on).map((item) => item.openCents),
  )
  return {
    heading: say('statement-open'),
    columns: [
      column(say('statement-document'), 'left', null),
      column(say('statement-date'), 'left', 24),
      column(say('statement-due'), 'left', 24),
      column(say('statement-amount'), 'right', 31),
      column(say('statement-left'), 'right', 31),
    ],
    rows: items.map((item) => [
      say(`movement-${item.kind === 'instalment' ? 'invoice' : item.kind}`, {
        number: item.number ?? '',
      }).trim(),
      letterDay(item.on, language),
      item.dueOn === null ? '' : letterDay(item.dueOn, language),
      money(item.amountCents),
      money(item.openCents),
    ]),
    total: items.length === 0 ? null : [say('statement-open-total'), '', '', '', money(openCents)],
    note: openNote(say, { isEmpty: items.length === 0, lateCents, openCents }, money),
  }
}

// Counted from its date alone: what is owed until then stays owed, and the client reads that it is known.
function withExpected(
  statement: AccountStatement,
  { currency }: AccountPeriod,
  section: PrintedSection,
): PrintedSection {
  const { language } = statement.customer
  const say = wordsOf(statement)
  const notes = statement.expected
    .filter((payment) => payment.currency === currency)
    .map(({ on, cents }) =>
      say('statement-expected', {
        date: letterDay(on, language),
        amount: letterMoney(cents, currency, language),
      }),
    )
  return notes.length === 0
    ? section
    : { ...section, note: [section.note, ...notes].filter(Boolean).join(' ') }
}

// What is late matters as long as the customer owes; else the balance is theirs, which a minus says too quietly.
function openNote(
  say: Say,
  open: { readonly isEmpty: boolean; readonly lateCents: number; readonly openCents: number },
  money: (cents: number) => string,
): string | null {
  if (open.isEmpty) return say('statement-nothing-open')
  if (open.openCents < 0) return say('statement-in-favour', { amount: money(-open.openCents) })
  return open.lateCents > 0 ? say('statement-late', { amount: money(open.lateCents) }) : null
}

function column(label: string, side: 'left' | 'right', widthMm: number | null): PrintedColumn {
  return { label, side, widthMm }
}
