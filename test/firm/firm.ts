import { type Act, type ActCounts, countAct } from './acts.ts'
import type { Banked } from './bank.ts'
import { type Business, type Chance, openBusiness } from './business.ts'
import { type Habits, newHabits, type WrittenClient } from './list-export.ts'
import { type NaiveBooks, type NaiveEvent, openBooks } from './naive-books.ts'
import type { NaiveLetter, NaiveOrder } from './naive-letters.ts'
import type { NaivePromise } from './naive-promises.ts'
import type { Program } from './program.ts'

/** A run as it is expected: its letters, what confirming them moved, and whether it waits to be confirmed. */
export interface ExpectedRun {
  readonly run: number
  readonly order: NaiveOrder
  readonly letters: readonly NaiveLetter[]
  /** Creditor references, of the letters that have one. */
  readonly references: ReadonlyMap<NaiveLetter, string>
  readonly moved: Map<NaiveLetter, readonly NaiveEvent[]>
  isDraft: boolean
}

export interface Firm {
  readonly program: Program
  readonly business: Business
  readonly books: NaiveBooks
  /** As the accounting program writes them now. */
  readonly clients: readonly WrittenClient[]
  /** Names by which Relances knows them: those of the last list. */
  readonly names: string[]
  habits: Habits
  readonly chance: Chance
  readonly runs: ExpectedRun[]
  /** Payments that the bank told, and may take back. */
  readonly banked: Banked[]
  readonly promises: NaivePromise[]
  /** Promises of which it is known what became of them. */
  readonly judged: Set<NaivePromise>
  /** Expected events that are not yet compared. */
  readonly events: NaiveEvent[]
  lastEventId: number
  /** What was done, a line an act: to read a seed again. */
  readonly log: string[]
  readonly acts: ActCounts
}

export function openFirm(program: Program, clients: number, chance: Chance): Firm {
  const acts: ActCounts = new Map()
  return {
    program,
    business: openBusiness(clients, acts),
    books: openBooks(),
    clients: Array.from({ length: clients }, (_, client) => ({
      code: `C${1000 + client}`,
      name: firstName(client),
    })),
    names: Array.from({ length: clients }, (_, client) => firstName(client)),
    habits: newHabits(chance),
    chance,
    runs: [],
    banked: [],
    promises: [],
    judged: new Set(),
    events: [],
    lastEventId: 0,
    log: [],
    acts,
  }
}

const TRADES = 'Menuiserie Garage Boulangerie Imprimerie Plomberie Librairie Pharmacie Hôtel'.split(' ')
const SURNAMES = [
  'Lambert Vasseur Moreau Delaunay Caron Rousseau Petitjean Guérin Hamel Jolivet Kerbrat Lefort Marchand',
  'Noël Ollivier Pasquier Quentin Renard Sauvage Tessier Urbain Vidal Weber Zeller Aubert Bonnin Chartier',
  'Dumas Étienne Fabre Gaillard Hubert Imbert Jacquet Klein Leclerc Mercier Normand Oudin Poirier',
]
  .join(' ')
  .split(' ')

function firstName(client: number): string {
  return `${TRADES[client % TRADES.length]} ${SURNAMES[Math.floor(client / TRADES.length) % SURNAMES.length]}`
}

/** Name by which Relances knows a client. */
export function nameOf(firm: Firm, client: number): string {
  return firm.names[client] ?? '?'
}

/** Adds a line to the log. */
export function note(firm: Firm, today: string, what: string): void {
  firm.log.push(`${today} ${what}`)
}

/** Counts what was done. */
export function did(firm: Firm, act: Act, times = 1): void {
  countAct(firm.acts, act, times)
}
