import type { OpenAPIHono } from '@hono/zod-openapi'
import { type AppEnv, failure } from './router.ts'

export type ApiDocument = ReturnType<OpenAPIHono<AppEnv>['getOpenAPI31Document']>

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const

/** The OpenAPI 3.1 description of every route, each with the refusal it can give. */
export function describeApi(app: OpenAPIHono<AppEnv>, version: string): ApiDocument {
  app.openAPIRegistry.register('Failure', failure)
  const document = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'Relances', version },
    servers: [{ url: '/' }],
  })
  for (const { operation } of listOperations(document)) {
    operation.responses ??= {}
    operation.responses.default ??= {
      description: 'Refusal',
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Failure' } } },
    }
  }
  return document
}

/** The operations of a description, in the order of its paths. */
export function listOperations(document: ApiDocument) {
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method]
      return operation ? [{ path, method, operation }] : []
    }),
  )
}
