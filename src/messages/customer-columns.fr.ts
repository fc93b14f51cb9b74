/** Headings that the list of customers and its export have in common. */
export const CUSTOMER_COLUMNS = {
  name: 'Client',
  balance: 'Solde',
  overdue: 'Échu',
  level: 'Niveau',
}
