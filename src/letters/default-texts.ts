import type { Level } from '#domain/dunning/levels.ts'
import { letterSpaces, withLetterSpaces } from '#domain/letters/french-typography.ts'
import type { LetterLanguage } from '#domain/letters/letter-figures.ts'
import type { LetterText } from '#domain/letters/letter-text.ts'
import type { Block, Inline, Mark, RichText } from '#domain/letters/rich-text.ts'
import type { Audience } from '#domain/people/parties.ts'
import { DEFAULT_WORDS_EN } from './default-texts.en.ts'
import { DEFAULT_WORDS_FR } from './default-texts.fr.ts'

const TOKENS = /\{(\w+)\}|\*\*(.+?)\*\*/g

/** The words of a language, body paragraphs in the small notation of `writtenText`. */
export interface DefaultWords {
  readonly titles: Readonly<Record<Level, string>>
  readonly closing: string
  readonly emailSubjects: Readonly<Record<Level, string>>
  /** What the e-mail that carries the letter says; the letter itself says the rest. */
  readonly emailBodies: Readonly<Record<Level, readonly string[]>>
  readonly bodies: Readonly<Record<Level, Readonly<Record<Audience, readonly string[]>>>>
}

const WORDS: Readonly<Record<LetterLanguage, DefaultWords>> = {
  fr: DEFAULT_WORDS_FR,
  en: DEFAULT_WORDS_EN,
}

/**
 * Our own text of a level: courteous, firm, last before notice, then a formal notice (law.md §3).
 * By audience, since the law differs: what L441-10 gives against a business, and the public procurement
 * code against a public buyer, may not even be mentioned to a consumer (C. conso. L121-21).
 */
export function defaultText(level: Level, language: LetterLanguage, audience: Audience): LetterText {
  const words = WORDS[language]
  return {
    title: writtenLine(words.titles[level], language),
    body: writtenText(words.bodies[level][audience], language),
    closing: writtenLine(words.closing, language),
    signatoryName: null,
    signatoryTitle: null,
    emailSubject: writtenLine(words.emailSubjects[level], language),
    emailBody: writtenText(words.emailBodies[level], language),
  }
}

/**
 * A text written in the small notation of the default texts: a string a paragraph, "- " before the
 * items of a list, {variable}, **bold**. Only our own words are ever read this way.
 */
function writtenText(paragraphs: readonly string[], language: LetterLanguage): RichText {
  const content: Block[] = []
  for (const written of paragraphs) {
    const items = written.split('\n').filter((line) => line.startsWith('- '))
    if (items.length === 0) {
      content.push({ type: 'paragraph', content: inlines(written) })
    } else {
      content.push({
        type: 'bulletList',
        content: items.map((item) => ({
          type: 'listItem',
          content: [{ type: 'paragraph', content: inlines(item.slice(2)) }],
        })),
      })
    }
  }
  return withLetterSpaces({ type: 'doc', content }, language)
}

/** A title or a subject, with the spacing of its language. */
function writtenLine(line: string, language: LetterLanguage): string {
  return letterSpaces(line, language)
}

function inlines(text: string, marks: readonly Mark[] = []): Inline[] {
  const marked = marks.length > 0 ? { marks } : {}
  const nodes: Inline[] = []
  let end = 0
  for (const token of text.matchAll(TOKENS)) {
    const [whole, variable, bold] = token
    if (token.index > end) nodes.push({ type: 'text', text: text.slice(end, token.index), ...marked })
    if (variable !== undefined) nodes.push({ type: 'variable', attrs: { name: variable }, ...marked })
    if (bold !== undefined) nodes.push(...inlines(bold, [{ type: 'bold' }]))
    end = token.index + whole.length
  }
  if (end < text.length) nodes.push({ type: 'text', text: text.slice(end), ...marked })
  return nodes
}
