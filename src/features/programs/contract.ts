import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { currency, day, id, language, positiveCents } from '#contract/fields.ts'
import { CHANNELS, CUSTOMER_KINDS } from '#domain/people/parties.ts'
import { MAX_INSTALMENTS } from '#domain/receivables/instalment-plan.ts'
import { parsePaymentTerm } from '#domain/receivables/payment-terms.ts'
import { PUSH_KINDS, PUSH_OUTCOMES } from '#domain/receivables/pushed-words.ts'

/**
 * What other programs push: customers, invoices, credit notes and payments, each under the identifier its program gives
 * it. Amounts are integer cents, days YYYY-MM-DD.
 */

const MOST_ROWS = 1_000
const MOST_ALLOCATIONS = 200

const line = z.string().trim().max(100)

/** What a program calls one of its records; as long as it keeps it, it is the same record. */
const externalId = z
  .string()
  .min(1)
  .max(120)
  .regex(/^\S+( \S+)*$/)

const email = z.union([z.email(), z.literal('')])
const paymentTerm = line.refine((text) => text === '' || parsePaymentTerm(text) !== null, {
  error: 'features.term-not-understood',
})

/** A field left out is left as it is; null empties it. */
export const pushedCustomer = z.strictObject({
  /** By which files know the customer; the external identifier when absent. Given once, it stays. */
  code: z.string().trim().min(1).max(60).optional(),
  name: line.min(1),
  kind: z.enum(CUSTOMER_KINDS).optional(),
  siren: line.nullable().optional(),
  vatNumber: line.nullable().optional(),
  addressLines: z.array(line).max(4).optional(),
  postcode: line.nullable().optional(),
  town: line.nullable().optional(),
  country: line.nullable().optional(),
  email: email.nullable().optional(),
  phone: line.nullable().optional(),
  language: language.optional(),
  channel: z.enum(CHANNELS).optional(),
  paymentTerm: paymentTerm.nullable().optional(),
  /** What it may owe at most, due or not, in euros; null: no limit. */
  creditLimitCents: positiveCents.nullable().optional(),
})

/** Whose a document is: one of `customer` and `customerCode`. */
const owner = {
  /** External identifier of a customer of the same program. */
  customer: externalId.optional(),
  /** Code of a customer the company has, whoever brought it. */
  customerCode: z.string().trim().min(1).max(60).optional(),
}
const ownedOnce = { path: ['customer'], error: 'programs.one-customer' }
function isOwnedOnce({
  customer,
  customerCode,
}: {
  customer?: string | undefined
  customerCode?: string | undefined
}) {
  return (customer === undefined) !== (customerCode === undefined)
}

/** Answers to what only somebody can tell, when a row was refused for it. */
const told = {
  /** Whether it is the document that looks like it. */
  identity: z.enum(['known', 'different']).optional(),
  /** Whose amount stands, of a document that another source brought for another one. */
  amounts: z.enum(['keep', 'replace']).optional(),
}

const label = z.string().trim().max(200).nullable().optional()

const pushedInvoice = z
  .strictObject({
    ...owner,
    number: z.string().trim().min(1).max(60),
    issuedOn: day,
    currency: currency.default('EUR'),
    label,
    /** All of them; their sum is the total. */
    instalments: z
      .array(z.strictObject({ dueOn: day, amountCents: positiveCents }))
      .min(1)
      .max(MAX_INSTALMENTS),
    ...told,
  })
  .refine(isOwnedOnce, ownedOnce)

/** All that it settles: what was stated before and is not here is taken back. Left as it is when absent. */
const allocations = z
  .array(
    z.strictObject({
      /** External identifier of an invoice of the same program. */
      invoice: externalId,
      /** The instalment due on this day; the oldest first when absent. */
      dueOn: day.optional(),
      amountCents: positiveCents,
    }),
  )
  .max(MOST_ALLOCATIONS)
  .optional()

const pushedCredit = z
  .strictObject({
    ...owner,
    number: z.string().trim().min(1).max(60),
    issuedOn: day,
    currency: currency.default('EUR'),
    amountCents: positiveCents,
    label,
    /** External identifier of the invoice it corrects. */
    corrects: externalId.optional(),
    allocations,
    ...told,
  })
  .refine(isOwnedOnce, ownedOnce)

const pushedPayment = z
  .strictObject({
    ...owner,
    /** Number of a cheque, reference of a transfer. */
    number: z.string().trim().min(1).max(60).nullable().optional(),
    receivedOn: day,
    currency: currency.default('EUR'),
    amountCents: positiveCents,
    label,
    allocations,
    ...told,
  })
  .refine(isOwnedOnce, ownedOnce)

export const pushResult = z.object({
  kind: z.enum(PUSH_KINDS),
  externalId: z.string(),
  outcome: z.enum(PUSH_OUTCOMES),
  id: id.nullable(),
  /** Why it was refused; null when it was not. */
  problem: z
    .object({
      code: z.enum(['invalid', 'conflict', 'not-found']),
      key: z.string(),
      message: z.string(),
      /** Of the row: "instalments.0.amountCents". */
      field: z.string().nullable(),
      /** What the field may answer, where the program has to choose. */
      choices: z.array(z.string()),
    })
    .nullable(),
})
export type PushAnswer = z.infer<typeof pushResult>

