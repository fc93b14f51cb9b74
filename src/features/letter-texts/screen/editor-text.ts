import type { JSONContent } from '@tiptap/core'
import { lineInlines } from '#domain/letters/letter-variables.ts'
import type { Inline, RichText } from '#domain/letters/rich-text.ts'
import { checkRichText, type RichTextProblem } from '#domain/letters/rich-text-check.ts'

/**
 * The text an editor holds, as it is stored. A numbered list pasted from elsewhere may start at 3:
 * letters number from 1, so where it starts is dropped.
 */
export function editedText(document: JSONContent): RichText | RichTextProblem {
  return checkRichText(withoutStarts(document))
}

/** The line an editor of one line holds, its variables as {blanks}. */
export function editedLine(document: JSONContent): string {
  const inlines = document.content?.[0]?.content ?? []
  return inlines
    .map((node) => (node.type === 'variable' ? `{${node.attrs?.name}}` : (node.text ?? '')))
    .join('')
}

/** What an editor of one line starts from. */
export function lineDocument(line: string): JSONContent {
  const content: readonly Inline[] = lineInlines(line)
  return {
    type: 'doc',
    content: [{ type: 'paragraph', content: structuredClone([...content]) as JSONContent[] }],
  }
}

/** `document` as the editor wants it: its own copy. */
export function textDocument(text: RichText): JSONContent {
  return structuredClone(text) as JSONContent
}

function withoutStarts(node: JSONContent): JSONContent {
  const { attrs, content, ...rest } = node
  return {
    ...rest,
    ...(attrs && node.type !== 'orderedList' ? { attrs } : {}),
    ...(content ? { content: content.map(withoutStarts) } : {}),
  }
}
