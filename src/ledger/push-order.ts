import type { Day } from '#domain/days-and-money/day.ts'
import type { Currency } from '#domain/days-and-money/money.ts'
import type { ErrorCode } from '#domain/errors.ts'
import type { Channel, CustomerKind } from '#domain/people/parties.ts'
import type { PushKind, PushOutcome } from '#domain/receivables/pushed-words.ts'

/** A field left out is left as it is; null empties it. */
export interface PushedCustomer {
  /** By which files know it; the external identifier when absent. */
  readonly code?: string | undefined
  readonly name: string
  readonly kind?: CustomerKind | undefined
  readonly siren?: string | null | undefined
  readonly vatNumber?: string | null | undefined
  readonly addressLines?: readonly string[] | undefined
  readonly postcode?: string | null | undefined
  readonly town?: string | null | undefined
  readonly country?: string | null | undefined
  readonly email?: string | null | undefined
  readonly phone?: string | null | undefined
  readonly language?: 'fr' | 'en' | undefined
  readonly channel?: Channel | undefined
  readonly paymentTerm?: string | null | undefined
  readonly creditLimitCents?: number | null | undefined
}

/** Whose a document is: one of the two. */
interface OfCustomer {
  /** External identifier of a customer of the same program. */
  readonly customer?: string | undefined
  /** Code of a customer that the company has, whoever brought it. */
  readonly customerCode?: string | undefined
}

/** The answers a program gives to what only somebody can tell. */
interface Told {
  /** Whether it is the document that looks like it. */
  readonly identity?: 'known' | 'different' | undefined
  /** Of a document that another source brought for another amount: whose amount stands. */
  readonly amounts?: 'keep' | 'replace' | undefined
}

export interface PushedInvoice extends OfCustomer, Told {
  readonly number: string
  readonly issuedOn: Day
  readonly currency: Currency
  readonly label?: string | null | undefined
  readonly instalments: readonly { readonly dueOn: Day; readonly amountCents: number }[]
}

export interface PushedAllocation {
  /** External identifier of an invoice of the same program. */
  readonly invoice: string
  /** Of its instalments, those due on this day; else the oldest first. */
  readonly dueOn?: Day | undefined
  readonly amountCents: number
}

/** A credit note or a payment. */
export interface PushedCredit extends OfCustomer, Told {
  readonly number?: string | null | undefined
  /** Day of issue of a credit note, or of receipt of a payment. */
  readonly on: Day
  readonly currency: Currency
  readonly amountCents: number
  readonly label?: string | null | undefined
  /** External identifier of the invoice that a credit note corrects. */
  readonly corrects?: string | undefined
  /** All that it settles; left as it is when absent. */
  readonly allocations?: readonly PushedAllocation[] | undefined
}

/** One row of a push; null data: the program no longer has it. */
export type PushItem =
  | { readonly kind: 'customer'; readonly externalId: string; readonly data: PushedCustomer | null }
  | { readonly kind: 'invoice'; readonly externalId: string; readonly data: PushedInvoice | null }
  | { readonly kind: 'credit' | 'payment'; readonly externalId: string; readonly data: PushedCredit | null }

/** Why a row was refused. */
export interface PushProblem {
  readonly code: Extract<ErrorCode, 'invalid' | 'conflict' | 'not-found'>
  /** Sentence of the catalogue, with its blanks. */
  readonly key: string
  readonly values: Readonly<Record<string, string | number>>
  /** Field of the row that does not suit: "instalments.0.amountCents". */
  readonly field?: string
  /** What may be answered in `identity` or `amounts`, the field named. */
  readonly choices?: readonly string[]
}

export interface PushResult {
  readonly kind: PushKind
  readonly externalId: string
  readonly outcome: PushOutcome
  /** Id of the row here; null when there is none. */
  readonly id: number | null
  readonly problem: PushProblem | null
}

export interface PushOrder {
  readonly companyId: number
  /** Name of the program. */
  readonly program: string
  /** Name written with every change. */
  readonly actor: string
  readonly today: Day
  /** Nothing is done when one row is refused. */
  readonly isAtomic: boolean
  readonly items: readonly PushItem[]
}
