import { decodeEntities } from './xml-scan.ts'

/** What the styles of a workbook say of the cells that have them, by index. */
export interface Styles {
  /** "%" or a currency other than the euro, which the number itself does not show. */
  readonly units: ReadonlyMap<number, string>
  readonly struck: ReadonlySet<number>
}

// Formats that have no code of their own: 0 %, 0,00 %.
const PERCENTS = [9, 10]

/** Reads `styles.xml`: the formats and fonts of cells. */
export function stylesOf(xml: string): Styles {
  const codes = new Map<number, string>()
  for (const [tag] of xml.matchAll(/<(?:\w+:)?numFmt\s[^>]*>/g))
    codes.set(Number(attributeIn(tag, 'numFmtId')), decodeEntities(attributeIn(tag, 'formatCode')))
  const fonts = [
    ...section(xml, 'fonts').matchAll(/<(?:\w+:)?font(?:\s[^>]*)?(?:\/>|>([\s\S]*?)<\/(?:\w+:)?font>)/g),
  ]
  const isStruck = fonts.map(([, font = '']) => /<(?:\w+:)?strike(?:\s+val="(?:1|true)")?\s*\/>/.test(font))
  const units = new Map<number, string>()
  const struck = new Set<number>()
  const formats = [...section(xml, 'cellXfs').matchAll(/<(?:\w+:)?xf\s[^>]*>/g)]
  for (const [style, [tag]] of formats.entries()) {
    const format = Number(attributeIn(tag, 'numFmtId'))
    const unit = PERCENTS.includes(format) ? '%' : unitOf(codes.get(format) ?? '')
    if (unit) units.set(style, unit)
    if (isStruck[Number(attributeIn(tag, 'fontId'))]) struck.add(style)
  }
  return { units, struck }
}

const SIGNS: Readonly<Record<string, string>> = { $: 'USD', '£': 'GBP', '¥': 'JPY' }

// `0.0%`, `#,##0.00 [$$-409]`, `"£"#,##0.00`: only the part for numbers above zero counts.
function unitOf(code: string): string | null {
  const [positive = ''] = code.split(';')
  const currency =
    /\[\$([^\]-]+)/.exec(positive)?.[1] ??
    /"\s*([A-Z]{3}|[$£¥])\s*"|\\?([$£¥])/.exec(positive)?.slice(1).find(Boolean)
  if (currency)
    return /€|EUR/.test(currency)
      ? null
      : (SIGNS[currency] ?? (/^[A-Z]{3}$/.test(currency) ? currency : null))
  return positive.replace(/"[^"]*"|\\./g, '').includes('%') ? '%' : null
}

function section(xml: string, name: string): string {
  return new RegExp(`<(?:\\w+:)?${name}[\\s>][\\s\\S]*?</(?:\\w+:)?${name}>`).exec(xml)?.[0] ?? ''
}

function attributeIn(tag: string, name: string): string {
  return new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? ''
}
