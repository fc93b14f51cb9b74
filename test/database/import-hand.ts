import type { Level } from '#domain/dunning/levels.ts'
import { allocateCredit } from '#ledger/allocate.ts'
import { setInvoiceLevels } from '#ledger/levels.ts'
import { returnPayment } from '#ledger/return-payment.ts'
import type { Database } from '#platform/database.ts'
import { withScope } from '#platform/scoped.ts'

const actor = { kind: 'local', name: 'comptable' } as const

/** Sets the level of every open instalment of an invoice, as a user would. */
export async function setLevel(
  database: Database,
  company: string,
  number: string,
  level: Level,
): Promise<void> {
  const { companyId, invoiceIds } = await findInvoice(database, company, number)
  await withScope(database, { actor, companyIds: [companyId] }, (tx) =>
    setInvoiceLevels(tx, { companyIds: [companyId], invoiceIds, level, reason: null, actor: actor.name }),
  )
}

/** Allocates the one payment of a company to an invoice by hand. */
export async function allocateByHand(
  database: Database,
  company: string,
  number: string,
  amountCents: number,
): Promise<void> {
  const { companyId, invoiceIds } = await findInvoice(database, company, number)
  const { rows } = await database.owner.query<{ instalmentId: number; creditId: number }>(
    `select j.id as "instalmentId", k.id as "creditId" from instalments j, credits k
     where j.company_id = $1 and k.company_id = $1 and j.invoice_id = any($2::bigint[])`,
    [companyId, invoiceIds],
  )
  const [pair] = rows
  if (!pair) throw new Error(`nothing to allocate to ${number}`)
  await withScope(database, { actor, companyIds: [companyId] }, (tx) =>
    allocateCredit(tx, {
      creditId: pair.creditId,
      shares: [{ instalmentId: pair.instalmentId, amountCents }],
      origin: 'manual',
      actor: actor.name,
    }),
  )
}

/** Notes that the one payment of a company has come back. */
export async function returnByHand(database: Database, company: string, returnedOn: string): Promise<void> {
  const { rows } = await database.owner.query<{ companyId: number; creditId: number }>(
    `select k.company_id as "companyId", k.id as "creditId"
     from credits k join companies e on e.id = k.company_id where e.code = $1 and k.kind = 'payment'`,
    [company],
  )
  const [payment] = rows
  if (!payment) throw new Error(`no payment in ${company}`)
  const { companyId, creditId } = payment
  await withScope(database, { actor, companyIds: [companyId] }, (tx) =>
    returnPayment(tx, { creditId, returnedOn, reason: 'chèque sans provision', actor: actor.name }),
  )
}

async function findInvoice(database: Database, company: string, number: string) {
  const { rows } = await database.owner.query<{ companyId: number; invoiceId: number }>(
    `select i.company_id as "companyId", i.id as "invoiceId"
     from invoices i join companies e on e.id = i.company_id where e.code = $1 and i.number = $2`,
    [company, number],
  )
  return { companyId: rows[0]?.companyId ?? 0, invoiceIds: rows.map((row) => row.invoiceId) }
}
