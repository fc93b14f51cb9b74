/** Ce que le serveur dit des sources. */
export const sources = {
  'sources.not-an-address': 'Cette adresse n’en est pas une. Écrivez-la en entier : https://…',
  'sources.no-password':
    'Une adresse ne porte ni nom ni mot de passe : donnez-les dans les champs prévus, où ils sont chiffrés.',
  'sources.https-only': 'L’adresse doit commencer par https://, pour que personne ne lise en chemin.',
  'sources.private-address':
    'Cette adresse est celle d’un réseau privé. Seul l’administrateur du serveur peut l’autoriser (RELANCES_SOURCE_NETWORKS).',
  'sources.bad-header':
    'Donnez le nom de l’en-tête : des lettres, des chiffres et des tirets, comme X-Api-Key.',
  'sources.no-field': 'Dites au moins où se trouvent le client et le montant.',
  'sources.secret-missing':
    'Donnez le mot de passe ou la clé : celui qui est gardé ne va qu’à l’adresse et au nom pour lesquels il a été donné.',
  'sources.no-source': 'Aucune source ne porte ce numéro.',
  'sources.not-previewed':
    'Regardez d’abord ce qui serait importé (« Voir l’import ») : la source s’ouvre ensuite.',
  'sources.not-open': 'Cette source n’est pas ouverte : elle n’est lue que par « Voir l’import ».',
  'sources.too-many-trials': 'Trop d’essais de suite. Recommencez dans {minutes} min.',
  'sources.unreadable-file': 'Le fichier trouvé ne s’importe pas : {problem}',
  'sources.closes-much':
    'Cette liste solderait {closed} échéances et ne contient que {listed} factures. Elle est peut-être incomplète : rien n’a été importé. Regardez-la (« Voir l’import »), puis confirmez-la vous-même.',
  'sources.problem-not-allowed':
    'L’adresse est celle d’un réseau privé, que l’administrateur du serveur n’a pas autorisé (RELANCES_SOURCE_NETWORKS).',
  'sources.problem-no-tls': 'L’adresse n’est pas chiffrée (https://), et n’est pas d’un réseau autorisé.',
  'sources.problem-unknown-host': 'Ce nom de serveur n’existe pas. Vérifiez l’adresse.',
  'sources.problem-refused': 'Le serveur refuse la connexion. Vérifiez l’adresse et le port.',
  'sources.problem-too-slow': 'Le serveur n’a pas répondu à temps.',
  'sources.problem-cut': 'La liaison a été coupée avant la fin.',
  'sources.problem-bad-certificate': 'Le certificat du serveur n’est pas valable.',
  'sources.problem-not-an-address': 'Le serveur renvoie vers une adresse qui n’en est pas une.',
  'sources.problem-no-secret':
    'Le mot de passe ou la clé manque, ou ne peut plus être lu par cette installation : donnez-le de nouveau.',
  'sources.problem-sign-in-refused': 'Le serveur refuse le nom, le mot de passe ou la clé.',
  'sources.problem-not-there': 'Il n’y a rien à cette adresse (404).',
  'sources.problem-too-many':
    'Le serveur dit qu’il est trop souvent interrogé. Relances réessaiera plus tard.',
  'sources.problem-their-error': 'Le serveur a eu une erreur ({status}). Relances réessaiera.',
  'sources.problem-bad-status': 'Le serveur a répondu {status}, et non un fichier.',
  'sources.problem-is-a-page':
    'L’adresse rend une page web, et non un fichier : c’est souvent une page de connexion, ou un lien de partage.',
  'sources.problem-other-origin': 'La page suivante est sur un autre serveur : elle n’est pas demandée.',
  'sources.problem-not-json': 'La réponse n’est pas du JSON.',
  'sources.problem-no-records': 'Il n’y a pas de liste à « {path} » dans la réponse.',
  'sources.problem-no-record':
    'La liste est vide. Rien n’est soldé sur la foi d’une liste vide : si c’est juste, soldez à la main.',
  'sources.problem-same-page':
    'La deuxième page est la même que la première : ce programme ne connaît pas ce paramètre de page.',
  'sources.problem-too-many-pages': 'La liste est trop longue : {pages} pages au plus, et 50 Mo par page.',
  'sources.problem-bad-value': 'Une valeur ne peut pas être lue : {value} (champ {field}).',
  'sources.problem-empty': 'Le fichier « {file} » est vide.',
  'sources.problem-no-file': 'Il n’y a aucun fichier à lire.',
  'sources.problem-not-a-mailbox':
    'Ce qui répond là n’est pas un serveur IMAP : vérifiez le serveur, puis le port (993 avec TLS, 143 avec STARTTLS).',
  'sources.problem-mail-encryption':
    'Le serveur et Relances ne s’accordent pas sur le chiffrement : TLS va avec le port 993, STARTTLS avec le port 143.',
  'sources.problem-mail-consent-only':
    'Microsoft n’accepte plus les mots de passe pour cette boîte. Faites suivre ces e-mails à une boîte d’un autre hébergeur.',
  'sources.problem-mail-app-password':
    'Google demande un mot de passe d’application : créez-en un dans votre compte Google (Sécurité).',
  'sources.problem-mail-off':
    'La lecture par IMAP est désactivée pour cette boîte : activez-la dans ses réglages, chez votre hébergeur.',
  'sources.problem-mail-refused':
    'Le serveur a refusé de chercher dans la boîte : rien n’a été lu. Relances réessaiera.',
  'sources.problem-not-signed':
    'Expéditeurs acceptés : {count} e-mails depuis 30 jours, mais aucun dont la signature soit vérifiée par le serveur indiqué. Ces e-mails disent avoir été vérifiés par : {judges}.',
  'sources.problem-internal':
    'La lecture a échoué ici. Le journal du serveur dit pourquoi ; elle sera réessayée.',
} as const
