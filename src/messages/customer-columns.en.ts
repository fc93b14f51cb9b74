/** Headings that the list of customers and its export have in common. */
export const CUSTOMER_COLUMNS = {
  name: 'Customer',
  balance: 'Balance',
  overdue: 'Overdue',
  level: 'Level',
}
