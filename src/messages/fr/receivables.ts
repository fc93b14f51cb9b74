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
  'receivables.other-company': 'Ce client est celui d’une autre entreprise.',
  'receivables.payment-written':
    'Ce règlement est déjà écrit, à l’identique. Si c’en est un autre, envoyez-le avec « isAnother » à true.',
  'receivables.document-exists':
    '« {number} » du {on} est déjà là, chez {customer}. Ouvrez ce document, ou corrigez le numéro ou la date.',
  'receivables.document-exists-undated':
    '« {number} » est déjà là, chez {customer}. Ouvrez ce document, ou corrigez le numéro.',
  'receivables.final-is-not-edited':
    'Cette facture est définitive : elle ne se modifie plus. Corrigez-la par un avoir.',
  'receivables.draft-changed':
    'Ce brouillon a été enregistré entre-temps par quelqu’un d’autre : rien n’a été écrasé. Rechargez la page, puis refaites vos changements.',
  'receivables.draft-without-number': 'Donnez un numéro à la facture avant de la rendre définitive.',
  'receivables.draft-is-edited': 'Cette facture est un brouillon : corrigez-la directement.',
  'receivables.customer-exists':
    'Un client a déjà le code {code} : choisissez-le dans la liste, ou donnez un autre code.',
  'receivables.reason-missing': 'Dites pourquoi en quelques mots.',
  'receivables.day-to-come': 'Le {on} est après aujourd’hui ({today}) : choisissez une date passée.',
  'receivables.not-by-hand':
    'Cet avoir ou ce règlement vient d’un fichier ou d’un relevé : corrigez-le dans la comptabilité, puis importez-la de nouveau.',
  'receivables.credit-cancelled': 'Cet avoir ou ce règlement est déjà annulé. Actualisez la page.',
  'receivables.credit-allocated':
    'Cet avoir ou ce règlement est affecté en partie : annulez d’abord ses affectations.',
  'receivables.no-longer-probable':
    'Ce règlement ne correspond plus à une facture : il a été affecté, ou la facture a changé. Actualisez la page.',
  'receivables.no-penalties': 'Ce client ne doit ni intérêts ni indemnités : rien ne peut leur être affecté.',
  'receivables.not-enough-penalties':
    'Il ne reste que {left} de pénalités et indemnités sur cette facture, et {wanted} sont demandés.',
  'receivables.noted': 'noté à la main',
  'receivables.no-longer-noted':
    'Ce règlement n’est plus seulement noté à la main : la comptabilité l’a repris.',
  'receivables.nothing-open': 'Cette facture ne demande plus rien : elle est réglée. Actualisez la page.',
  'receivables.received-already':
    'Un règlement identique, reçu le {day}, est déjà dans les livres : affectez-le au lieu d’en noter un second.',
  'receivables.several-open':
    'Plusieurs factures {number} de ce client sont ouvertes : notez le règlement depuis la page Relances, où l’on voit laquelle.',
  'receivables.file-invoices': 'factures',
  'receivables.file-credit-notes': 'avoirs',
  'receivables.file-payments': 'reglements',
  'receivables.file-credits': 'avoirs-reglements',
  'receivables.column.company': 'Entreprise',
  'receivables.column.kind': 'Nature',
  'receivables.column.number': 'N°',
  'receivables.column.customer-code': 'Code client',
  'receivables.column.customer': 'Client',
  'receivables.column.label': 'Libellé',
  'receivables.column.state': 'État',
  'receivables.column.issued-on': 'Date',
  'receivables.column.received-on': 'Date',
  'receivables.column.due-on': 'Échéance',
  'receivables.column.days-late': 'Jours de retard',
  'receivables.column.level': 'Niveau',
  'receivables.column.total': 'Montant TTC',
  'receivables.column.amount': 'Montant',
  'receivables.column.open': 'Reste dû',
  'receivables.column.left': 'Reste à affecter',
  'receivables.column.currency': 'Devise',
  'receivables.state.draft': 'brouillon',
  'receivables.state.open': 'ouverte',
  'receivables.state.overdue': 'échue',
  'receivables.state.settled': 'soldée',
  'receivables.state.withdrawn': 'retirée avec son import',
  'receivables.credit.open': 'à affecter',
  'receivables.credit.allocated': 'affecté',
  'receivables.credit.returned': 'impayé',
  'receivables.credit.cancelled': 'annulé',
  'receivables.credit.withdrawn': 'retiré de la comptabilité',
  'receivables.kind.credit-note': 'Avoir',
  'receivables.kind.payment': 'Règlement',
  'receivables.kind.adjustment': 'Régularisation',
} as const
