import { normalizeLabel } from './cells.ts'

/** What a state of payment says of its row; `unknown` is asked about, and blank says nothing. */
export type PaymentState = 'open' | 'partly-settled' | 'settled' | 'not-final' | 'unknown' | 'blank'

/** Reads the words of a state as programs and people write them; the whole state, never a part of it. */
export function paymentStateOf(text: string): PaymentState {
  const state = normalizeLabel(text)
  if (state === '') return 'blank'
  const found = STATES.find(([, words]) => words.test(state))
  return found ? found[0] : 'unknown'
}

// "Non payée" and "partiellement payée" are not paid: each pattern has the whole state.
const STATES: readonly (readonly [PaymentState, RegExp])[] = [
  [
    'not-final',
    /^(?:brouillons?|draft|pro ?forma|devis|annulee?|abandonnee?|cancell?ed|cancel|void(?:ed)?)$/,
  ],
  ['settled', /^(?:payee?s?|reglee?s?|soldee?s?|acquittee?s?|encaissee?s?|paid|settled|closed)$/],
  [
    'partly-settled',
    /^(?:(?:partiellement|en partie) (?:payee?s?|reglee?s?)|(?:payee?s?|reglee?s?) (?:partiellement|en partie)|(?:paiement|reglement) partiel|partial(?:ly paid| payment)?|partly paid)$/,
  ],
  [
    'open',
    /^(?:impayee?s?|non (?:payee?s?|reglee?s?|soldee?s?|acquittee?s?|encaissee?s?|lettree?s?|echue?s?)|a (?:payer|regler|encaisser|relancer|echoir)|en attente(?: de (?:paiement|reglement))?|due?s?|echue?s?|en retard|ouverte?s?|emise?s?|envoyee?s?|valid(?:e|ee|ees|es|ated)|definitive?s?|finalisee?s?|facturee?s?|comptabilisee?s?|relancee?s?|unpaid|not paid|open|overdue|past due|late|sent|outstanding|posted|issued|awaiting payment|pending(?: payment)?|final)$/,
  ],
]
