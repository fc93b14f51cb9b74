export const letterTexts = {
  'letter-texts.body-malformed':
    'Le texte contient quelque chose que l’éditeur ne produit pas ({field}) : rien n’est enregistré. Reprenez le texte dans l’éditeur.',
  'letter-texts.body-unknown-node':
    'Le texte contient un élément qu’une lettre n’imprime pas ({field}) : rien n’est enregistré. Une lettre a des paragraphes, des listes et des variables.',
  'letter-texts.body-unknown-mark':
    'Le texte contient une mise en forme qu’une lettre n’imprime pas ({field}) : rien n’est enregistré. Une lettre connaît le gras, l’italique et le souligné.',
  'letter-texts.body-too-deep':
    'Des listes sont emboîtées trop profondément ({field}) : rien n’est enregistré. Remontez-les d’un cran.',
  'letter-texts.body-too-long':
    'Le texte est trop long ({field}) : 20 000 caractères au plus. Rien n’est enregistré.',
  'letter-texts.empty': 'Il manque {place} : rien n’est enregistré.',
  'letter-texts.line-too-long': 'Ce champ est trop long : {field}. Rien n’est enregistré.',
  'letter-texts.misplaced-variable':
    'La variable « {name} » ne peut pas figurer dans {place} : rien n’est enregistré. Retirez-la, ou choisissez-en une autre dans la liste.',
  'letter-texts.not-one-line': 'Ce champ tient sur une seule ligne : {field}. Rien n’est enregistré.',
  'letter-texts.place-title': 'le titre',
  'letter-texts.place-body': 'le texte de la lettre',
  'letter-texts.place-closing': 'la formule de fin',
  'letter-texts.place-emailSubject': 'l’objet de l’e-mail',
  'letter-texts.place-emailBody': 'le texte de l’e-mail',
  'letter-texts.settings-changed':
    'Les réglages du niveau {level} ont été changés entre-temps : rien n’a été écrasé. Comparez, puis choisissez ce qu’il faut garder.',
  'letter-texts.text-changed':
    '{name} a enregistré ce texte entre-temps (version {version}) : rien n’a été écrasé. Comparez, puis choisissez ce qu’il faut garder.',
  'letter-texts.unknown-variable':
    'La variable « {name} » n’existe pas ({place}) : rien n’est enregistré. Retirez-la, ou choisissez-en une dans la liste.',
} as const
