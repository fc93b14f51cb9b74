import { normalizeLabel } from './cells.ts'

/**
 * What a type of document says of its row. `refund`: money given back, which is owed by nobody; `not-owed`: a quote,
 * an order, a delivery note, a pro forma; `supplier`: what the company owes itself; `unknown` is told.
 */
export type DocumentKind =
  | 'invoice'
  | 'credit-note'
  | 'payment'
  | 'refund'
  | 'not-owed'
  | 'supplier'
  | 'unknown'
  | 'blank'

/** Reads a type of document as programs and people write it, or the code of a journal. */
export function documentKindOf(text: string): DocumentKind {
  const kind = normalizeLabel(text)
  if (kind === '') return 'blank'
  const found = KINDS.find(([, words]) => words.test(kind))
  return found ? found[0] : 'unknown'
}

// In this order: « facture d'avoir » is a credit note, « facture d'acompte » an invoice, « facture pro forma » neither.
const KINDS: readonly (readonly [DocumentKind, RegExp])[] = [
  ['supplier', /\b(?:fournisseurs?|achats?|vendor|supplier|bill|purchase|in invoice|in refund)\b/],
  ['not-owed', /\b(?:pro ?forma|devis|quotes?|quotation|estimates?|offres?|propositions?)\b/],
  ['not-owed', /\b(?:livraisons?|bl|delivery|expeditions?|bons? de (?:retour|preparation)|packing)\b/],
  [
    'not-owed',
    /^(?:bon de )?commandes?\b|^bdc?$|\b(?:sales|purchase) order\b|^orders?$|^(?:brouillons?|draft|abonnements?|contrats?)$/,
  ],
  [
    'credit-note',
    /\bavoirs?\b|^(?:av|a|cn|nc)$|\bnotes? de credit\b|\bcredit (?:notes?|memos?)\b|^credit$|\b(?:customer|out) refund\b/,
  ],
  ['refund', /\b(?:remboursements?|rembourse|refunds?|decaissements?)\b/],
  [
    'payment',
    /^(?:regl?(?:ement)?s?|rg?)\b|\b(?:reglements?|encaissements?|paiements?|virements?|versements?|cheques?|prelevements?|payments?|receipts?)\b/,
  ],
  ['payment', /^(?:vir|chq|banques?|bq|bqe|caisses?|cai|lcr|traites?|cb)\b/],
  ['invoice', /^(?:fact\w*|fa|fc?|inv|ve|vt|ven|vte)\b|\b(?:factures?|invoices?|ventes?|sales)\b/],
]
