export const cli = {
  'cli.payments-usage':
    'Usage : payments probable | noted | allocate --credit N° … ou --all | penalties --credit N° | undo --allocation N° … --reason TEXTE | note --company CODE --invoice NUMÉRO --received-on DATE | unnote --credit N° --reason TEXTE',
  'cli.company-usage': 'Usage : company CODE [--time-zone FUSEAU], par exemple --time-zone Indian/Reunion',
  'cli.unknown-option': 'L’option {name} n’existe pas. « relances help » les donne toutes.',
  'cli.option-needs-value': 'L’option {name} attend une valeur.',
  'cli.option-without-value': 'L’option {name} n’attend pas de valeur.',
  'cli.bad-arguments': 'Commande mal écrite : {reason}',
  'cli.bad-day': '{name} attend une date AAAA-MM-JJ qui existe, pas « {value} ».',
  'cli.bad-number': '{name} attend un nombre de {min} à {max}, pas « {value} ».',
  'cli.bad-changes': '--changes attend un fichier .xlsx ou .csv, et un seul fichier de comptes à importer.',
  'cli.help': `Relances, en ligne de commande (--json donne un document JSON sur une ligne) :
  import FICHIER… --company CODE [--company-name NOM] [--as fec|csv|xlsx] [--term "30 jours"]
         [--netting] [--accounts 413,416,4117,4191] [--complete-on DATE] [--as-of DATE] [--mapping JSON] [--today DATE]
         [--preview] [--changes FICHIER.xlsx|csv]
  watch DOSSIER --company CODE [--company-name NOM] [--term "30 jours"] [--once]
                                                    importe ce qui est déposé dans un dossier
  read FICHIER… [--as fec|csv|xlsx]                 ce que le programme comprend d’un fichier, sans rien écrire
  compare FICHIER --company CODE                    compare une balance par client aux comptes, sans rien importer
  overdue --on DATE [--company CODE…] [--today DATE]
  collected --company CODE --since DATE --until DATE --out DOSSIER
                                                    écrit les statuts « Encaissée » (212) à remettre à la plateforme
  outbox [--company CODE…] [--state ÉTAT] [--limit N]
  remind --on DATE --letter-date DATE [--company CODE…] [--advised | --customer CODE… | --all]
         [--levels 1,2,3,4] [--pdf FICHIER] [--confirm] [--send]
                                                    niveaux 1 à 3 sans --levels ; --confirm veut l’un des trois choix
  schedule [--company CODE…] [--dry-run]            quand chaque entreprise relance par elle-même ; ce qui serait fait
           --run --company CODE                     fait maintenant le passage
  confirm RELANCE | discard RELANCE | undo RELANCE [--reason TEXTE]
  review RELANCE --redo|--drop|--posted [--letter N…]
                                                    décide des lettres à revoir : refaites, abandonnées, déjà postées
  set-level --company CODE --invoice NUMÉRO [--customer CODE] [--due DATE] --level N --reason TEXTE
  company CODE [--time-zone FUSEAU]
  payments probable | noted | allocate (--credit N°… | --all) | penalties --credit N° | undo --allocation N°… --reason TEXTE
           | note --company CODE --invoice NUMÉRO --received-on DATE [--amount-cents N] | unnote --credit N° --reason TEXTE
  merge --kind customers|invoices|credits --keep N° --merged N° [--preview] | merge --undo N°
                                                    fait un seul de deux clients ou documents que verify nomme
  verify [--witness FICHIER]                        contrôle niveaux, affectations, archives et journal
         [--repair SAUVEGARDE]                      remet les documents abîmés ou manquants depuis une sauvegarde
  doctor [--refresh]                                dit ce qui est lent, manque ou prend trop de place, et que faire
  rebuild-sums [--company CODE…]                    recompte depuis les lignes les sommes tenues des clients et des échéances
  blobs adopt                                       fait du dossier de documents présent celui de cette base
  blobs move --to s3|folder                         déplace les documents vers le bucket S3, ou vers le dossier
  backup FICHIER                                    sauvegarde tout, pendant que Relances travaille
  restore FICHIER [--replace] [--check]             remet une sauvegarde en place, ou la contrôle seulement
  personal-data export CLIENT --company CODE [--out FICHIER]
  personal-data erase CLIENT --company CODE [--reason TEXTE --confirm]
                                                    dit ce qui serait effacé et ce qui resterait, ou l’efface
  demo                                              charge l’exemple`,
  'cli.likely-doubles':
    'Avertissement, doublons probables dans les livres : {count} (« likelyDoubles »). Rien n’est faux, mais regardez-les : chacun dit la commande qui le fusionne.',
  'cli.bad-merge-kind': '--kind attend l’un de {known}, pas « {value} ».',
  'cli.bad-witness':
    '{path} n’est pas le résultat d’un contrôle précédent : donnez un fichier écrit par « relances verify --json ».',
  'cli.file-exists': 'Le fichier {file} existe déjà : donnez un autre nom avec --out, rien n’est écrasé.',
  'cli.file-not-writable':
    'Le fichier {file} ne peut pas être écrit : vérifiez que le dossier existe et que vous pouvez y écrire.',
  'cli.dry-or-run': 'Choisissez --dry-run ou --run, et un seul des deux.',
  'cli.missing-option': 'Il manque {name}.',
  'cli.one-run': 'Indiquez le numéro d’une relance, et d’une seule.',
  'cli.unknown-command': 'Commande inconnue : {name}',
  'cli.confirm-needs':
    '--confirm demande qui relancer : ajoutez --advised (ce que la procédure conseille), --customer CODE, ou --all (tout ce qui est proposé).',
  'cli.one-selection': 'Choisissez --advised, --customer ou --all, et un seul des trois.',
  'cli.one-decision':
    'Choisissez --redo (refaire la lettre), --drop (ne pas relancer) ou --posted (déjà postée), et un seul des trois.',
  'cli.bad-levels': '--levels attend des niveaux de 1 à 4 séparés par des virgules, pas « {value} ».',
  'cli.bad-state': 'État « {value} » inconnu : choisissez parmi {states}.',
  'cli.left-out-reminded': '{count} échéance(s) laissée(s) de côté : déjà relancée(s) à la date du {day}.',
  'cli.left-out-levels':
    '{count} échéance(s) laissée(s) de côté : leur niveau n’est pas demandé. Une mise en demeure (niveau 4) demande --levels 4.',
  'cli.maybe-paid':
    '{count} client(s) ont peut-être déjà payé : un règlement non affecté a le montant de leur facture. Voir « relances payments probable ».',
  'cli.nothing-left': 'Rien à relancer : aucune lettre n’a été préparée.',
} as const
