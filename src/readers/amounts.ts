export type DecimalMark = ',' | '.'

/** Above this, adding amounts up could lose a cent. */
const MAX_CENTS = 1e15

/**
 * The cents written in `text[start, end)`, NaN when it is no amount, 0 when it is blank. Written for
 * the millions of cells of a ledger: the plain forms ("1234,56", "+000000069,40", "69,40-") are read
 * digit by digit; anything else goes to `parseCents`.
 */
export function centsAt(text: string, start: number, end: number): number {
  let from = start
  let to = end
  while (from < to && text.charCodeAt(from) <= SPACE) from++
  while (to > from && text.charCodeAt(to - 1) <= SPACE) to--
  if (from === to) return 0
  let sign = 1
  const first = text.charCodeAt(from)
  const last = text.charCodeAt(to - 1)
  if (first === MINUS || first === PLUS) {
    sign = first === MINUS ? -1 : 1
    from++
  } else if ((last === MINUS && !isMark(text.charCodeAt(to - 2))) || last === PLUS) {
    sign = last === MINUS ? -1 : 1
    to--
  }
  const cents = plainCents(text, from, to)
  return Number.isNaN(cents) ? (parseCents(text.slice(start, end), null) ?? Number.NaN) : sign * cents
}

// After it, a dash stands for no cents: « 300.- ».
function isMark(character: number): boolean {
  return character === COMMA || character === DOT
}

/**
 * The cents of an amount as people and software write it: thousands separators, currency sign, sign
 * before or after, accounting parentheses. `mark` is the column's decimal mark; null means either,
 * and an amount that then has two readings ("1,234") is refused. Decimals past the second are refused
 * unless they are zeros, or rounded half away from zero where the caller allows it.
 */
