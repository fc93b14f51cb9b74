import { letterSpaces, withLetterSpaces } from '#domain/letters/french-typography.ts'
import type { LetterContent, LetterCreditRow, Letterhead, LetterRow } from '#domain/letters/letter.ts'
import { type LetterLanguage, letterDay, letterMoney } from '#domain/letters/letter-figures.ts'
import type { Block, Inline, RichText } from '#domain/letters/rich-text.ts'
import { translate } from '#messages/translate.ts'
import {
  footerLines,
  type ImageView,
  type LetterheadView,
  letterheadView,
  signatureView,
} from './letterhead-view.ts'
import type { PagePlan } from './page-plan.ts'
import { type PaymentView, paymentView } from './payment-view.ts'
import { type PenaltiesView, penaltiesView } from './penalties-view.ts'
import { wordBreaker } from './printed-forms.ts'

/** A word longer than about a line of a paragraph. */
const breakWords = wordBreaker(60)

/** What the templates read: final strings only, so that they lay out and decide nothing. */
export interface BatchView {
  readonly documentTitle: string
  readonly author: string
  /** Colour of the sender's name and of the titles; null: that of the text. */
  readonly accent: string | null
  /** Legal text at the foot of each page. */
  readonly footer: readonly string[]
  /** The sender, in each language the letters are written in. */
  readonly letterheads: Readonly<Partial<Record<LetterLanguage, LetterheadView>>>
  readonly letters: readonly LetterView[]
}

export interface LetterView {
  readonly plan: PagePlan
  readonly language: LetterLanguage
  readonly title: string
  readonly dateLine: string
  readonly codeLine: string
  /** At the foot of the pages after the first: the letter and its client. */
  readonly continuation: string
  readonly recipient: readonly string[]
  readonly body: RichText
  readonly signatory: readonly string[]
  readonly signature: ImageView | null
  readonly words: FixedWords
  readonly rows: readonly (readonly string[])[]
  readonly total: string
  /** Document, date and negative amount of each unallocated credit. */
  readonly credits: readonly (readonly string[])[]
  readonly net: { readonly label: string; readonly amount: string }
  /** A due date of the table, or of the table for information, carries the mark of an estimate. */
  readonly estimates: { readonly rows: boolean; readonly information: boolean }
  /** What the law adds to the debt. */
  readonly penalties: PenaltiesView | null
  readonly payment: PaymentView | null
  /** Rows of the table "pour mémoire", which has no total: nothing in it is asked for. */
  readonly information: readonly (readonly string[])[]
}

/** Words of the template, the same in every letter of a language. */
export interface FixedWords {
  readonly columns: readonly string[]
  readonly total: string
  readonly credits: string
  readonly estimatedNote: string
  readonly information: string
  readonly informationNote: string
  /** "Page {page} sur {pages}": the template fills it in. */
  readonly page: string
}

/** What fits the first column of the table, and a line of the window, in wide capitals. */
const breakNumber = wordBreaker(20)
const breakAddress = wordBreaker(34)

/** Makes a string drawable: `GlyphCheck.printable`. */
export type Printable = (text: string) => string

/** Letters of one sender as one document. */
export function batchView(
  letterhead: Letterhead,
  letters: readonly LetterView[],
  documentTitle: string,
  printable: Printable,
): BatchView {
  const languages = [...new Set(letters.map((letter) => letter.language))]
  return {
    documentTitle: printable(documentTitle),
    author: printable(letterhead.legalName),
    accent: letterhead.accentColor ?? null,
    footer: footerLines(letterhead, printable),
    letterheads: Object.fromEntries(
      languages.map((language) => [language, letterheadView(letterhead, language, printable)]),
    ),
    letters,
  }
}

/** One letter, every amount and date written out in its language; its plan is still to be chosen. */
export function letterView(
  letterhead: Letterhead,
  content: LetterContent,
  printable: Printable,
): Omit<LetterView, 'plan'> {
  const { language } = content
  const say = (key: string, values: Record<string, string> = {}) =>
    printable(translate(language, key, values))
  const date = letterDay(content.letterOn, language)
  const money = (cents: number) => letterMoney(cents, content.currency, language)
  const row = (item: LetterRow) => rowCells(item, content, printable)
  return {
    language,
    title: printable(letterSpaces(content.title, language)),
    dateLine: letterhead.place
      ? say('letters.date-line', { place: letterhead.place, date })
      : say('letters.date-line-without-place', { date }),
    codeLine: say('letters.customer-code', { code: content.customerCode }),
    continuation: say('letters.continuation', {
      title: letterSpaces(content.title, language),
      date,
      name: content.recipientLines[0] ?? '',
      code: content.customerCode,
    }),
    recipient: content.recipientLines.map((line) => printable(breakAddress(line))),
    body: printableRichText(withLetterSpaces(content.body, language), printable),
    signatory: signatoryLines(letterhead, content).map(printable),
    signature: signatureView(letterhead, content),
    words: FIXED_WORDS[language],
    rows: content.rows.map(row),
    total: money(content.instalmentsCents),
    credits: content.creditRows.map((credit) => creditCells(credit, content, printable)),
    net: {
      label: say(content.netCents < 0 ? 'letters.net-in-favour' : 'letters.net'),
      amount: money(Math.abs(content.netCents)),
    },
    estimates: {
      rows: content.rows.some((item) => item.dueIsEstimated),
      information: content.informationRows.some((item) => item.dueIsEstimated),
    },
    penalties: penaltiesView(content, printable),
    payment: paymentView(letterhead, content, printable),
    information: content.informationRows.map(row),
  }
}

