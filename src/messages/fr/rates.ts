/** Refusals of « Paramètres › Taux légaux ». */
export const rates = {
  'rates.agreed-rate-missing':
    'Donnez le taux convenu, en pourcentage par an, ou choisissez un taux fixé par la loi.',
  'rates.not-a-half-year':
    'Un taux vaut pour un semestre : donnez le 1er janvier ou le 1er juillet d’une année.',
  'rates.source-missing': 'Dites où vous avez lu ces taux : le site de la BCE, l’arrêté au Journal officiel…',
  'rates.terms-changed':
    'Les réglages de {code} ont été enregistrés entre-temps par {name} : rien n’a été écrasé. Rechargez la page, puis refaites vos changements.',
  'rates.too-far':
    'Ce taux commence le {startsOn}, après le prochain semestre : personne ne le connaît encore. Vérifiez l’année.',
} as const
