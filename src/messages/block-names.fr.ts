/** Why something is set aside: the same words on every screen, in exports and in the audit. */
export const BLOCK_NAMES = {
  dispute: 'Litige',
  promise: 'Promesse de règlement',
  'do-not-remind': 'Ne pas relancer',
  'direct-debit': 'Prélèvement',
  'payment-under-way': 'Règlement en cours',
  insolvency: 'Procédure collective',
  'to-confirm': 'Lecture à confirmer',
  'reply-to-read': 'Réponse à lire',
  suspended: 'Pièce demandée',
  refused: 'Facture refusée',
  'not-received': 'Facture à renvoyer',
}
