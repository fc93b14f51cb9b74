/** Où sont gardés les documents : lettres archivées, factures reçues, fichiers à importer. */
export const blobs = {
  'blobs.other-store':
    'Les documents de cette base ne sont pas dans {place} : c’est le dossier ou le bucket d’une autre installation, ou un disque qui n’est pas monté. Indiquez le bon par RELANCES_BLOBS ou RELANCES_S3_…. S’il est perdu, « relances blobs adopt » prend celui-ci, puis « relances verify --repair SAUVEGARDE » y remet les documents.',
  'blobs.forgets':
    'Ce qui est écrit dans {place} ne s’y retrouve pas : vérifiez le disque ou le bucket, puis recommencez.',
  'blobs.s3-incomplete':
    'Il manque {name} pour garder les documents dans un bucket S3 : il faut RELANCES_S3_ENDPOINT, …_BUCKET, …_REGION, …_KEY et …_SECRET.',
  'blobs.unreachable':
    'Le bucket {place} ne répond pas ({reason}). Vérifiez le réseau et l’adresse du service, puis recommencez : rien n’est perdu.',
  'blobs.refused':
    'Le service refuse l’accès au bucket {place} ({reason}). Vérifiez la clé, son secret, la région et les droits de la clé : lire, écrire, lister et supprimer.',
  'blobs.no-bucket':
    'Le bucket {place} n’existe pas : créez-le chez votre hébergeur, ou corrigez RELANCES_S3_BUCKET.',
  'blobs.elsewhere':
    'Les documents sont encore dans {place}, et non là où la configuration les veut : « relances blobs move --to s3 » (ou « --to folder ») les y met pendant que Relances travaille.',
  'blobs.copy-differs':
    'La copie de {name} dans {place} n’est pas ce qui a été lu : rien n’a changé de place. Recommencez, ce qui est déjà copié le reste.',
  'blobs.same-store': 'Les documents sont déjà dans {place} : il n’y a rien à déplacer.',
  'blobs.moving': '{count} documents vus…',
  'blobs.moved':
    'Les documents sont maintenant dans {to}. Ceux de {from} n’ont pas été effacés : supprimez-les quand vous aurez contrôlé les autres par « relances verify ».',
  'blobs.usage': 'Usage : blobs adopt | blobs move --to s3|folder',
} as const
