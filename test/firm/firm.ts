import { type Business, type Chance, openBusiness } from './business.ts'
import type { WrittenClient } from './list-export.ts'
import type { NaiveBooks, NaiveEvent, NaiveLetter, NaiveOrder } from './naive-model.ts'
import type { Program } from './program.ts'

/** A run as it is expected: its letters by the client, and what confirming them moved. */
export interface ExpectedRun {
  readonly run: number
  readonly order: NaiveOrder
  readonly letters: readonly NaiveLetter[]
  readonly moved: Map<NaiveLetter, NaiveEvent[]>
}

export interface Firm {
  readonly program: Program
  readonly business: Business
  readonly books: NaiveBooks
  readonly clients: WrittenClient[]
  readonly chance: Chance
  readonly runs: ExpectedRun[]
  /** Expected events that are not yet compared. */
  readonly events: NaiveEvent[]
  lastEventId: number
  /** What was done, a line an act: to read a seed again. */
  readonly log: string[]
}

export function openFirm(program: Program, clients: number, chance: Chance): Firm {
  const books = { invoices: [], credits: [], blocks: [] }
  return {
    program,
    business: openBusiness(clients),
    books,
    clients: Array.from({ length: clients }, (_, client) => ({
      code: `C${1000 + client}`,
      name: nameOf(client),
    })),
    chance,
    runs: [],
    events: [],
    lastEventId: 0,
    log: [],
  }
}

const TRADES = [
  'Menuiserie',
  'Garage',
  'Boulangerie',
  'Imprimerie',
  'Plomberie',
  'Librairie',
  'Pharmacie',
  'Hôtel',
]
const SURNAMES = [
  ...[
    'Lambert',
    'Vasseur',
    'Moreau',
    'Delaunay',
    'Caron',
    'Rousseau',
    'Petitjean',
    'Guérin',
    'Hamel',
    'Jolivet',
  ],
  ...[
    'Kerbrat',
    'Lefort',
    'Marchand',
    'Noël',
    'Ollivier',
    'Pasquier',
    'Quentin',
    'Renard',
    'Sauvage',
    'Tessier',
  ],
  ...['Urbain', 'Vidal', 'Weber', 'Zeller', 'Aubert', 'Bonnin', 'Chartier', 'Dumas', 'Étienne', 'Fabre'],
  ...[
    'Gaillard',
    'Hubert',
    'Imbert',
    'Jacquet',
    'Klein',
    'Leclerc',
    'Mercier',
    'Normand',
    'Oudin',
    'Poirier',
  ],
]

function nameOf(client: number): string {
  return `${TRADES[client % TRADES.length]} ${SURNAMES[Math.floor(client / TRADES.length) % SURNAMES.length]}`
}

/** Adds a line to the log. */
export function note(firm: Firm, today: string, what: string): void {
  firm.log.push(`${today} ${what}`)
}
