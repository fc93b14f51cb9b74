/** Why something is set aside: the same words on every screen, in exports and in the audit. */
export const BLOCK_NAMES = {
  dispute: 'Dispute',
  promise: 'Promise to pay',
  'do-not-remind': 'Do not remind',
  'direct-debit': 'Direct debit',
  'payment-under-way': 'Payment under way',
  insolvency: 'Insolvency proceedings',
  'to-confirm': 'Reading to confirm',
  'reply-to-read': 'Answer to read',
  suspended: 'Document asked for',
  refused: 'Invoice refused',
  'not-received': 'Invoice to send again',
}
