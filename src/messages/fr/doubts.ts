/** Ce qu’un fichier laisse à décider : la question, puis chaque réponse. */
export const doubts = {
  'doubts.about-unknown-state': 'Que veut dire l’état « {value} » ?',
  'doubts.others-unknown-state': 'Que veulent dire les autres états ?',
  'doubts.about-unknown-kind': 'Le type de document « {value} » est-il une créance ?',
  'doubts.others-unknown-kind': 'Les autres types de documents sont-ils des créances ?',
  'doubts.about-payment-under-way': 'L’état « {value} » annonce un paiement : est-il arrivé ?',
  'doubts.others-payment-under-way': 'D’autres états annoncent un paiement : est-il arrivé ?',
  'doubts.about-blank-remainder': 'Le reste dû est vide (état : « {value} ») : est-ce payé ?',
  'doubts.others-blank-remainder': 'Le reste dû est vide pour d’autres états : est-ce payé ?',
  'doubts.about-partial-lettering':
    'La colonne « {value} » a des lettres minuscules, qui disent un lettrage partiel : est-ce payé ?',
  'doubts.others-partial-lettering': 'D’autres lettrages partiels : est-ce payé ?',
  'doubts.about-unbalanced-lettering':
    'Des lignes lettrées par « {value} » n’ont pas de règlement dans ce fichier : est-ce payé ?',
  'doubts.others-unbalanced-lettering': 'D’autres lignes lettrées n’ont pas de règlement : est-ce payé ?',
  'doubts.about-repeated-rows':
    'Des lignes sont identiques dans toutes leurs colonnes : est-ce un seul document ?',
  'doubts.others-repeated-rows': 'D’autres lignes sont identiques : est-ce un seul document ?',
  'doubts.about-double-client':
    '« {value} » de {customer} a le numéro et le montant de « {known} ». Est-ce la même pièce ?',
  'doubts.others-double-client':
    'Les autres documents de même numéro et de même montant qu’un autre client sont-ils les siens ?',
  'doubts.about-double-prefix':
    '« {value} » de {customer} ne diffère de « {known} » que par le préfixe. Est-ce la même pièce ?',
  'doubts.others-double-prefix':
    'Les autres documents dont seul le préfixe du numéro diffère sont-ils ceux qui sont déjà là ?',
  'doubts.about-double-number':
    '« {value} » de {customer} a le jour et le montant de « {known} », et une seule des deux a un numéro. Est-ce la même pièce ?',
  'doubts.others-double-number':
    'Les autres documents sans numéro, du même jour et du même montant, sont-ils ceux qui sont déjà là ?',
  'doubts.about-double-date':
    '« {value} » de {customer} a le numéro de « {known} », sans date d’émission ni échéance commune. Est-ce la même pièce ?',
  'doubts.others-double-date':
    'Les autres documents de même numéro, dont rien ne dit la même date, sont-ils ceux qui sont déjà là ?',
  'doubts.choice-known': 'C’est la même pièce',
  'doubts.double-client-different': 'C’est une autre pièce',
  'doubts.double-prefix-different': 'C’est une autre pièce',
  'doubts.double-number-different': 'C’est une autre pièce',
  'doubts.double-date-different': 'C’est une autre pièce',
  'doubts.about-repeated-remainders':
    'Un même reste dû est répété sur plusieurs échéances d’un document : est-ce celui du document entier ?',
  'doubts.others-repeated-remainders':
    'D’autres restes dus sont répétés : sont-ils ceux du document entier ?',
  'doubts.repeated-remainders-same': 'Celui du document entier',
  'doubts.repeated-remainders-different': 'Celui de chaque échéance',
  'doubts.about-repeated-amounts':
    'Un même montant est répété sur plusieurs échéances d’un même numéro : est-ce le total du document ?',
  'doubts.others-repeated-amounts': 'D’autres montants sont répétés : sont-ils le total du document ?',
  'doubts.repeated-amounts-same': 'Le total du document, compté une fois',
  'doubts.repeated-amounts-different': 'Des échéances qui s’ajoutent',
  'doubts.about-repeated-payments':
    'Un même montant réglé est répété sur plusieurs échéances d’un document : est-ce celui du document entier ?',
  'doubts.others-repeated-payments':
    'D’autres montants réglés sont répétés : sont-ils ceux du document entier ?',
  'doubts.repeated-payments-same': 'Celui du document entier',
  'doubts.repeated-payments-different': 'Celui de chaque échéance',
  'doubts.about-instalments-total':
    'Les échéances d’une facture ne font pas son total : les montants des échéances sont-ils ce qui est dû ?',
  'doubts.others-instalments-total':
    'Les échéances d’autres factures ne font pas leur total : sont-elles ce qui est dû ?',
  'doubts.instalments-total-open': 'Oui, ce sont les montants des échéances',
  'doubts.about-unsigned-credit':
    'Des numéros en « {value} » ont un montant positif, et aucune colonne ne dit leur type : sont-ce des avoirs ?',
  'doubts.others-unsigned-credit':
    'D’autres numéros ressemblent à des avoirs, de montant positif : en sont-ils ?',
  'doubts.unsigned-credit-credit': 'Des avoirs',
  'doubts.unsigned-credit-open': 'Des factures',
  'doubts.about-counted-credit':
    'Un avoir ou règlement est affecté à une facture déjà réglée en partie, et rien ne dit ce qu’il en reste : est-il compté dans cette partie ?',
  'doubts.others-counted-credit':
    'D’autres avoirs ou règlements sont affectés à des factures réglées en partie : y sont-ils comptés ?',
  'doubts.counted-credit-settled': 'Oui, il est compté dans ce qui est réglé',
  'doubts.counted-credit-open': 'Non, il s’y ajoute',
  'doubts.about-label-numbers':
    'La pièce ({value}) semble être un numéro interne : « {piece} » pour « {label} ». Le numéro de la facture est-il « {number} » ?',
  'doubts.others-label-numbers': 'Les autres libellés portent-ils le numéro de la facture ?',
  'doubts.label-numbers-same': 'Oui : le numéro est celui du libellé',
  'doubts.label-numbers-different': 'Non : garder la pièce',
  'doubts.about-reversed-side':
    'Des lignes « {value} » sont du côté inverse (facture au crédit, règlement au débit). Les deux côtés sont-ils inversés ?',
  'doubts.others-reversed-side': 'D’autres lignes sont du côté inverse : faut-il les inverser ?',
  'doubts.reversed-side-different': 'Non, le fichier a raison',
  'doubts.reversed-side-same': 'Oui, les inverser',
  'doubts.about-several-companies':
    'Ce fichier nomme plusieurs entreprises. Les lignes de « {value} » sont-elles à celle-ci ?',
  'doubts.others-several-companies': 'Les lignes des autres entreprises du fichier sont-elles à celle-ci ?',
  'doubts.several-companies-open': 'Oui, à celle-ci',
  'doubts.several-companies-leave-out': 'Non, à une autre : les ignorer',
  'doubts.about-no-document': 'Des lignes ont un montant sans numéro ni date : sont-elles dues ?',
  'doubts.others-no-document': 'D’autres lignes sans numéro ni date sont-elles dues ?',
  'doubts.about-not-owed-number':
    'Les numéros en « {value} » sont-ils ceux de devis, de commandes ou de bons, que personne ne doit ?',
  'doubts.others-not-owed-number': 'D’autres numéros sont-ils ceux de devis ou de commandes ?',
  'doubts.not-owed-number-open': 'Non, ce sont des factures dues',
  'doubts.not-owed-number-settled': 'Non, et elles sont payées',
  'doubts.not-owed-number-leave-out': 'Oui, les ignorer',
  'doubts.about-opposite-remainder':
    'La colonne « {value} » est partout de signe contraire au montant : est-ce encore dû ?',
  'doubts.others-opposite-remainder': 'D’autres restes sont de signe contraire : est-ce encore dû ?',
  'doubts.opposite-remainder-open': 'Oui, c’est ce qui reste dû',
  'doubts.opposite-remainder-settled': 'Non, c’est payé, ou payé en trop',
  'doubts.about-hidden-rows':
    'Des lignes sont masquées dans le classeur, par un filtre ou à la main. Faut-il les lire ?',
  'doubts.others-hidden-rows': 'Faut-il lire les autres lignes masquées ?',
  'doubts.hidden-rows-open': 'Oui, les lire comme les autres',
  'doubts.hidden-rows-leave-out': 'Non, les ignorer',
  'doubts.about-struck-rows': 'Des lignes sont barrées dans le classeur : que sont-elles ?',
  'doubts.others-struck-rows': 'Que sont les autres lignes barrées ?',
  'doubts.about-section-title': 'Des lignes sont sous le titre « {value} » : que sont-elles ?',
  'doubts.others-section-title': 'Que sont les lignes sous les autres titres ?',
  'doubts.about-negative-amounts':
    'La plupart des montants de la colonne « {value} » sont négatifs, et rien ne dit que ce sont des avoirs : sont-ils dus ?',
  'doubts.others-negative-amounts': 'Les autres montants négatifs sont-ils dus ?',
  'doubts.negative-amounts-open': 'Oui, ce sont des factures',
  'doubts.negative-amounts-credit': 'Non, ce sont des avoirs',
  'doubts.about-repeated-entries':
    'Des écritures figurent deux fois à l’identique dans le fichier ({entry} par exemple) : sont-ce les mêmes, exportées deux fois ?',
  'doubts.others-repeated-entries': 'D’autres écritures figurent deux fois : sont-ce les mêmes ?',
  'doubts.repeated-entries-same': 'Les mêmes, comptées une fois',
  'doubts.repeated-entries-different': 'Des écritures différentes',
  'doubts.about-unread-payment':
    'La colonne « {value} » parle de règlement et n’est pas lue : ces factures sont-elles encore dues, pour le montant lu ? Si elle dit ce qui est réglé ou reste dû, indiquez-le dans les colonnes.',
  'doubts.others-unread-payment':
    'D’autres colonnes parlent de règlement et ne sont pas lues : ces factures sont-elles encore dues ?',
  'doubts.unread-payment-open': 'Oui, le montant lu est dû',
  'doubts.unread-payment-settled': 'Non, elles sont payées',
  'doubts.about-decimal-mark':
    'Les montants de la colonne « {value} » se lisent de deux façons. Que vaut « {written} » ?',
  'doubts.others-decimal-mark': 'D’autres montants se lisent de deux façons : lesquels sont des milliers ?',
  'doubts.decimal-mark-different': '{read}',
  'doubts.decimal-mark-same': '{other}',
  'doubts.choice-credit': 'Avoir',
  'doubts.choice-open': 'Reste dû',
  'doubts.choice-settled': 'Payé',
  'doubts.choice-leave-out': 'À ignorer',
  'doubts.choice-same': 'Le même document',
  'doubts.choice-different': 'Deux documents différents',
  'doubts.answered': 'Réponse appliquée à {count} lignes : {question} {answer}.',
  'doubts.proposed': 'À confirmer, {count} lignes importées telles quelles : {question}',
  'doubts.set-aside': 'Lecture à confirmer, {count} lignes mises de côté : {question}',
  'doubts.refused':
    'Ce fichier se lit de plusieurs façons, et --strict n’importe rien dans ce cas. À décider : {questions}. Répondez par --answers, ou dans l’écran « Importer ».',
  'doubts.bad-answers': '--answers attend du JSON, par exemple : {"unknown-state:cloturee":"settled"}.',
  'doubts.bad-choice': '« {choice} » n’est pas une réponse à cette question. Réponses possibles : {known}.',
  'doubts.no-doubt': 'Cette question n’existe pas.',
  'doubts.already-decided': 'Cette question est déjà décidée.',
  'doubts.not-decided': 'Cette question n’est pas décidée.',
} as const