export function parseCents(
  text: string,
  mark: DecimalMark | null,
  moreDecimals: 'refused' | 'rounded' = 'refused',
): number | null {
  // « 300.- » is a Swiss price, and no credit.
  let digits = text
    .replace(/[\s\0\u00a0\u202f'’]/g, '')
    .replace(/(\d)[.,](?:-{1,2}|[–—])(?=\D*$)/, '$1')
    .replace(/^(?:€|EUR)|(?:€|EUR|euros?)$/gi, '')
  let sign = 1
  const parentheses = /^\((.+)\)$/.exec(digits)
  if (parentheses?.[1]) {
    sign = -1
    digits = parentheses[1]
  }
  const signed = /^([-+\u2212])?([\d.,]+)([-+\u2212])?$/.exec(digits.replace(/^([-+\u2212])(?:€|EUR)/i, '$1'))
  if (!signed || (signed[1] && signed[3])) return null
  if (isMinus(signed[1]) || isMinus(signed[3])) sign = -sign
  const parts = splitDecimals(signed[2] ?? '', mark)
  if (!parts) return null
  const [units, decimals] = parts
  if (units + decimals === '' || (moreDecimals === 'refused' && !/^\d{0,2}0*$/.test(decimals))) return null
  const roundedUp = Number(decimals[2] ?? 0) >= 5 ? 1 : 0
  const cents = Number(units) * 100 + Number(decimals.slice(0, 2).padEnd(2, '0')) + roundedUp
  return cents > MAX_CENTS ? null : sign * cents || 0
}

/**
 * The decimal mark a column of amounts uses, decided by all its cells together: one cell such as
 * "1,234" has two readings, the column seldom has. Null when no cell has any mark.
 */
export function decimalMarkOf(cells: Iterable<string>): DecimalMark | 'ambiguous' | null {
  let comma = 0
  let dot = 0
  const either = { ',': 0, '.': 0 }
  let whole = 0
  for (const cell of cells) {
    const digits = cell.replace(/[^\d.,]/g, '')
    const mark = markOf(digits)
    if (mark === ',') comma++
    else if (mark === '.') dot++
    else if (mark === 'ambiguous') either[digits.includes(',') ? ',' : '.']++
    else if (/^[1-9]\d*$/.test(digits)) whole++
    else if (/\d\.\d/.test(cell)) comma++
    else if (/\d,\d/.test(cell)) dot++
  }
  if (comma === 0 && dot === 0) return markOfThousands(either, whole)
  return comma >= dot ? ',' : '.'
}

// Where some amounts have no mark, the others would have no three decimals: « 1,200 » beside « 950 » is a thousand.
function markOfThousands(
  either: Readonly<Record<DecimalMark, number>>,
  whole: number,
): DecimalMark | 'ambiguous' | null {
  if (either[','] + either['.'] === 0) return null
  if (whole === 0 || (either[','] > 0 && either['.'] > 0)) return 'ambiguous'
  return either[','] > 0 ? '.' : ','
}

/** The cents of plain digits with at most one mark and two decimals, « 1234,56 »; null for anything else. */
export function plainCentsOf(text: string): number | null {
  const isNegative = text.charCodeAt(0) === MINUS
  const cents = plainCents(text, isNegative ? 1 : 0, text.length)
  return Number.isNaN(cents) ? null : isNegative ? -cents || 0 : cents
}

const SPACE = 0x20
const PLUS = 0x2b
const COMMA = 0x2c
const MINUS = 0x2d
const DOT = 0x2e
const ZERO = 0x30

// Digits with at most one mark and two decimals; NaN otherwise.
function plainCents(text: string, from: number, to: number): number {
  let value = 0
  let decimals = -1
  for (let index = from; index < to; index++) {
    const code = text.charCodeAt(index)
    if (code >= ZERO && code <= ZERO + 9) {
      value = value * 10 + (code - ZERO)
      if (decimals >= 0) decimals++
    } else if (isMark(code) && decimals < 0) decimals = 0
    else return Number.NaN
  }
  if (from === to || decimals > 2 || (decimals === 0 && to - from === 1)) return Number.NaN
  const cents = decimals === 2 ? value : decimals === 1 ? value * 10 : value * 100
  return cents > MAX_CENTS ? Number.NaN : cents
}

// Units and decimals as digits only, or null when the thousands are not groups of three.
function splitDecimals(text: string, mark: DecimalMark | null): readonly [string, string] | null {
  const decimalMark = mark ?? markOf(text)
  if (decimalMark === 'ambiguous') return null
  const at = decimalMark === null ? -1 : text.lastIndexOf(decimalMark)
  const units = at < 0 ? text : text.slice(0, at)
  const decimals = at < 0 ? '' : text.slice(at + 1)
  if (!/^\d*$/.test(decimals)) return null
  if (/^\d*$/.test(units)) return [units, decimals]
  const thousands = decimalMark === ',' ? /^\d{1,3}(\.\d{3})+$/ : /^\d{1,3}(,\d{3})+$/
  const isGrouped =
    thousands.test(units) || (decimalMark === null && /^\d{1,3}([.,])\d{3}(\1\d{3})*$/.test(units))
  return isGrouped ? [units.replace(/[.,]/g, ''), decimals] : null
}

/** True for « 1,234 », which alone could be a thousand or three decimals; nobody writes « 1.234 » for these in French. */
export function hasTwoReadings(text: string): boolean {
  return text.includes(',') && markOf(text.replace(/[^\d.,]/g, '')) === 'ambiguous'
}

// The last mark is the decimal one; alone and repeated it separates thousands; alone, once and
// before exactly three digits it could be either, unless it follows a lone zero.
function markOf(text: string): DecimalMark | null | 'ambiguous' {
  const marks = text.replace(/\d/g, '')
  const last = marks.at(-1)
  if (last !== ',' && last !== '.') return null
  if (marks.length > 1 && new Set(marks).size === 1) return null
  if (marks.length === 1 && /^[1-9]\d{0,2}[.,]\d{3}$/.test(text)) return 'ambiguous'
  return last
}

function isMinus(sign: string | undefined): boolean {
  return sign === '-' || sign === '\u2212'
}
