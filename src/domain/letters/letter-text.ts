import type { RichText } from './rich-text.ts'

/** What the letters of a level say to one audience in one language. Lines hold {variables}: `resolveLine`. */
export interface LetterText {
  /** One line. */
  readonly title: string
  readonly body: RichText
  /** One line printed after the body; empty when the body ends the letter. */
  readonly closing: string
  /** Who signs instead of the signatory of the letterhead; null for the latter. */
  readonly signatoryName: string | null
  readonly signatoryTitle: string | null
  /** One line. */
  readonly emailSubject: string
  readonly emailBody: RichText
}

/** What the letters of a level show, whatever their language and their audience. */
export interface LevelSettings {
  /** Days the letter gives to pay, counted from its date. */
  readonly deadlineDays: number
  /** Late penalties and fixed recovery fees, to those who owe them (law.md §1). */
  readonly showsPenalties: boolean
  /** Overdue instalments left unticked are listed, and not moved. */
  readonly listsForInformation: boolean
  /** The QR code of the transfer. */
  readonly printsQr: boolean
}
