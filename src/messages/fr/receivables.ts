/** Ce que disent les factures, les avoirs, les règlements et leur affectation. */
export const receivables = {
  'receivables.no-amount': 'Indiquez au moins un montant à affecter, supérieur à zéro.',
  'receivables.no-credit': 'Cet avoir ou ce règlement n’existe pas.',
  'receivables.no-instalment': 'Une des échéances choisies n’existe pas. Actualisez la page.',
  'receivables.no-allocation': 'Cette affectation n’existe pas.',
  'receivables.already-cancelled': 'Cette affectation est déjà annulée. Actualisez la page.',
  'receivables.not-enough-credit':
    'Il reste {left} à affecter, et vous en affectez {wanted}. Rien n’a été écrit : réduisez les montants, ou actualisez la page.',
  'receivables.not-enough-open':
    'Il reste {left} à régler sur une des échéances, et vous y affectez {wanted}. Rien n’a été écrit : réduisez ce montant, ou actualisez la page.',
  'receivables.draft-instalment':
    'Cette facture est encore un brouillon : rendez-la définitive avant d’y affecter un règlement ou un avoir.',
  'receivables.other-currency': 'La devise de l’échéance n’est pas celle de l’avoir ou du règlement.',
  'receivables.other-customer': 'Cette échéance est celle d’un autre client.',
  'receivables.credit-returned': 'Ce règlement est revenu impayé : il ne règle plus rien.',
  'receivables.not-a-payment': 'Seul un règlement peut revenir impayé.',
  'receivables.already-returned': 'Ce règlement est déjà noté impayé. Actualisez la page.',
  'receivables.not-returned': 'Ce règlement n’est pas noté impayé, ou la comptabilité l’a repris.',
} as const
