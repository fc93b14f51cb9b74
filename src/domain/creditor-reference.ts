const REFERENCE = /\bRF ?(\d{2}) ?([A-Z0-9](?: ?[A-Z0-9]){0,20})(?![A-Z0-9])/g
const LONGEST_BODY = 21

/**
 * The bodies of the creditor references (ISO 11649) in a text: "RF18 5390 0754 7034" gives
 * "539007547034". A reference whose check digits are wrong is none.
 */
export function creditorReferences(text: string): string[] {
  return [...text.toUpperCase().matchAll(REFERENCE)].flatMap(([, check = '', written = '']) => {
    const body = checkedBody(check, written.split(' '))
    return body === null ? [] : [body]
  })
}

// Written in groups of four, a reference may be followed by a word: the longest body that checks is it.
function checkedBody(check: string, groups: readonly string[]): string | null {
  for (let count = groups.length; count > 0; count -= 1) {
    const body = groups.slice(0, count).join('')
    if (body.length <= LONGEST_BODY && remainder97(`${body}RF${check}`) === 1) return body
  }
  return null
}

// ISO 7064, MOD 97-10: letters count as 10 to 35.
function remainder97(characters: string): number {
  let remainder = 0
  for (const character of characters) {
    for (const digit of String(Number.parseInt(character, 36))) {
      remainder = (remainder * 10 + Number(digit)) % 97
    }
  }
  return remainder
}
