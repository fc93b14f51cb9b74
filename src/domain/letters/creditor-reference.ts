const REFERENCE = /\bRF ?(\d{2}) ?([A-Z0-9](?: ?[A-Z0-9]){0,20})(?![A-Z0-9])/g
const LONGEST_BODY = 21

/**
 * The creditor reference (ISO 11649) with this body: "FA2024001" gives "RF79FA2024001".
 * @param body 1 to 21 capital letters and digits
 */
export function creditorReference(body: string): string {
  const check = 98 - remainder97(`${body}RF00`)
  return `RF${String(check).padStart(2, '0')}${body}`
}

/** The body of the reference of a letter, unique by its run and its place there: "R12L34". */
export function letterReferenceBody(run: number, position: number): string {
  return `R${run}L${position}`
}

/**
 * The creditor references (ISO 11649) in a text, each by the bodies it may have, the longest first: "RF18 5390
 * 0754 7034" gives "539007547034". Written in groups of four, a reference may be followed by a word, which one
 * time in a hundred checks as well: what is known of the bodies tells. One whose check digits are wrong is none.
 */
export function creditorReferences(text: string): string[][] {
  return [...text.toUpperCase().matchAll(REFERENCE)].flatMap(([, check = '', written = '']) => {
    const bodies = checkedBodies(check, written.split(' '))
    return bodies.length === 0 ? [] : [bodies]
  })
}

/** True for a reference of ISO 11649 and nothing else, without spaces. */
export function isCreditorReference(text: string): boolean {
  return (
    text.length <= LONGEST_BODY + 4 &&
    /^RF\d{2}[A-Z0-9]+$/.test(text) &&
    isChecked(text.slice(2, 4), text.slice(4))
  )
}

function checkedBodies(check: string, groups: readonly string[]): string[] {
  const bodies = groups.map((_, index) => groups.slice(0, groups.length - index).join(''))
  return bodies.filter((body) => body.length <= LONGEST_BODY && isChecked(check, body))
}

function isChecked(check: string, body: string): boolean {
  return remainder97(`${body}RF${check}`) === 1
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
