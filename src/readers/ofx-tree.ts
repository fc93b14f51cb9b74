import type { XmlNode } from './statement-tree.ts'
import { decodeEntities } from './xml-scan.ts'

const MAX_DEPTH = 64

/**
 * Reads the tags of an OFX file from its `<OFX>` on, SGML (version 1) or XML (version 2): in the first
 * the tags of values are closed or not, sometimes both in one file (seen). A tag followed by text is a
 * value; without, it holds others; a closing tag closes the last one of its name, or nothing. Null when
 * there is no `<OFX>`, no end to it, or more levels than any statement has.
 */
export function readOfxTree(whole: string): XmlNode | null {
  const start = whole.search(/<OFX>/i)
  if (start < 0 || !/<\/OFX>/i.test(whole.slice(start))) return null
  const text = unwrapCdata(whole.slice(start))
  let line = lineBreaks(whole, 0, start) + 1
  const root: XmlNode = { name: '', markup: '', line, children: [], text: '' }
  const path = [root]
  let from = 0
  // No "<" inside a tag: an unclosed one would otherwise be searched to the end of the file, each time.
  for (const tag of text.matchAll(/<(\/?)([\w.]+)[^<>]*>([^<]*)/g)) {
    line += lineBreaks(text, from, tag.index)
    from = tag.index
    const name = (tag[2] ?? '').toLowerCase()
    if (tag[1]) {
      const at = path.findLastIndex((node) => node.name === name)
      if (at > 0) path.length = at
      continue
    }
    const node: XmlNode = { name, markup: '', line, children: [], text: decodeEntities(tag[3] ?? '').trim() }
    path.at(-1)?.children.push(node)
    if (node.text === '') path.push(node)
    if (path.length > MAX_DEPTH) return null
  }
  return root
}

/** Every element of this name at any depth, not looking inside those found. */
export function nodesNamed(node: XmlNode, ...names: readonly string[]): XmlNode[] {
  return node.children.flatMap((child) =>
    names.includes(child.name) ? [child] : nodesNamed(child, ...names),
  )
}

/** The first non-empty text under one of these names, in their order; "" when there is none. */
export function textNamed(node: XmlNode, ...names: readonly string[]): string {
  for (const name of names) {
    const found = nodesNamed(node, name).find(({ text }) => text !== '')
    if (found) return found.text
  }
  return ''
}

// A value of this kind may hold "<" and "&", which the scan must take for text.
function unwrapCdata(text: string): string {
  const [opening, closing] = ['<![CDATA[', ']]>']
  let result = ''
  let at = 0
  for (;;) {
    const open = text.indexOf(opening, at)
    const close = open < 0 ? -1 : text.indexOf(closing, open)
    if (close < 0) return result + text.slice(at)
    const content = text.slice(open + opening.length, close)
    result += text.slice(at, open) + content.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
    at = close + closing.length
  }
}

// In a slice: a file on one line would otherwise be searched to its end for each of its tags.
function lineBreaks(text: string, from: number, to: number): number {
  return text.slice(from, to).split('\n').length - 1
}
