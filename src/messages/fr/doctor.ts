/** What `relances doctor` finds, and what to do about it. */
export const doctor = {
  'doctor.well': 'Rien à signaler : ni lenteur, ni manque, ni place perdue.',
  'doctor.slow-statement':
    'Lent : une requête a demandé jusqu’à {ms} ms ({count} fois). Lancez « relances doctor --refresh » ; si elle revient, envoyez-nous sa forme, qui ne contient aucune donnée : {statement}',
  'doctor.missing-index': 'Il manque l’index {name}. Remettez-le : {definition};',
  'doctor.invalid-index': 'L’index {name} est inachevé et ne sert pas. Refaites-le : reindex index {name};',
  'doctor.disabled-trigger':
    'Le déclencheur {name} de la table {table} est coupé : journal ou sommes ne suivent plus. Remettez-le (alter table {table} enable trigger {name};), puis lancez « relances rebuild-sums » et « relances verify ».',
  'doctor.old-statistics':
    'Les statistiques de la table {table} sont vieilles : les listes peuvent être lentes. Lancez « relances doctor --refresh ».',
  'doctor.bloated-table':
    'La table {table} contient {percent} % de lignes mortes. Lancez « relances doctor --refresh ».',
  'doctor.no-autovacuum':
    'L’entretien automatique de PostgreSQL est coupé (autovacuum = off). Remettez-le : sans lui, la base grossit et ralentit.',
  'doctor.unarchived-letters':
    'Des lettres confirmées depuis plus d’une heure ne sont pas archivées : {count}. Vérifiez que le serveur tourne et que le disque a de la place ; il reprend seul.',
  'doctor.no-backup':
    'Aucune sauvegarde n’a été faite. Lancez « relances backup FICHIER », ou réglez les sauvegardes de nuit.',
  'doctor.old-backup':
    'La dernière sauvegarde a {days} jours. Lancez « relances backup FICHIER », et regardez « Paramètres › Sauvegardes ».',
  'doctor.little-room':
    'Il ne reste que {megabytes} Mo sur le disque de {place}. Faites de la place : sans elle, rien ne s’écrit plus.',
} as const
