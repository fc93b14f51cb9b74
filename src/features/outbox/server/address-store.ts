import type { z } from 'zod'
import { RelancesError } from '#domain/errors.ts'
import { addressKey } from '#domain/sending/email-address.ts'
import { OUTBOX } from '#ledger/end-messages.ts'
import type { ScopedTransaction } from '#platform/scoped.ts'
import type { addressesChange, CustomerAddresses } from '../contract.ts'

/** The addresses of a customer, and those struck out in its company that are theirs. @throws RelancesError not-found */
export async function readAddresses(tx: ScopedTransaction, customerId: number): Promise<CustomerAddresses> {
  const { company_id: companyId, email } = await findOwner(tx, customerId)
  const addresses = await tx
    .selectFrom('customer_addresses')
    .select(['purpose', 'address'])
    .where('company_id', '=', companyId)
    .where('customer_id', '=', customerId)
    .orderBy('id')
    .execute()
  const contacts = await tx
    .selectFrom('customer_contacts')
    .select('email')
    .where('company_id', '=', companyId)
    .where('customer_id', '=', customerId)
    .execute()
  const theirs = [...addresses.map((one) => one.address), email, ...contacts.map((one) => one.email)]
    .filter((one) => one !== null)
    .map((one) => one.toLowerCase())
  const struck =
    theirs.length === 0
      ? []
      : await tx
          .selectFrom('struck_addresses')
          .select(['address', 'reason', 'created_at'])
          .where('company_id', '=', companyId)
          .where('address', 'in', theirs)
          .execute()
  return {
    addresses,
    struck: struck.map(({ address, reason, created_at }) => ({
      address,
      reason,
      at: created_at.toISOString(),
    })),
  }
}

/** Replaces the addresses of a customer, and takes struck ones off the list. @throws RelancesError not-found */
export async function changeAddresses(
  tx: ScopedTransaction,
  customerId: number,
  { addresses, restored }: z.output<typeof addressesChange>,
  actor: string,
): Promise<CustomerAddresses> {
  const { company_id: companyId } = await findOwner(tx, customerId)
  const known = await readAddresses(tx, customerId)
  const keyOf = (one: { purpose: string; address: string }) => `${one.purpose} ${one.address.toLowerCase()}`
  const wanted = new Map(addresses.map((one) => [keyOf(one), one]))
  const present = new Set(known.addresses.map(keyOf))
  for (const { purpose, address } of known.addresses.filter((one) => !wanted.has(keyOf(one))))
    await tx
      .deleteFrom('customer_addresses')
      .where('company_id', '=', companyId)
      .where('customer_id', '=', customerId)
      .where('purpose', '=', purpose)
      .where('address', '=', address)
      .execute()
  const added = [...wanted].filter(([key]) => !present.has(key)).map(([, one]) => one)
  if (added.length > 0)
    await tx
      .insertInto('customer_addresses')
      .values(
        added.map((one) => ({ ...one, company_id: companyId, customer_id: customerId, created_by: actor })),
      )
      .execute()
  if (restored.length > 0)
    await tx
      .deleteFrom('struck_addresses')
      .where('company_id', '=', companyId)
      .where(
        'address',
        'in',
        restored.map((one) => one.toLowerCase()),
      )
      .execute()
  return await readAddresses(tx, customerId)
}

/** Takes an address that nobody has out of use, until somebody puts it back. */
export async function strikeAddress(
  tx: ScopedTransaction,
  companyId: number,
  address: string,
  reason: string,
): Promise<void> {
  await tx
    .insertInto('struck_addresses')
    .values({
      company_id: companyId,
      address: addressKey(address),
      reason: reason.slice(0, MOST_OF_A_REASON),
      created_by: OUTBOX,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

const MOST_OF_A_REASON = 1_000

async function findOwner(tx: ScopedTransaction, customerId: number) {
  const found = await tx
    .selectFrom('customers')
    .select(['company_id', 'email'])
    .where('id', '=', customerId)
    .executeTakeFirst()
  if (!found) throw new RelancesError('not-found', 'features.no-customer', { id: customerId })
  return found
}
