import { type Currency, decimalCents } from '#domain/days-and-money/money.ts'
import { mustHave } from '#domain/errors.ts'
import { isCreditorReference } from './creditor-reference.ts'

/** What a customer's banking app fills in from the code printed on a letter. */
export interface CreditTransfer {
  readonly beneficiaryName: string
  readonly iban: string | null
  readonly bic: string | null
  readonly amountCents: number
  readonly currency: Currency
  /**
   * Shown with the transfer on the sender's bank statement: what recognises the payment. A creditor reference
   * (ISO 11649) goes where banks expect one.
   */
  readonly reference: string
}

const MAX_NAME = 70
const MAX_REFERENCE = 140
const MAX_BYTES = 331
const MIN_CENTS = 1
const MAX_CENTS = 99_999_999_999

const IBAN = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/
const BIC = /^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$/

/**
 * The text of a European credit-transfer QR code (EPC069-12 v2.1, version 002, UTF-8), or null when a
 * code cannot be made: no IBAN, another currency than the euro, an amount outside 0.01 to
 * 999,999,999.99 €. The letter then prints the bank details alone.
 */
export function epcQrPayload(transfer: CreditTransfer): string | null {
  const iban = compact(transfer.iban ?? '')
  if (!IBAN.test(iban) || transfer.currency !== 'EUR') return null
  const { amountCents } = transfer
  if (!Number.isSafeInteger(amountCents) || amountCents < MIN_CENTS || amountCents > MAX_CENTS) return null
  const bic = compact(transfer.bic ?? '')
  const name = [...oneLine(transfer.beneficiaryName)].slice(0, MAX_NAME)
  if (name.length === 0) return null
  const reference = wholeWords(oneLine(transfer.reference), MAX_REFERENCE)
  const isStructured = isCreditorReference(reference)
  const payload = () =>
    [
      'BCD',
      '002',
      '1',
      'SCT',
      BIC.test(bic) ? bic : '',
      name.join('').trim(),
      iban,
      `EUR${decimalCents(amountCents)}`,
      '',
      isStructured ? reference : '',
      isStructured ? '' : reference,
    ]
      .join('\n')
      // Trailing empty elements are left out, with the line break before them.
      .replace(/\n+$/, '')
  // The limit is in bytes, and an accented letter takes two: the name alone may be shortened.
  while (utf8Length(payload()) > MAX_BYTES) name.pop()
  return payload()
}

// A number cut short would be the number of another invoice.
function wholeWords(text: string, most: number): string {
  let kept = ''
  for (const word of text.split(' ')) {
    const longer = kept === '' ? word : `${kept} ${word}`
    if (utf8Length(longer) > most) break
    kept = longer
  }
  return kept
}

function compact(code: string): string {
  return code.replace(/\s/g, '').toUpperCase()
}

// A line break inside an element would shift every element after it.
function oneLine(text: string): string {
  return text
    .toWellFormed()
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
}

function utf8Length(text: string): number {
  let bytes = 0
  for (const character of text) {
    const codePoint = mustHave(character.codePointAt(0), 'a code point')
    bytes += codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4
  }
  return bytes
}
