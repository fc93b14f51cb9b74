import { TIME_ZONE } from '#domain/days-and-money/time-zone.ts'
import type { Context } from '#platform/context.ts'
import { type Served, serve } from '#platform/serve.ts'
import { addMailing, fetchMailings, removeMailing } from '../mailing-contract.ts'
import { deleteMailing, insertMailing, readMailings } from './mailing-store.ts'
import { clockOf, type MailingParts } from './send-mailings.ts'

/** Routes of « Recevoir chaque mois », on « Tableau de bord ». */
export function dashboardMailingRoutes(parts: Pick<MailingParts, 'clock' | 'config'>): readonly Served[] {
  const nowOf = ({ timeZone = TIME_ZONE }: Pick<Context, 'timeZone'>) => clockOf(parts)(timeZone)
  return [
    serve(fetchMailings, ({ companyId, context, read }) =>
      read((tx) => readMailings(tx, companyId, nowOf(context))),
    ),
    serve(addMailing, ({ companyId, body, context, write }) =>
      write(async (tx) => {
        const now = nowOf(context)
        await insertMailing(tx, companyId, body, { actor: context.actor.name, now })
        return await readMailings(tx, companyId, now)
      }),
    ),
    serve(removeMailing, ({ companyId, params: { id }, context, write }) =>
      write(async (tx) => {
        await deleteMailing(tx, companyId, id)
        return await readMailings(tx, companyId, nowOf(context))
      }),
    ),
  ]
}