function signatoryLines(letterhead: Letterhead, { signatory }: LetterContent): string[] {
  const lines = signatory
    ? [signatory.title, signatory.name]
    : [letterhead.signatoryTitle, letterhead.signatoryName]
  return lines.flatMap((line) => (line ? [line] : []))
}

function rowCells(row: LetterRow, content: LetterContent, printable: Printable): string[] {
  const { language, currency } = content
  const due = row.dueOn === null ? '' : letterDay(row.dueOn, language)
  return [
    printable(breakNumber(row.number)),
    row.issuedOn === null ? '' : letterDay(row.issuedOn, language),
    letterMoney(row.amountCents, currency, language),
    row.dueIsEstimated ? `${due}*` : due,
    letterMoney(row.openCents, currency, language),
  ]
}

const CREDIT_KEYS: Record<LetterCreditRow['kind'], string> = {
  'credit-note': 'letters.credit-note',
  payment: 'letters.credit-payment',
  adjustment: 'letters.credit-adjustment',
}

function creditCells(credit: LetterCreditRow, content: LetterContent, printable: Printable): string[] {
  const { language, currency } = content
  return [
    printable(creditWords(credit, content)),
    credit.receivedOn === null ? '' : letterDay(credit.receivedOn, language),
    letterMoney(credit.imputedCents ?? credit.openCents, currency, language),
  ]
}

// French counts as one whatever is under two: 1,50 € imputé, 2,00 € imputés.
const PLURAL_FROM_CENTS = 2_00

// The rest of a credit is set against what another letter asks, or will ask.
function creditWords(credit: LetterCreditRow, { language, currency }: LetterContent): string {
  const name = translate(language, CREDIT_KEYS[credit.kind], { number: breakNumber(credit.number) })
  const { openCents, imputedCents = openCents } = credit
  if (imputedCents === openCents) return name
  return translate(
    language,
    -imputedCents < PLURAL_FROM_CENTS ? 'letters.credit-part-small' : 'letters.credit-part',
    {
      credit: name,
      amount: letterMoney(-openCents, currency, language),
      part: letterMoney(-imputedCents, currency, language),
    },
  )
}

function fixedWords(language: LetterLanguage): FixedWords {
  const say = (name: string) => translate(language, `letters.${name}`)
  return {
    columns: ['number', 'date', 'amount', 'due', 'open'].map((column) => say(`column-${column}`)),
    total: say('total'),
    credits: say('credits'),
    estimatedNote: say('estimated-note'),
    information: say('information'),
    informationNote: say('information-note'),
    page: say('page-number'),
  }
}

const FIXED_WORDS: Readonly<Record<LetterLanguage, FixedWords>> = {
  fr: fixedWords('fr'),
  en: fixedWords('en'),
}

/** `body` with every string made drawable by `printable`, its structure untouched. */
function printableRichText(body: RichText, printable: (text: string) => string): RichText {
  const inline = (node: Inline): Inline => {
    if (node.type === 'hardBreak') return node
    const marks = node.marks ? { marks: node.marks } : {}
    // A variable left in a frozen letter prints its name: visible to the reader of the draft.
    const text = node.type === 'variable' ? `[${node.attrs.name}]` : node.text
    return { type: 'text', text: printable(breakWords(text)), ...marks }
  }
  const block = (node: Block): Block => {
    if (node.type !== 'paragraph') {
      return {
        type: node.type,
        content: node.content.map((item) => ({ type: item.type, content: item.content.map(block) })),
      }
    }
    const attrs = node.attrs ? { attrs: node.attrs } : {}
    return { type: 'paragraph', ...attrs, content: (node.content ?? []).map(inline) }
  }
  return { type: 'doc', content: body.content.map(block) }
}
