/** Refusals of « Paramètres › Envoi », and the test message. */
export const sendingAccounts = {
  'sending.changed':
    'L’envoi de {code} a été changé entre-temps par {name} : rien n’a été écrasé. Rechargez la page, puis refaites vos changements.',
  'sending.default-stays':
    'Ce compte est celui par défaut : choisissez-en d’abord un autre, puis retirez celui-ci.',
  'sending.hours-order': 'L’heure de fin doit venir après l’heure de début.',
  'sending.no-account': 'Ce compte d’envoi n’existe plus. Rechargez la page.',
  'sending.mailbox-server-missing': 'Donnez le serveur de la boîte où arrivent les réponses.',
  'sending.mailbox-password-missing':
    'Donnez le mot de passe de la boîte : celui qui est gardé ne vaut que pour le serveur et l’identifiant d’avant.',
  'sending.nobody-reads':
    'Personne ne lit une adresse « noreply » : donnez celle où vos clients peuvent vous répondre.',
  'sending.not-a-host': 'Écrivez le nom du serveur seul, comme smtp.exemple.fr.',
  'sending.not-a-time': 'Écrivez une heure comme 08:30.',
  'sending.not-an-address': 'Ce n’est pas une adresse e-mail : écrivez-la comme compta@exemple.fr.',
  'sending.not-ready':
    'Aucun compte n’est prêt à envoyer : ajoutez-en un, et envoyez-vous un essai avec le compte par défaut.',
  'sending.one-line': 'Écrivez ceci sur une seule ligne.',
  'sending.other-kind': 'Ce compte n’envoie pas par mot de passe : ajoutez-en un autre.',
  'sending.password-missing':
    'Donnez le mot de passe : celui qui est gardé ne vaut que pour le serveur et l’identifiant d’avant.',
  'sending.test-body':
    'Bonjour,\n\nCeci est un essai de Relances pour {company}. Si vous le lisez, vos e-mails peuvent partir par ce compte.\n\nRépondez à ce message pour vérifier que la réponse arrive bien là où vous la lirez.',
  'sending.test-subject': 'Essai d’envoi de Relances ({company})',
  'sending.too-many-trials': 'Trop d’essais : recommencez dans {minutes} minutes.',
  'sending.no-such-way': 'Google n’envoie que par SMTP.',
  'sending.consent-too-old':
    'Cette demande d’accord n’est plus valable, ou a été faite par quelqu’un d’autre : recommencez.',
  'sending.only-from-screen': 'L’accord de Google se demande depuis l’écran « Paramètres › Envoi ».',
} as const
