export const cli = {
  'cli.bad-arguments': 'Commande mal écrite : {reason}',
  'cli.bad-day': '{name} attend une date AAAA-MM-JJ qui existe, pas « {value} ».',
  'cli.bad-number': '{name} attend un nombre de {min} à {max}, pas « {value} ».',
  'cli.help': `Relances, en ligne de commande (--json donne un document JSON) :
  import FICHIER… --company CODE [--company-name NOM] [--as fec|csv|xlsx] [--term "30 jours"] [--today DATE]
  read FICHIER…
  overdue --on DATE [--company CODE…]
  remind --on DATE --letter-date DATE [--company CODE…] [--customer CODE…] [--pdf FICHIER] [--confirm]
  confirm RELANCE | discard RELANCE | undo RELANCE
  set-level --company CODE --invoice NUMÉRO [--customer CODE] [--due DATE] --level N --reason TEXTE
  demo`,
  'cli.missing-option': 'Il manque {name}.',
  'cli.one-run': 'Indiquez le numéro d’une relance, et d’une seule.',
  'cli.unknown-command': 'Commande inconnue : {name}',
} as const
