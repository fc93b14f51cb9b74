import { mustHave } from '#domain/errors.ts'
import type { LetterContent, Letterhead } from '#domain/letters/letter.ts'
import { translate } from '#messages/translate.ts'
import { countPages, forgetLetters, type LaidOut, layOut, type Purpose } from './engine.ts'
import { createGlyphCheck, type GlyphCheck } from './glyphs.ts'
import { batchView, type LetterView, letterView } from './letter-view.ts'
import { footerLines, letterheadImages } from './letterhead-view.ts'
import { type PagePlan, pagePlans, pagesAllowed } from './page-plan.ts'

/** Something to tell the user about a letter that was rendered all the same. */
export interface LetterWarning {
  readonly kind: 'missing-glyphs' | 'not-rendered'
  /** Place of the letter in what was asked for, from 0. */
  readonly letterIndex: number
  readonly customerCode: string
  /** Characters printed as □; empty for a letter that could not be rendered. */
  readonly characters: readonly string[]
}

export interface RenderedLetter {
  readonly pdf: Uint8Array
  readonly pages: number
  readonly warnings: readonly LetterWarning[]
}

export interface RenderedBatch {
  readonly pdf: Uint8Array
  readonly pagesPerLetter: readonly number[]
  readonly warnings: readonly LetterWarning[]
}

/** One letter as it is archived and e-mailed: PDF/A-3b, tagged, the same bytes each time. */
export function renderArchive(letterhead: Letterhead, content: LetterContent): RenderedLetter {
  const title = `${content.title} – ${content.customerCode}`
  const { laidOut, warnings } = render(letterhead, [content], title, 'archive')
  return { pdf: laidOut.pdf, pages: mustHave(laidOut.pagesPerLetter[0], 'pages'), warnings }
}

/** Letters of one sender as one PDF to print: up to about fifty, the engine's memory grows with them. */
export function renderPrint(letterhead: Letterhead, contents: readonly LetterContent[]): RenderedBatch {
  const title = translate(contents[0]?.language ?? 'fr', 'letters.documents-title')
  const { laidOut, warnings } = render(letterhead, contents, title, 'print')
  return { pdf: laidOut.pdf, pagesPerLetter: laidOut.pagesPerLetter, warnings }
}

interface Attempt {
  readonly laidOut: LaidOut
  readonly warnings: readonly LetterWarning[]
}

function render(
  letterhead: Letterhead,
  contents: readonly LetterContent[],
  title: string,
  purpose: Purpose,
): Attempt {
  try {
    return attempt(letterhead, contents, title, purpose, false)
  } catch {
    // The fonts' own tables promise a glyph, shaping may still find none. Plain text always passes,
    // and a letter with a □ in it is better than no letter.
    return attempt(letterhead, contents, title, purpose, true)
  } finally {
    forgetLetters()
  }
}

function attempt(
  letterhead: Letterhead,
  contents: readonly LetterContent[],
  title: string,
  purpose: Purpose,
  strict: boolean,
): Attempt {
  const first = contents[0]
  if (!first) throw new Error('no letter to render')
  const shared = createGlyphCheck(strict)
  const checks: GlyphCheck[] = []
  const letters = contents.map((content) => {
    const check = createGlyphCheck(strict)
    checks.push(check)
    return letterView(letterhead, content, check.printable)
  })
  const images = letterheadImages(letterhead)
  const draw = (planned: readonly LetterView[]) => batchView(letterhead, planned, title, shared.printable)
  const footer = footerLines(letterhead, shared.printable).length
  const guessed = letters.map((letter) => ({ letter, plans: pagePlans(letter, footer) }))
  const lay = (chosen: readonly Planned[]) =>
    layOut(draw(chosen.map(asView)), images, purpose, first.letterOn)
  const count = (tried: readonly Planned[]) => countPages(draw(tried.map(asView)), images)
  const laidOut = lay(guessed)
  const settled = settlePlans(guessed, laidOut.pagesPerLetter, count)
  return {
    laidOut: settled === guessed ? laidOut : lay(settled),
    warnings: contents.flatMap((content, letterIndex) => {
      const characters = [...new Set([...shared.missing, ...(checks[letterIndex]?.missing ?? [])])]
      if (characters.length === 0) return []
      return [
        { kind: 'missing-glyphs' as const, letterIndex, customerCode: content.customerCode, characters },
      ]
    }),
  }
}

/** A letter with the plans still worth trying for it, the chosen one first. */
interface Planned {
  readonly letter: Omit<LetterView, 'plan'>
  readonly plans: readonly PagePlan[]
}

function asView({ letter, plans: [plan] }: Planned): LetterView {
  if (!plan) throw new Error('a letter can always run over pages')
  return { ...letter, plan }
}

// Letters that their guessed plan does not hold, which are few, go through the next ones by themselves.
function settlePlans(
  guessed: readonly Planned[],
  pages: readonly number[],
  count: (tried: readonly Planned[]) => readonly number[],
): readonly Planned[] {
  const settled = new Map<Planned, Planned>()
  let open = guessed.map((from, index) => ({ from, now: from, pages: pages[index] ?? 1 }))
  for (;;) {
    open = open.filter(({ now, pages }) => {
      const [plan, next] = now.plans
      return plan && next && pages > pagesAllowed(plan)
    })
    if (open.length === 0) break
    const tried = open.map(({ from, now }) => ({ from, now: { ...now, plans: now.plans.slice(1) } }))
    const found = count(tried.map(({ now }) => now))
    open = tried.map((trial, index) => ({ ...trial, pages: found[index] ?? 1 }))
    for (const { from, now } of tried) settled.set(from, now)
  }
  return settled.size === 0 ? guessed : guessed.map((planned) => settled.get(planned) ?? planned)
}
