import { normalizeLabel } from './cells.ts'

const NOT_EXECUTED =
  /^(?:en attente|en cours|en traitement|a venir|pending|processing|declined|refusee?|rejetee?|annulee?|cancell?ed|canceled|reverted|failed|echec|echouee?|expired|expiree?|created|authorized|autorisee?|scheduled|programmee?|planifiee?|deleted)$/
const EXECUTED =
  /^(?:|completed?|termine|terminee?|settled|executee?|validee?|comptabilisee?|traitee?|effectuee?|posted|booked|done|success|succeeded|cleared|reconciled|rapprochee?|oui|ok|pointee?|non pointee?|0|1)$/

/** What the state of an operation says: carried out, or announced, refused, cancelled. */
export function operationState(text: string): 'executed' | 'not-executed' | 'unknown' {
  const words = normalizeLabel(text)
  if (NOT_EXECUTED.test(words)) return 'not-executed'
  return EXECUTED.test(words) ? 'executed' : 'unknown'
}
