/** Ce que dit le dossier surveillé, à l’écran et dans ses rapports. */
export const watch = {
  'watch.which-folder': 'Indiquez un dossier à surveiller, et un seul.',
  'watch.waiting': 'Le dossier {folder} est déjà surveillé par un autre programme : en attente de sa fin.',
  'watch.watching': 'Dossier {folder} surveillé pour l’entreprise {company}. Ctrl-C pour arrêter.',
  'watch.stopped': 'Surveillance arrêtée.',
  'watch.unreachable':
    'Le dossier {folder} est introuvable ou illisible. Vérifiez qu’il existe et que vous y avez accès.',
  'watch.unreachable-now':
    'Le dossier {folder} ne répond plus (disque débranché, réseau coupé ?). La surveillance reprendra dès qu’il sera revenu.',
  'watch.unreadable':
    'Ce fichier ne peut pas être lu ({reason}). Fermez le programme qui l’a ouvert, ou vérifiez ses droits, puis déposez-le de nouveau.',
  'watch.done': '{file} : importé, rangé dans {place}',
  'watch.refused': '{file} : refusé, rangé dans {place} avec la raison',
  'watch.report-done': '{file} : importé.',
  'watch.report-refused': '{file} : refusé, rien n’a été importé.',
  'watch.report-created':
    'Créés : {customers} clients, {invoices} factures, {credits} avoirs ou règlements, {allocations} affectations.',
  'watch.state-new': 'nouveau',
  'watch.state-joins': 'complète une facture connue',
  'watch.state-known': 'déjà importé',
  'watch.state-doubt': 'à vérifier, laissé de côté',
  'watch.state-refused': 'refusé',
} as const
