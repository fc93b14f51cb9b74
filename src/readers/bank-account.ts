import { isValidIBAN } from 'ibantools'
import { normalizeLabel } from './cells.ts'
import type { TableRow } from './rows.ts'

/**
 * The account that the lines above a table name, as they write it: an IBAN without blanks, else a number, whole or
 * masked (« ****1234 »); "" when none does.
 */
export function accountSaidBy(titles: readonly TableRow[]): string {
  const lines = titles.map((row) => row.cells.map((cell) => unformula(String(cell))))
  for (const cells of lines)
    for (const cell of cells) {
      const iban = ibanIn(cell)
      if (iban) return iban
    }
  for (const cells of lines) {
    const number = numberIn(cells)
    if (number) return number
  }
  return ''
}

/** An account of a cell of its own column: an IBAN or a number without blanks, else its words. */
export function accountOfCell(text: string): string {
  const plain = unformula(text).trim()
  return ibanIn(plain) ?? (/^[\d\s.]+$/.test(plain) ? plain.replace(/[\s.]/g, '') : plain)
}

/**
 * The account meant among those known: the same, the one whose IBAN has this number inside, or the only one that ends
 * with the digits left of a masked one. Null when none or several are.
 */
export function accountMeant(said: string, known: readonly string[]): string | null {
  if (said === '') return null
  if (known.includes(said)) return said
  const digits = /[*xX•.]{2,}\s*([\dA-Z]{3,5})$/.exec(said)?.[1]
  const number = said.replace(/[^\dA-Z]/gi, '').replace(/^0+/, '')
  const isMeant = (account: string) => {
    const bare = account.replaceAll(' ', '').toUpperCase()
    if (digits !== undefined) return numberOf(bare).endsWith(digits)
    return number.length >= 5 && bare.slice(bare.length > 15 ? 4 : 0).includes(number.toUpperCase())
  }
  const found = known.filter(isMeant)
  return found.length === 1 && found[0] !== undefined ? found[0] : null
}

// A French IBAN: country and check digits 4, bank 5, branch 5, number 11, key 2.
function numberOf(account: string): string {
  return /^FR\d{2}/.test(account) && account.length === 27 ? account.slice(14, 25) : account
}

// Excel is told by ="0123" that a number is a text.
function unformula(text: string): string {
  return text.replace(/^="?([^"]*)"?$/, '$1')
}

function ibanIn(text: string): string | null {
  const found = text
    .toUpperCase()
    .match(/\b[A-Z]{2}\d{2}(?: ?[\dA-Z]{4}){2,7}(?: ?[\dA-Z]{1,3})?(?![\dA-Z])/g)
  for (const one of found ?? []) {
    const iban = one.replaceAll(' ', '')
    if (isValidIBAN(iban)) return iban
  }
  return null
}

const ACCOUNT_WORDS = /(?:compte|account|iban|rib|carte|livret)/
// A day or an amount is no account.
const NUMBER = /(?:[*xX•.]{2,}\s*\d{3,5}|\d[\d ]{3,22}[\dA-Z])(?![\d,./-])/

function numberIn(cells: readonly string[]): string | null {
  const [first = '', second = ''] = cells.filter((cell) => cell.trim() !== '')
  if (ACCOUNT_WORDS.test(normalizeLabel(first))) {
    const words = first.replace(/\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}/g, '')
    const found = NUMBER.exec(words.replace(/^.*?(?:compte|account|carte|rib|livret)/i, ''))
    if (found) return found[0].replaceAll(' ', '')
    const beside = cells.slice(1).find((cell) => NUMBER_BESIDE.test(cell.trim()))
    if (beside) return beside.trim().replaceAll(' ', '')
  }
  // Société Générale writes the number alone, first, beside the days of the period.
  if (NUMBER_ALONE.test(first.trim()) && /\d[/.-]\d/.test(second)) return first.trim().replaceAll(' ', '')
  return null
}

// La Banque Postale has a letter inside: 1234567A020.
const NUMBER_BESIDE = /^(?:[*xX•.]{2,}\s*\d{3,5}|\d[\dA-Z ]{4,22}\d)$/
const NUMBER_ALONE = /^(?:[*xX•.]{2,}\s*\d{3,5}|\d[\d ]{4,22}[\dA-Z])$/
