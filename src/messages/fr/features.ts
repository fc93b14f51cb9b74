export const features = {
  'features.bad-cursor': 'Cette page n’existe plus : revenez au début de la liste.',
  'features.company-exists': 'Une entreprise a déjà le code {code} : choisissez-en un autre.',
  'features.day-after-today':
    'La date du {on} est après aujourd’hui ({today}) : rien n’y est encore échu. Choisissez une date passée.',
  'features.letter-day-out':
    'Les lettres ne peuvent pas porter la date du {letterOn} : choisissez un jour du {from} au {to}.',
  'features.starting-levels-moved':
    'Ces dettes ont changé entre-temps. Relisez la page, puis choisissez à nouveau.',
  'features.level-moved':
    'Une échéance a changé de niveau entre-temps : rien n’a été écrit. Rechargez la liste et recommencez.',
  'features.no-block': 'Ce blocage n’existe pas.',
  'features.no-company': 'Aucune entreprise n’a le code {code}.',
  'features.no-customer': 'Ce client ou cette facture n’existe pas.',
  'features.no-customer-code': 'Aucun client n’a le code {code}.',
  'features.no-invoice': 'Cette facture n’existe pas.',
  'features.no-invoice-number': 'Aucune facture n’a le numéro {number}.',
  'features.no-letter-of-customer': 'Ce client n’a pas de lettre dans ce brouillon.',
  'features.no-letter': 'Cette lettre n’existe pas.',
  'features.no-letter-to-review':
    'La lettre {id} n’est pas à revoir dans cette relance : quelqu’un en a peut-être déjà décidé.',
  'features.no-print-part': 'Il n’y a pas de lettre à imprimer dans cette partie de la relance {run}.',
  'features.no-run': 'La relance {run} n’existe pas.',
  'features.no-text': 'Cette entreprise n’a pas de texte pour ce niveau de relance.',
  'features.all-covered':
    'Rien à demander dans cette sélection : les avoirs et règlements de ces clients en couvrent tout le montant.',
  'features.nothing-to-remind':
    'Rien à relancer dans cette sélection : cochez au moins une facture échue dont les avoirs ne couvrent pas le montant.',
  'features.print-title': 'Lettres de relance, passe {run}',
  'features.procedure-changed':
    'Les réglages de {code} ont été enregistrés entre-temps par {name} : rien n’a été écrasé. Reprenez les réglages actuels, puis refaites vos changements.',
  'features.procedure-levels': 'La procédure doit donner les niveaux 1 à 4, dans cet ordre.',
  'features.run-discarded': 'La relance {run} a été abandonnée : elle ne peut plus être confirmée.',
  'features.run-not-draft':
    'La relance {run} est déjà confirmée, en tout ou partie : elle ne peut plus être abandonnée.',
  'features.several-customers':
    'Plusieurs clients ont une facture {number} : précisez lequel avec --customer.',
  'features.term-not-understood':
    'Ce délai de règlement n’est pas compris : écrivez par exemple « 30 jours », « 45 jours fin de mois » ou « comptant ».',
  'procedure.too-many-closures':
    '100 fermetures au plus par entreprise. Retirez celles qui sont passées, puis recommencez.',
} as const
