import type { Alignment, Block, Inline, ListItem, Mark, Paragraph, RichText } from './rich-text.ts'

/** Why a value is not a text we print, and where: "content.2.content.0". */
export interface RichTextProblem {
  readonly problem: 'malformed' | 'unknown-node' | 'unknown-mark' | 'too-deep' | 'too-long'
  readonly path: string
}

export const MAX_DEPTH = 10
export const MAX_CHARACTERS = 20_000
/** Bounds the work of a text made of empty nodes, which `MAX_CHARACTERS` does not. */
export const MAX_NODES = 5_000

const MARKS: readonly string[] = ['bold', 'italic', 'underline']
const ALIGNMENTS: readonly string[] = ['left', 'center', 'right', 'justify']

/**
 * The text of a letter as the editor sends it, rebuilt node by node: what comes back holds nothing but
 * what `RichText` describes. Strict: an unknown node, mark or attribute is a problem, never dropped,
 * so that no one believes something was saved that would not print.
 */
export function checkRichText(value: unknown): RichText | RichTextProblem {
  const walk: Walk = { nodes: 0, characters: 0 }
  try {
    const doc = nodeOf(value, '', ['content'], walk, 0)
    if (doc.type !== 'doc') throw new Problem('unknown-node', '')
    return { type: 'doc', content: childrenOf(doc, '', (child, path) => block(child, path, walk, 1)) }
  } catch (problem) {
    if (problem instanceof Problem) return { problem: problem.problem, path: problem.path }
    throw problem
  }
}

/** True for what `checkRichText` returns when the value is not a text. */
export function isRichTextProblem(checked: RichText | RichTextProblem): checked is RichTextProblem {
  return 'problem' in checked
}

interface Walk {
  nodes: number
  characters: number
}

type Fields = Readonly<Record<string, unknown>>

class Problem extends Error {
  readonly problem: RichTextProblem['problem']
  readonly path: string

  constructor(problem: RichTextProblem['problem'], path: string) {
    super(problem)
    this.problem = problem
    this.path = path
  }
}

function block(value: unknown, path: string, walk: Walk, depth: number): Block {
  const node = nodeOf(value, path, ['content', 'attrs'], walk, depth)
  if (node.type === 'paragraph') return paragraph(node, path, walk, depth)
  if (node.type !== 'bulletList' && node.type !== 'orderedList') throw new Problem('unknown-node', path)
  listAttributes(node, path)
  const content = childrenOf(node, path, (item, itemPath) => listItem(item, itemPath, walk, depth + 1))
  if (content.length === 0) throw new Problem('malformed', path)
  return { type: node.type, content }
}

function paragraph(node: Fields, path: string, walk: Walk, depth: number): Paragraph {
  const alignment = alignmentOf(node, path)
  const attrs = alignment === null ? {} : { attrs: { textAlign: alignment } }
  if (node.content === undefined) return { type: 'paragraph', ...attrs }
  const content = childrenOf(node, path, (child, childPath) => inline(child, childPath, walk, depth + 1))
  return { type: 'paragraph', ...attrs, content }
}

function listItem(value: unknown, path: string, walk: Walk, depth: number): ListItem {
  const node = nodeOf(value, path, ['content'], walk, depth)
  if (node.type !== 'listItem') throw new Problem('unknown-node', path)
  const content = childrenOf(node, path, (child, childPath) => block(child, childPath, walk, depth + 1))
  if (content.length === 0) throw new Problem('malformed', path)
  return { type: 'listItem', content }
}

function inline(value: unknown, path: string, walk: Walk, depth: number): Inline {
  const node = nodeOf(value, path, ['text', 'marks', 'attrs'], walk, depth)
  if (node.type === 'hardBreak') return { type: 'hardBreak' }
  const marks = marksOf(node, path)
  if (node.type === 'variable') {
    const name = fieldsOf(node.attrs, path, ['name']).name
    if (typeof name !== 'string' || name === '') throw new Problem('malformed', path)
    return { type: 'variable', attrs: { name }, ...marks }
  }
  if (node.type !== 'text') throw new Problem('unknown-node', path)
  const { text } = node
  if (typeof text !== 'string' || text === '') throw new Problem('malformed', path)
  walk.characters += text.length
  if (walk.characters > MAX_CHARACTERS) throw new Problem('too-long', path)
  return { type: 'text', text, ...marks }
}

function marksOf(node: Fields, path: string): { marks?: readonly Mark[] } {
  if (node.marks === undefined) return {}
  if (!Array.isArray(node.marks)) throw new Problem('malformed', path)
  const marks = node.marks.map((value: unknown): Mark => {
    const { type } = fieldsOf(value, path, ['type'])
    if (!isMarkType(type)) throw new Problem('unknown-mark', path)
    return { type }
  })
  return { marks }
}

function isMarkType(type: unknown): type is Mark['type'] {
  return typeof type === 'string' && MARKS.includes(type)
}

function isAlignment(value: unknown): value is Alignment {
  return typeof value === 'string' && ALIGNMENTS.includes(value)
}

function alignmentOf(node: Fields, path: string): Alignment | null {
  if (node.attrs === undefined) return null
  const { textAlign } = fieldsOf(node.attrs, path, ['textAlign'])
  if (textAlign === undefined || textAlign === null) return null
  if (isAlignment(textAlign)) return textAlign
  throw new Problem('malformed', path)
}

// The editor always writes where a numbered list starts and how it is numbered. Only the usual way is
// printed, so only the usual way is accepted.
function listAttributes(node: Fields, path: string): void {
  if (node.attrs === undefined) return
  const { start, type } = fieldsOf(node.attrs, path, ['start', 'type'])
  const isUsual = (start === undefined || start === 1) && (type === undefined || type === null)
  if (!isUsual) throw new Problem('malformed', path)
}

function nodeOf(
  value: unknown,
  path: string,
  fields: readonly string[],
  walk: Walk,
  depth: number,
): Fields & { readonly type: string } {
  if (depth > MAX_DEPTH) throw new Problem('too-deep', path)
  walk.nodes++
  if (walk.nodes > MAX_NODES) throw new Problem('too-long', path)
  const node = fieldsOf(value, path, ['type', ...fields])
  const { type } = node
  if (typeof type !== 'string') throw new Problem('malformed', path)
  return { ...node, type }
}

function fieldsOf(value: unknown, path: string, allowed: readonly string[]): Fields {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new Problem('malformed', path)
  }
  if (Object.keys(value).some((key) => !allowed.includes(key))) throw new Problem('malformed', path)
  return { ...value }
}

function childrenOf<T>(node: Fields, path: string, read: (child: unknown, path: string) => T): T[] {
  const { content } = node
  if (!Array.isArray(content)) throw new Problem('malformed', path)
  const prefix = path === '' ? 'content' : `${path}.content`
  return content.map((child: unknown, index) => read(child, `${prefix}.${index}`))
}
