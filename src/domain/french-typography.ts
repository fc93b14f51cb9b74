import type { Block, Inline, RichText } from './rich-text.ts'

const NO_BREAK_SPACE = '\u00a0'
const NARROW_SPACE = '\u202f'

/**
 * No-break spaces where French puts a space that no line may end on: narrow before ; ! ?, full before :
 * and », after «, after "n°", and inside "40 €", "12,4 %", "C. com." and
 * "art. L. 441-10". Only spaces already there change, so an
 * address such as "http://…" stays as it is.
 */
export function frenchSpaces(text: string): string {
  return text
    .replace(/[ \u00a0](?=[;!?])/g, NARROW_SPACE)
    .replace(/ (?=[:»€%])/g, NO_BREAK_SPACE)
    .replace(/(?<=«|[nN]°) /g, NO_BREAK_SPACE)
    .replace(/(?<=\bL\.|\bD\.|\bR\.) (?=\d)/g, NO_BREAK_SPACE)
    .replace(/(?<=\bC\.) (?=(?:com|civ|conso)\b)/g, NO_BREAK_SPACE)
    .replace(/(?<=\bart\.|\barticles?) (?=[LDR]\.|\d)/g, NO_BREAK_SPACE)
}

/** `frenchSpaces` on each string of a text. */
export function withFrenchSpaces(body: RichText): RichText {
  const inline = (node: Inline): Inline =>
    node.type === 'text' ? { ...node, text: frenchSpaces(node.text) } : node
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
