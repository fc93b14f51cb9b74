import { allocateCredit } from '#ledger/allocate.ts'
import type { Database } from '#platform/database.ts'
import { withScope } from '#platform/scoped.ts'
import { type BuiltCompany, buildCompany, contextFor, type WorldCustomer } from '../world.ts'
import { found, openDesk } from './desk.ts'

/** Opens companies one after the other on a database, each with a desk of its own. */
export function companyOpener(database: Database) {
  let companies = 0
  return async (customers: readonly WorldCustomer[], today = '2026-03-31') => {
    companies += 1
    const company = await buildCompany(database, {
      code: `C${companies}`,
      legalName: 'Menuiserie Lambert',
      customers,
    })
    const context = contextFor([company.id], today)
    /** Allocates all or part of a credit, by its number. */
    const pay = async (invoice: string, credit: string, amountCents: number) => {
      await withScope(database, context, async (tx) => {
        const { id: creditId } = await tx
          .selectFrom('credits')
          .select('id')
          .where('company_id', '=', company.id)
          .where('number', '=', credit)
          .executeTakeFirstOrThrow()
        const shares = [{ instalmentId: instalment(company, invoice), amountCents }]
        await allocateCredit(tx, { creditId, shares, origin: 'manual', actor: 'Camille' })
      })
    }
    return { company, context, desk: openDesk(database, context), pay }
  }
}

/** An invoice of 100 € unless told otherwise. */
export function invoice(number: string, dueOn: string | null, cents = 10_000) {
  return { number, issuedOn: '2026-01-10', dueOn, cents }
}

/** Id of an instalment by its invoice's number. */
export function instalment(company: BuiltCompany, number: string): number {
  return found(company.instalments.get(number))
}
