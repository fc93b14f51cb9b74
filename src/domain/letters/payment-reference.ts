/** Invoices a transfer may name one by one; beyond, nobody types them all and a bank cuts their list. */
const MOST_NAMED = 8
/** What a transfer may say in words (EPC069-12, SEPA). */
const MOST_BYTES = 140

/**
 * What lets a transfer be recognised on the bank statement: the customer, then the invoices it pays, each
 * number whole. Null where they cannot all be named, too many or too long or without a number: a number
 * cut short is another invoice, and a list cut short leaves invoices unpaid. The letter then has a creditor
 * reference of its own.
 * @param numbers one for each invoice, null where it has none
 */
export function namedReference(customerCode: string, numbers: readonly (string | null)[]): string | null {
  if (numbers.length > MOST_NAMED || numbers.includes(null)) return null
  const words = [customerCode, ...numbers].join(' ')
  return new TextEncoder().encode(words).length > MOST_BYTES ? null : words
}
