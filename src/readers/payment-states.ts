import { normalizeLabel } from './cells.ts'

/**
 * What a state says of its row. `under-way`: a payment is announced; `not-final`: there is nothing to claim yet, or
 * any more; `neutral`: it speaks of the document (sent, posted) and not of its payment; `unknown` is asked about.
 */
export type PaymentState =
  | 'open'
  | 'partly-settled'
  | 'under-way'
  | 'settled'
  | 'not-final'
  | 'neutral'
  | 'unknown'
  | 'blank'

/** Reads the words of a state as programs and people write them: never a part of it that the rest may deny. */
export function paymentStateOf(text: string): PaymentState {
  if (text === '') return 'blank'
  const known = STATES_READ.get(text)
  if (known) return known
  const state = normalizeLabel(text)
  const found = saysHeldBack(text) ? HELD : STATES.find(([, words]) => words.test(state))
  const read = state === '' ? 'blank' : found ? found[0] : 'unknown'
  if (STATES_READ.size >= MOST_READ) STATES_READ.clear()
  STATES_READ.set(text, read)
  return read
}

/** A list of a hundred thousand rows has a few states. */
const STATES_READ = new Map<string, PaymentState>()
const MOST_READ = 1_000

/** True when a state says that the customer disputes the document, whatever else it says. */
export function saysDisputed(text: string): boolean {
  return (
    /litig|contest|disput/i.test(text) && /\b(?:litige|contestee?|disputed?)\b/.test(normalizeLabel(text))
  )
}

const HELD_BACK =
  /^(?:(?:facture|creance|client|transmise?|envoyee?|passee?|dossier|au|en|chez|mise?) )*(?:(?:au )?contentieux|(?:au )?precontentieux|(?:chez |a )?l? ?huissier|commissaire de justice|avocat|factor(?:isee?)?|cedee?(?: au factor)?|affacturee?|dailly|affacturage|douteu(?:x|se)|procedure collective|(?:redressement|liquidation) judiciaire|(?:procedure de )?sauvegarde|ne (?:pas|plus) relancer|bloquee?|suspendue?|gelee?|(?:in|sent to) collections?|factored|on hold|insolvent|do not remind)$/

/** True when a state says that nobody is to be asked: it is in court, assigned or stopped. */
export function saysHeldBack(text: string): boolean {
  return text.length > 4 && text.length < 60 && HELD_BACK.test(normalizeLabel(text))
}

/** True when a state says that the money is given up, which may be settled or still to be asked for. */
export function saysLost(text: string): boolean {
  return /\b(?:irrecouvrable|pertes?|non valeur|uncollectible|written off|bad debt)\b/.test(
    normalizeLabel(text),
  )
}

/** Reads a cell that says yes or no; null when it says neither. Blank is no. */
export function yesOrNo(text: string): boolean | null {
  const word = normalizeLabel(text)
  if (/^(?:oui|o|yes|y|vrai|true|1|x|ok)$/.test(word) || /^[✓✔☑✅]$/u.test(text.trim())) return true
  return /^(?:|non|n|no|faux|false|0)$/.test(word) ? false : null
}

// It is owed all the same, and set aside.
const HELD: readonly [PaymentState, RegExp] = ['open', HELD_BACK]

const PAID =
  '(?:pay|regl|sold|acquitt|encaiss|lettr|rapproch|surpay)ee?s?|paid|settled|overpaid|trop (?:payee?s?|percus?)'
const WHOLLY =
  '(?:entierement|totalement|integralement|completement|complet|total|deja|bien|fully|already|in full|en totalite|en entier|on time|late|en retard)'

// In this order: what denies or limits a payment stands before what states it.
const STATES: readonly (readonly [PaymentState, RegExp])[] = [
  ['settled', /^(?:annul\w*|sold\w*|compens\w*) par (?:un )?avoir\b|^extourn\w*$|^reversed$|^contrepass\w*$/],
  [
    'not-final',
    /^(?:brouillons?|draft|provisoires?|devis|pro ?forma|a (?:valider|facturer)|en attente de validation|en preparation|non valid\w*)$|^(?:facture )?(?:annul|abandonn|cancel|void|supprim)\w*$/,
  ],
  [
    'under-way',
    /\ben cours de (?:paiement|reglement|prelevement|encaissement|virement)\b|^(?:paiement|reglement|prelevement|virement) (?:en cours|programmee?|planifiee?|initiee?|lancee?)$|^in payment$|^payment (?:in progress|processing|initiated|scheduled)$|^remise? (?:en banque|a l encaissement)$/,
  ],
  [
    'partly-settled',
    /\bpartiel|\bpart(?:ial|ly)\b|\bpartially\b|\ben partie\b|\bincompl|\bacompte (?:verse|paye|recu|regle)/,
  ],
  [
    'open',
    /^(?:facture )?impayee?s?$|^(?:unpaid|open|overdue|past due|late|outstanding|due|echue?s?|ouverte?s?|en retard|en attente|pending|a echoir|echoit|due)$/,
  ],
  [
    'open',
    /^(?:facture )?(?:non|not|pas)(?: encore| yet| fully)? (?:payee?s?|reglee?s?|soldee?s?|acquittee?s?|encaissee?s?|remboursee?s?|lettree?s?|echue?s?|due?s?|paid|settled)$/,
  ],
  [
    'open',
    /^(?:reste )?a (?:payer|regler|encaisser|relancer|solder|recouvrer|percevoir)$|^(?:en attente|attente|attend) (?:de |du |le )?(?:paiement|reglement|encaissement|virement)$|^(?:awaiting|pending) payment$|^(?:payment|paiement|reglement) (?:pending|due|attendu|en attente|en retard)$|^restant due?$|^retard(?: de paiement)?$|^(?:en )?relance(?:e| \d)?s?$|^(?:en )?litige$|^contestee?$|^disputed$/,
  ],
  [
    'neutral',
    /^(?:emise?s?|envoyee?s?|transmise?s?|valid(?:e|ee|ees|es|ated)|comptabilisee?s?|finalisee?s?|definitive?s?|facturee?s?|imprimee?s?|posted|sent|issued|final|viewed|vue?s?|consultee?s?|deposee?s?|recue?s?|delivered|mise a disposition|prise en charge|approuvee?s?|approved)$/,
  ],
  [
    'settled',
    new RegExp(`^(?:facture )?(?:${WHOLLY} )*(?:${PAID})(?: ${WHOLLY})*(?: (?:par|le|via|by|on) .*)?$`),
  ],
  [
    'settled',
    /^(?:paiement|reglement|virement|cheque|encaissement) (?:recue?|complet|total|integral|effectue|encaisse)$/,
  ],
]
