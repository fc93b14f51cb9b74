import { type Day, isDay } from '#domain/days-and-money/day.ts'
import { decimalCents, parseAmount, sumCents } from '#domain/days-and-money/money.ts'
import { planInstalments } from '#domain/receivables/instalment-plan.ts'
import { dueDay, parsePaymentTerm } from '#domain/receivables/payment-terms.ts'
import type { CustomerChoice, DraftInvoice, InvoiceRecord } from '../invoice-contract.ts'

/** A draft as it is typed: amounts are text until they are read. */
export interface DraftFields {
  readonly customer: CustomerChoice | null
  readonly number: string
  readonly issuedOn: Day | null
  readonly total: string
  readonly currency: string
  readonly label: string
  /** Parts the amount is divided in; null once the instalments were changed by hand. */
  readonly times: number | null
  readonly instalments: readonly InstalmentFields[]
}

export interface InstalmentFields {
  readonly key: number
  readonly dueOn: Day | null
  readonly amount: string
}

export function newFields(today: Day): DraftFields {
  return planned({
    customer: null,
    number: '',
    issuedOn: today,
    total: '',
    currency: 'EUR',
    label: '',
    times: 1,
    instalments: [],
  })
}

/** The fields of a draft already written, its instalments as they are. */
export function fieldsOf(invoice: InvoiceRecord): DraftFields {
  return {
    customer: { ...invoice.customer, town: null },
    number: invoice.number ?? '',
    issuedOn: invoice.issuedOn,
    total: amountText(invoice.totalCents),
    currency: invoice.currency,
    label: invoice.label ?? '',
    times: invoice.instalments.length === 1 ? 1 : null,
    instalments: invoice.instalments.map((item, key) => ({
      key,
      dueOn: item.dueOn,
      amount: amountText(item.amountCents),
    })),
  }
}

/** First due date under the client's term; the day of the invoice when the term is not understood. */
export function firstDueOn({ customer, issuedOn }: DraftFields): Day | null {
  if (issuedOn === null) return null
  const term = customer === null ? null : parsePaymentTerm(customer.term)
  return term === null ? issuedOn : dueDay(issuedOn, term)
}

/** A change of the head of the invoice: the instalments follow, unless they were changed by hand. */
export function withHead(fields: DraftFields, change: Partial<DraftFields>): DraftFields {
  return planned({ ...fields, ...change })
}

/** A change of the instalments themselves: from then on they are the user's. */
export function withInstalments(fields: DraftFields, instalments: DraftFields['instalments']): DraftFields {
  return { ...fields, times: null, instalments }
}

function planned(fields: DraftFields): DraftFields {
  if (fields.times === null) return fields
  const cents = parseAmount(fields.total) ?? 0
  const first = firstDueOn(fields)
  if (first === null || cents < fields.times) {
    const empty = Array.from({ length: fields.times }, (_, key) => ({ key, dueOn: first, amount: '' }))
    return { ...fields, instalments: empty }
  }
  const plan = planInstalments(cents, fields.times, first)
  return {
    ...fields,
    instalments: plan.map(({ dueOn, amountCents }, key) => ({ key, dueOn, amount: amountText(amountCents) })),
  }
}

/** Σ of the instalments that can be read, and what the invoice says it should be; null when it cannot be read. */
export function sumsOf(fields: DraftFields): {
  readonly sumCents: number
  readonly totalCents: number | null
} {
  const amounts = fields.instalments.map(({ amount }) => parseAmount(amount) ?? 0)
  return { sumCents: sumCents(amounts), totalCents: parseAmount(fields.total) }
}

/** The draft to be saved; null while something is missing or does not agree. */
export function readDraft(fields: DraftFields): DraftInvoice | null {
  const { customer, issuedOn } = fields
  const sums = sumsOf(fields)
  if (!customer || issuedOn === null || sums.totalCents === null || sums.totalCents === 0) return null
  if (sums.sumCents !== sums.totalCents || !/^[A-Z]{3}$/.test(fields.currency)) return null
  const instalments = fields.instalments.flatMap(({ dueOn, amount }) => {
    const amountCents = parseAmount(amount)
    return dueOn !== null && isDay(dueOn) && amountCents ? [{ dueOn, amountCents }] : []
  })
  if (instalments.length !== fields.instalments.length || instalments.length === 0) return null
  const { number, currency, label } = fields
  return {
    customerId: customer.id,
    number: number.trim(),
    issuedOn,
    currency,
    label: label.trim(),
    instalments,
  }
}

/** "1234,56", as it is typed. */
function amountText(cents: number): string {
  return decimalCents(cents).replace('.', ',')
}
