import type { Day } from '#domain/days-and-money/day.ts'
import type { Currency } from '#domain/days-and-money/money.ts'
import type { Level } from '#domain/dunning/levels.ts'
import type { InterestSegment, PaymentsReduce, Regime } from '#domain/penalties/late-interest.ts'
import type { MissingRate } from '#domain/penalties/legal-rates.ts'
import type { CustomerKind } from '#domain/people/parties.ts'
import type { CreditKind } from '#domain/receivables/receivable-kinds.ts'
import type { RichText } from './rich-text.ts'

/**
 * A letter as it is frozen when the draft is made (rules §4.2): what is printed, confirmed and
 * archived is this and nothing read later.
 */
export interface LetterContent {
  readonly language: 'fr' | 'en'
  readonly level: Level
  readonly title: string
  readonly letterOn: Day
  readonly customerCode: string
  /**
   * The kind of customer it is written to, and whether its text names the mediator to a consumer; absent from letters
   * frozen by 0.1.0, of which the text alone tells it.
   */
  readonly addressee?: { readonly kind: CustomerKind; readonly namesMediator: boolean }
  /** Address block of the window, name first. */
  readonly recipientLines: readonly string[]
  /** Text of the level with every variable already replaced. */
  readonly body: RichText
  /** Who signs instead of the signatory of the letterhead; absent from letters frozen by 0.1.0. */
  readonly signatory?: { readonly name: string; readonly title: string | null } | null
  readonly currency: Currency
  readonly rows: readonly LetterRow[]
  /** Overdue instalments left unticked, listed "pour mémoire" when the company asks for it. */
  readonly informationRows: readonly LetterRow[]
  /** The credits of which a part is set against these rows (domain/receivables/imputation.ts), and no other. */
  readonly creditRows: readonly LetterCreditRow[]
  readonly instalmentsCents: number
  /** `instalmentsCents` less what the credits take off these rows. */
  readonly netCents: number
  /**
   * The figure the letter demands, as its text, its payment block and its QR code say it (`demandedCents`); absent
   * from letters frozen before 0.3.0, whose code asks for the net.
   */
  readonly demandedCents?: number
  /**
   * What the law adds to the debt, printed and never booked; null where the level does not ask for it or the
   * customer does not owe it, absent from letters frozen by 0.1.0.
   */
  readonly penalties?: LetterPenalties | null
  /**
   * What the transfer is to say: the customer's code and the invoices, or the letter's own creditor reference.
   * Absent from letters frozen before 0.3.0, which print that of the QR code.
   */
  readonly paymentReference?: string
  /** Text of the EPC069-12 QR code, or null when the company has no IBAN or it is not in euros. */
  readonly paymentQr: string | null
}

export interface LetterRow {
  readonly number: string
  readonly issuedOn: Day | null
  readonly amountCents: number
  readonly dueOn: Day | null
  /** The due date comes from a payment term, not from the document. */
  readonly dueIsEstimated: boolean
  readonly openCents: number
}

/** Penalties as a letter unfolds them, up to the last day whose rate is known. */
export type LetterPenalties =
  /** Of letters frozen by 0.1.0, which printed none where a rate was missing. */
  | { readonly kind: 'missing-rates'; readonly missing: readonly MissingRate[] }
  | {
      readonly kind: 'owed'
      readonly regime: Regime
      /** What payments reduced first, where part of a debt was paid; absent where nothing was. */
      readonly paymentsReduce?: PaymentsReduce
      readonly lines: readonly LetterPenaltyLine[]
      readonly interestCents: number
      readonly invoiceCount: number
      /** Null in another currency than the euro. */
      readonly feesCents: number | null
      /** What was paid of them already, in all and by document; absent where nothing was. */
      readonly paidCents?: number
      readonly paid?: readonly { readonly number: string; readonly cents: number }[]
      /** Rates that were missing: interest stops before them. Absent from letters frozen by 0.1.0. */
      readonly missing?: readonly MissingRate[]
    }

/** What is owed besides the debt, unfolded. */
export type OwedPenalties = Extract<LetterPenalties, { readonly kind: 'owed' }>

/** True for a letter whose interest is not counted to its day, for want of a rate. */
export function lacksRates({ penalties }: Pick<LetterContent, 'penalties'>): boolean {
  return (penalties?.missing ?? []).length > 0
}

/** Interest of one row of the letter. */
export interface LetterPenaltyLine {
  readonly number: string
  readonly segments: readonly InterestSegment[]
  readonly interestCents: number
  /** What was set against it without being allocated; absent where nothing was. */
  readonly imputed?: readonly LetterImputedPart[]
}

/** Part of a credit set against one row of the letter; positive. */
export interface LetterImputedPart extends Omit<LetterCreditRow, 'openCents' | 'imputedCents'> {
  readonly cents: number
}

export interface LetterCreditRow {
  readonly number: string
  readonly receivedOn: Day | null
  readonly kind: CreditKind
  /** All that is left of it, negative. */
  readonly openCents: number
  /** The part taken off this letter, negative; absent from letters frozen by 0.1.0, which took off all of it. */
  readonly imputedCents?: number
}

/**
 * The sender's identity, frozen once per run and company. What is optional was added after the first
 * release: the letterheads frozen before have none of it.
 */
export interface Letterhead {
  readonly legalName: string
  readonly addressLines: readonly string[]
  readonly phone: string | null
  readonly email: string | null
  readonly website: string | null
  readonly siret: string | null
  readonly vatNumber: string | null
  readonly iban: string | null
  readonly bic: string | null
  /** Town the letter is dated from: "Beauvais, le 29/01/2024". */
  readonly place: string | null
  readonly signatoryName: string | null
  readonly signatoryTitle: string | null
  /** Free text at the foot of each page; lines separated by "\n". */
  readonly legalFooter: string | null
  /** "SAS", "GAEC"…, with the capital and the registration it goes with (C. com. R123-238). */
  readonly legalForm?: string | null
  readonly shareCapitalCents?: number | null
  readonly registration?: string | null
  /** "CM2C, 14 rue Saint-Jean, 75017 Paris, www.cm2c.net": named to consumers only (C. conso. R616-1). */
  readonly consumerMediator?: string | null
  /** "#24479e": colour of the name and of the title. */
  readonly accentColor?: string | null
  readonly logo?: LetterImage | null
  readonly signature?: LetterImage | null
}

/** An image of a letterhead, named by its content. */
export interface LetterImage {
  readonly sha256: string
  readonly mediaType: 'image/png' | 'image/jpeg' | 'image/svg+xml'
  /** Pixels, or units of the drawing for SVG. */
  readonly width: number
  readonly height: number
  /** Given on the way to the engine only: what is frozen is the name, and the bytes are kept under it. */
  readonly bytes?: Uint8Array
}
