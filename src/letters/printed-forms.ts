const NO_BREAK_SPACE = '\u00a0'
const BREAK_OPPORTUNITY = '\u200b'

/** "732 829 320 00074" for a SIRET; anything else as it was typed. */
export function groupDigits(siret: string): string {
  const match = /^(\d{3})(\d{3})(\d{3})(\d{5})$/.exec(siret.replace(/\s/g, ''))
  return match ? match.slice(1).join(NO_BREAK_SPACE) : siret
}

/** Lets a word of more than `length` characters wrap, so that no cell is wider than its column. */
export function breakLongWords(text: string, length: number): string {
  const longWord = new RegExp(`[^\\s${BREAK_OPPORTUNITY}]{${length}}(?=\\S)`, 'gu')
  return text.replace(longWord, (part) => part + BREAK_OPPORTUNITY)
}
