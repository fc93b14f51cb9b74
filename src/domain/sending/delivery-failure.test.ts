import { expect, test } from 'vitest'
import { failureClass } from './delivery-failure.ts'

test.each([
  ['5.1.1', '', 'address'],
  ['5.1.10', 'RecipientNotFound', 'address'],
  ['5.1.2', 'Bad destination system address', 'address'],
  ['5.4.4', 'Host or domain name not found. Name service error: Host not found', 'address'],
  ['5.4.1', 'Recipient address rejected: Access denied', 'address'],
  ['5.2.1', 'The email account that you tried to reach is disabled', 'address'],
  ['5.7.1', 'Recipient unknown', 'address'],
  [null, '550 No such user here', 'address'],
  [null, 'Adresse inconnue : utilisateur inconnu', 'address'],
  ['5.2.2', '', 'full'],
  ['4.2.2', 'mailbox full', 'full'],
  [null, 'mailbox is full (MTA-imposed quota exceeded)', 'full'],
  ['5.7.1', 'Message rejected as spam', 'policy'],
  ['5.7.26', 'unauthenticated: SPF did not pass', 'policy'],
  ['5.0.0', '554 blocked by our policy', 'policy'],
  // As Orange and La Poste write them.
  ['5.1.1', '552 5.1.1 Boite du destinataire pleine. Recipient overquota. OFR_417 [417]', 'full'],
  ['5.1.1', 'Adresse d au moins un destinataire invalide. Invalid recipient. OFR_416 [416]', 'address'],
  ['5.5.0', 'Boite du destinataire archivee. Archived recipient. LPN007_420', 'address'],
  [
    '5.5.0',
    'Service refuse. Veuillez essayer plus tard. service refused, please try later. LPN005_510',
    'policy',
  ],
  ['5.5.0', 'SPF: dupont.example is not allowed to send mail. LPN004_401', 'policy'],
  ['5.1.0', 'Emetteur invalide. Invalid Sender. OFR004_405 [405]', 'policy'],
  [null, '550 mwinf5c04 ME Adresse IP source bloquee pour incident de spam. OFR006_102', 'policy'],
  [null, '550 Sender user unknown', 'policy'],
  ['5.1.1', 'rejected: listed by a blacklist', 'policy'],
  ['5.0.0', '571 5.7.1 Message refused, DMARC verification Failed', 'policy'],
  ['5.0.0', 'M. Morel (morel@client.example) not listed in Domino Directory', 'address'],
  // The sender is blamed: the address of the client is right.
  ['5.1.8', 'Sender address rejected: Domain not found', 'policy'],
  ['5.1.7', 'Bad sender mailbox address', 'policy'],
  // It was waited for too long: nothing is known of the address.
  ['4.4.1', 'Connection timed out', 'other'],
  ['4.1.1', 'user unknown', 'other'],
  ['4.7.1', 'Greylisted', 'policy'],
  ['5.3.4', 'Message too big for system', 'other'],
  ['5.0.0', 'Undetermined error', 'other'],
  [null, '', 'other'],
] as const)('%s « %s » blames: %s', (status, words, expected) => {
  expect(failureClass(status, words)).toBe(expected)
})
