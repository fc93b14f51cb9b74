import { type Day, isDay } from '#domain/days-and-money/day.ts'
import { SET_ASIDE_REASONS, type SetAsideReason } from '#domain/dunning/blocks.ts'
import type { Filters, SortKey } from '../contract.ts'

/**
 * The page's state as its address spells it, in French words, so that it can be bookmarked and
 * opened from another program: /relances?au=2024-01-25&entreprises=FNAC,ISAGRI
 */
export interface RemindersAddress {
  readonly au?: string | undefined
  readonly entreprises?: string | undefined
  readonly niveau?: string | undefined
  readonly q?: string | undefined
  readonly min?: string | undefined
  readonly retard?: string | undefined
  readonly 'sans-relance'?: string | undefined
  readonly tri?: string | undefined
  readonly sens?: string | undefined
  readonly onglet?: string | undefined
  readonly motif?: string | undefined
  /** `anciennete`: the amounts by age, in the place of the oldest due date. */
  readonly vue?: string | undefined
}

export type Tab = 'all' | 'advised' | 'set-aside'
export type DateProblem = 'missing' | 'invalid' | 'future'

export interface PageState {
  readonly filters: Filters
  readonly tab: Tab
  /** Of « Écartés »: only what this reason keeps aside. */
  readonly reason: SetAsideReason | undefined
  readonly sort: SortKey
  readonly direction: 'asc' | 'desc'
  readonly isByAge: boolean
  /** Why « Échéances échues au » cannot be used: nothing is asked of the server until it is mended. */
  readonly dateProblem: DateProblem | null
}

const NAMES = [
  'au',
  'entreprises',
  'niveau',
  'q',
  'min',
  'retard',
  'sans-relance',
  'tri',
  'sens',
  'onglet',
  'motif',
  'vue',
]
export const BY_AGE = 'anciennete'
const TABS: Readonly<Record<string, Tab>> = { 'a-relancer': 'advised', ecartes: 'set-aside' }
const SORTS: Readonly<Record<string, SortKey>> = {
  montant: 'amount',
  retard: 'age',
  niveau: 'level',
  'j-30': 'to30',
  'j-60': 'to60',
  'j-90': 'to90',
  'j-plus': 'over90',
}

/** Keeps what the page knows of an address; an empty `au` stays, since it says the date was erased. */
export function pickAddress(search: Readonly<Record<string, unknown>>): RemindersAddress {
  const known = NAMES.flatMap((name) => {
    const value = search[name]
    return typeof value === 'string' && (value !== '' || name === 'au') ? [[name, value] as const] : []
  })
  return Object.fromEntries(known)
}

/** Reads an address; what makes no sense in it is left out rather than refused, except the date. */
export function readAddress(
  address: RemindersAddress,
  days: { readonly today: Day; readonly defaultOn: Day },
): PageState {
  const on = address.au ?? days.defaultOn
  const level = wholeNumber(address.niveau)
  return {
    filters: {
      on,
      companies: address.entreprises?.split(',').filter((code) => code !== ''),
      level: level === 1 || level === 2 || level === 3 || level === 4 ? level : undefined,
      text: address.q,
      minCents: wholeNumber(address.min, 100),
      minDaysLate: wholeNumber(address.retard),
      notRemindedForDays: wholeNumber(address['sans-relance']) || undefined,
    },
    tab: TABS[address.onglet ?? ''] ?? 'all',
    reason: SET_ASIDE_REASONS.find((reason) => reason === address.motif),
    sort: SORTS[address.tri ?? ''] ?? 'name',
    direction: address.sens === 'desc' ? 'desc' : 'asc',
    isByAge: address.vue === BY_AGE,
    dateProblem: problemOf(on, days.today),
  }
}

export function tabWord(tab: Tab): string | undefined {
  return Object.entries(TABS).find(([, value]) => value === tab)?.[0]
}

export function sortWord(sort: SortKey): string | undefined {
  return Object.entries(SORTS).find(([, value]) => value === sort)?.[0]
}

function problemOf(on: string, today: Day): DateProblem | null {
  if (on === '') return 'missing'
  if (!isDay(on)) return 'invalid'
  return on > today ? 'future' : null
}

// "12" or, in euros, "12,50" times 100.
function wholeNumber(text: string | undefined, factor = 1): number | undefined {
  if (text === undefined) return undefined
  const match = /^(\d{1,9})(?:[.,](\d{1,2}))?$/.exec(text)
  if (!match) return undefined
  return Number(match[1]) * factor + (factor === 100 ? Number((match[2] ?? '').padEnd(2, '0')) : 0)
}
