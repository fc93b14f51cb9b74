import { issue } from './issues.ts'
import type { ReadIssue } from './records.ts'
import { decodeEntities, newXmlScan, scanXml } from './xml-scan.ts'

/** One element of a document kept whole; names in lower case, without their namespace prefix. */
export interface XmlNode {
  readonly name: string
  /** The opening tag as written, for `attributeOf`. */
  readonly markup: string
  readonly line: number
  readonly children: XmlNode[]
  /** Text of a leaf, entities decoded, without the spaces around it. */
  text: string
}

export type XmlTree =
  | { readonly root: XmlNode; readonly error: null }
  | { readonly root: null; readonly error: ReadIssue }

/** Reads a document of a bounded size into a tree; what `scanXml` refuses is refused. */
export function readXmlTree(text: string): XmlTree {
  const top: XmlNode = { name: '', markup: '', line: 0, children: [], text: '' }
  const path = [top]
  const scan = newXmlScan()
  const error = scanXml(scan, text, {
    opened(name, markup) {
      const node = { name, markup, line: scan.line, children: [], text: '' }
      path.at(-1)?.children.push(node)
      path.push(node)
    },
    closed(_name, content) {
      const node = path.pop()
      if (node) node.text = decodeEntities(content).trim()
    },
  })
  if (error) return { root: null, error }
  const [root] = top.children
  if (scan.open.length > 0 || scan.rest !== '' || !root) {
    const values = { element: scan.open.at(-1) ?? '' }
    return { root: null, error: issue('xml-truncated', { line: scan.line }, values) }
  }
  return { root, error: null }
}

/** Every element at this path below `node`: "ntrydtls/txdtls" gives those of all `ntrydtls`. */
export function nodesAt(node: XmlNode, path: string): readonly XmlNode[] {
  let found: readonly XmlNode[] = [node]
  for (const name of path.split('/')) {
    found = found.flatMap(({ children }) => children.filter((child) => child.name === name))
  }
  return found
}

/** The text of the first element that has one among these paths, in their order; "" when none has. */
export function textAt(node: XmlNode, ...paths: readonly string[]): string {
  for (const path of paths) {
    const found = nodesAt(node, path).find(({ text }) => text !== '')
    if (found) return found.text
  }
  return ''
}

/** The value of an attribute, by its local name; "" when there is none. */
export function attributeOf(node: XmlNode, name: string): string {
  const found = new RegExp(`\\s(?:[\\w.-]+:)?${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(node.markup)
  return decodeEntities(found?.[1] ?? found?.[2] ?? '')
}
