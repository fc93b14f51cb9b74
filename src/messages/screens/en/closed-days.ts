/** Why a day is one without reminders: several screens say it. */
export const closedDays = {
  closed: {
    saturday: 'Saturday',
    sunday: 'Sunday',
    closure: 'closure',
    holiday: {
      'new-year': 'New Year’s Day',
      'good-friday': 'Good Friday',
      'easter-monday': 'Easter Monday',
      'labour-day': 'Labour Day',
      'victory-day': '8 May',
      ascension: 'Ascension Day',
      'whit-monday': 'Whit Monday',
      'national-day': '14 July',
      assumption: 'Assumption Day',
      'all-saints': 'All Saints’ Day',
      armistice: '11 November',
      christmas: 'Christmas Day',
      'saint-stephen': 'Saint Stephen’s Day',
    },
  },
}
