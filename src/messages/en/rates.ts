/** Refusals of « Paramètres › Taux légaux ». */
export const rates = {
  'rates.agreed-rate-missing': 'Give the agreed rate, in percent a year, or choose a rate set by law.',
  'rates.not-a-half-year': 'A rate holds for a half-year: give 1 January or 1 July of a year.',
  'rates.source-missing':
    'Say where you read these rates: the site of the ECB, the order in the official journal…',
  'rates.terms-changed':
    'The settings of {code} were saved meanwhile by {name}: nothing was overwritten. Reload the page, then make your changes again.',
  'rates.too-far':
    'This rate begins on {startsOn}, after the next half-year: nobody knows it yet. Check the year.',
} as const
