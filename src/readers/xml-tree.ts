import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { issue } from './issues.ts'
import type { ReadIssue } from './records.ts'
import { decodeEntities } from './xml-scan.ts'

/** An element: its children by local name, its attributes under "@name", its text under "#text". */
export interface XmlElement {
  readonly [name: string]: string | readonly XmlElement[] | undefined
}

/** A small document, held whole. */
export interface XmlDocument {
  readonly root: string
  readonly element: XmlElement
}

// Entities are decoded by us, once and in text only: the library's own handling of them is of no use
// where a DOCTYPE is refused. Every child is in an array, so that one and many are read alike.
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  alwaysCreateTextNode: true,
  cdataPropName: '#cdata',
  trimValues: false,
  isArray: (name, _path, _isLeaf, isAttribute) => !isAttribute && name !== '#text',
})

/**
 * Parses a document of an e-invoice's size. A DOCTYPE is refused wherever it stands: none of these
 * formats has one, and entities of the document's own are how small files fill a memory.
 */
export function parseXml(text: string): XmlDocument | ReadIssue {
  const doctype = text.search(/<!(?:DOCTYPE|ENTITY)/i)
  if (doctype >= 0) return issue('einvoice-doctype', { line: lineAt(text, doctype) })
  try {
    const verdict = XMLValidator.validate(text)
    if (verdict !== true) return issue('xml-malformed', { line: verdict.err.line })
    const document: Readonly<Record<string, readonly XmlElement[]>> = parser.parse(text)
    const [found, ...others] = Object.entries(document).filter(([name]) => !name.startsWith('#'))
    const [element, ...twins] = found?.[1] ?? []
    // The validator lets a second root through.
    if (!found || !element || others.length + twins.length > 0) return issue('xml-malformed', { line: 1 })
    return { root: found[0], element }
  } catch {
    // What the validator lets through and the parser does not: too deep a nesting, reserved names.
    return issue('xml-malformed', { line: 1 })
  }
}

/** All the elements at the end of a path "A/B/C", in the order of the document. */
export function elementsAt(from: XmlElement, path: string): readonly XmlElement[] {
  let elements: readonly XmlElement[] = [from]
  for (const name of path.split('/')) {
    elements = elements.flatMap((element) => {
      const children = element[name]
      return typeof children === 'object' ? children : []
    })
  }
  return elements
}

/** The first element at the end of a path; an empty one when there is none, so that paths go on. */
export function elementAt(from: XmlElement, path: string): XmlElement {
  return elementsAt(from, path)[0] ?? {}
}

/** Texts of all the elements at the end of a path, the blank ones left out. */
export function textsAt(from: XmlElement, path: string): readonly string[] {
  return elementsAt(from, path).flatMap((element) => textOf(element) ?? [])
}

/** The first text at the end of a path, or null. */
export function textAt(from: XmlElement, path: string): string | null {
  return textsAt(from, path)[0] ?? null
}

/** An amount at the end of a path: the one in this currency where several say theirs, else the first. */
export function amountAt(from: XmlElement, path: string, currency: string | null): XmlElement {
  const amounts = elementsAt(from, path)
  return amounts.find((amount) => attributeOf(amount, 'currencyID') === currency) ?? amounts[0] ?? {}
}

/** A currency that one of these amounts names and that is not this one; null when there is none. */
export function otherCurrencyOf(amounts: readonly XmlElement[], currency: string | null): string | null {
  const named = amounts.flatMap((amount) => attributeOf(amount, 'currencyID') ?? [])
  return named.find((one) => one !== currency) ?? null
}

/** Text of the element itself, its CDATA last, or null when it is blank. */
export function textOf(element: XmlElement): string | null {
  const literal = elementsAt(element, '#cdata').map(ownText).join('')
  const words = decodeEntities(ownText(element)) + literal
  return words.trim() === '' ? null : words.trim()
}

/** An attribute, or null. */
export function attributeOf(element: XmlElement, name: string): string | null {
  const value = element[`@${name}`]
  return typeof value === 'string' ? decodeEntities(value) : null
}

function ownText(element: XmlElement): string {
  const text = element['#text']
  return typeof text === 'string' ? text : ''
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length
}
