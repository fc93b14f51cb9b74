import type { LetterText } from '#domain/letters/letter-text.ts'
import { lineInlines } from '#domain/letters/letter-variables.ts'
import type { Inline, RichText } from '#domain/letters/rich-text.ts'
import { plainText } from '#domain/letters/rich-text-plain.ts'

/** The parts of a text, in the order of the screen. */
export const TEXT_PARTS = [
  'title',
  'body',
  'closing',
  'signatoryName',
  'signatoryTitle',
  'emailSubject',
  'emailBody',
] as const
export type TextPart = (typeof TEXT_PARTS)[number]

export interface PartWords {
  readonly part: TextPart
  /** As one reads them, each variable by its name in plain words. */
  readonly paragraphs: readonly string[]
  /** The part itself, to tell a change of form from none. */
  readonly json: string
}

/** The words of each part of a text. */
export function paragraphsOf(text: LetterText, nameOf: (variable: string) => string): PartWords[] {
  return TEXT_PARTS.map((part) => {
    const value = text[part] ?? ''
    const rich: RichText =
      typeof value === 'string'
        ? { type: 'doc', content: [{ type: 'paragraph', content: lineInlines(value) }] }
        : value
    const paragraphs = plainText(withNames(rich, nameOf))
      .split('\n')
      .filter((line) => line.trim() !== '')
    return { part, paragraphs, json: JSON.stringify(value) }
  })
}

function withNames(text: RichText, nameOf: (variable: string) => string): RichText {
  const named = (node: Inline): Inline =>
    node.type === 'variable' ? { ...node, attrs: { name: nameOf(node.attrs.name) } } : node
  const block = (node: RichText['content'][number]): RichText['content'][number] =>
    node.type === 'paragraph'
      ? { ...node, ...(node.content ? { content: node.content.map(named) } : {}) }
      : { ...node, content: node.content.map((item) => ({ ...item, content: item.content.map(block) })) }
  return { type: 'doc', content: text.content.map(block) }
}
