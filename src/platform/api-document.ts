import type { OpenAPIHono } from '@hono/zod-openapi'
import type { Access } from '#contract/endpoint.ts'
import { CAPABILITIES, isOfTheInstallation } from '#domain/people/capabilities.ts'
import { exampleOf } from './api-examples.ts'
import { type AppEnv, failure, isVersioned } from './router.ts'

export type ApiDocument = ReturnType<OpenAPIHono<AppEnv>['getOpenAPI31Document']>

const IDEMPOTENCY_KEY = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description:
    'A name of your own for this request: sent again under it within 24 hours, it is answered the same and not done twice',
  schema: { type: 'string', minLength: 8, maxLength: 200 },
} as const

const GRAVE = 'A person must have signed in, or proved who they are (`/api/account/proof`), minutes ago.'

const ACCESS =
  'A program sends a key in each request, in the header `Authorization: Bearer KEY`; an administrator makes ' +
  'keys, on the page of users. Amounts are whole cents, days are YYYY-MM-DD. A field or a parameter of a program that does not exist ' +
  'is refused by its name: nothing is dropped. Addresses under `/api/v1` keep their meaning; the others change with the screens.'

const LICENSE = { name: 'Apache-2.0', identifier: 'Apache-2.0' } as const

const METHODS = ['get', 'post', 'put', 'patch', 'delete'] as const

/** The OpenAPI 3.1 description of every route: who may call it, and the refusal it can give. */
export function describeApi(
  app: OpenAPIHono<AppEnv>,
  { version, sessionCookie }: { readonly version: string; readonly sessionCookie: string },
): ApiDocument {
  const registry = app.openAPIRegistry
  registry.register('Failure', failure)
  registry.registerComponent('securitySchemes', 'session', {
    type: 'apiKey',
    in: 'cookie',
    name: sessionCookie,
    description: 'A person signed in, limited by their roles',
  })
  registry.registerComponent('securitySchemes', 'key', {
    type: 'http',
    scheme: 'bearer',
    description: 'A key an administrator has made, limited by its scopes and by the roles of its maker',
  })
  const document = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: { title: 'Relances', version, description: ACCESS, license: LICENSE },
    servers: [{ url: '/' }],
  })
  for (const { path, method, operation } of listOperations(document)) {
    const access: Access = operation['x-capability']
    if ((method === 'post' || (method !== 'get' && isVersioned(path))) && access !== 'public')
      operation.parameters = [...(operation.parameters ?? []), IDEMPOTENCY_KEY]
    operation.security = securityOf(access)
    operation.operationId = nameOf(method, path)
    const proof = operation['x-grave'] ? GRAVE : undefined
    operation.description = [operation.description, needsOf(access), proof].filter(Boolean).join(' ')
    if (isVersioned(path)) addExamples(operation, document.components?.schemas ?? {})
    operation.responses ??= {}
    operation.responses.default ??= {
      description: 'Refusal',
      content: { 'application/json': { schema: { $ref: '#/components/schemas/Failure' } } },
    }
    operation.responses['4XX'] ??= operation.responses.default
  }
  return document
}

// "put /api/v1/invoices/{externalId}" is `putV1InvoicesByExternalId`.
function nameOf(method: string, path: string): string {
  const words = path
    .replace(/^\/api\//, '')
    .replaceAll('{', 'by-')
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean)
  return method + words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
}

// What is asked by the contract, or made from the schemas.
function addExamples(operation: Operation, schemas: Readonly<Record<string, unknown>>): void {
  const { requestBody, responses = {}, 'x-example': given } = operation
  delete operation['x-example']
  const parts = [
    ...contentsOf(requestBody).map((content) => ({ content, example: given })),
    ...contentsOf(responses[200]).map((content) => ({ content, example: undefined })),
  ]
  for (const { content, example } of parts) content.example = example ?? exampleOf(content.schema, schemas)
}

interface Content {
  readonly schema?: unknown
  example?: unknown
}

// Of JSON only: a file is its own example.
function contentsOf(part: object | undefined): Content[] {
  if (!part || !('content' in part)) return []
  const contents = part.content as Readonly<Record<string, Content>>
  return Object.entries(contents).flatMap(([type, content]) => (type.endsWith('json') ? [content] : []))
}

type Operation = ReturnType<typeof listOperations>[number]['operation']

/** The operations of a description, in the order of its paths. */
export function listOperations(document: ApiDocument) {
  return Object.entries(document.paths ?? {}).flatMap(([path, item]) =>
    METHODS.flatMap((method) => {
      const operation = item[method]
      return operation ? [{ path, method, operation }] : []
    }),
  )
}

function securityOf(access: Access): Record<string, never[]>[] {
  if (access === 'public') return []
  return access === 'account' ? [{ session: [] }] : [{ session: [] }, { key: [] }]
}

function needsOf(access: Access): string {
  if (access === 'public') return 'Open to anybody.'
  if (access === 'account') return 'For any person signed in; never for a key.'
  if (access === 'anyone-known') return 'For any person signed in, and any key.'
  const role = CAPABILITIES[access]
  const where = isOfTheInstallation(access) ? 'in all companies' : 'in the company'
  return `Takes the role “${role}” or a higher one ${where}; a key also needs the scope “${access}”.`
}
