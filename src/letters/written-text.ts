import { letterSpaces, withLetterSpaces } from '#domain/letters/french-typography.ts'
import type { LetterLanguage } from '#domain/letters/letter-figures.ts'
import type { Block, Inline, Mark, RichText } from '#domain/letters/rich-text.ts'

const TOKENS = /\{(\w+)\}|\*\*(.+?)\*\*/g

/**
 * A text written in the small notation of the default texts: a string a paragraph, "- " before the
 * items of a list, {variable}, **bold**. Only our own words are ever read this way.
 */
export function writtenText(paragraphs: readonly string[], language: LetterLanguage): RichText {
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
export function writtenLine(line: string, language: LetterLanguage): string {
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
