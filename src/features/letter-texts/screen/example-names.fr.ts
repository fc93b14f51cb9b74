/** Invented names, for the examples of the list of variables. */
export const EXAMPLE_NAMES = {
  customerName: 'Menuiserie Durand',
  customerCode: 'DURAND',
  contactName: 'Mme Claire Durand',
  companyName: 'GAEC des Trois Chênes',
  signatoryName: 'Jeanne Lefèvre',
  phone: '03 44 46 00 00',
  email: 'compta@trois-chenes.fr',
  iban: 'FR1420041010050500013M02606',
  consumerMediator: 'CM2C, 14 rue Saint-Jean, 75017 Paris, www.cm2c.net',
} as const
