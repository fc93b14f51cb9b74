/** Mots de « Paramètres › Sauvegardes ». */
export const backups = {
  backups: {
    back: 'Revenir aux relances',
    makeNow: 'Sauvegarder maintenant',
    running: 'Sauvegarde en cours. Vous pouvez continuer à travailler.',
    failedAt: 'La sauvegarde du {{when}} a échoué',
    neverYet: 'Aucune sauvegarde n’a encore été faite',
    stale_one: 'Aucune sauvegarde depuis {{count}} jour',
    stale_other: 'Aucune sauvegarde depuis {{count}} jours',
    staleHint: 'Sauvegardez maintenant, puis vérifiez que Relances est en marche à l’heure prévue.',
    daily: 'Une sauvegarde est faite chaque jour à {{hour}}, ou dès que Relances est de nouveau en marche.',
    never: 'Aucune sauvegarde n’est faite d’elle-même.',
    keep: 'On en garde une par jour sur {{days}} jours, une par semaine sur {{weeks}} semaines et une par mois sur {{months}} mois ; celles que vous demandez restent jusqu’à ce que vous les retiriez du dossier.',
    folder: 'Elles sont dans le dossier',
    elsewhere: 'Gardez-en aussi une copie ailleurs : un disque qui casse emporte tout ce qu’il contient.',
    list: 'Sauvegardes gardées',
    kind: { scheduled: 'automatique', manual: 'demandée' },
    download: 'Télécharger',
    downloadOf: 'Télécharger la sauvegarde du {{when}}',
    empty: 'Aucune sauvegarde pour l’instant',
    emptyHint: 'Une sauvegarde contient tout : factures, lettres archivées, historique, comptes et réglages.',
    restore: 'Remettre une sauvegarde en place',
    restoreLead: 'Arrêtez Relances, puis, dans son dossier :',
    restoreHint:
      'Le fichier est contrôlé en entier avant que quoi que ce soit ne soit touché. Chacun devra se reconnecter.',
    fileWord: 'FICHIER',
  },
} as const
