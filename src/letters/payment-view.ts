import { isCreditorReference } from '#domain/letters/creditor-reference.ts'
import type { LetterContent, Letterhead } from '#domain/letters/letter.ts'
import { groupedByFour, letterMoney } from '#domain/letters/letter-figures.ts'
import { translate } from '#messages/translate.ts'
import { wordBreaker } from './printed-forms.ts'
import { qrSvg } from './qr-path.ts'

/** A longer word than the details are wide wraps, and does not run under who signs. */
const breakName = wordBreaker(20)

/** "Payer par virement": the details to type, and the QR code that spares typing them. */
export interface PaymentView {
  readonly heading: string
  readonly intro: string
  readonly details: readonly (readonly [label: string, value: string])[]
  readonly qr: { readonly svg: string; readonly alternative: string } | null
}

/** The payment block of a letter, or null when there is nothing to pay or no account to pay into. */
export function paymentView(
  letterhead: Letterhead,
  content: LetterContent,
  printable: (text: string) => string,
): PaymentView | null {
  const payment = paymentDetails(letterhead, content)
  if (payment === null) return null
  const { language, paymentQr } = content
  const say = (name: string) => translate(language, `letters.pay-${name}`)
  const [[beneficiary, name], ...others] = payment.details
  return {
    heading: payment.heading,
    intro: say(paymentQr === null ? 'enter' : 'scan'),
    details: [
      [beneficiary, printable(breakName(name))],
      ...others.map(([label, value]): [string, string] => [label, printable(value)]),
    ],
    qr: paymentQr === null ? null : { svg: qrSvg(paymentQr), alternative: say('qr-alternative') },
  }
}

/** What a transfer must say, for a letter and for its e-mail alike; the beneficiary comes first. */
export function paymentDetails(
  letterhead: Pick<Letterhead, 'legalName' | 'iban' | 'bic'>,
  content: LetterContent,
): { readonly heading: string; readonly details: readonly [[string, string], ...[string, string][]] } | null {
  if (letterhead.iban === null || content.netCents <= 0) return null
  const { language } = content
  const say = (name: string) => translate(language, `letters.pay-${name}`)
  const amount = letterMoney(demandedOf(content), content.currency, language)
  return {
    heading: say('heading'),
    details: [
      [say('beneficiary'), letterhead.legalName],
      [say('iban'), groupedByFour(letterhead.iban)],
      ...(letterhead.bic === null ? [] : [[say('bic'), letterhead.bic] as [string, string]]),
      [say(asksPrincipalAlone(content) ? 'principal' : 'amount'), amount],
      [say('reference'), readableReference(referenceOf(content))],
    ],
  }
}

// Letters frozen before demanded figures were kept have a code that asks for the net.
function demandedOf({ demandedCents, netCents }: LetterContent): number {
  return demandedCents ?? netCents
}

function asksPrincipalAlone(content: LetterContent): boolean {
  return content.penalties?.kind === 'owed' && demandedOf(content) === content.netCents
}

// What is printed beside the code is what the code says: of older letters, its eleventh line is all there is.
function referenceOf({ paymentReference, paymentQr, customerCode }: LetterContent): string {
  return paymentReference ?? (paymentQr?.split(/\r?\n/)[10] || customerCode)
}

// A creditor reference is written in groups of four, as banks and ISO 11649 have it.
function readableReference(reference: string): string {
  return isCreditorReference(reference) ? groupedByFour(reference) : reference
}
