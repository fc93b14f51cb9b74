import { z } from '@hono/zod-openapi'
import { RelancesError } from '#domain/errors.ts'
import type { LetterText } from '#domain/letter-text.ts'
import { letterTextProblem } from '#domain/letter-text-check.ts'
import { LEVELS } from '#domain/levels.ts'
import type { Audience } from '#domain/parties.ts'
import { narrowToCompany } from '#platform/company-scope.ts'
import { defaultText } from '#letters/default-texts.ts'
import { type Language, translate } from '#messages/translate.ts'
import { apiRoute, jsonAnswers, jsonBody } from '#platform/api-route.ts'
import type { Database } from '#platform/database.ts'
import { contextOf, createRouter } from '#platform/router.ts'
import { withScope } from '#platform/scoped.ts'
import {
  audience,
  copyOrder,
  copyResult,
  language,
  letterText,
  letterTextChange,
  letterTextState,
  textVersions,
} from './contract.ts'
import { copyToTargets } from './copy-text.ts'
import { keepOwnText, saveLetterText } from './save-text.ts'
import { listTextVersions, readLetterText, readTextVersion } from './store.ts'

const tags = ['Textes des lettres']
const params = z.object({
  code: z.string(),
  level: z.coerce
    .number()
    .refine((value) => LEVELS.some((known) => known === value))
    .transform((value) => value as (typeof LEVELS)[number]),
  language,
  audience,
})
const path = '/api/companies/{code}/letter-texts/{level}/{language}/{audience}'

const readRoute = apiRoute({
  method: 'get',
  path,
  capability: 'read',
  tags,
  summary: 'What the letters of a level say and show',
  request: { params },
  responses: jsonAnswers(letterTextState),
})

const saveRoute = apiRoute({
  method: 'put',
  path,
  capability: 'edit-texts',
  tags,
  summary: 'Saves a text as a new version, unless it changed since it was read',
  request: { params, body: jsonBody(letterTextChange) },
  responses: jsonAnswers(letterTextState),
})

const defaultRoute = apiRoute({
  method: 'get',
  path: `${path}/default`,
  capability: 'read',
  tags,
  summary: 'The text Relances proposes',
  request: { params },
  responses: jsonAnswers(letterText),
})

const keepRoute = apiRoute({
  method: 'post',
  path: `${path}/original-seen`,
  capability: 'edit-texts',
  tags,
  summary: 'Keeps the text of the company after the one Relances proposes has changed',
  request: { params },
  responses: jsonAnswers(letterTextState),
})

const versionsRoute = apiRoute({
  method: 'get',
  path: `${path}/versions`,
  capability: 'read',
  tags,
  summary: 'Who saved which version and when, newest first',
  request: { params, query: z.object({ after: z.string().optional() }) },
  responses: jsonAnswers(textVersions),
})

const versionRoute = apiRoute({
  method: 'get',
  path: `${path}/versions/{version}`,
  capability: 'read',
  tags,
  summary: 'The text of one version',
  request: { params: params.extend({ version: z.coerce.number().int().min(1) }) },
  responses: jsonAnswers(letterText),
})

const copyRoute = apiRoute({
  method: 'post',
  path: `${path}/copies`,
  capability: 'edit-texts',
  tags,
  summary: 'Copies the saved text to other levels and companies, as a new version of each',
  request: { params, body: jsonBody(copyOrder) },
  responses: jsonAnswers(copyResult),
})

/** Routes of « Paramètres › Règlements › Relances ». */
export function letterTextsRoutes({ database }: { readonly database: Pick<Database, 'db'> }) {
  const read = { readOnly: true } as const
  return createRouter()
    .openapi(readRoute, async (c) => {
      const { code, ...variant } = c.req.valid('param')
      const { context, company } = await narrowToCompany(database, contextOf(c, []), code)
      return c.json(
        await withScope(database, context, (tx) => readLetterText(tx, company, variant), read),
        200,
      )
    })
    .openapi(saveRoute, async (c) => {
      const { code, ...variant } = c.req.valid('param')
      const change = c.req.valid('json')
      checkVariables(change.text, variant.audience, c.var.language)
      const { context, company } = await narrowToCompany(database, contextOf(c, []), code)
      const actor = context.actor.name
      const saved = await withScope(database, context, (tx) =>
        saveLetterText(tx, company, variant, change, actor),
      )
      return c.json(saved, 200)
    })
    .openapi(keepRoute, async (c) => {
      const { code, ...variant } = c.req.valid('param')
      const { context, company } = await narrowToCompany(database, contextOf(c, []), code)
      const actor = context.actor.name
      const kept = await withScope(database, context, (tx) => keepOwnText(tx, company, variant, actor))
      return c.json(kept, 200)
    })
    .openapi(defaultRoute, async (c) => {
      const { code, ...variant } = c.req.valid('param')
      await narrowToCompany(database, contextOf(c, []), code)
      return c.json(defaultText(variant.level, variant.language, variant.audience), 200)
    })
    .openapi(versionsRoute, async (c) => {
      const { code, ...variant } = c.req.valid('param')
      const { after } = c.req.valid('query')
      const { context, company } = await narrowToCompany(database, contextOf(c, []), code)
      const page = await withScope(
        database,
        context,
        (tx) => listTextVersions(tx, company.id, variant, after),
        read,
      )
      return c.json(page, 200)
    })
    .openapi(versionRoute, async (c) => {
      const { code, version, ...variant } = c.req.valid('param')
      const { context, company } = await narrowToCompany(database, contextOf(c, []), code)
      const text = await withScope(
        database,
        context,
        (tx) => readTextVersion(tx, company.id, variant, version),
        read,
      )
      return c.json(text, 200)
    })
    .openapi(copyRoute, async (c) => {
      const { code, ...source } = c.req.valid('param')
      const { targets } = c.req.valid('json')
      return c.json(await copyToTargets(database, contextOf(c, []), { code, source, targets }), 200)
    })
}

// What the schema cannot see: which variables a text may name, where, and to whom.
function checkVariables(text: LetterText, to: Audience, speech: Language): void {
  const found = letterTextProblem(text, to)
  if (found === null) return
  const place = translate(speech, `letter-texts.place-${found.place}`)
  throw new RelancesError('invalid', `letter-texts.${found.problem}`, { place, name: found.name })
}
