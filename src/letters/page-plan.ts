import type { Block } from '#domain/letters/rich-text.ts'
import type { LetterView } from './letter-view.ts'

/** How a letter is laid out. */
export interface PagePlan {
  /** Of the text; titles, addresses and notes keep theirs. */
  readonly sizePt: number
  /** What is left of the space between lines, rows and blocks: 1 is all of it. */
  readonly air: number
  /** The statement of penalties begins a page. */
  readonly isStatementApart: boolean
}

type Measured = Omit<LetterView, 'plan'>

const AIRY: PagePlan = { sizePt: 10, air: 1, isStatementApart: false }
const TIGHT = 0.35
/** Under it a letter is squeezed: a formal notice rather takes a second page for its statement. */
const SQUEEZED = 0.7
const DENSITIES: readonly PagePlan[] = [
  AIRY,
  { sizePt: 10, air: 0.7, isStatementApart: false },
  { sizePt: 9.5, air: 0.8, isStatementApart: false },
  { sizePt: 9.5, air: 0.5, isStatementApart: false },
  { sizePt: 9.5, air: TIGHT, isStatementApart: false },
  { sizePt: 9, air: 0.65, isStatementApart: false },
  { sizePt: 9, air: TIGHT, isStatementApart: false },
]
const PAGE_MM = 297 - 16 - 14
/** Of text in a line of 170 mm, in sizes of that text. */
const LINE_CHARACTERS_AT_10_PT = 110
/** Rows beyond which nothing holds a letter on a page: it runs over several, and may as well be airy. */
const MOST_ROWS = 40
const MM_PER_PT = 0.3528

/**
 * The plans worth trying for a letter, in order: on one page, from airy to tight; failing that, with its
 * statement of penalties on a second; failing that, over pages. The first is a guess, since laying out is what
 * takes time: `pagesAllowed` tells whether the engine agrees.
 */
export function pagePlans(letter: Measured, footerLines: number): PagePlan[] {
  const rows = letter.rows.length + letter.credits.length + letter.information.length
  if (rows > MOST_ROWS) return [AIRY]
  const height = PAGE_MM - footerLines * 3.4
  const { penalties, ...alone } = letter
  const fitting = (measured: Measured) => DENSITIES.filter((density) => heightMm(measured, density) <= height)
  const apart = fitting({ ...alone, penalties: null }).map((plan) => ({ ...plan, isStatementApart: true }))
  // A formal notice is not squeezed on a page to spare its statement a second one.
  const whole = fitting(letter).filter(({ air }) => !penalties || air >= SQUEEZED)
  return [...whole, ...(penalties ? apart : []), AIRY]
}

/** Pages a letter takes when its plan holds. */
export function pagesAllowed(plan: PagePlan): number {
  return plan.isStatementApart ? 2 : 1
}

// Near the truth of template/letter.typ, rather under it: what is guessed too short is tried and seen.
function heightMm(letter: Measured, { sizePt, air }: PagePlan): number {
  const em = sizePt * MM_PER_PT
  const lineMm = (1.1 + 0.12 * air) * em
  const spacingMm = (0.55 + 0.45 * air - 0.46 - 0.12 * air) * em
  const lineCharacters = (LINE_CHARACTERS_AT_10_PT * 10) / sizePt
  const body = letter.body.content.map((block) => linesOf(block, lineCharacters))
  const rowMm = 0.63 * em + 0.5 + 2.4 * air
  const segmentMm = 0.58 * em + 0.6 + 1.7 * air
  const segments = letter.penalties?.documents.reduce((sum, rows) => sum + rows.length, 0) ?? 0
  return (
    78 +
    11 * air +
    body.reduce((sum, lines) => sum + lines * lineMm + spacingMm, 0) +
    closingMm(letter, em) +
    5 +
    9 * air +
    (letter.rows.length + 2) * rowMm +
    (letter.credits.length > 0 ? 3 * air + (letter.credits.length + 2) * rowMm : 0) +
    (letter.information.length > 0 ? 14 + 8 * air + (letter.information.length + 1) * rowMm : 0) +
    (letter.penalties ? 18 + 5 * air + (segments + 2 + letter.penalties.parts.length) * segmentMm : 0)
  )
}

// Who signs, and how to pay beside.
function closingMm({ signatory, signature, payment }: Measured, em: number): number {
  const signing = signatory.length * 1.24 * em + (signature ? 2 + signature.heightMm : 0)
  if (!payment) return signing
  const reference = payment.details.at(-1)?.[1] ?? ''
  const details = payment.details.length - 1 + Math.ceil(reference.length / 28)
  return Math.max(signing, payment.qr ? 23 : 0, 12 + details * 3.3)
}

function linesOf(block: Block, lineCharacters: number): number {
  if (block.type !== 'paragraph') {
    const items = block.content.flatMap((item) => item.content)
    return items.reduce((sum, item) => sum + linesOf(item, lineCharacters - 6), 0)
  }
  const text = (block.content ?? []).map((node) => (node.type === 'text' ? node.text : ' ')).join('')
  return Math.max(1, Math.ceil(text.length / lineCharacters))
}