const putAnswer = pushResult.pick({ externalId: true, outcome: true, id: true })

const params = z.object({ externalId })
/** Needed only where whoever asks works in several companies. */
export const inCompany = z.object({ company: z.string().max(60).optional() })
const base = { capability: 'import', params, query: inCompany, answer: putAnswer } as const

const INVOICE = {
  ...{ customer: 'C-1', number: 'FA-2026-001', issuedOn: '2026-01-15', currency: 'EUR' },
  instalments: [{ dueOn: '2026-02-15', amountCents: 120_000 }],
}
const PAYMENT = {
  ...{ customer: 'C-1', number: 'VIR 4711', receivedOn: '2026-03-01', currency: 'EUR', amountCents: 50_000 },
  allocations: [{ invoice: 'F-1', amountCents: 50_000 }],
}

export const putCustomer = endpoint({
  ...base,
  method: 'put',
  path: '/api/v1/customers/{externalId}',
  tags: ['Clients'],
  summary: 'Creates or replaces a customer under an identifier of your own',
  body: pushedCustomer,
  example: {
    ...{ name: 'Dupont SARL', kind: 'business', siren: '732829320', email: 'compta@dupont.example' },
    ...{ addressLines: ['12 rue des Lilas'], postcode: '59000', town: 'Lille', paymentTerm: '30 jours' },
  },
})
export const putInvoice = endpoint({
  ...base,
  method: 'put',
  path: '/api/v1/invoices/{externalId}',
  tags: ['Factures'],
  summary: 'Creates or replaces an invoice under an identifier of your own',
  body: pushedInvoice,
  example: INVOICE,
})
export const putCredit = endpoint({
  ...base,
  method: 'put',
  path: '/api/v1/credits/{externalId}',
  tags: ['Avoirs'],
  summary: 'Creates or replaces a credit note under an identifier of your own',
  body: pushedCredit,
  example: {
    ...{
      customer: 'C-1',
      number: 'AV-2026-001',
      issuedOn: '2026-02-01',
      currency: 'EUR',
      amountCents: 5_000,
    },
    ...{ corrects: 'F-1', allocations: [{ invoice: 'F-1', amountCents: 5_000 }] },
  },
})
export const putPayment = endpoint({
  ...base,
  method: 'put',
  path: '/api/v1/payments/{externalId}',
  tags: ['Règlements'],
  summary: 'Creates or replaces a payment under an identifier of your own',
  body: pushedPayment,
  example: PAYMENT,
})

export const deleteCustomer = endpoint({
  ...base,
  method: 'delete',
  path: '/api/v1/customers/{externalId}',
  tags: ['Clients'],
  summary: 'Withdraws a customer who owes nothing; nothing is erased',
})
export const deleteInvoice = endpoint({
  ...base,
  method: 'delete',
  path: '/api/v1/invoices/{externalId}',
  tags: ['Factures'],
  summary: 'Withdraws an invoice: nothing is owed of it any more, and its history stays',
})
export const deleteCredit = endpoint({
  ...base,
  method: 'delete',
  path: '/api/v1/credits/{externalId}',
  tags: ['Avoirs'],
  summary: 'Withdraws a credit note: what it settled is owed again',
})
export const deletePayment = endpoint({
  ...base,
  method: 'delete',
  path: '/api/v1/payments/{externalId}',
  tags: ['Règlements'],
  summary: 'Withdraws a payment: what it settled is owed again',
})

/** Null data: the program no longer has it. */
export const batchItem = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('customer'), externalId, data: pushedCustomer.nullable() }),
  z.strictObject({ kind: z.literal('invoice'), externalId, data: pushedInvoice.nullable() }),
  z.strictObject({ kind: z.literal('credit'), externalId, data: pushedCredit.nullable() }),
  z.strictObject({ kind: z.literal('payment'), externalId, data: pushedPayment.nullable() }),
])
export type BatchItem = z.output<typeof batchItem>

export const batchAnswer = z.object({
  /** False when a row of an atomic batch was refused: nothing was done. */
  isDone: z.boolean(),
  refused: z.number().int(),
  /** One for each row, in order. */
  results: z.array(pushResult),
})

export const pushBatch = endpoint({
  method: 'post',
  path: '/api/v1/batches',
  capability: 'import',
  tags: ['API'],
  summary: 'Puts or withdraws up to 1,000 records, all or none, or each by itself',
  query: inCompany,
  body: z.strictObject({
    /** « atomic »: nothing is done when one row is refused. « each »: the others are done. */
    mode: z.enum(['atomic', 'each']).default('atomic'),
    /** In any order: customers come first, then documents, then what settles them. */
    items: z.array(batchItem).min(1).max(MOST_ROWS),
  }),
  answer: batchAnswer,
  example: {
    mode: 'each',
    items: [
      { kind: 'customer', externalId: 'C-1', data: { name: 'Dupont SARL', kind: 'business' } },
      { kind: 'invoice', externalId: 'F-1', data: INVOICE },
      { kind: 'payment', externalId: 'P-1', data: PAYMENT },
      { kind: 'credit', externalId: 'A-9', data: null },
    ],
  },
})
