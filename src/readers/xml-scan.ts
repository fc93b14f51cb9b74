import { issue } from './issues.ts'
import type { ReadIssue } from './records.ts'

/** Called along the document, names in lower case and without their namespace prefix. */
export interface XmlEvents {
  /** `markup` is the whole tag, attributes included, as written. */
  opened(name: string, markup: string): void
  /** `text` is the raw character data of the element itself, entities not decoded. */
  closed(name: string, text: string): void
}

/** Where the scan of a document is, between two chunks. */
export interface XmlScan {
  /** What the last chunk left unfinished. */
  rest: string
  root: string
  text: string
  line: number
  readonly open: string[]
}

const MAX_DEPTH = 64

export function newXmlScan(): XmlScan {
  return { rest: '', root: '', text: '', line: 1, open: [] }
}

/**
 * Scans one more chunk: enough XML for a flat accounting document, and none of what is dangerous in
 * it. A DOCTYPE, hence any entity of the document's own, is refused.
 */
export function scanXml(scan: XmlScan, chunk: string, events: XmlEvents): ReadIssue | null {
  const text = scan.rest + chunk
  let at = 0
  while (at < text.length) {
    const open = text.indexOf('<', at)
    if (open !== at) addText(scan, text.slice(at, open < 0 ? text.length : open))
    if (open < 0) {
      at = text.length
      break
    }
    const end = markupEnd(text, open)
    if (end < 0) {
      at = open
      break
    }
    const error = readMarkup(scan, text.slice(open, end), events)
    if (error) return error
    at = end
  }
  scan.rest = text.slice(at)
  return null
}

/** Character data as text: the five entities of XML and character references. */
export function decodeEntities(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));/gi, (whole, decimal, hexa, name) => {
    if (name) return ENTITIES[String(name).toLowerCase()] ?? whole
    const code = decimal ? Number(decimal) : Number.parseInt(hexa, 16)
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : ''
  })
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

// Index after the markup that begins at `open`, -1 when the chunk ends inside it.
function markupEnd(text: string, open: number): number {
  if (text.startsWith('<!--', open)) return after(text, '-->', open + 4)
  if (text.startsWith('<![CDATA[', open)) return after(text, ']]>', open + 9)
  if (text.startsWith('<?', open)) return after(text, '?>', open + 2)
  // "<!-" may become a comment with the next chunk.
  if (text.length - open < 9 && '<!--<![CDATA['.includes(text.slice(open))) return -1
  return after(text, '>', open + 1)
}

function after(text: string, closing: string, from: number): number {
  const found = text.indexOf(closing, from)
  return found < 0 ? -1 : found + closing.length
}

function readMarkup(scan: XmlScan, markup: string, events: XmlEvents): ReadIssue | null {
  countLines(scan, markup)
  if (markup.startsWith('<![CDATA[')) {
    scan.text += markup.slice(9, -3).replaceAll('&', '&amp;')
    return null
  }
  if (markup.startsWith('<!--') || markup.startsWith('<?')) return null
  if (markup.startsWith('<!')) return issue('xml-doctype', { line: scan.line })
  const tag = /^<(\/?)([^\s/>]+)[\s\S]*?(\/?)>$/.exec(markup)
  if (!tag?.[2]) return issue('xml-malformed', { line: scan.line })
  const name = tag[2].replace(/^.*:/, '').toLowerCase()
  if (tag[1]) return closeElement(scan, name, events)
  if (scan.open.length === 0) {
    if (scan.root !== '') return issue('xml-malformed', { line: scan.line })
    scan.root = tag[2].replace(/^.*:/, '')
  }
  scan.open.push(name)
  scan.text = ''
  events.opened(name, markup)
  if (scan.open.length > MAX_DEPTH) return issue('xml-malformed', { line: scan.line })
  return tag[3] ? closeElement(scan, name, events) : null
}

function closeElement(scan: XmlScan, name: string, events: XmlEvents): ReadIssue | null {
  if (scan.open.pop() !== name) return issue('xml-malformed', { line: scan.line })
  events.closed(name, scan.text)
  scan.text = ''
  return null
}

function addText(scan: XmlScan, text: string): void {
  countLines(scan, text)
  scan.text += text
}

function countLines(scan: XmlScan, text: string): void {
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) scan.line++
}
