/** What is told to other programs. */
export const programs = {
  'programs.allocated-already':
    'Ce document a déjà des règlements affectés pour plus que ce montant : renvoyez-les dans le même lot, ou annulez leur affectation.',
  'programs.allocates-more':
    'Les affectations dépassent le montant du règlement ou de l’avoir : corrigez-les.',
  'programs.amount-differs':
    'Ce document est déjà connu par une autre source pour {known}, et il est envoyé pour {pushed} : renvoyez-le avec « amounts » : keep pour garder le montant connu, replace pour le remplacer.',
  'programs.code-differs':
    'Ce client est déjà connu sous le code {code} : retirez « code », ou changez-le dans Relances.',
  'programs.currency-differs': 'Ce document est déjà connu en {currency} : sa devise ne change pas.',
  'programs.customer-owes': 'Ce client a encore des factures ou des avoirs ouverts : retirez-les d’abord.',
  'programs.known-under':
    'Ce document ou ce client est déjà envoyé sous l’identifiant {id} : employez cet identifiant, ou retirez-le.',
  'programs.may-be-known':
    'Ce document est peut-être déjà connu ({known}) : renvoyez-le avec « identity » : known si c’est le même, different si c’en est un autre.',
  'programs.name-company': 'Votre clé ouvre plusieurs sociétés : dites laquelle par « company ».',
  'programs.no-customer':
    'Aucun client n’est connu sous « {customer} » : envoyez-le d’abord, ou dans le même lot.',
  'programs.no-invoice':
    'Aucune facture (ou échéance de cette date, dans cette devise) n’est connue sous « {invoice} » : envoyez-la d’abord, ou dans le même lot.',
  'programs.no-room': 'Il ne reste que {left} à affecter sur « {invoice} » : corrigez le montant.',
  'programs.not-pushed': 'Rien n’a été envoyé sous l’identifiant « {id} ».',
  'programs.one-customer': 'Donnez « customer » ou « customerCode », et un seul des deux.',
  'programs.outdated':
    'L’enregistrement « {id} » n’est pas celui que vous avez lu (If-Match), ou existe déjà (If-None-Match) : relisez-le, puis recommencez.',
  'programs.payment-alike':
    'Un règlement du même client, du même montant et de la même date est déjà connu ({known}) : renvoyez celui-ci avec « identity » : known si c’est le même, different s’il y en a deux.',
  'programs.repeated': 'L’identifiant « {id} » est deux fois dans ce lot : gardez une seule ligne.',
  'programs.returned':
    'Ce règlement est revenu impayé : il ne règle plus rien. Envoyez-le avec « allocations » vide.',
  'programs.with-refused': 'Rien n’a été fait de ce lot, dont une autre ligne a été refusée.',

  'field.customerCode': 'Code du client',
  'field.identity': 'Même document',
  'field.amounts': 'Montant qui vaut',
  'field.corrects': 'Facture corrigée',
  'field.allocations': 'Affectations',
  'field.invoice': 'Facture',
  'field.items': 'Lignes',
  'field.data': 'Contenu',
  'field.isAnother': 'Autre règlement',
  'field.externalId': 'Identifiant externe',
  'field.updatedSince': 'Modifié depuis',
  'journal.did-external_ids-insert': '« {external_id} » envoyé par {program}',
  'journal.did-external_ids-withdrawn_at': '« {external_id} » retiré par {program}',
  'journal.did-external_ids-update': '« {external_id} » de {program} modifié',
  'journal.field-program': 'Programme',
  'journal.field-external_id': 'Identifiant externe',
  'journal.field-withdrawn_at': 'Retiré le',
  'journal.value-kind-api': 'envois d’un programme',
  'journal.value-source-api': 'envoi d’un programme',
} as const
