/** Ce que l’import a à dire : ce qu’il a fait, ou pourquoi il refuse. */
export const imports = {
  'imports.example-file': 'Données d’exemple',
  'imports.collective-account': 'Compte collectif : aucun client n’y est nommé',
  'imports.no-company':
    'L’entreprise « {company} » n’existe pas. Vérifiez son code, ou donnez son nom pour la créer.',
  'imports.bad-company-code':
    '« {company} » ne peut pas être le code d’une entreprise : 1 à 32 lettres sans accent, chiffres, points, tirets.',
  'imports.bad-term':
    '« {term} » n’est pas un délai de paiement. Attendu, par exemple : « 30 jours », « 45 jours fin de mois ».',
  'imports.too-many':
    'Vous avez déposé beaucoup de fichiers en peu de temps. Rien n’est perdu : reprenez dans {minutes} min.',
  'imports.year-behind':
    'Ce FEC (du {from} au {to}) est antérieur à l’exercice déjà importé, ouvert le {later} : ses factures y figurent déjà en à-nouveaux. Importez les exercices dans l’ordre.',
  'imports.older-than-known':
    'Ce fichier est plus ancien que celui déjà importé : des factures réglées depuis peuvent redevenir ouvertes. Vérifiez avant de confirmer.',
  'imports.opening-joined':
    'À-nouveaux repris par les factures de l’exercice précédent, gardées avec leur numéro, leur date et leur niveau : {count}.',
  'imports.opening-settled':
    'Éléments de l’exercice précédent absents des à-nouveaux, donc soldés : {count}.',
  'imports.opening-kept': 'À-nouveaux sans facture connue, gardés comme soldes d’ouverture : {count}.',
  'imports.absent-closed':
    'Échéances ouvertes que ce fichier ne contient plus alors qu’il couvre leur date, donc soldées : {count}.',
  'imports.ambiguous-dates':
    'La colonne « {column} » se lit jour/mois ou mois/jour : jour/mois est retenu. Vérifiez une date, et indiquez l’ordre s’il est autre.',
  'imports.ambiguous-amounts':
    'Les montants de la colonne « {column} » se lisent de deux façons : la virgule est prise pour la décimale. Vérifiez un montant.',
  'imports.unknown-field': 'Le champ « {field} » n’existe pas. Champs possibles : {known}.',
  'imports.no-file': 'Le fichier {file} ne peut pas être lu ({reason}). Vérifiez son chemin.',
  'imports.which-file': 'Indiquez au moins un fichier.',
  'imports.set-aside-bill': 'Effet à recevoir',
  'imports.set-aside-doubtful': 'Client douteux',
  'imports.set-aside-retention': 'Retenue de garantie',
  'imports.set-aside-told': 'Le fichier dit de ne pas relancer',
  'imports.bad-accounts': '--accounts {value} n’existe pas. Comptes possibles : {known}.',
  'imports.bad-format': '--as {value} n’existe pas. Formats possibles : fec, csv, xlsx.',
  'imports.bad-mapping': '--mapping attend du JSON, par exemple : {"number":"N° facture","dueOn":3}.',
  'imports.too-large': 'Le fichier dépasse {megabytes} Mo. Exportez une période plus courte.',
  'imports.no-deposit':
    'Ce fichier n’est plus là : le serveur a redémarré, ou l’import a été abandonné. Déposez-le de nouveau.',
  'imports.not-previewed': 'Ce fichier n’a pas d’aperçu à confirmer. Refaites l’aperçu.',
  'imports.plan-changed': 'Les comptes ont changé depuis cet aperçu. Refaites l’aperçu, puis l’export.',
  'imports.one-at-a-time':
    'Un FEC ou une liste s’importe seul. Seules les factures électroniques peuvent être déposées à plusieurs.',
  'imports.customer-alike':
    'Le client {code} du fichier ressemble au client {known}, sans que rien ne le prouve : ils restent séparés. Si c’est le même, donnez-leur le même code ou le même SIREN.',
  'imports.renumbered-doubles':
    'Peut-être déjà connues sous un autre numéro (même client, même montant, même jour ou numéro écrit dans le libellé) : {numbers}. Vérifiez avant de confirmer, elles seraient comptées deux fois.',
  'imports.merged-twice':
    'Le fichier a deux fois des documents fusionnés ici : {numbers}. Chacun n’est compté qu’une fois.',
  'imports.joined-other-amount':
    'Factures déjà connues par un autre fichier, pour un autre montant : {numbers}. Vérifiez avant de confirmer.',
  'imports.interrupted':
    'Relances s’est arrêté pendant ce travail : rien n’a été écrit. Refaites l’aperçu, puis confirmez.',
  'imports.handed': '{name} vous a remis cet import : faites l’aperçu, puis confirmez.',
  'imports.hand-no-company': 'Faites d’abord l’aperçu : on saura alors à quelle société va cet import.',
  'imports.hand-done': 'Cet import est terminé : il n’y a plus rien à remettre.',
  'imports.no-heir': 'Cette personne ne peut pas importer dans cette société.',
  'imports.files-changed': 'Les fichiers ont changé depuis l’aperçu : refaites-le avant de confirmer.',
  'imports.not-as-shown':
    'L’import ne ferait plus ce que l’aperçu montrait : rien n’a été écrit. Refaites l’aperçu.',
  'imports.overtaken':
    'Un autre import est entré dans cette entreprise depuis l’aperçu : rien n’a été écrit. Refaites l’aperçu.',
  'imports.other-preview':
    'Un autre aperçu a été fait depuis celui que vous voyez : rechargez la page, puis confirmez.',
  'imports.last-file': 'C’est le dernier fichier de ce dépôt : abandonnez plutôt l’import.',
  'imports.file-lost': 'Le fichier {file} n’est plus tel qu’il a été déposé : déposez-le de nouveau.',
  'imports.busy': 'Ce fichier est en cours de lecture. Attendez un instant.',
  'imports.example-loaded': 'L’exemple est déjà chargé.',
  'imports.text-too-long':
    'Ligne {line} : « {text} » dépasse {max} caractères. Ce n’est ni un code, ni un nom, ni un numéro : vérifiez les colonnes du fichier.',
  'imports.no-import': 'Cet import n’existe pas.',
  'imports.already-cancelled': 'Cet import est déjà annulé.',
  'imports.too-old-to-cancel':
    'Cet import a changé des lignes à une époque où Relances ne notait pas encore ce qu’elles étaient avant : il ne peut pas être annulé. Corrigez par un avoir, ou importez un fichier plus récent.',
  'imports.not-a-balance': '{file} n’est pas une balance par client : il n’y a rien à comparer.',
  'imports.bad-encoding': '--encoding attend l’un de ces noms, pas « {value} » : {known}.',
} as const
