import { sumCents } from '#domain/days-and-money/money.ts'

/** What an invoice bears at one rate of VAT, tax included: what its total is made of. */
export interface VatShare {
  /** "20.00". */
  readonly percent: string
  readonly cents: number
}

/**
 * Whether VAT is due when the invoice is paid; null when the invoice does not say. The date of VAT (BT-8) decides: 72
 * in CII, 432 in UBL, is the payment. Else the French process (BT-23): services (S) pay then, goods (B) do not; a mix
 * of both (M) says nothing.
 */
export function isDueOnPayment(invoice: {
  readonly vatDate: string | null
  readonly process: string | null
}): boolean | null {
  if (invoice.vatDate !== null) return invoice.vatDate === '72' || invoice.vatDate === '432'
  if (/^S\d$/.test(invoice.process ?? '')) return true
  return /^B\d$/.test(invoice.process ?? '') ? false : null
}

/**
 * What is to be told of an invoice, by rate, in signed cents: what it has collected in all, spread over its rates in
 * the proportion of its total, less what was told before. Negative: told before, undone since. The sum is the amount
 * collected less the amount told, to the cent; a rate with nothing to tell is left out.
 */
export function leftToTell(
  shares: readonly VatShare[],
  collectedCents: number,
  told: readonly VatShare[],
): readonly VatShare[] {
  const collected = spread(shares, collectedCents)
  const percents = [...new Set([...collected, ...told].map(({ percent }) => percent))]
  return percents.flatMap((percent) => {
    const cents = centsAt(collected, percent) - centsAt(told, percent)
    return cents === 0 ? [] : { percent, cents }
  })
}

function centsAt(shares: readonly VatShare[], percent: string): number {
  return sumCents(shares.filter((share) => share.percent === percent).map(({ cents }) => cents))
}

// Each rate has what the running total gives less what the rates before it had: no cent is lost or made.
function spread(shares: readonly VatShare[], cents: number): readonly VatShare[] {
  const total = sumCents(shares.map((share) => share.cents))
  let [running, given] = [0, 0]
  return shares.map(({ percent, cents: share }) => {
    running += share
    const upTo = total === 0 ? 0 : proportion(cents, running, total)
    const own = upTo - given
    given = upTo
    return { percent, cents: own }
  })
}

// Rounded half up; the product of two amounts can pass what a number holds exactly.
function proportion(cents: number, part: number, total: number): number {
  const [product, whole] = [BigInt(cents) * BigInt(part), BigInt(total)]
  return Number((2n * product + whole) / (2n * whole))
}
