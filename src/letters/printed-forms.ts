const NO_BREAK_SPACE = '\u00a0'
const BREAK_OPPORTUNITY = '\u200b'

/** "732 829 320 00074" for a SIRET, "732 829 320" for a SIREN; anything else as it was typed. */
export function groupDigits(siret: string): string {
  const match = /^(\d{3})(\d{3})(\d{3})(\d{5})?$/.exec(siret.replace(/\s/g, ''))
  return match ? match.slice(1).filter(Boolean).join(NO_BREAK_SPACE) : siret
}

/**
 * A function that lets words of more than `length` characters wrap, after their own punctuation where they
 * have some, so that no cell is wider than its column.
 */
export function wordBreaker(length: number): (text: string) => string {
  const longWord = new RegExp(`\\S{${length + 1},}`, 'gu')
  const longPiece = new RegExp(`[^${BREAK_OPPORTUNITY}]{${length}}(?=[^${BREAK_OPPORTUNITY}])`, 'gu')
  return (text) =>
    text.length <= length
      ? text
      : text.replace(longWord, (word) =>
          word
            .replace(/[-/_.]+(?=.)/gu, (mark) => mark + BREAK_OPPORTUNITY)
            .replace(longPiece, (piece) => piece + BREAK_OPPORTUNITY),
        )
}
