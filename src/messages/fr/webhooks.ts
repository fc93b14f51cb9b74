/** Ce que le serveur dit des webhooks. */
export const webhooks = {
  'webhooks.no-event': 'Choisissez au moins un événement.',
  'webhooks.not-an-address': 'Cette adresse n’en est pas une. Écrivez-la en entier : https://…',
  'webhooks.no-password':
    'Une adresse ne porte ni nom ni mot de passe : la signature suffit à vous reconnaître.',
  'webhooks.https-only': 'L’adresse doit commencer par https://, pour que personne ne lise en chemin.',
  'webhooks.private-address':
    'Cette adresse est celle d’un réseau privé. Seul l’administrateur du serveur peut l’autoriser (RELANCES_WEBHOOK_NETWORKS).',
  'webhooks.no-webhook': 'Aucun webhook ne porte ce numéro.',
  'webhooks.no-delivery': 'Aucun envoi ne porte ce numéro, ou son adresse a été supprimée.',
  'webhooks.problem-not-allowed': 'Adresse d’un réseau privé, que le serveur n’autorise pas',
  'webhooks.problem-no-tls': 'Adresse sans TLS hors d’un réseau autorisé',
  'webhooks.problem-unknown-host': 'Nom de serveur inconnu',
  'webhooks.problem-refused': 'Connexion refusée',
  'webhooks.problem-too-slow': 'Pas de réponse à temps',
  'webhooks.problem-cut': 'Liaison coupée',
  'webhooks.problem-bad-certificate': 'Certificat refusé',
  'webhooks.problem-no-secret': 'Secret illisible par cette installation : faites-en un nouveau',
  'webhooks.problem-given-up': 'Abandonné après trois jours',
  'webhooks.problem-removed': 'Adresse supprimée',
} as const
