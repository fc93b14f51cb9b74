/** What a file leaves to be decided: the question, then each answer. */
export const doubts = {
  'doubts.about-unknown-state': 'What does the state “{value}” mean?',
  'doubts.others-unknown-state': 'What do the other states mean?',
  'doubts.choice-open': 'Still owed',
  'doubts.choice-settled': 'Paid',
  'doubts.choice-leave-out': 'To be ignored',
  'doubts.choice-same': 'The same document',
  'doubts.choice-different': 'Two different documents',
  'doubts.answered': 'Answer applied to {count} lines: {question} {answer}.',
  'doubts.set-aside': 'Reading to confirm, {count} lines set aside: {question}',
  'doubts.refused':
    'This file can be read in several ways, and --strict then imports nothing. To decide: {questions}. Answer with --answers, or on the screen “Import”.',
  'doubts.bad-answers': '--answers takes JSON, for example: {"unknown-state:cloturee":"settled"}.',
  'doubts.bad-choice': '“{choice}” is no answer to this question. Possible answers: {known}.',
  'doubts.no-doubt': 'There is no such question.',
  'doubts.already-decided': 'This question is decided already.',
  'doubts.not-decided': 'This question is not decided.',
} as const
