export const letterTexts = {
  'letter-texts.body-malformed':
    'The text holds something the editor does not produce ({field}): nothing is saved. Start again from the text in the editor.',
  'letter-texts.body-unknown-node':
    'The text holds an element that a letter does not print ({field}): nothing is saved. A letter has paragraphs, lists and variables.',
  'letter-texts.body-unknown-mark':
    'The text holds a format that a letter does not print ({field}): nothing is saved. A letter knows bold, italic and underline.',
  'letter-texts.body-too-deep':
    'Lists are nested too deeply ({field}): nothing is saved. Move them one step up.',
  'letter-texts.body-too-long':
    'The text is too long ({field}): 20,000 characters at most. Nothing is saved.',
  'letter-texts.empty': 'There is something missing, {place}: nothing is saved.',
  'letter-texts.line-too-long': 'This field is too long: {field}. Nothing is saved.',
  'letter-texts.misplaced-variable':
    'The variable “{name}” cannot be in {place}: nothing is saved. Remove it, or choose another from the list.',
  'letter-texts.not-one-line': 'This field is a single line: {field}. Nothing is saved.',
  'letter-texts.place-title': 'the title',
  'letter-texts.place-body': 'the text of the letter',
  'letter-texts.place-closing': 'the closing words',
  'letter-texts.place-emailSubject': 'the subject of the e-mail',
  'letter-texts.place-emailBody': 'the text of the e-mail',
  'letter-texts.settings-changed':
    'The settings of level {level} were changed meanwhile: nothing was overwritten. Compare, then choose what to keep.',
  'letter-texts.text-changed':
    '{name} saved this text meanwhile (version {version}): nothing was overwritten. Compare, then choose what to keep.',
  'letter-texts.unknown-variable':
    'The variable “{name}” does not exist ({place}): nothing is saved. Remove it, or choose one from the list.',
} as const
