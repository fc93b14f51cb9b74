/** Ce que la lecture d’une liste a laissé de côté ou compris, ligne à ligne. */
export const listReaders = {
  'readers.list-no-amount-column':
    'Aucune colonne de montant n’est désignée. Indiquez celle du montant TTC, du reste dû ou du débit.',
  'readers.list-no-customer-column':
    'Aucune colonne ne désigne le client. Indiquez celle du code client ou celle du nom.',
  'readers.list-unknown-columns':
    'Le fichier n’a pas les colonnes : {columns}. Désignez de nouveau les colonnes.',
  'readers.list-no-customer': 'Ligne {line} : le client manque. Complétez son code ou son nom.',
  'readers.list-no-amount': 'Ligne {line} : le montant manque. Complétez-le, ou supprimez la ligne.',
  'readers.list-totals-skipped': 'Lignes de total laissées de côté : {count}, à partir de la ligne {line}.',
  'readers.list-comments-skipped':
    'Lignes d’une seule cellule laissées de côté : {count}, à partir de la ligne {line}.',
  'readers.list-second-header': 'Ligne {line} : une seconde ligne de titres est laissée de côté.',
  'readers.list-other-accounts':
    'Lignes d’autres comptes que les comptes clients (411) laissées de côté : {count}, à partir de la ligne {line}.',
  'readers.list-page-lines':
    'Lignes répétées à chaque page (titres, en-têtes, numéros de page) laissées de côté : {count}, à partir de la ligne {line}.',
  'readers.list-party-lines':
    'Le client est sur une ligne à part, au-dessus de ses factures : {count} lignes de client lues, à partir de la ligne {line}.',
  'readers.list-parties-carried':
    'Le client n’est écrit que sur la première de ses lignes : il a été reporté sur les suivantes, au nombre de {count}, à partir de la ligne {line}. Vérifiez-en une.',
  'readers.list-not-owed':
    'Devis, commandes, bons de livraison et factures pro forma, laissés de côté : {count}, à partir de la ligne {line}.',
  'readers.list-refunds':
    'Remboursements, laissés de côté : {count}, à partir de la ligne {line}. Ils ne sont dus par personne.',
  'readers.list-suppliers':
    'Documents de fournisseurs, laissés de côté : {count}, à partir de la ligne {line}.',
  'readers.list-answered':
    'Lignes laissées de côté comme vous l’avez décidé : {count}, à partir de la ligne {line}.',
  'readers.list-blank-credits':
    'Avoirs et règlements dont le reste est vide, lus comme disponibles en entier : {count}, à partir de la ligne {line}.',
  'readers.list-figures-disagree':
    'Le montant moins ce qui est réglé ne fait pas ce qui reste dû, qui est retenu, lignes concernées : {count}, à partir de la ligne {line}. Vérifiez.',
  'readers.list-due-in-words':
    'L’échéance est écrite en toutes lettres, lignes concernées : {count}, à partir de la ligne {line}. Lue comme un délai quand c’en est un (« 30 jours fin de mois »), estimée sinon.',
  'readers.list-header-currency':
    'La colonne des montants nomme une autre devise que la ligne, lignes concernées : {count}, à partir de la ligne {line}. La devise de la colonne est retenue ; vérifiez.',
  'readers.list-blank-open':
    'Ce qui reste dû est vide, à côté de cases remplies : lu comme zéro (payé), lignes concernées : {count}, à partir de la ligne {line}.',
  'readers.list-state-contradicts':
    'L’état ne dit pas la même chose que le reste dû, qui est retenu, lignes concernées : {count}, à partir de la ligne {line}.',
  'readers.list-running-balance':
    'La colonne « {column} » est un solde progressif, vérifié ligne à ligne : elle est laissée de côté, et chaque ligne est lue par ses montants.',
  'readers.list-unclear-balance':
    'La colonne « {column} » n’est ni un solde progressif ni ce qui reste dû de chaque ligne : elle est laissée de côté, et chaque ligne est lue par son débit et son crédit. Vérifiez les totaux.',
  'readers.list-blank-column': 'La colonne « {column} » est vide : chaque montant est lu comme dû en entier.',
  'readers.list-lettered':
    'Lignes lettrées dont la liste n’a pas le règlement : {count}, à partir de la ligne {line}. Sauf question, elles sont lues comme payées.',
  'readers.list-unbalanced-lettering':
    'Lignes lettrées ensemble dont la somme n’est pas nulle : {count}, à partir de la ligne {line}. Ce qui reste est lu comme dû.',
  'readers.list-zero-rows':
    'Lignes d’un montant nul laissées de côté : {count}, à partir de la ligne {line}.',
  'readers.list-repeated-rows':
    'Lignes répétant une facture déjà lue, comptée une seule fois : {count}, à partir de la ligne {line}.',
  'readers.list-same-due-date':
    'Lignes de même client, même numéro et même échéance qu’une autre, pour un autre montant : {count}, à partir de la ligne {line}. Elles sont comptées comme des échéances de la même facture ; vérifiez.',
  'readers.list-number-reused':
    'Lignes de même client et même numéro, à des dates différentes : {count}, à partir de la ligne {line}. Elles sont comptées comme des factures différentes ; vérifiez.',
  'readers.list-document-remainder':
    'Échéances dont le reste dû est celui du document entier, compté une seule fois, sur les dernières échéances : {count}, à partir de la ligne {line}.',
  'readers.list-instalment-remainder':
    'Échéances dont le reste dû est égal au montant, lues comme dues en entier : {count}, à partir de la ligne {line}.',
  'readers.list-instalment-columns':
    'Les colonnes {columns} sont lues comme les échéances d’une même facture, une ligne par échéance.',
  'readers.list-credit-by-words':
    'Lignes de montant positif dont le numéro ou le libellé dit « avoir », lues comme des avoirs : {count}, à partir de la ligne {line}.',
  'readers.list-names-joined':
    'Lignes sans code, rattachées au client de même nom qui en a un dans ce fichier : {count}, à partir de la ligne {line}.',
  'readers.list-names-unsure':
    'Lignes sans code dont le nom est celui de plusieurs clients du fichier, lues comme un client à part : {count}, à partir de la ligne {line}. Complétez leur code.',
  'readers.list-mangled-numbers':
    'Numéros abîmés par le tableur (comme 2,02401E+11) : {count}, à partir de la ligne {line}. Ces factures ne sont reconnues que par leur date et leur montant : mettez la colonne au format Texte avant d’exporter.',
  'readers.list-unknown-allocation':
    'Avoirs ou règlements affectés à une facture que le fichier n’a pas, laissés non affectés : {count}, à partir de la ligne {line}.',
  'readers.list-ages-summed':
    'Aucune colonne ne dit le total : ce qui est dû est la somme des tranches ({columns}).',
  'readers.list-before-tax':
    'La colonne « {column} » est lue comme le montant toutes taxes comprises, à côté de la colonne « {tax} ». Si elle est hors taxes, désignez une autre colonne, ou ajoutez-la au fichier.',
  'readers.cells-speak-of-payment':
    'La colonne « {column} » n’est pas lue, et parle de règlement ou de litige (cases : {count}, la première en ligne {line} : « {words} »). Vérifiez ces factures.',
  'readers.broken-cell':
    'Ligne {line}, colonne « {column} » : « {value} » est une erreur du tableur, ou une formule sans résultat. Ouvrez le classeur, corrigez cette case, enregistrez-le et recommencez.',
  'readers.is-provider-export':
    'Ce fichier est un export d’un prestataire de paiement (commission et net versé), sans factures : ses montants ne disent pas ce qui est dû. Importez la liste des factures, et le relevé du compte bancaire.',
  'readers.list-above-total':
    'Reste dû supérieur au montant de la facture, retenu tel quel : {count}, à partir de la ligne {line}. Vérifiez.',
  'readers.list-overpaid':
    'Factures payées plus que leur montant, lues comme soldées : {count}, à partir de la ligne {line}. Le trop-payé n’est pas compté ; saisissez-le comme un règlement s’il est à utiliser.',
  'readers.list-held-back':
    'Factures mises de côté, que le fichier dit de ne pas relancer : {count}, à partir de la ligne {line}. Elles sont dans « Écartés », où vous pouvez les reprendre.',
  'readers.list-due-before-issue':
    'Échéances antérieures à la date de la facture : {count}, à partir de la ligne {line}. Vérifiez ces dates.',
  'readers.amounts-in-thousands':
    'Ligne {line} : les montants sont en milliers ou en millions d’euros, et les factures se lisent en euros. Exportez les montants exacts.',
  'readers.is-transposed':
    'Les noms des colonnes sont dans la première colonne : chaque facture est une colonne. Copiez le tableau et collez-le en le transposant (collage spécial), puis recommencez.',
  'readers.lists-side-by-side':
    'Ligne {line} : deux listes sont côte à côte ({columns} y sont deux fois), et une seule serait lue. Mettez-les l’une sous l’autre, ou dans deux feuilles.',
  'readers.sheets-hidden':
    'Feuilles masquées du classeur, laissées de côté ({count}) : {sheets}. Affichez-les et recommencez si elles ont des factures à lire.',
  'readers.list-not-final':
    'Brouillons et factures annulées, laissés de côté : {count}, à partir de la ligne {line}.',
} as const
