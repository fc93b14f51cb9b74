import { normalizeLabel } from './cells.ts'

const TOTALS: readonly RegExp[] = [
  /^(?:sous tota(?:l|ux)|tota(?:l|ux)|grand total|sub ?total|cumuls?|montant total)(?!\p{L})/u,
  // What one page of a printed ledger hands on to the next; « report à nouveau » is an entry.
  /^(?:a )?report(?:er)?(?: de)?(?: la)?(?: page)?(?: precedente| suivante)?(?: \d+)?$/,
  /^solde (?:du |de |des |de la )?(?:compte|clients?|tiers|fin(?:al)?|general|total|cloture|periode)(?!\p{L})/u,
]

/** True when a cell says that its line adds others up: « Total client », « Totaux compte 411DUP », « À reporter ». */
export function isTotalText(text: string): boolean {
  if (text.length > 80 || !/tota|cumul|report|solde/i.test(text)) return false
  const words = normalizeLabel(text)
  return TOTALS.some((total) => total.test(words))
}

/** True when a cell says nothing but that: no name follows, so that « TOTAL ENERGIES » is not one. */
export function isBareTotalText(text: string): boolean {
  return /^(?:sous |grand |sub ?)?tota(?:l|ux)(?: general| ttc| eur)?$/.test(normalizeLabel(text))
}

/** True for what a printed page says of itself: its number, the day it was printed, the period asked for. */
export function isPageText(text: string): boolean {
  return /^(?:page(?: \d+.*)?|(?:edite|imprime|tire|date d edition|date de tirage|date d impression|edition du|tirage du)\b.*|periode du\b.*|.{0,60}\bpage \d+(?: (?:sur )?\d+)?)$/.test(
    normalizeLabel(text),
  )
}
