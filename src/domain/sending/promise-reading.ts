import { type Day, daysBetween } from '#domain/days-and-money/day.ts'
import { namedDays } from './promise-days.fr.ts'

/** A day of payment that a reply seems to promise; a person accepts it. */
export interface PromiseRead {
  readonly on: Day
  /** The words it was read in, as they were written. */
  readonly words: string
}

/** Nobody promises for later than this: such a date is that of another year, or of something else. */
const FARTHEST_DAYS = 183

const PAYMENT =
  /\b(regl\w*|reglement\w*|pai\w*|paye\w*|payons|payment\w*|pay|paying|virement\w*|vir(?:e|er|erai|erons|ons)|vers(?:e|er|erai|erons|ement)\w*|cheque\w*|prelev\w*|sold(?:e|er|erai|erons)|transfer\w*|settle\w*|wire)\b/
/** What stands for the payment named earlier in the sentence: « le virement est validé, il partira le 12 ». */
const GOES =
  /\b(partira|part|partir|passera|interviendra|(?:sera|seront|va etre|devrait etre) (?:fait|faits|effectue|effectues|emis|envoye|envoyes|regle|regles)|arrivera|will (?:go|leave|be (?:sent|made|done|issued)))\b/
/** « réglé » is done, « règle » is not: told by the accent, or without it by what stands before. */
const DONE_ACCENTED =
  /(?<!\p{L})(?:réglé|payé|viré|effectué|envoyé|passé|versé|soldé|posté|déposé|prélevé|encaissé)e?s?(?!\p{L})/u
const DONE =
  /\b(?:fait|faites?|partie?s?|emise?s?|recue?s?|paid|sent|made|transferred|settled|wired|issued|left|received|(?:ai|avons|a|ont|est|sont|ete|suis) (?:\w+ ){0,2}(?:regle|paye|vire|effectue|envoye|passe|verse|solde|poste|depose|preleve)e?s?)\b/
const TO_COME =
  /\b(sera|seront|serez|va|vont|vais|allons|devrait|devraient|devra|devront|doit|doivent|pourra|pourrait|serait|aura|auront|etre|will|shall|going to|to be|should)\b/
const REFUSED =
  /\b(ne|n'\w+|pas|jamais|aucun\w*|impossible|not|cannot|can't|won't|unable|never|si|sauf|apres que|sinon|peut-etre|maybe|perhaps|if|unless)\b/
/** The writer asks something of us, or speaks of another thing that has a date. */
const OTHER =
  /\b(merci de|veuillez|pourriez|pouvez|prions|demandons|votre (?:reglement|paiement|virement|prelevement|relance)|your (?:payment|reminder|settlement)|please|appel\w*|rappel\w*|call\w*|reunion|rendez-vous|rdv|meeting|reception|attend(?:ons|ais|ions)|livr\w*|conge\w*|absent\w*|retour)\b/
/** « votre facture du 12 mars », « échue le 12 », « jusqu'au 12 », « depuis lundi ». */
const NOT_BEFORE =
  /(?:\b(?:du|au|des|depuis(?: le)?|jusqu'(?:au|a)|jusque|since|from|until|till|dated|of|facture|invoice|echeance|echue?s?|datee?s?|emise?s?|recue?s?|due|relance|courrier|mail|message)(?: (?:le|on|the))?)\s*$/

/**
 * The promise to pay that a reply seems to make, in French or in English, or null. `receivedOn` is the day the words
 * were written: « vendredi » is the one that follows it. Never a day before `today`, nor one of what is quoted, of an
 * invoice or of something done. In doubt it is null: a person reads the reply anyway.
 */
export function readPromise(text: string, receivedOn: Day, today: Day): PromiseRead | null {
  const written = unquoted(text.normalize('NFC'))
  const plain = plainText(written)
  for (const sentence of partsBetween(plain, 0, plain.length, /(?<=[a-z0-9)])[.!](?=\s|$)|\n\s*\n|[;…]/g)) {
    const words = plain.slice(sentence.start, sentence.end)
    if (words.includes('?') || !PAYMENT.test(words)) continue
    for (const { start, end } of clauses(plain, sentence.start, sentence.end)) {
      const isDone = DONE_ACCENTED.test(written.slice(start, end).toLowerCase())
      const on = promisedDay(plain.slice(start, end).replaceAll('\n', ' '), { isDone, receivedOn, today })
      if (on) return { on, words: trimmed(written.slice(start, end)) }
    }
  }
  return null
}

function promisedDay(
  clause: string,
  { isDone, receivedOn, today }: { readonly isDone: boolean; readonly receivedOn: Day; readonly today: Day },
): Day | null {
  if (!PAYMENT.test(clause) && !GOES.test(clause)) return null
  if (REFUSED.test(clause) || OTHER.test(clause)) return null
  if ((isDone || DONE.test(clause)) && !TO_COME.test(clause)) return null
  for (const { on, start } of namedDays(clause, receivedOn)) {
    if (NOT_BEFORE.test(clause.slice(0, start))) continue
    if (on >= today && on >= receivedOn && daysBetween(receivedOn, on) <= FARTHEST_DAYS) return on
  }
  return null
}

/** Small letters without accents, each in the place of its own. */
function plainText(text: string): string {
  return Array.from({ length: text.length }, (_, at) => plainLetter(text.charAt(at))).join('')
}

function plainLetter(letter: string): string {
  if (letter === '’') return "'"
  if (letter === '\u00a0' || letter === '\u202f' || letter === '\t' || letter === '\r') return ' '
  const base = letter.normalize('NFD').charAt(0).toLowerCase()
  return base.length === 1 ? base : letter
}

/** Lines that quote are emptied, in their place. */
function unquoted(text: string): string {
  return text
    .split('\n')
    .map((line) => (/^\s*[>|]/.test(line) ? '' : line))
    .join('\n')
}

function clauses(plain: string, start: number, end: number): Place[] {
  return partsBetween(plain, start, end, /,(?!\d)| mais | but | car | because |:(?= )| - | – /g)
}

interface Place {
  readonly start: number
  readonly end: number
}

function partsBetween(text: string, start: number, end: number, separator: RegExp): Place[] {
  const places: Place[] = []
  let from = start
  for (const found of text.slice(start, end).matchAll(separator)) {
    places.push({ start: from, end: start + found.index })
    from = start + found.index + found[0].length
  }
  return [...places, { start: from, end }]
}

function trimmed(words: string): string {
  return words.replace(/\s+/g, ' ').trim()
}
