import { z } from 'zod'
import { endpoint } from '#contract/endpoint.ts'
import { cents, currencyAmount, day, givenId, level } from '#contract/fields.ts'
import { filters } from './contract.ts'

export const selection = z.object({
  base: z.enum(['none', 'all', 'advised']),
  customers: z.record(z.string().regex(/^\d+:[A-Z]{3}$/), z.boolean()),
  invoices: z.record(z.string().regex(/^\d+$/), z.object({ customer: z.string(), ticked: z.boolean() })),
})

/** `letterOn`, when known, to be told of the rates that letters of that day would miss. */
export const selectionRequest = z.object({ filters, selection, letterOn: day.optional() })
export const selectionSummary = z.object({
  customers: z.number().int(),
  invoices: z.number().int(),
  amounts: z.array(currencyAmount),
  customersWithoutAddress: z.number().int(),
  /** What the letters would ask: `amounts` less the credits that are set against what is ticked. */
  asked: z.object({
    amounts: z
      .array(z.object({ currency: z.string(), grossCents: cents, imputedCents: cents, netCents: cents }))
      .readonly(),
    letters: z.number().int(),
    /** The letters by their number. */
    levels: z.array(z.object({ level, letters: z.number().int().positive() })).readonly(),
    /** How they would go; null where none of their companies sends e-mails. */
    ways: z
      .object({
        paper: z.number().int(),
        email: z.number().int(),
        both: z.number().int(),
        isTrial: z.boolean(),
      })
      .nullable(),
    /** Ticked clients who get no letter, their credits covering all that is ticked, and the first of them. */
    coveredCount: z.number().int(),
    covered: z
      .array(z.object({ customerId: z.number().int(), code: z.string(), name: z.string() }))
      .readonly(),
  }),
  /** Ticked clients of whom an invoice has probably been paid: « n clients ont peut-être déjà payé ». */
  maybePaid: z.object({
    count: z.number().int(),
    customers: z
      .array(
        z.object({
          customerId: z.number().int(),
          code: z.string(),
          name: z.string(),
          invoices: z.array(z.string()).readonly(),
        }),
      )
      .readonly(),
  }),
  /** What needs looking at before letters of that day are made; null when their day is not known. */
  attention: z
    .object({
      /** The days the letters may bear. */
      letterDays: z.object({ from: day, to: day }),
      lookAt: z.array(
        z.object({
          kind: z.enum(['reminded', 'without-address']),
          count: z.number().int().positive(),
          customers: z.array(z.object({ customerId: z.number().int(), code: z.string(), name: z.string() })),
        }),
      ),
    })
    .nullable(),
  /** An open draft of whoever asks that holds these very letters; null when there is none. */
  sameDraft: z.object({ run: z.number().int() }).nullable(),
  /** Clients whose letter would print no penalties for want of a rate, and a company to add it to. */
  withoutRates: z.object({ customers: z.number().int().positive(), company: z.string() }).nullable(),
})
export type SelectionSummary = z.infer<typeof selectionSummary>

/** A level set from the drop-down: on one invoice, or on all the proposed ones of a client. */
export const levelChange = z.object({
  on: day,
  customerId: givenId,
  currency: z.string(),
  invoiceId: givenId.optional(),
  level,
  reason: z.string().max(500).optional(),
})
export const levelChangeResult = z.object({ changed: z.number().int() })

export const sumSelection = endpoint({
  method: 'post',
  isVersioned: true,
  path: '/api/reminders/selection',
  capability: 'read',
  tags: ['Relances'],
  summary: 'What a selection comes to, to the cent',
  body: selectionRequest,
  answer: selectionSummary,
})

export const changeLevel = endpoint({
  method: 'post',
  isVersioned: true,
  path: '/api/level-changes',
  capability: 'set-level',
  tags: ['Relances'],
  summary: 'Sets the level of a client’s proposed instalments, or of one invoice',
  body: levelChange,
  answer: levelChangeResult,
})

export type LevelChange = z.input<typeof levelChange>
