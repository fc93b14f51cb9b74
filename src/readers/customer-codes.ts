import { foldCode } from '#domain/party-match.ts'
import { payerKey } from '#domain/party-name.ts'
import type { InvoiceRow } from './invoice-row.ts'

/**
 * The rows of a list with one spelling of each customer's code, the first: "c1" and "C1" are one customer, unless the
 * rows give them two names.
 */
export function withOneCodeEach(rows: readonly InvoiceRow[]): readonly InvoiceRow[] {
  const spellings = new Map<string, Map<string, string>>()
  for (const { customerCode, customerName } of rows) {
    const name = customerName === customerCode ? '' : payerKey(customerName)
    const codes = spellings.get(foldCode(customerCode)) ?? new Map<string, string>()
    spellings.set(foldCode(customerCode), codes)
    codes.set(customerCode, codes.get(customerCode) || name)
  }
  const firsts = new Map<string, string>()
  for (const codes of spellings.values()) {
    const [first] = codes.keys()
    const names = new Set([...codes.values()].filter((name) => name !== ''))
    if (first !== undefined && codes.size > 1 && names.size <= 1)
      for (const code of codes.keys()) firsts.set(code, first)
  }
  if (firsts.size === 0) return rows
  return rows.map((row) => {
    const customerCode = firsts.get(row.customerCode) ?? row.customerCode
    if (customerCode === row.customerCode) return row
    // A row that names nobody repeats its code: that is no name.
    const customerName = row.customerName === row.customerCode ? customerCode : row.customerName
    return { ...row, customerCode, customerName }
  })
}
