import { COMMON_PASSWORDS } from './common-passwords.ts'

/** Why a password will not do; each has its sentence on the screens. */
export type PasswordWeakness = 'too-short' | 'too-long' | 'common' | 'repeated' | 'personal'

export const MIN_PASSWORD_LENGTH = 12
export const MAX_PASSWORD_LENGTH = 128

const ROWS = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890',
  'azertyuiopqsdfghjklmwxcvbn',
  'qwertyuiopasdfghjklzxcvbnm',
]
const LEET: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'l',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
  '!': 'i',
}

/**
 * Why a password will not do, or null. Length counts, not the kinds of characters (NIST SP 800-63B §3.1.1.2):
 * what is refused is what someone would try first, that is common passwords, dressed or repeated, and what is
 * known of the person.
 */
export function passwordWeakness(
  password: string,
  person: { readonly name: string; readonly email: string },
): PasswordWeakness | null {
  const length = [...password].length
  if (length < MIN_PASSWORD_LENGTH) return 'too-short'
  if (length > MAX_PASSWORD_LENGTH) return 'too-long'
  const plain = password.toLowerCase()
  if (new Set(plain).size < 5 || isRepetition(plain) || isRun(plain)) return 'repeated'
  if (isOnly(plain, personalWords(person))) return 'personal'
  if (isOnly(plain, COMMON_PASSWORDS)) return 'common'
  return null
}

// "passpasspass": a short piece over and over.
function isRepetition(text: string): boolean {
  return /^(.{1,6})\1+.{0,2}$/.test(text)
}

// Mostly a run of the alphabet, of the digits or of a keyboard, one way or the other.
function isRun(text: string): boolean {
  const pairs = [...text].slice(1).map((letter, index) => `${text[index]}${letter}`)
  const rows = [...ROWS, ...ROWS.map((row) => [...row].reverse().join(''))]
  const inRow = pairs.filter((pair) => rows.some((row) => row.includes(pair)))
  return inRow.length >= pairs.length * 0.75
}

// Nothing is left but digits and signs, or four letters at most, once these words are taken out.
function isOnly(text: string, words: readonly string[]): boolean {
  // "P@ssw0rd1234!": what follows the word is taken off before its letters are read.
  return [text, undress(text.replace(/[\d\W_]+$/u, ''))].some((dressed) => {
    const left = [...words]
      .sort((a, b) => b.length - a.length)
      .reduce((rest, word) => rest.replaceAll(word, ' '), dressed)
    const letters = left.replaceAll(/[\d\W_]/gu, '')
    return left !== dressed && letters.length < 4
  })
}

function undress(text: string): string {
  return [...text].map((letter) => LEET[letter] ?? letter).join('')
}

function personalWords({ name, email }: { readonly name: string; readonly email: string }): string[] {
  return `${name} ${email}`
    .toLowerCase()
    .split(/[^\p{L}\d]+/u)
    .filter((word) => word.length >= 3)
}
