/** Ce que disent les relevés bancaires et le rapprochement. */
export const bank = {
  'bank.no-movement': 'Ce mouvement n’existe pas. Actualisez la page.',
  'bank.no-customer': 'Ce client n’existe pas. Actualisez la page.',
  'bank.already-decided':
    'Ce mouvement est déjà rapproché, peut-être par quelqu’un d’autre. Actualisez la page.',
  'bank.not-decided': 'Ce mouvement n’est pas rapproché : il n’y a rien à annuler. Actualisez la page.',
  'bank.returned-since':
    'Ce règlement est revenu impayé depuis. Annulez d’abord le rapprochement du rejet, puis celui-ci.',
  'bank.not-a-return': 'Ce mouvement est un encaissement : ce n’est pas un rejet.',
  'bank.not-a-payment': 'Ce mouvement est un débit : ce n’est pas un règlement de client.',
  'bank.other-amount':
    'Le mouvement est de {amount}, et vous en répartissez {spread}. Rien n’a été écrit : corrigez les montants.',
  'bank.other-company':
    'Ce relevé est celui du compte {account}, de l’entreprise {owner}. Importez-le dans {owner}, ou retirez ce compte de cette entreprise.',
  'bank.unknown-account':
    'Aucune de vos entreprises n’a le compte {account} : choisissez l’entreprise de ce relevé.',
  'bank.balance-gap':
    'Compte {account} : le solde au {closedOn} était de {closing}, et ce relevé commence à {opening}. Il manque des jours entre les deux : importez aussi ce relevé-là.',
  'bank.which-account':
    'Ce relevé ne dit pas de quel compte il est. Choisissez-le à l’écran « Importer », ou donnez-le par --account.',
  'bank.which-accounts':
    'Ce relevé ne dit pas assez de quels comptes il est : {said}. Choisissez-les à l’écran « Importer », ou donnez-les par --account "NOM=IBAN".',
  'bank.bad-account': '« {value} » n’est ni un IBAN ni un numéro de compte.',
  'bank.account-not-said': 'Le fichier ne nomme pas de compte « {said} ». Il nomme : {known}.',
} as const
