/** A cell without its padding: no-break spaces, stray carriage returns become plain spaces; NULs and marks of end of file go. */
export function cleanCell(text: string): string {
  const trimmed = text.replaceAll(END_OF_FILE, '').trim()
  return HAS_ODD_SPACE.test(trimmed) ? trimmed.replace(ODD_SPACE, oddSpace).trim() : trimmed
}

/** True when a text holds nothing but spaces, NULs and marks of end of file. */
export function isBlankText(text: string): boolean {
  return text.replaceAll(END_OF_FILE, '').replaceAll('\0', '').trim() === ''
}

/** With which MS-DOS ended its texts, and some accounting software still does. */
const END_OF_FILE = '\u001a'

/**
 * A column name as it is compared: no accents, no case, words separated by one space, so that
 * "N° de facture ", "n_de_facture" and "N DE FACTURE" are one.
 */
export function normalizeLabel(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

const HAS_ODD_SPACE = /[\0\r\n\t\u00a0\u2007\u202f\ufeff]/
const ODD_SPACE = /[\0\ufeff]|[\r\n\t\u00a0\u2007\u202f]+/g

function oddSpace(found: string): string {
  return found === '\0' || found === '\ufeff' ? '' : ' '
}

/**
 * True when accents were encoded twice, or wrongly, before they came to us: "Ã©" for "é". Names so
 * spelt would go on the letters.
 */
export function hasBrokenAccents(text: string): boolean {
  // After "Ã", Portuguese has a letter or the end of a word; a double encoding has a symbol.
  return /Ã(?:[^\p{L}\s\d.,;:)'"/-]|[ƒŠŒŽšœžŸªº])|Â[°«»]|\ufffd/u.test(text)
}

/** A number of a workbook as its format shows it: "50 %", "1200.00 USD". */
export function inUnit(value: number, unit: string): string {
  return unit === '%' ? `${Number((value * 100).toFixed(4))} %` : `${value.toFixed(2)} ${unit}`
}

/** True for what a spreadsheet shows in place of a value: an error, or a formula that was never computed. */
export function isBrokenCell(text: string): boolean {
  const first = text[0]
  if (first !== '#' && first !== '=' && first !== 'E') return false
  return /^#(?:[A-Z]{2,6}\/?[A-Z\d]?[!?]?|N\/[AD])$|^Err:\d+$|^=(?!")./.test(text)
}
