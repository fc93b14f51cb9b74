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
