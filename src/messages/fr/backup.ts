/** Sauvegarder et restaurer. */
export const backup = {
  'backup.which-file': 'Indiquez un fichier de sauvegarde, et un seul.',
  'backup.no-bucket':
    '« s3:NOM » est une sauvegarde du bucket, et aucun n’est configuré : il faut les variables RELANCES_S3_….',
  'backup.exists':
    'Le fichier {file} existe déjà : donnez un autre nom, une sauvegarde n’en remplace jamais une.',
  'backup.under-way': 'Une sauvegarde est déjà en cours : réessayez quand elle sera finie.',
  'backup.needless': 'La sauvegarde du jour est déjà faite.',
  'backup.disk-full':
    'Le disque est plein : la sauvegarde {file} n’a pas pu être écrite et rien n’en reste. Faites de la place et recommencez.',
  'backup.not-writable':
    'La sauvegarde {file} ne peut pas être écrite ({reason}) : vérifiez que le dossier existe et que Relances peut y écrire.',
  'backup.hidden-rows':
    'Sauvegarde refusée : les lignes de {names} ne sont pas toutes visibles pour l’utilisateur de DATABASE_URL. Employez celui qui a créé la base.',
  'backup.foreign-tables':
    'La base contient des tables qui ne sont pas de Relances ({names}) : donnez à Relances une base à lui.',
  'backup.unreadable': 'Le fichier {file} ne peut pas être lu ({reason}).',
  'backup.not-a-backup': 'Le fichier {file} n’est pas une sauvegarde de Relances. Rien n’a été touché.',
  'backup.damaged':
    'La sauvegarde {file} est abîmée ou incomplète. Rien n’a été touché : prenez-en une autre copie.',
  'backup.newer-format':
    'Cette sauvegarde vient d’une version plus récente de Relances. Rien n’a été touché : mettez Relances à jour, puis restaurez.',
  'backup.newer':
    'Cette sauvegarde vient d’une version plus récente de Relances ({version}). Rien n’a été touché : mettez Relances à jour, puis restaurez.',
  'backup.other-schema':
    'Cette sauvegarde ne vient d’aucune version publiée de Relances ({file}). Rien n’a été touché.',
  'backup.in-use':
    'Relances, ou une de ses commandes, travaille sur cette base : arrêtez-le, puis restaurez. Rien n’a été touché.',
  'backup.not-empty':
    'La base contient déjà des données. Rien n’a été touché : ajoutez --replace pour les remplacer par la sauvegarde.',
  'backup.missing-documents':
    'Attention : {count} documents manquent dans l’archive ou y sont altérés ; ils ne sont pas dans la sauvegarde. « relances verify » les nomme.',
  'backup.not-found': 'Cette sauvegarde n’existe plus : rechargez la page.',
  'backup.failed': 'Une erreur inattendue s’est produite ; elle est notée dans le journal.',
} as const
