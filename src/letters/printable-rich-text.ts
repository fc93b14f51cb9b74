import type { Block, Inline, RichText } from '#domain/letters/rich-text.ts'
import { wordBreaker } from './printed-forms.ts'

/** A word longer than about a line of a paragraph. */
const breakWords = wordBreaker(60)

/** `body` with every string made drawable by `printable`, its structure untouched. */
export function printableRichText(body: RichText, printable: (text: string) => string): RichText {
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
