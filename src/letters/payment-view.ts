import type { LetterContent, Letterhead } from '#domain/letter.ts'
import { groupedIban, letterMoney } from '#domain/letter-figures.ts'
import { translate } from '#messages/translate.ts'
import { qrSvg } from './qr-path.ts'

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
  if (letterhead.iban === null || content.netCents <= 0) return null
  const { language, paymentQr } = content
  const say = (name: string) => translate(language, `letters.pay-${name}`)
  const details: [string, string][] = [
    [say('beneficiary'), printable(letterhead.legalName)],
    [say('iban'), printable(groupedIban(letterhead.iban))],
  ]
  if (letterhead.bic !== null) details.push([say('bic'), printable(letterhead.bic)])
  details.push(
    // What the law adds is not asked for by the code: interest runs until the day of payment.
    [
      say(content.penalties?.kind === 'owed' ? 'principal' : 'amount'),
      letterMoney(content.netCents, content.currency, language),
    ],
    [say('reference'), printable(referenceOf(paymentQr) ?? content.customerCode)],
  )
  return {
    heading: say('heading'),
    intro: say(paymentQr === null ? 'enter' : 'scan'),
    details,
    qr: paymentQr === null ? null : { svg: qrSvg(paymentQr), alternative: say('qr-alternative') },
  }
}

// Eleventh line of an EPC069-12 code: the text the bank will show with the transfer. What is printed
// beside the code must be what the code says.
function referenceOf(paymentQr: string | null): string | null {
  return paymentQr?.split(/\r?\n/)[10] || null
}
