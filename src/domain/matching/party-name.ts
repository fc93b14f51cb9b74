import { distance } from 'fastest-levenshtein'

/** Legal forms, titles and little words, which say nothing of who it is. */
const SILENT_WORDS = new Set(
  [
    'SARL SARLU SAS SASU SA EURL EI EIRL SNC SCI SCP SCM SCEA SCOP SELARL SELAS EARL GAEC GIE',
    'ETS ETABLISSEMENT ETABLISSEMENTS STE SOCIETE ENTREPRISE CABINET GROUPE MAISON',
    'M MR MME MLLE MONSIEUR MADAME MM MMES OU ET',
    'DE,DU,DES,D,LE,LA,LES,L,AU,AUX,EN,SUR,CHEZ,THE,AND,OF',
    'GMBH AG KG UG BV NV SRL SPA LTD LIMITED LLC INC PLC SL SLU',
  ].flatMap((words) => words.split(/[ ,]/)),
)

/** The telling words of a name, in capitals without accents: "Éts Müller & Fils" gives MULLER, FILS. */
export function nameWords(name: string): readonly string[] {
  const words = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/œ/gi, 'oe')
    .toUpperCase()
    .split(/[^A-Z0-9]+/)
    .filter((word) => word !== '')
  const telling = words.filter((word) => !SILENT_WORDS.has(word))
  return [...new Set(telling.length > 0 ? telling : words)]
}

/** A name under which a payer is remembered: its telling words, whatever their order. */
export function payerKey(name: string): string {
  return nameWords(name).toSorted().join(' ')
}

/**
 * How alike two names are by their telling words, 0 to 1: the overlap of their words, near ones
 * included, or the nearness of their letters when that says more ("DUPONTMENUISERIE").
 */
export function nameLikeness(payer: readonly string[], customer: readonly string[]): number {
  if (payer.length === 0 || customer.length === 0) return 0
  const shared = sharedWeight(payer, customer)
  const [ofPayer, ofCustomer] = [weightOf(payer), weightOf(customer)]
  const overlap = (2 * shared) / (ofPayer + ofCustomer)
  // All the words of one in the other: a shortened name, or one with its town or its trade.
  const contained = shared >= WEIGHT_TO_STAND_ALONE ? (0.9 * shared) / Math.min(ofPayer, ofCustomer) : 0
  return Math.min(1, Math.max(overlap, contained, lettersLikeness(payer, customer)))
}

/** How much of a customer's name a longer text says, 0 to 1: for banks that name no payer apart. */
export function nameSaidIn(text: readonly string[], customer: readonly string[]): number {
  const shared = sharedWeight(customer, text)
  if (shared < WEIGHT_TO_STAND_ALONE) return 0
  return shared / weightOf(customer)
}

const LONGEST_WEIGHT = 8
/** A word of six letters, or several. */
const WEIGHT_TO_STAND_ALONE = 6

function weightOf(words: readonly string[]): number {
  return words.reduce((sum, word) => sum + Math.min(word.length, LONGEST_WEIGHT), 0)
}

function sharedWeight(some: readonly string[], others: readonly string[]): number {
  const left = new Set(others)
  let shared = 0
  for (const word of some) {
    const match = left.has(word) ? word : [...left].find((other) => isNear(word, other))
    if (match === undefined) continue
    left.delete(match)
    shared += Math.min(word.length, match.length, LONGEST_WEIGHT)
  }
  return shared
}

const SHORTEST_NEAR = 5
const SHORTEST_TWICE_NEAR = 9
const SHORTEST_CUT = 4

// One slip in a word of five letters, two in one of nine; or a word the bank has cut short.
function isNear(one: string, other: string): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one]
  if (short.length >= SHORTEST_CUT && long.startsWith(short)) return true
  if (short.length < SHORTEST_NEAR || short[0] !== long[0]) return false
  const allowed = short.length >= SHORTEST_TWICE_NEAR ? 2 : 1
  return long.length - short.length <= allowed && distance(one, other) <= allowed
}

function lettersLikeness(some: readonly string[], others: readonly string[]): number {
  const [one, other] = [some.join(''), others.join('')]
  const longest = Math.max(one.length, other.length)
  return longest < SHORTEST_NEAR ? 0 : 1 - distance(one, other) / longest
}
