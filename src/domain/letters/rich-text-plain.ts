import type { Block, Inline, RichText } from './rich-text.ts'

/** The words of a text without its form: for the plain part of an e-mail, and to search in. */
export function plainText(body: RichText): string {
  return body.content.map((block) => plainBlock(block, '')).join('\n\n')
}

function plainBlock(block: Block, indent: string): string {
  if (block.type === 'paragraph') return (block.content ?? []).map(plainInline).join('')
  return block.content
    .map((item, index) => {
      const bullet = block.type === 'bulletList' ? '- ' : `${index + 1}. `
      const inner = `${indent}${' '.repeat(bullet.length)}`
      return `${bullet}${item.content.map((child) => plainBlock(child, inner)).join(`\n${inner}`)}`
    })
    .join(`\n${indent}`)
}

function plainInline(node: Inline): string {
  if (node.type === 'text') return node.text
  return node.type === 'hardBreak' ? '\n' : `[${node.attrs.name}]`
}
