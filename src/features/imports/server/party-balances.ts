import { sumByCurrency } from '#domain/days-and-money/money.ts'
import type { ReceivablesFile } from '#readers/records.ts'
import type { PartyBalance } from '../contract.ts'

/** What each customer of a file owes by it, in each currency, in cents, the largest balance first. */
export function partyBalances(
  file: Pick<ReceivablesFile, 'customers' | 'invoices' | 'credits' | 'allocations'>,
): readonly PartyBalance[] {
  const customers = new Map(file.customers.map((customer) => [customer.code, customer]))
  const balances = new Map<string, PartyBalance>()
  const balanceOf = (code: string, currency: string) => {
    const key = `${code}\t${currency}`
    const known = balances.get(key)
    const customer = customers.get(code)
    if (known || !customer) return known
    const made = emptyBalance(customer, currency)
    balances.set(key, made)
    return made
  }
  const ofInstalment = new Map<string, PartyBalance | undefined>()
  for (const invoice of file.invoices) {
    const balance = balanceOf(invoice.customerCode, invoice.currency)
    for (const { key, amountCents, settledCents } of invoice.instalments) {
      ofInstalment.set(key, balance)
      if (balance) balance.openCents += amountCents - settledCents
    }
  }
  for (const { customerCode, currency, amountCents } of file.credits) {
    const balance = balanceOf(customerCode, currency)
    if (balance) balance.unallocatedCents += amountCents
  }
  for (const { instalmentKey, amountCents } of file.allocations) {
    const balance = ofInstalment.get(instalmentKey)
    if (!balance) continue
    balance.openCents -= amountCents
    balance.unallocatedCents -= amountCents
  }
  const found = new Set([...balances.values()].map(({ code }) => code))
  for (const { code } of file.customers) if (!found.has(code)) balanceOf(code, 'EUR')
  for (const balance of balances.values()) balance.balanceCents = balance.openCents - balance.unallocatedCents
  return [...balances.values()].sort((one, other) => other.balanceCents - one.balanceCents)
}

/** What a file has open, and not allocated, in each currency. */
export function currencySums(parties: readonly PartyBalance[]) {
  const open = sumByCurrency(parties.map(({ currency, openCents }) => ({ currency, cents: openCents })))
  return open.map(({ currency, cents }) => ({
    currency,
    openCents: cents,
    unallocatedCents: parties.reduce(
      (sum, party) => sum + (party.currency === currency ? party.unallocatedCents : 0),
      0,
    ),
  }))
}

function emptyBalance(
  { account, code, name }: { account: string | null; code: string; name: string },
  currency: string,
): PartyBalance {
  return { account, code, name, currency, openCents: 0, unallocatedCents: 0, balanceCents: 0 }
}
