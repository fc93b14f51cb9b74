import { normalizeLabel } from './cells.ts'

/** One operation beside what its line says of the balance. */
export interface BalancedLine {
  readonly cents: number
  /** Null where the cell is blank. */
  readonly balanceCents: number | null
}

export interface Balances {
  readonly openingCents: number | null
  readonly closingCents: number | null
}

/**
 * The balances before the first operation and after the last, by a column that follows them line by line, the oldest
 * first or last. Null when the figures do not follow: it is another balance, or lines are missing.
 */
export function balancesOf(lines: readonly BalancedLine[]): Balances | null {
  return followed(lines) ?? followed(lines.toReversed())
}

function followed(lines: readonly BalancedLine[]): Balances | null {
  let opening: number | null = null
  let running = 0
  let pairs = 0
  for (const { cents, balanceCents } of lines) {
    running += cents
    if (balanceCents === null) continue
    if (opening === null) opening = balanceCents - running
    else if (opening + running !== balanceCents) return null
    else pairs++
  }
  return opening === null || pairs === 0 ? null : { openingCents: opening, closingCents: opening + running }
}

/** What a line that is no operation says of the balance: « Solde initial », « Solde au 31/01/2026 ». */
export type BalanceWord = 'opening' | 'closing' | 'dated'

const OPENING =
  /^(?:ancien solde|solde (?:initial|precedent|anterieur|d ouverture|de depart|reporte|en debut|de debut|debut)|opening balance|balance brought forward|report (?:a nouveau|solde))\b/
const CLOSING =
  /^(?:nouveau solde|solde (?:final|de cloture|en fin|de fin|fin|comptable|actuel|disponible|reel)|closing balance|balance carried forward)\b/
const DATED =
  /^(?:solde (?:au|du compte au|crediteur au|debiteur au|en date du|le)|solde(?: eur| euros?)?|balance (?:on|at))(?:\b|$)/

/** The word of balance a line begins with; null when it is a line of another kind. */
export function balanceWordOf(text: string): BalanceWord | null {
  const words = normalizeLabel(text)
  if (words.length > 80) return null
  if (OPENING.test(words)) return 'opening'
  if (CLOSING.test(words)) return 'closing'
  return DATED.test(words) ? 'dated' : null
}
