import { addDays } from '#domain/days-and-money/day.ts'
import { STATEMENT_DAYS } from '#domain/days-and-money/statement-days.ts'
import { RelancesError } from '#domain/errors.ts'
import type { LetterPool } from '#letters/pool.ts'
import { serve } from '#platform/serve.ts'
import * as contract from '../contract.ts'
import { fetchTimeline } from '../timeline-contract.ts'
import { readCustomerList, readCustomerTotals } from './list-store.ts'
import { statementDocument } from './statement-document.ts'
import { readStatement } from './statement-store.ts'
import { changeCustomer, readCustomer, readStanding } from './store.ts'
import { readTimeline } from './timeline-store.ts'

/** Routes of « Clients ». */
export function customersRoutes({ pool }: { readonly pool: Pick<LetterPool, 'document'> }) {
  return [
    serve(contract.fetchCustomerList, async ({ query: { companies, ...query }, context, read }) => {
      const { companyIds, today } = context
      const asked = { ...query, companyIds, today }
      return await read((tx) => readCustomerList(tx, asked))
    }),
    serve(contract.fetchCustomerTotals, async ({ query: { companies, ...query }, context, read }) => {
      const { companyIds, today } = context
      const asked = { ...query, companyIds, today }
      return await read((tx) => readCustomerTotals(tx, asked))
    }),
    serve(contract.fetchCustomer, ({ params: { id }, read }) => read((tx) => readCustomer(tx, id))),
    serve(contract.changeCustomer, async ({ params: { id }, body: change, context, write }) => {
      const actor = context.actor.name
      return await write((tx) => changeCustomer(tx, id, change, actor))
    }),
    serve(contract.fetchStanding, ({ params: { id }, context, read }) =>
      read((tx) => readStanding(tx, id, context.today)),
    ),
    serve(fetchTimeline, ({ params: { id }, query, context, read }) =>
      read((tx) => readTimeline(tx, id, query, context)),
    ),
    serve(contract.fetchStatement, async ({ params: { id }, query, context, read }) => {
      const { on = context.today, from = addDays(on, -STATEMENT_DAYS) } = query
      if (on > context.today) throw new RelancesError('invalid', 'relations.statement-after-today')
      if (from > on) throw new RelancesError('invalid', 'relations.statement-backwards')
      // One picture: movements and open items must agree.
      const statement = await read((tx) => readStatement(tx, id, { from, on, today: context.today }), {
        isolation: 'repeatable read',
      })
      const { pdf } = await pool.document(statementDocument(statement))
      return new Response(Uint8Array.from(pdf), {
        headers: {
          'Content-Type': 'application/pdf',
          'Content-Disposition': `inline; filename="releve-${id}-${on}.pdf"`,
        },
      })
    }),
  ]
}
