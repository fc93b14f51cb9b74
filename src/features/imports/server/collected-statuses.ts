import type { Day } from '#domain/days-and-money/day.ts'
import { sumCents } from '#domain/days-and-money/money.ts'
import { isDueOnPayment, leftToTell, type VatShare } from '#domain/receivables/collected-vat.ts'
import { type Archive, extensionOf } from '#platform/archive.ts'
import { type CollectedStatus, collectedXml } from '#readers/cdar-writer.ts'
import { readEInvoice } from '#readers/e-invoice.ts'
import type { EInvoice } from '#readers/e-invoice-record.ts'
import { plainPercent } from '#readers/e-invoice-vat.ts'
import { bytesSource } from '#readers/source.ts'
import type { CollectedInvoice } from './collected-store.ts'

/** Why an invoice with something collected has no file. */
type Untold =
  /** VAT is not due on payment: nothing is owed. */
  | 'not-on-payment'
  /** It came in no e-invoice. */
  | 'no-e-invoice'
  /** Neither BT-8 nor BT-23 says when VAT is due. */
  | 'rule-unknown'
  /** Its rates are not given, or do not add up to its total. */
  | 'no-rates'
  /** A status told before gives no rate, or another currency. */
  | 'told-without-rate'
  /** Settled without a payment that is known: on no known day. */
  | 'no-payment'
  /** The SIREN of the seller or of the buyer is missing. */
  | 'no-siren'

/** One invoice: what is left to tell of it, in signed cents, and its file or why it has none. */
interface ToldInvoice {
  readonly number: string | null
  readonly currency: string
  readonly cents: number
  readonly amounts: readonly VatShare[]
  readonly untold: Untold | null
  readonly xml: string | null
}

/**
 * The statuses « Encaissée » (212) that a seller owes its platform of these invoices: what they have collected less what
 * statuses told before, by rate of VAT. An invoice with nothing left to tell is not there; one that cannot be told is,
 * with the reason.
 */
export async function collectedStatuses(
  invoices: readonly CollectedInvoice[],
  parts: {
    readonly archive: Pick<Archive, 'get'>
    readonly until: Day
    readonly messageId: () => string
  },
): Promise<readonly ToldInvoice[]> {
  const answers: ToldInvoice[] = []
  for (const invoice of invoices) {
    const { number, currency, collectedCents, lastOn, undatedCents } = invoice
    if (undatedCents !== 0)
      answers.push({ number, currency, cents: undatedCents, amounts: [], untold: 'no-payment', xml: null })
    const cents = collectedCents - sumCents(invoice.told.map((amount) => amount.cents))
    const document = await documentOf(invoice, parts.archive)
    const found = tellable(invoice, document)
    if (typeof found === 'string') {
      if (cents !== 0) answers.push({ number, currency, cents, amounts: [], untold: found, xml: null })
      continue
    }
    if (found.amounts.length === 0) continue
    const on = cents > 0 && lastOn !== null ? lastOn : parts.until
    const xml = collectedXml({ ...found, messageId: parts.messageId(), on })
    answers.push({ number, currency, cents, amounts: found.amounts, untold: null, xml })
  }
  return answers
}

async function documentOf(
  { sha256, mediaType }: CollectedInvoice,
  archive: Pick<Archive, 'get'>,
): Promise<EInvoice | null> {
  if (sha256 === null || mediaType === null) return null
  const document = await readEInvoice(bytesSource(sha256, await archive.get(sha256, extensionOf(mediaType))))
  return document.kind === 'refused' ? null : document
}

function tellable(
  { collectedCents, currency, told }: CollectedInvoice,
  document: EInvoice | null,
): Untold | Omit<CollectedStatus, 'messageId' | 'on'> {
  if (document === null) return 'no-e-invoice'
  const rule = isDueOnPayment(document)
  if (rule === null) return 'rule-unknown'
  if (!rule) return 'not-on-payment'
  if (document.vat === null) return 'no-rates'
  const before: VatShare[] = []
  for (const { cents, percent, currency: other } of told) {
    const rate = percent === null ? null : plainPercent(percent)
    if (rate === null || other !== currency) return 'told-without-rate'
    before.push({ percent: rate, cents })
  }
  const { number, type, issuedOn, seller, buyer } = document
  if (seller.siren === null || buyer.siren === null) return 'no-siren'
  return {
    ...{ number, type, issuedOn, currency },
    ...{ sellerSiren: seller.siren, sellerName: seller.name ?? seller.siren },
    ...{ buyerSiren: buyer.siren, buyerName: buyer.name ?? buyer.siren },
    amounts: leftToTell(document.vat, collectedCents, before),
  }
}
