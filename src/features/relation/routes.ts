import { z } from '@hono/zod-openapi'
import { narrowToCompanies } from '#platform/company-scope.ts'
import { apiRoute, jsonAnswers, jsonBody } from '#platform/api-route.ts'
import type { Database } from '#platform/database.ts'
import { contextOf, createRouter } from '#platform/router.ts'
import { withScope } from '#platform/scoped.ts'
import { readAgenda } from './agenda-store.ts'
import {
  agenda,
  agendaQuery,
  createdEvent,
  createdMark,
  newContactEvent,
  newMark,
  relationChange,
  relationSettings,
  undoneMark,
} from './contract.ts'
import { changeRelationSettings, readRelationSettings } from './settings-store.ts'
import { logEvent, markDone, undoMark } from './store.ts'

const tags = ['Relation client']
const read = { readOnly: true } as const
const code = z.object({ code: z.string() })

const logRoute = apiRoute({
  method: 'post',
  path: '/api/customer-events',
  capability: 'block',
  tags,
  summary: 'Writes down a call, an e-mail, a meeting or a note, with what is to be done next',
  request: { body: jsonBody(newContactEvent) },
  responses: jsonAnswers(createdEvent),
})

const agendaRoute = apiRoute({
  method: 'get',
  path: '/api/agenda',
  capability: 'read',
  tags,
  summary: 'What is to be done today: broken promises, calls back, clients to review',
  request: { query: agendaQuery },
  responses: jsonAnswers(agenda),
})

const markRoute = apiRoute({
  method: 'post',
  path: '/api/agenda-marks',
  capability: 'block',
  tags,
  summary: 'Marks something of the agenda as dealt with today',
  request: { body: jsonBody(newMark) },
  responses: jsonAnswers(createdMark),
})

const undoRoute = apiRoute({
  method: 'post',
  path: '/api/agenda-marks/{id}/undoing',
  capability: 'block',
  tags,
  summary: 'Puts it back among what is to be done',
  request: { params: z.object({ id: z.coerce.number().int().positive() }) },
  responses: jsonAnswers(undoneMark),
})

const settingsRoute = apiRoute({
  method: 'get',
  path: '/api/companies/{code}/relation',
  capability: 'read',
  tags,
  summary: 'Days of grace of promises, and after which disputes come back',
  request: { params: code },
  responses: jsonAnswers(relationSettings),
})

const changeRoute = apiRoute({
  method: 'put',
  path: '/api/companies/{code}/relation',
  capability: 'edit-procedure',
  tags,
  summary: 'Changes them, unless the company was changed meanwhile',
  request: { params: code, body: jsonBody(relationChange) },
  responses: jsonAnswers(relationSettings),
})

/** Routes of « Relation client ». */
export function relationRoutes({ database }: { readonly database: Pick<Database, 'db'> }) {
  return createRouter()
    .openapi(logRoute, async (c) => {
      const event = c.req.valid('json')
      const context = await narrowToCompanies(database, contextOf(c, []))
      const { today, actor } = context
      const id = await withScope(database, context, (tx) => logEvent(tx, event, today, actor.name))
      return c.json({ id }, 200)
    })
    .openapi(agendaRoute, async (c) => {
      const { companies, ...query } = c.req.valid('query')
      const context = await narrowToCompanies(database, contextOf(c, []), companies)
      const { companyIds, today } = context
      const asked = { ...query, companyIds, today }
      return c.json(await withScope(database, context, (tx) => readAgenda(tx, asked), read), 200)
    })
    .openapi(markRoute, async (c) => {
      const mark = c.req.valid('json')
      const context = await narrowToCompanies(database, contextOf(c, []))
      const { today, actor } = context
      const id = await withScope(database, context, (tx) => markDone(tx, mark, today, actor.name))
      return c.json({ id }, 200)
    })
    .openapi(undoRoute, async (c) => {
      const { id } = c.req.valid('param')
      const context = await narrowToCompanies(database, contextOf(c, []))
      const undone = await withScope(database, context, (tx) => undoMark(tx, id, context.actor.name))
      return c.json({ undone }, 200)
    })
    .openapi(settingsRoute, async (c) => {
      const { code } = c.req.valid('param')
      const context = await narrowToCompanies(database, contextOf(c, []), [code])
      return c.json(await withScope(database, context, (tx) => readRelationSettings(tx, code), read), 200)
    })
    .openapi(changeRoute, async (c) => {
      const { code } = c.req.valid('param')
      const change = c.req.valid('json')
      const context = await narrowToCompanies(database, contextOf(c, []), [code])
      const actor = context.actor.name
      return c.json(
        await withScope(database, context, (tx) => changeRelationSettings(tx, code, change, actor)),
        200,
      )
    })
}
