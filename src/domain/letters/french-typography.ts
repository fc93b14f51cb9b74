import type { LetterLanguage } from './letter-figures.ts'
import type { Block, Inline, RichText } from './rich-text.ts'

const NO_BREAK_SPACE = '\u00a0'
const NARROW_SPACE = '\u202f'

/**
 * No-break spaces where French puts a space that no line may end on: narrow before ; ! ?, full before :
 * and », after «, inside "40 €" and "12,4 %", and in citations. Only spaces already there change, so an
 * address such as "http://…" stays as it is.
 */
export function frenchSpaces(text: string): string {
  return citationSpaces(text)
    .replace(/[ \u00a0](?=[;!?])/g, NARROW_SPACE)
    .replace(/ (?=[:»€%])/g, NO_BREAK_SPACE)
    .replace(/(?<=«) /g, NO_BREAK_SPACE)
}

// "n° 1", "NO. 4", "C. com." and "art. L. 441-10" never break, in whatever language French law is cited.
function citationSpaces(text: string): string {
  return text
    .replace(/(?<=[nN]°) |(?<=\b[nN][oO]\.) (?=\d)/g, NO_BREAK_SPACE)
    .replace(/(?<=\bL\.|\bD\.|\bR\.) (?=\d)/g, NO_BREAK_SPACE)
    .replace(/(?<=\bC\.) (?=(?:com|civ|conso)\b)/g, NO_BREAK_SPACE)
    .replace(/(?<=\bart\.|\barticles?) (?=[LDR]\.|\d)/g, NO_BREAK_SPACE)
}

/** The no-break spaces of a letter's language. */
export function letterSpaces(text: string, language: LetterLanguage): string {
  return language === 'fr' ? frenchSpaces(text) : citationSpaces(text)
}

/** `letterSpaces` on each string of a text. */
export function withLetterSpaces(body: RichText, language: LetterLanguage): RichText {
  const inline = (node: Inline): Inline =>
    node.type === 'text' ? { ...node, text: letterSpaces(node.text, language) } : node
  const block = (node: Block): Block => {
    if (node.type === 'paragraph') {
      return node.content ? { ...node, content: node.content.map(inline) } : node
    }
    return {
      ...node,
      content: node.content.map((item) => ({ ...item, content: item.content.map(block) })),
    }
  }
  return { type: 'doc', content: body.content.map(block) }
}
