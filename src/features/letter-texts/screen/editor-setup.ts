import { type AnyExtension, Node } from '@tiptap/core'
import { TextAlign } from '@tiptap/extension-text-align'
import type { EditorProps } from '@tiptap/pm/view'
import { StarterKit } from '@tiptap/starter-kit'
import { VariableChip, type VariableOptions } from './variable-node.ts'

/** What TipTap offers and a letter does not print: left out, so that the editor cannot produce it. */
const NEVER = {
  blockquote: false,
  code: false,
  codeBlock: false,
  dropcursor: false,
  gapcursor: false,
  heading: false,
  horizontalRule: false,
  link: false,
  strike: false,
  trailingNode: false,
} as const

/** Paragraphs, lists, bold, italic, underline, alignment and variables: domain/letters/rich-text.ts, no more. */
export function richTextExtensions(variables: VariableOptions): AnyExtension[] {
  return [
    StarterKit.configure(NEVER),
    TextAlign.configure({ types: ['paragraph'], alignments: ['left', 'center', 'right', 'justify'] }),
    VariableChip.configure(variables),
  ]
}

const SingleLine = Node.create({ name: 'doc', topNode: true, content: 'paragraph' })

/** One paragraph of words and variables: a title, a subject. */
export function lineExtensions(variables: VariableOptions): AnyExtension[] {
  const plain = { bold: false, italic: false, underline: false, hardBreak: false } as const
  const noLists = { bulletList: false, orderedList: false, listItem: false, listKeymap: false } as const
  return [
    StarterKit.configure({ ...NEVER, ...plain, ...noLists, document: false }),
    SingleLine,
    VariableChip.configure(variables),
  ]
}

/**
 * How both editors take what is typed and pasted. "{" and, at the start of a word, "/" open the list
 * of variables. What comes from another program is pasted as text: its words, none of its form.
 */
export function editorBehaviour(onAsk: VariableOptions['onAsk'], isLine: boolean): EditorProps {
  return {
    handleTextInput: (view, from, _to, text) => {
      const before = view.state.doc
        .resolve(from)
        .parent.textBetween(0, view.state.doc.resolve(from).parentOffset, null, 'x')
      if (text !== '{' && !(text === '/' && /(^|\s)$/.test(before))) return false
      onAsk(text)
      return true
    },
    handleKeyDown: (_, event) => isLine && event.key === 'Enter',
    // Before it is read as a page: the policy of ours refuses the styles of another's, and says so.
    transformPastedHTML: (html) => (isOurs(html) ? html.replace(/ style="[^"]*"/g, '') : ''),
    handlePaste: (view, event) => {
      const { clipboardData } = event
      if (!clipboardData || isOurs(clipboardData.getData('text/html'))) return false
      view.pasteText(cleanText(clipboardData.getData('text/plain'), isLine))
      return true
    },
  }
}

// Copied in an editor of ours: it has no form but ours, and its variables.
function isOurs(html: string): boolean {
  return html.includes('data-pm-slice')
}

/** Words as another program gives them: its soft line breaks are lines, its other signs are none. */
export function cleanText(pasted: string, isLine: boolean): string {
  const lines = pasted
    .replace(/\r\n?|\v|\u2028|\u2029/g, '\n')
    .replace(/\t/g, ' ')
    .replace(/(?!\n)\p{Cc}/gu, '')
  return isLine ? lines.trim().replace(/\s*\n\s*/g, ' ') : lines
}
