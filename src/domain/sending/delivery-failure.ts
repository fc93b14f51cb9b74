/**
 * What a failed delivery says of an address. "address": nobody is there, it is not written to again. "full": a mailbox
 * that holds no more. "policy": the message or its sender is refused. "other": the rest, of which nothing is concluded.
 */
export const FAILURE_CLASSES = ['address', 'full', 'policy', 'other'] as const
export type FailureClass = (typeof FAILURE_CLASSES)[number]

const FULL =
  /quota|mailbox (?:is )?full|full mailbox|over ?quota|mailfolder is full|insufficient storage|exceeded storage|bo[iî]te.{0,25}(?:pleine|satur[ée]e)|out of storage|mailbox size limit/i
const POLICY =
  /spam|black-?list|block-?list|blocked|policy|spf\b|dkim|dmarc|reputation|unsolicited|not authori[sz]ed|rbl\b|spamhaus|virus|content rejected|relay(?:ing)? (?:access )?denied|ind[ée]sirable|service refus|mail rejet|mail rejected|bloqu[ée]|access denied|not allowed|administrative prohibition/i
const NOBODY =
  /user unknown|unknown user|no such (?:user|recipient|mailbox|address|person)|user (?:does not|doesn.?t) exist|does not exist|doesn.?t exist|not? (?:a )?(?:valid|known) (?:user|mailbox|recipient)|invalid (?:recipient|mailbox|user)|unknown (?:recipient|mailbox|address|local)|no mailbox here|recipient(?: address)? (?:unknown|not found)|user not found|mailbox (?:not found|unavailable|unknown|does not)|recipient not found|recipnotfound|address(?:es)? (?:not found|unknown)|account (?:has been |is |that you tried to reach is )?(?:disabled|inactive|closed)|inactive (?:user|account)|mailbox (?:is )?(?:disabled|inactive)|utilisateur inconnu|adresse inconnue|destinataire inconnu|(?:adresse|destinataire) (?:incorrecte?|invalide|inexistante?)|archived recipient|n.existe pas|inconnue? à cette adresse|wasn.?t found at|couldn.?t be found|introuvable|invalid final delivery userid|not listed in|pas r[ée]pertori[ée]/i
const NO_DOMAIN =
  /unrout(?:e)?able address|host (?:or domain name )?(?:unknown|not found)|domain (?:name )?(?:not found|unknown|couldn.?t be found)|unknown host|unknown domain|nxdomain|name service error.*host not found|no mail server|nullmx|null mx|domaine inconnu|couldn.?t find any host/i

/** The sender is blamed: the address of the client may well be right. */
const SENDER =
  /invalid sender|sender (?:user |address |domain )?(?:unknown|rejected|verif|invalid)|[ée]metteur invalide/i

/**
 * What an enhanced status (RFC 3463, or null) and the words of the server blame. 5.1.7 and 5.1.8 blame the sender's
 * address; a status that says nothing (5.0.0, 5.1.0, 5.4.x, 5.5.x) is read in its words. A status that is for now (4.x)
 * never blames the address: it was only waited for too long.
 */
export function failureClass(status: string | null, words: string): FailureClass {
  const kind = status?.slice(2) ?? '0.0'
  if (/^1\.[78]$/.test(kind) || SENDER.test(words)) return 'policy'
  if (/^7\./.test(kind)) return isOfNobody(status, words) && !POLICY.test(words) ? 'address' : 'policy'
  if (kind === '2.2') return 'full'
  const isForNow = status?.startsWith('4') === true
  // Orange says 5.1.1 of a full mailbox too.
  if (/^1\.(?:1|2|3|6|10)$/.test(kind) && !isForNow && !FULL.test(words))
    return POLICY.test(words) && !isOfNobody(status, words) ? 'policy' : 'address'
  if (FULL.test(words)) return 'full'
  if (isOfNobody(status, words)) return 'address'
  return POLICY.test(words) && !isForNow ? 'policy' : 'other'
}

function isOfNobody(status: string | null, words: string): boolean {
  if (status?.startsWith('4')) return false
  // Exchange Online refuses so whom its directory does not know: 5.4.1 Recipient address rejected: Access denied.
  if (status === '5.4.1' && /recipient address rejected/i.test(words)) return true
  return NOBODY.test(words) || NO_DOMAIN.test(words)
}
