/** Où sont gardés les documents : lettres archivées, factures reçues, fichiers à importer. */
export const blobs = {
  'blobs.other-store':
    'Les documents de cette base ne sont pas dans {place} : c’est le dossier d’une autre installation, ou un disque qui n’est pas monté. Indiquez le bon par RELANCES_BLOBS. S’il est perdu, « relances blobs adopt » prend celui-ci, puis « relances verify --repair SAUVEGARDE » y remet les documents.',
  'blobs.forgets':
    'Ce qui est écrit dans {place} ne s’y retrouve pas : vérifiez le disque, puis recommencez.',
  'blobs.usage': 'Usage : blobs adopt',
} as const
