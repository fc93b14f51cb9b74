export const platform = {
  'platform.account-created':
    'Compte système « {name} » créé : PostgreSQL ne veut pas tourner sous le compte root.',
  'platform.bad-option':
    'Option inconnue ou incomplète ({reason}). Options : --data, --host, --port, --demo.',
  'platform.bad-setting': 'La valeur « {value} » de {name} ne convient pas : corrigez-la ou retirez-la.',
  'platform.binaries-elsewhere':
    'Les programmes de PostgreSQL sont copiés dans {folder}, où son compte peut les lire.',
  'platform.changed-migration':
    'Le fichier de migration {file} a changé depuis qu’il a été appliqué : remettez sa version d’origine.',
  'platform.collation-changed':
    'L’ordre alphabétique de PostgreSQL a changé depuis le dernier démarrage : {count} index reconstruits.',
  'platform.collation-not-noted':
    'Cet ordre n’a pas pu être noté, et les index seront reconstruits à chaque démarrage : demandez à l’administrateur de PostgreSQL « {statement} ».',
  'platform.creating-database': 'Création de la base de données dans {folder} (quelques secondes)…',
  'platform.data-elsewhere':
    'Le compte de PostgreSQL ne peut pas atteindre {reason} : la base de données est dans {folder}.',
  'platform.database-busy':
    'Un autre programme démarre ou arrête la base de {folder} depuis trop longtemps : réessayez.',
  'platform.database-unreachable': 'La base de données ne répond pas ({reason}) : vérifiez DATABASE_URL.',
  'platform.folder-not-writable':
    'Impossible d’écrire dans le dossier de données {folder} ({reason}) : choisissez-en un autre avec --data.',
  'platform.migration-failed':
    'La mise à jour de la base n’a pas abouti ({file} : {reason}). Rien n’a été changé : la version précédente de Relances fonctionne toujours.',
  'platform.newer-database':
    'La base de données vient d’une version plus récente (schéma {found}, connu ici : {known}) : mettez Relances à jour.',
  'platform.no-app-role':
    'Le rôle {role} ne peut pas être pris ({reason}) : demandez à l’administrateur « create role {role} nologin; grant {role} to » suivi de votre utilisateur.',
  'platform.no-embedded-postgres':
    'PostgreSQL n’est pas fourni pour cette machine ({name}) : indiquez le vôtre par DATABASE_URL.',
  'platform.no-system-account':
    'PostgreSQL ne tourne pas sous root et le compte « {name} » n’a pas pu être créé : lancez Relances sous un autre compte.',
  'platform.orphan-adopted':
    'Base de données déjà ouverte, par un arrêt brutal ou une commande en cours : reprise (processus {pid}).',
  'platform.postgres-failed': 'PostgreSQL n’a pas démarré : {reason}',
  'platform.postgres-unfit':
    'Le PostgreSQL de DATABASE_URL ne convient pas (version {found}) : il faut la version 15 ou suivante, avec ICU.',
  'platform.postgres-version':
    'La base a été créée par PostgreSQL {found} et cette version de Relances emploie PostgreSQL {wanted} : exportez-la avec l’ancienne version.',
  'platform.second-server':
    'Relances tourne déjà sur le dossier {folder} ({address}) : ouvrez cette adresse, ou arrêtez-le d’abord.',
  'platform.archive-damaged':
    'Le document archivé {sha256} manque ou a été altéré : rétablissez-le depuis une sauvegarde.',
  'platform.bad-character':
    'Un texte contient un caractère qui ne peut pas être gardé (octet nul) : retirez-le, puis recommencez.',
  'platform.bad-field': 'Le champ « {field} » ne convient pas : corrigez-le et recommencez.',
  'platform.unknown-field':
    '« {name} » n’est pas un champ de cette demande, et rien n’a été fait : retirez-le ou corrigez son nom (voir /api/docs).',
  'platform.unknown-parameter':
    '« {name} » n’est pas un paramètre de cette adresse : retirez-le ou corrigez son nom (voir /api/docs).',
  'platform.field-missing': 'Il manque « {field} » : complétez et recommencez.',
  'platform.field-not-a-day':
    'Le champ « {field} » doit être une date du calendrier, comme 2026-03-31 : corrigez-le et recommencez.',
  'platform.field-too-long':
    'Le champ « {field} » est trop long : raccourcissez-le à {max} caractères et recommencez.',
  'platform.field-too-many': 'Il y a trop de lignes dans « {field} » : {max} au plus.',
  'platform.bad-host': 'Cette machine n’a pas l’adresse {host} : choisissez-en une autre avec --host.',
  'platform.body-too-large':
    'Ce que vous envoyez dépasse {megabytes} Mo : réduisez-le ou divisez-le, puis recommencez.',
  'platform.database-lost':
    'La base de données ne répond plus ; Relances la rouvre de lui-même. Dans un instant, vérifiez si votre dernière action est enregistrée, sinon recommencez-la.',
  'platform.database-died': 'La base de données s’est arrêtée toute seule : Relances la rouvre…',
  'platform.database-reopened': 'Base de données rouverte : Relances continue.',
  'platform.disk-full':
    'Le disque est plein : rien n’a été enregistré. Libérez de la place, puis recommencez ; Relances reprend sans être redémarré.',
  'platform.disk-read-only':
    'Le disque refuse l’écriture : rien n’a été enregistré. Vérifiez le disque et les droits du dossier de données, puis recommencez.',
  'platform.foreign-origin': 'La demande vient d’une autre page que Relances : elle est refusée.',
  'platform.http-forbidden': 'Cette action n’est pas permise.',
  'platform.http-invalid': 'La demande est mal formée.',
  'platform.http-not-found': 'Il n’y a rien à cette adresse.',
  'platform.http-too-large': 'La demande est trop volumineuse.',
  'platform.internal':
    'Une erreur inattendue s’est produite ; elle est notée dans le journal. Rien n’a été changé.',
  'platform.no-front-end': 'Les écrans ne sont pas construits : lancez « npm start ».',
  'platform.no-such-route': 'Cette adresse de l’API n’existe pas : voyez /api/docs.',
  'platform.overtaken':
    'Quelqu’un d’autre changeait les mêmes factures au même moment : rien n’a été écrit. Recommencez.',
  'platform.port-forbidden':
    'Le port {port} est réservé au système : choisissez-en un autre, par exemple --port 4800.',
  'platform.port-taken':
    'Le port {port} est déjà pris par un autre programme : choisissez-en un autre, par exemple --port {next}.',
  'platform.ready': 'Relances est prêt : {address}',
  'platform.stopping': 'Arrêt de Relances…',
  'platform.unexpected': 'Erreur inattendue : {reason}',
  'platform.unknown-host':
    'Le nom « {host} » n’est pas un nom de ce serveur : ajoutez-le à RELANCES_HOSTS s’il doit l’être.',
  'platform.workbook-too-large':
    'Cette liste a plus de {rows} lignes, trop pour un classeur Excel fait d’un coup : exportez-la en CSV, ou filtrez-la.',
  'platform.bad-idempotency-key':
    'L’en-tête Idempotency-Key doit avoir de 8 à 200 caractères, sans espace ni accent.',
  'platform.idempotency-key-reused':
    'Cette clé d’idempotence a déjà servi à une autre demande : rien n’a été fait. Donnez une nouvelle clé à chaque demande.',
  'platform.request-at-work':
    'La même demande est encore en cours : attendez sa réponse, puis regardez ce qui a été fait.',
} as const
