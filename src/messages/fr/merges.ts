/** Deux clients, ou deux documents, qui n’en font qu’un. */
export const merges = {
  'merges.reason': 'Fusion n° {id}',
  'merges.no-customers': 'Ce client n’existe pas, ou plus pour vous.',
  'merges.no-invoices': 'Cette facture n’existe pas, ou plus pour vous.',
  'merges.no-credits': 'Cet avoir ou ce règlement n’existe pas, ou plus pour vous.',
  'merges.no-merge': 'La fusion n° {id} n’existe pas.',
  'merges.obstacle-same': 'C’est deux fois la même fiche : choisissez-en deux.',
  'merges.obstacle-company': 'Les deux ne sont pas de la même entreprise : elles ne se fusionnent pas.',
  'merges.obstacle-merged': 'L’une des deux est déjà fusionnée avec une autre. Rechargez la liste.',
  'merges.obstacle-nature': 'Un avoir et un règlement ne se fusionnent pas, ni une facture avec eux.',
  'merges.obstacle-currency': 'Les deux ne sont pas dans la même monnaie : elles ne se fusionnent pas.',
  'merges.obstacle-not-counted':
    'L’un des deux documents est un brouillon, est annulé, retiré, revenu impayé, ou noté en attendant la comptabilité : il ne se fusionne pas.',
  'merges.obstacle-doubtful':
    'Un import a posé une question sur l’un des deux documents : répondez-y d’abord, dans « À confirmer ».',
  'merges.obstacle-two-movements':
    'Chacun des deux est un mouvement du relevé de banque : ce sont deux règlements.',
  'merges.letter-draft':
    'La relance n° {run} en préparation a une lettre pour {customer} : confirmez-la ou abandonnez-la d’abord.',
  'merges.letter-to-review':
    'La relance n° {run} a une lettre à revoir pour {customer} : décidez-en d’abord.',
  'merges.already-undone': 'Cette fusion est déjà annulée.',
  'merges.not-undone': 'La fusion n’a pas été annulée. Depuis, elle a servi de base : {facts}.',
  'merges.later-import': 'import de {name}',
  'merges.later-letter': 'lettre pour {name}',
  'merges.later-allocation': 'affectation sur {name}',
  'merges.later-level': 'niveau changé de {name}',
  'merges.later-contact': 'contacts corrigés',
  'merges.later-merge': 'fusion n° {name}',
  'merges.later-erasure': 'données personnelles effacées',
} as const
