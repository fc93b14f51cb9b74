import { XMLParser, XMLValidator } from 'fast-xml-parser'
import { issue } from './issues.ts'
import type { ReadIssue } from './records.ts'
import { cleanDeclarations, cleanStyleSheet, isSafeValue, PRESENTATION } from './svg-style.ts'
import { decodeEntities } from './xml-scan.ts'

/** A drawing rebuilt from the elements and attributes known to only draw. */
export interface SvgDrawing {
  readonly svg: string
  /** Its proportions, the longer side being 1000. */
  readonly width: number
  readonly height: number
  /** Names of what was taken out and might have been seen or done something. */
  readonly removed: readonly string[]
}

interface SvgNode {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly SvgNode[]
  /** Rules of a <style>. */
  readonly text: string
}

const MAX_NODES = 20_000
const MAX_DEPTH = 64

const SHAPES = ['path', 'rect', 'circle', 'ellipse', 'line', 'polyline', 'polygon']
const GROUPS = ['svg', 'g', 'defs', 'symbol', 'clipPath', 'mask']
const PAINTS = ['linearGradient', 'radialGradient', 'stop']
const ALLOWED = new Set([...SHAPES, ...GROUPS, ...PAINTS, 'use', 'style'])
/** Drawn as what they hold: links and alternatives mean nothing on paper. */
const UNWRAPPED = new Set(['a', 'switch'])
/** Say nothing to the eye: left out without a word. */
const SILENT = /^(?:metadata|title|desc|(?:sodipodi|inkscape|rdf|cc|dc|i|x|sketch|serif):.*)$/

const GEOMETRY = new Set([
  ...['d', 'x', 'y', 'x1', 'y1', 'x2', 'y2', 'cx', 'cy', 'r', 'rx', 'ry', 'fx', 'fy', 'width', 'height'],
  ...['points', 'transform', 'viewBox', 'preserveAspectRatio', 'offset', 'spreadMethod', 'id', 'class'],
  ...['gradientUnits', 'gradientTransform', 'clipPathUnits', 'maskUnits', 'maskContentUnits'],
])
/** Elements that may refer to another of the same drawing. */
const REFERRING = new Set(['use', 'linearGradient', 'radialGradient'])

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  ignoreDeclaration: true,
  ignorePiTags: true,
  cdataPropName: '#cdata',
  trimValues: false,
})

/**
 * Keeps of an SVG what draws with paths, colours and gradients. Scripts, events, animations, outside
 * references, texts (their font is elsewhere), images and foreign documents are taken out and told.
 */
