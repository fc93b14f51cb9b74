/** Why a day is one without reminders: several screens say it. */
export const closedDays = {
  closed: {
    saturday: 'samedi',
    sunday: 'dimanche',
    closure: 'fermeture',
    holiday: {
      'new-year': 'jour de l’An',
      'good-friday': 'Vendredi saint',
      'easter-monday': 'lundi de Pâques',
      'labour-day': 'fête du Travail',
      'victory-day': '8 mai',
      ascension: 'Ascension',
      'whit-monday': 'lundi de Pentecôte',
      'national-day': '14 juillet',
      assumption: 'Assomption',
      'all-saints': 'Toussaint',
      armistice: '11 novembre',
      christmas: 'Noël',
      'saint-stephen': 'Saint-Étienne',
    },
  },
}
