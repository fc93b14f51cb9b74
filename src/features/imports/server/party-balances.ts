import type { ReceivablesFile } from '#readers/records.ts'
import type { PartyBalance } from '../contract.ts'

/** What each customer of a file owes by it, in cents, the largest balance first. */
export function partyBalances(
  file: Pick<ReceivablesFile, 'customers' | 'invoices' | 'credits' | 'allocations'>,
): readonly PartyBalance[] {
  const balances = new Map(file.customers.map((customer) => [customer.code, emptyBalance(customer)]))
  const customerOf = new Map<string, PartyBalance | undefined>()
  for (const invoice of file.invoices) {
    const balance = balances.get(invoice.customerCode)
    for (const { key, amountCents, settledCents } of invoice.instalments) {
      customerOf.set(key, balance)
      if (balance) balance.openCents += amountCents - settledCents
    }
  }
  for (const credit of file.credits) {
    const balance = balances.get(credit.customerCode)
    if (balance) balance.unallocatedCents += credit.amountCents
  }
  for (const { instalmentKey, amountCents } of file.allocations) {
    const balance = customerOf.get(instalmentKey)
    if (!balance) continue
    balance.openCents -= amountCents
    balance.unallocatedCents -= amountCents
  }
  for (const balance of balances.values()) balance.balanceCents = balance.openCents - balance.unallocatedCents
  return [...balances.values()].sort((one, other) => other.balanceCents - one.balanceCents)
}

function emptyBalance(customer: { account: string | null; code: string; name: string }): PartyBalance {
  const { account, code, name } = customer
  return { account, code, name, openCents: 0, unallocatedCents: 0, balanceCents: 0 }
}
