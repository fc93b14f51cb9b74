import { randomUUID } from 'node:crypto'
import { z } from '@hono/zod-openapi'
import type { Context } from 'hono'
import { narrowToCompanies } from '#platform/company-scope.ts'
import { apiRoute, FILE_ANSWERS, jsonAnswers, jsonBody } from '#platform/api-route.ts'
import { type AttemptLimit, countAttempt } from '#platform/attempts.ts'
import type { Database } from '#platform/database.ts'
import { type AppEnv, contextOf, createRouter } from '#platform/router.ts'
import { withScope } from '#platform/scoped.ts'
import { exportTable } from '#platform/table-export.ts'
import type { Source } from '#readers/source.ts'
import { changesTable, recordChangesExport } from './changes-export.ts'
import { importOptions } from './contract.ts'
import {
  changesExportQuery,
  type Deposit,
  deposit,
  depositSize,
  fileReading,
  importConfirmation,
  importHistory,
  importState,
  readingOrder,
} from './deposit-contract.ts'
import type { Deposits } from './deposits.ts'
import { describeDeposit } from './describe-deposit.ts'
import { describeReading } from './describe-reading.ts'
import type { ImportJobs } from './import-jobs.ts'
import { companyWithAccount } from './import-statements-file.ts'
import { modelWorkbook } from './model-workbook.ts'
import { listCompanies } from './seller-company.ts'
import { listImports, recallAnyMapping } from './store.ts'

/** Files deposited and readings asked for by one person or key: each costs disk and minutes of a processor. */
const IMPORTS: AttemptLimit = {
  name: 'import',
  max: 120,
  windowSeconds: 10 * 60,
  refusal: 'imports.too-many',
}
/** Files added to deposits: e-invoices come by the hundred. */
const FILES: AttemptLimit = { ...IMPORTS, name: 'import file', max: 5_000 }

type Scoped = Awaited<ReturnType<typeof narrowToCompanies>>

const tags = ['Imports']
const params = z.object({ id: z.uuid() })

