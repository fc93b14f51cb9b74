/** Entreprises, papier à en-tête et jours sans relance : ce que le serveur a à dire. */
export const identity = {
  'identity.zone-wrong': 'Fuseau horaire inconnu : attendu un nom comme Europe/Paris ou Indian/Reunion.',
  'identity.company-changed':
    'Le papier à en-tête de {code} a été enregistré entre-temps par {name} : rien n’a été écrasé. Reprenez la version actuelle, puis refaites vos changements.',
  'identity.company-has-draft':
    'La relance n° {run}, préparée par {name}, attend encore : confirmez-la ou abandonnez-la, puis archivez l’entreprise.',
  'identity.company-archived':
    'L’entreprise {code} est archivée : rendez-la active dans Paramètres › Entreprises avant d’y importer un fichier.',
  'identity.iban-wrong':
    'L’IBAN {iban} n’est pas valide : les lettres feraient payer sur un compte qui n’existe pas. Recopiez-le depuis le RIB.',
  'identity.colour-wrong': 'La couleur s’écrit avec un dièse et six caractères, par exemple #24479e.',
  'identity.colour-pale':
    'Cette couleur est trop claire pour être lue, surtout imprimée en noir et blanc. Choisissez-en une plus foncée.',
  'identity.no-image': 'L’image choisie n’est plus connue : envoyez-la de nouveau.',
  'identity.image-lost':
    'L’image {sha256} d’un papier à en-tête manque dans la base : rétablissez-la depuis une sauvegarde.',
  'identity.closure-order': 'Une fermeture finit le jour où elle commence, ou après : corrigez ses dates.',
  'identity.sample-customer': 'Exemple & Fils SARL',
  'identity.sample-street': '12 rue du Modèle',
  'identity.sheet-title': 'Feuille d’essai pour enveloppe à fenêtre',
  'identity.sheet-steps':
    'Imprimez cette page à 100 %, sans « ajuster à la page ».\nMesurez la règle du bas : elle fait 100 mm.\nPliez en trois aux repères, l’adresse vers l’extérieur.\nGlissez la page dans l’enveloppe et secouez-la : le cadre doit rester entier dans la fenêtre.',
  'identity.sheet-fold': 'pli',
  'identity.sheet-ruler': 'Cette règle mesure 100 mm.',
  'identity.sheet-frame': 'Cadre de l’adresse : de 110 à 190 mm du bord gauche, de 55 à 79 mm du bord haut.',
  'identity.too-many-accounts':
    '20 autres comptes au plus par entreprise. Retirez ceux qui ne servent plus, puis recommencez.',
} as const
