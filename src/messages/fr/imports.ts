/** Ce que l’import a à dire : ce qu’il a fait, ou pourquoi il refuse. */
export const imports = {
  'imports.no-company':
    'L’entreprise « {company} » n’existe pas. Vérifiez son code, ou donnez son nom pour la créer.',
  'imports.bad-company-code':
    '« {company} » ne peut pas être le code d’une entreprise : 1 à 32 lettres sans accent, chiffres, points, tirets.',
  'imports.bad-term':
    '« {term} » n’est pas un délai de paiement. Attendu, par exemple : « 30 jours », « 45 jours fin de mois ».',
  'imports.year-behind':
    'Ce FEC (du {from} au {to}) est antérieur à l’exercice déjà importé, ouvert le {later} : ses factures y figurent déjà en à-nouveaux. Importez les exercices dans l’ordre.',
  'imports.not-enough-left': 'Il ne reste pas assez sur cette échéance ou sur ce crédit. Actualisez la page.',
  'imports.older-than-known':
    'Ce fichier est plus ancien que celui déjà importé : des factures réglées depuis peuvent redevenir ouvertes. Vérifiez avant de confirmer.',
  'imports.opening-joined':
    '{count} lignes d’à-nouveaux reprennent des factures de l’exercice précédent : celles-ci sont gardées, avec leur numéro, leur date et leur niveau.',
  'imports.opening-settled':
    '{count} éléments de l’exercice précédent ne figurent plus dans les à-nouveaux : ils sont soldés.',
  'imports.opening-kept':
    '{count} lignes d’à-nouveaux ne correspondent à aucune facture connue : elles sont gardées comme soldes d’ouverture.',
  'imports.absent-closed':
    '{count} échéances ouvertes ne figurent plus dans ce fichier, qui couvre leur date : elles sont soldées.',
} as const