const depositRoute = apiRoute({
  method: 'post',
  path: '/api/imports',
  capability: 'import',
  tags,
  summary: 'Deposits a file (raw body); nothing is written to the database',
  request: {
    query: z.object({
      fileName: z.string().trim().min(1).max(255),
      /** With this one: an e-invoice refused among others is told with them, once they are read. */
      files: z.coerce.number().int().min(1).default(1),
    }),
    body: {
      content: { 'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) } },
      required: true,
    },
  },
  responses: jsonAnswers(deposit),
})

const addRoute = apiRoute({
  method: 'post',
  path: '/api/imports/{id}/files',
  capability: 'import',
  tags,
  summary: 'Adds a file to a deposit of e-invoices or of statements (raw body)',
  request: {
    params,
    query: z.object({ fileName: z.string().trim().min(1).max(255) }),
    body: {
      content: { 'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) } },
      required: true,
    },
  },
  responses: jsonAnswers(depositSize),
})

const removeRoute = apiRoute({
  method: 'delete',
  path: '/api/imports/{id}/files/{file}',
  capability: 'import',
  tags,
  summary: 'Takes one file out of a deposit, which is then to be previewed again',
  request: { params: params.extend({ file: z.uuid() }) },
  responses: jsonAnswers(importState),
})

const previewRoute = apiRoute({
  method: 'post',
  path: '/api/imports/{id}/preview',
  capability: 'import',
  tags,
  summary: 'Starts reading a deposited file with these options; poll its state',
  request: { params, body: jsonBody(importOptions) },
  responses: jsonAnswers(importState),
})

const stateRoute = apiRoute({
  method: 'get',
  path: '/api/imports/{id}',
  capability: 'import',
  tags,
  summary: 'How far an import is, then what it would do or has done',
  request: { params },
  responses: jsonAnswers(importState),
})

const confirmRoute = apiRoute({
  method: 'post',
  path: '/api/imports/{id}/confirmation',
  capability: 'import',
  tags,
  summary: 'Imports what was shown under this digest, in one transaction; poll its state',
  request: { params, body: jsonBody(importConfirmation) },
  responses: jsonAnswers(importState),
})

const discardRoute = apiRoute({
  method: 'delete',
  path: '/api/imports/{id}',
  capability: 'import',
  tags,
  summary: 'Forgets a deposited file',
  request: { params },
  responses: jsonAnswers(z.object({ discarded: z.boolean() })),
})

const changesRoute = apiRoute({
  method: 'get',
  path: '/api/imports/{id}/changes',
  capability: 'import',
  tags,
  summary: 'All a previewed import would change, clients and invoices, as CSV or XLSX',
  request: { params, query: changesExportQuery },
  responses: FILE_ANSWERS,
})

const readingRoute = apiRoute({
  method: 'post',
  path: '/api/imports/{id}/reading',
  capability: 'import',
  tags,
  summary: 'What a deposited table comes to under a mapping, before any preview',
  request: { params, body: jsonBody(readingOrder) },
  responses: jsonAnswers(fileReading),
})

const modelRoute = apiRoute({
  method: 'get',
  path: '/api/import-model',
  capability: 'read',
  tags,
  summary: 'A spreadsheet to fill, with three example rows, as XLSX',
  responses: FILE_ANSWERS,
})

const historyRoute = apiRoute({
  method: 'get',
  path: '/api/imports',
  capability: 'read',
  tags,
  summary: 'Past imports of the companies, newest first',
  responses: jsonAnswers(importHistory),
})

/** Routes of the imports: deposit, preview, confirmation, history. */
export function importsRoutes(parts: {
  readonly database: Pick<Database, 'db'>
  readonly deposits: Deposits
  readonly importJobs: ImportJobs
}) {
  const { database, deposits, importJobs } = parts
  const count = (c: Context<AppEnv>, limit: AttemptLimit) => {
    const { actor } = c.var
    return countAttempt(database, limit, 'userId' in actor ? actor.userId : actor.name)
  }
  const describe = async (id: string, source: Source, files: number, context: Scoped): Promise<Deposit> => {
    const found = await describeDeposit(id, source, context.language, {
      mapping: (headerKey) =>
        withScope(database, context, (tx) => recallAnyMapping(tx, headerKey), { readOnly: true }),
      companies: () => withScope(database, context, listCompanies, { readOnly: true }),
      isAlone: files === 1,
    })
    if (!found.account) return found
    const company = await companyWithAccount(database, context, found.account.number)
    return { ...found, account: { ...found.account, company } }
  }
  return createRouter()
    .openapi(depositRoute, async (c) => {
      await count(c, IMPORTS)
      const { fileName, files } = c.req.valid('query')
      const context = await narrowToCompanies(database, contextOf(c, []))
      const file = await deposits.keep(fileName, c.req.raw.body)
      const found = await describe(randomUUID(), deposits.source(file), files, context)
      if (found.kind === null || found.problem !== null) {
        await deposits.remove([file.id])
        return c.json(found, 200)
      }
      await importJobs.add(context, { ...found, kind: found.kind }, file)
      return c.json(found, 200)
    })
    .openapi(addRoute, async (c) => {
      await count(c, FILES)
      const { id } = c.req.valid('param')
      const { fileName } = c.req.valid('query')
      const { deposit: size } = await importJobs.addFile(contextOf(c, []), id, fileName, c.req.raw.body)
      return c.json({ files: size.files, bytes: size.bytes }, 200)
    })
    .openapi(removeRoute, async (c) => {
      const { id, file } = c.req.valid('param')
      return c.json(await importJobs.removeFile(contextOf(c, []), id, file), 200)
    })
    .openapi(previewRoute, async (c) => {
      await count(c, IMPORTS)
      const { id } = c.req.valid('param')
      return c.json(await importJobs.preview(contextOf(c, 'all'), id, c.req.valid('json')), 200)
    })
    .openapi(stateRoute, async (c) =>
      c.json(await importJobs.state(contextOf(c, []), c.req.valid('param').id), 200),
    )
    .openapi(confirmRoute, async (c) => {
      const { id } = c.req.valid('param')
      return c.json(await importJobs.confirm(contextOf(c, 'all'), id, c.req.valid('json').digest), 200)
    })
    .openapi(discardRoute, async (c) => {
      await importJobs.discard(contextOf(c, []), c.req.valid('param').id)
      return c.json({ discarded: true }, 200)
    })
    .openapi(changesRoute, async (c) => {
      await count(c, IMPORTS)
      const context = contextOf(c, 'all')
      const { fileName, company, plan } = await importJobs.changes(context, c.req.valid('param').id)
      const { format } = c.req.valid('query')
      const table = changesTable(fileName, plan, context.language)
      await recordChangesExport(database, context, company, `${table.fileName}.${format}`)
      return await exportTable(format, table)
    })
    .openapi(readingRoute, async (c) => {
      await count(c, FILES)
      const context = contextOf(c, [])
      const source = await importJobs.source(context, c.req.valid('param').id)
      return c.json(await describeReading(source, c.req.valid('json'), context), 200)
    })
    .openapi(modelRoute, (c) => exportTable('xlsx', modelWorkbook(contextOf(c, []).language)))
    .openapi(historyRoute, async (c) => {
      const context = await narrowToCompanies(database, contextOf(c, []))
      return c.json(
        await withScope(database, context, (tx) => listImports(tx, context.companyIds), { readOnly: true }),
        200,
      )
    })
}