export function cleanSvg(source: string): SvgDrawing | ReadIssue {
  if (/<!ENTITY|<!DOCTYPE[^>]*\[/i.test(source)) return issue('svg-entities')
  const text = source.replace(/<!DOCTYPE[^>[]*>/i, '')
  try {
    if (XMLValidator.validate(text) !== true) return issue('svg-malformed')
    const removed = new Set<string>()
    const budget = { nodes: MAX_NODES }
    const [root, ...others] = (parser.parse(text) as ParsedNode[]).flatMap((node) =>
      cleanNode(node, { removed, budget, depth: 0 }),
    )
    if (root?.name !== 'svg' || others.length > 0) return issue('svg-malformed')
    if (budget.nodes < 0 || drawnNodes(root) > MAX_NODES) return issue('svg-too-complex')
    const size = sizeOf(root.attributes)
    if (size === null) return issue('svg-no-size')
    return { svg: written(withSize(root, size)), ...proportions(size), removed: [...removed].sort() }
  } catch {
    // What the validator lets through and the parser does not: too deep a nesting, reserved names.
    return issue('svg-malformed')
  }
}

/** `{ name: children, ':@': attributes }`, or `{ '#text': text }`. */
type ParsedNode = Readonly<Record<string, unknown>>

interface Cleaning {
  readonly removed: Set<string>
  readonly budget: { nodes: number }
  readonly depth: number
}

function cleanNode(node: ParsedNode, cleaning: Cleaning): SvgNode[] {
  const tag = Object.keys(node).find((key) => key !== ':@') ?? ''
  if (tag.startsWith('#')) return []
  cleaning.budget.nodes -= cleaning.depth > MAX_DEPTH ? MAX_NODES : 1
  if (cleaning.budget.nodes < 0) return []
  const name = tag.replace(/^svg:/, '')
  const inner = Array.isArray(node[tag]) ? (node[tag] as ParsedNode[]) : []
  const within = { ...cleaning, depth: cleaning.depth + 1 }
  if (UNWRAPPED.has(name)) return inner.flatMap((child) => cleanNode(child, within))
  if (!ALLOWED.has(name)) {
    if (!SILENT.test(name)) cleaning.removed.add(name)
    return []
  }
  const attributes = cleanAttributes(name, (node[':@'] ?? {}) as Record<string, unknown>, cleaning.removed)
  if (name === 'style') {
    const rules = cleanStyleSheet(textIn(inner), cleaning.removed)
    return rules === '' ? [] : [{ name, attributes: {}, children: [], text: rules }]
  }
  return [{ name, attributes, children: inner.flatMap((child) => cleanNode(child, within)), text: '' }]
}

function textIn(nodes: readonly ParsedNode[]): string {
  return nodes
    .map((node) => {
      const literal = node['#cdata']
      if (Array.isArray(literal)) return textIn(literal as ParsedNode[])
      return typeof node['#text'] === 'string' ? decodeEntities(node['#text']) : ''
    })
    .join('')
}

function cleanAttributes(
  element: string,
  attributes: Readonly<Record<string, unknown>>,
  removed: Set<string>,
): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const [name, raw] of Object.entries(attributes)) {
    const value = decodeEntities(String(raw)).trim()
    if (name === 'href' || name === 'xlink:href') {
      if (REFERRING.has(element) && /^#[\w.:-]+$/.test(value)) kept['xlink:href'] = value
      else removed.add('href')
    } else if (name === 'style') {
      const declarations = cleanDeclarations(value, removed)
      if (declarations !== '') kept.style = declarations
    } else if (GEOMETRY.has(name) || PRESENTATION.has(name)) {
      if (isSafeValue(value)) kept[name] = value
      else removed.add(name)
    } else if (/^on/i.test(name)) removed.add(name)
  }
  return kept
}

// What would be drawn once each <use> stands for what it refers to: a few of them, each using the one
// before ten times, would draw for ever. A <use> that reaches itself draws without end.
function drawnNodes(root: SvgNode): number {
  const byId = new Map<string, SvgNode>()
  const index = (node: SvgNode) => {
    if (node.attributes.id !== undefined) byId.set(node.attributes.id, node)
    node.children.forEach(index)
  }
  index(root)
  const known = new Map<SvgNode, number>()
  const weigh = (node: SvgNode): number => {
    const before = known.get(node)
    if (before !== undefined) return before
    known.set(node, Number.POSITIVE_INFINITY)
    const target = node.name === 'use' ? byId.get(node.attributes['xlink:href']?.slice(1) ?? '') : undefined
    const parts = target ? [...node.children, target] : node.children
    const weight = parts.reduce((sum, part) => sum + weigh(part), 1)
    known.set(node, weight)
    return weight
  }
  return weigh(root)
}

interface Size {
  readonly width: number
  readonly height: number
}

function sizeOf({ viewBox, width, height }: SvgNode['attributes']): Size | null {
  const own = { width: lengthOf(width), height: lengthOf(height) }
  if (own.width > 0 && own.height > 0) return own
  const [, , boxWidth = 0, boxHeight = 0] = (viewBox ?? '').split(/[\s,]+/).map(Number)
  return boxWidth > 0 && boxHeight > 0 ? { width: boxWidth, height: boxHeight } : null
}

// Whatever the unit: only proportions matter. A percentage is of a page that is not known.
function lengthOf(text: string | undefined): number {
  const found = /^([\d.]+(?:e-?\d+)?)(?:px|pt|pc|mm|cm|in)?$/.exec(text ?? '')
  return found && Number.isFinite(Number(found[1])) ? Number(found[1]) : 0
}

function proportions({ width, height }: Size): Size {
  const scale = 1000 / Math.max(width, height)
  const side = (length: number) => Math.max(1, Math.round(length * scale))
  return { width: side(width), height: side(height) }
}

// Without a view box, its own size is what it draws in.
function withSize(root: SvgNode, size: Size): SvgNode {
  const viewBox = root.attributes.viewBox ?? `0 0 ${size.width} ${size.height}`
  const { width, height } = proportions(size)
  const space = { xmlns: 'http://www.w3.org/2000/svg', 'xmlns:xlink': 'http://www.w3.org/1999/xlink' }
  const own = { viewBox, width: String(width), height: String(height) }
  return { ...root, attributes: { ...space, ...own, ...root.attributes, ...own } }
}

function written(node: SvgNode): string {
  const attributes = Object.entries(node.attributes).map(([name, value]) => ` ${name}="${escaped(value)}"`)
  const inside = escaped(node.text) + node.children.map(written).join('')
  return `<${node.name}${attributes.join('')}>${inside}</${node.name}>`
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
}
