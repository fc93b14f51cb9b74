import { z } from '@hono/zod-openapi'
import { narrowToCompanies } from '#platform/company-scope.ts'
import { apiRoute, jsonAnswers, jsonBody } from '#platform/api-route.ts'
import type { Database } from '#platform/database.ts'
import { contextOf, createRouter } from '#platform/router.ts'
import { withScope } from '#platform/scoped.ts'
import {
  letterDay,
  letterDayQuery,
  procedure,
  procedureChange,
  simulation,
  simulationRequest,
} from './contract.ts'
import { readLetterDay } from './letter-day.ts'
import { simulateProcedure } from './simulate.ts'
import { changeProcedure, readProcedure } from './store.ts'

const tags = ['Procédure']
const params = z.object({ code: z.string() })
const path = '/api/companies/{code}/procedure'

const readRoute = apiRoute({
  method: 'get',
  path,
  capability: 'read',
  tags,
  summary: 'When a company reminds, and what of',
  request: { params },
  responses: jsonAnswers(procedure),
})

const changeRoute = apiRoute({
  method: 'put',
  path,
  capability: 'edit-procedure',
  tags,
  summary: 'Replaces the procedure of a company, unless it changed since it was read',
  request: { params, body: jsonBody(procedureChange) },
  responses: jsonAnswers(procedure),
})

const simulationRoute = apiRoute({
  method: 'post',
  path: `${path}/simulation`,
  capability: 'read',
  tags,
  summary: 'What a procedure would advise today and over the next 30 days; writes nothing',
  request: { params, body: jsonBody(simulationRequest) },
  responses: jsonAnswers(simulation),
})

const letterDayRoute = apiRoute({
  method: 'get',
  path: '/api/letter-day',
  capability: 'read',
  tags,
  summary: 'Whether letters of a date would meet a day without reminders, and the next open day',
  request: { query: letterDayQuery },
  responses: jsonAnswers(letterDay),
})

/** Routes of « Paramètres › Procédure ». */
export function procedureRoutes({ database }: { readonly database: Pick<Database, 'db'> }) {
  return createRouter()
    .openapi(readRoute, async (c) => {
      const { code } = c.req.valid('param')
      const context = await narrowToCompanies(database, contextOf(c, []), [code])
      return c.json(
        await withScope(database, context, (tx) => readProcedure(tx, code), { readOnly: true }),
        200,
      )
    })
    .openapi(changeRoute, async (c) => {
      const { code } = c.req.valid('param')
      const change = c.req.valid('json')
      const context = await narrowToCompanies(database, contextOf(c, []), [code])
      const actor = context.actor.name
      return c.json(await withScope(database, context, (tx) => changeProcedure(tx, code, change, actor)), 200)
    })
    .openapi(simulationRoute, async (c) => {
      const { code } = c.req.valid('param')
      const edited = c.req.valid('json')
      const context = await narrowToCompanies(database, contextOf(c, []), [code])
      return c.json(
        await withScope(
          database,
          context,
          (tx) =>
            simulateProcedure(tx, { code, companyIds: context.companyIds, today: context.today }, edited),
          { readOnly: true, isolation: 'repeatable read' },
        ),
        200,
      )
    })
    .openapi(letterDayRoute, async (c) => {
      const { on, companies } = c.req.valid('query')
      const context = await narrowToCompanies(database, contextOf(c, []), companies)
      return c.json(
        await withScope(database, context, (tx) => readLetterDay(tx, context.companyIds, on), {
          readOnly: true,
        }),
        200,
      )
    })
}
