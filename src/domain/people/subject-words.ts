import { nameWords } from '#domain/matching/party-name.ts'

/** What a client may be recognised by in a sentence that was not written about them. */
export interface SubjectWords {
  /** Their name, and those of their contacts. */
  readonly names: readonly string[]
  /** Codes, accounts, e-mail addresses. */
  readonly marks: readonly string[]
  readonly phones: readonly string[]
}

/** A shorter one is in too many sentences. */
const SHORTEST_MARK = 3
/** Of a telephone number, without what stands before it abroad and at home. */
const PHONE_DIGITS = 9

/**
 * Gives what tells whether a sentence names the client: all the telling words of a name in whatever order, a code or
 * an address, a telephone number however it is spaced. Meant to err on the side of yes.
 */
export function recogniser({ names, marks, phones }: SubjectWords): (sentence: string) => boolean {
  const told = [...names, ...marks.filter((mark) => mark.length >= SHORTEST_MARK)].map(nameWords)
  const numbers = phones.map(digitsOf).filter((digits) => digits.length >= PHONE_DIGITS)
  return (sentence) => {
    const words = new Set(nameWords(sentence))
    if (told.some((name) => name.length > 0 && name.every((word) => words.has(word)))) return true
    const digits = digitsOf(sentence)
    return numbers.some((number) => digits.includes(number.slice(-PHONE_DIGITS)))
  }
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '')
}
