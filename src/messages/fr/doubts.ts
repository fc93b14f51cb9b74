/** Ce qu’un fichier laisse à décider : la question, puis chaque réponse. */
export const doubts = {
  'doubts.about-unknown-state': 'Que veut dire l’état « {value} » ?',
  'doubts.others-unknown-state': 'Que veulent dire les autres états ?',
  'doubts.choice-open': 'Reste dû',
  'doubts.choice-settled': 'Payé',
  'doubts.choice-leave-out': 'À ignorer',
  'doubts.choice-same': 'Le même document',
  'doubts.choice-different': 'Deux documents différents',
  'doubts.answered': 'Réponse appliquée à {count} lignes : {question} {answer}.',
  'doubts.set-aside': 'Lecture à confirmer, {count} lignes mises de côté : {question}',
  'doubts.refused':
    'Ce fichier se lit de plusieurs façons, et --strict n’importe rien dans ce cas. À décider : {questions}. Répondez par --answers, ou dans l’écran « Importer ».',
  'doubts.bad-answers': '--answers attend du JSON, par exemple : {"unknown-state:cloturee":"settled"}.',
  'doubts.bad-choice': '« {choice} » n’est pas une réponse à cette question. Réponses possibles : {known}.',
  'doubts.no-doubt': 'Cette question n’existe pas.',
  'doubts.already-decided': 'Cette question est déjà décidée.',
  'doubts.not-decided': 'Cette question n’est pas décidée.',
} as const
