/** Mots de l’aperçu d’un import : ses questions, et ce qui change facture par facture. */
export const importPreview = {
  imports: {
    doubts_one: 'Une question sur ce fichier',
    doubts_other: '{{count, number}} questions sur ce fichier',
    doubtsHint:
      'Ce fichier se lit de plusieurs façons, qui ne font pas devoir la même somme. Votre réponse sera retenue pour les fichiers qui ont les mêmes colonnes.',
    doubtCount_one: '{{count}} ligne',
    doubtCount_other: '{{count, number}} lignes',
    doubtLine: 'à partir de la ligne {{line, number}}',
    doubtLater: 'Décider plus tard : mettre de côté, sans relancer',
    doubtsLeft_one:
      'Une question sans réponse : ses lignes seront importées mises de côté, « lecture à confirmer ».',
    doubtsLeft_other:
      '{{count, number}} questions sans réponse : leurs lignes seront importées mises de côté, « lecture à confirmer ».',
    doubtsDone: 'Toutes les questions ont une réponse.',
    readAgain: 'Relire avec ces réponses',
    understood_one: 'Ce qui a été compris : {{count}} point',
    understood_other: 'Ce qui a été compris : {{count, number}} points',
    plan: 'Facture par facture',
    planNothing: 'Rien à relancer dans ce fichier : ce qui est dû ne change pas.',
    planKind: 'Ce qui change',
    planAll: 'Tout',
    planFilter: 'Client ou numéro',
    planNumber: 'Facture',
    planDue: 'Échéance',
    planBefore: 'Dû avant',
    planAfter: 'Dû après',
    planOf: { new: 'Nouvelles', changed: 'Modifiées', settled: 'Soldées', 'set-aside': 'Mises de côté' },
    planSum: {
      new: 'Nouvelles échéances : {{count, number}}, {{after}}.',
      changed: 'Échéances modifiées : {{count, number}}, {{before}} avant, {{after}} après.',
      settled: 'Échéances soldées : {{count, number}}, {{before}}.',
      'set-aside': 'Mises de côté, lecture à confirmer : {{count, number}}, {{after}}.',
    },
    planBooks:
      'Après l’import, l’entreprise attend {{open}}, moins {{credit}} non affectés : solde {{balance}}.',
    planMore: '{{shown, number}} lignes montrées sur {{count, number}}.',
  },
} as const
