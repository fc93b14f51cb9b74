import { describe, expect, test } from 'vitest'
import type { Access } from '#contract/endpoint.ts'
import {
  CAPABILITIES,
  type Capability,
  can,
  isOfTheInstallation,
  ROLES,
  type Role,
} from '#domain/people/capabilities.ts'
import type { Visitor } from '#platform/access.ts'
import { fieldNameKey } from '#platform/field-name.ts'
import { createTestDatabase } from '../database.ts'
import { ADDRESS, openServerApp } from '../server-app.ts'
import { createVisitor } from '../visitor.ts'
import { buildCompany } from '../world.ts'

// Every route of the OpenAPI document, asked by everybody: what is expected comes from the capability table, so
// that a route added tomorrow is walked tomorrow.

const database = await createTestDatabase()
await buildCompany(database, { code: 'FNAC', legalName: 'Fnac', customers: [] })
await buildCompany(database, { code: 'ISAGRI', legalName: 'Isagri', customers: [] })
const visitors = new Map<string, Visitor>()
const server = await openServerApp(
  database,
  {},
  {
    known: async ({ headers }) => visitors.get(headers.get('x-visitor') ?? '') ?? null,
  },
)
for (const role of ROLES)
  visitors.set(role, await createVisitor(database, { name: role, byCompany: { FNAC: role } }))
visitors.set('nowhere', await createVisitor(database, { name: 'Nulle part', everywhere: null }))
visitors.set('everywhere', await createVisitor(database, { name: 'Partout' }))

interface Operation {
  readonly 'x-capability'?: Access
  readonly description: string
  readonly security: Record<string, string[]>[]
}
const described = (await (await server.app.request(`${ADDRESS}/api/openapi.json`, headersOf(''))).json()) as {
  paths: Record<string, Record<string, Operation>>
  components: { securitySchemes: Record<string, object> }
}
const routes = Object.entries(described.paths).flatMap(([path, item]) =>
  Object.entries(item).map(([method, operation]) => ({
    path,
    method,
    operation,
    access: operation['x-capability'],
  })),
)

function headersOf(visitor: string) {
  return { headers: { host: 'localhost:4800', 'x-visitor': visitor } }
}

// Ids and codes that exist nowhere, and no body: whoever is let in goes no further than a refusal of theirs.
async function answer(visitor: string, { path, method }: { path: string; method: string }, code = 'FNAC') {
  const filled = path
    .replace('{code}', code)
    .replaceAll('{id}', '999999')
    .replaceAll(/\{\w+\}/g, '1')
  const response = await server.app.request(`${ADDRESS}${filled}`, {
    method: method.toUpperCase(),
    ...headersOf(visitor),
  })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json') && text !== ''
  const key = isJson ? (JSON.parse(text).key ?? '') : ''
  return { status: response.status, key: String(key) }
}

test('every route says what it takes, and there are many', () => {
  expect(routes.length).toBeGreaterThan(60)
  expect(routes.filter(({ access }) => access === undefined)).toEqual([])
})

test('the description says how one comes in, and which role each route takes', () => {
  expect(described.components.securitySchemes).toMatchObject({
    session: { type: 'apiKey', in: 'cookie', name: 'relances.session_token' },
    key: { type: 'http', scheme: 'bearer' },
  })
  for (const { path, method, access, operation } of routes) {
    const schemes = operation.security.flatMap((needed) => Object.keys(needed))
    const expected = access === 'public' ? [] : access === 'account' ? ['session'] : ['session', 'key']
    expect(schemes, `${method} ${path}`).toEqual(expected)
    if (isCapability(access)) {
      const capability = access as Capability
      expect(operation.description).toContain(`role “${CAPABILITIES[capability]}”`)
      expect(operation.description).toContain(`scope “${capability}”`)
    }
  }
  const descriptionOf = (method: string, path: string) => described.paths[path]?.[method]?.description
  expect(descriptionOf('post', '/api/companies')).toContain('in all companies')
  expect(descriptionOf('get', '/api/account')).toContain('never for a key')
})

test('nobody gets past a route that is not public', async () => {
  for (const route of routes.filter(({ access }) => access !== 'public')) {
    expect(await answer('', route), `${route.method} ${route.path}`).toEqual({
      status: 401,
      key: 'people.sign-in',
    })
  }
})

test('somebody without any company is answered everywhere, and shown nothing', async () => {
  for (const route of routes.filter(({ method }) => method === 'get')) {
    const { status, key } = await answer('nowhere', route)
    expect(status, `${route.path}: ${status} ${key}`).toBeLessThan(500)
  }
})

describe.each(ROLES)('%s of one company', (role: Role) => {
  test('is let in where the table says, and refused with the role it takes elsewhere', async () => {
    for (const route of routes.filter(({ access }) => isCapability(access))) {
      const { status, key } = await answer(role, route)
      const needed = route.access as Capability
      const expected = !isOfTheInstallation(needed) && can(role, needed)
      const isRefused = status === 403 && key === 'people.role-needed'
      const told = `${route.method} ${route.path} (${needed}): ${status} ${key}`
      expect(isRefused, told).toBe(!expected)
      expect(status, told).toBeLessThan(500)
    }
  })

  test('is refused another company by name, whatever is asked of it', async () => {
    for (const route of routes.filter(
      ({ path, access }) => path.includes('{code}') && isCapability(access),
    )) {
      const { status } = await answer(role, route, 'ISAGRI')
      expect([400, 403], `${route.method} ${route.path}: ${status}`).toContain(status)
    }
  })
})

test.each(Object.keys(CAPABILITIES) as Capability[])(
  'a key with the scope %s opens nothing else',
  async (scope) => {
    const key = await createVisitor(database, { name: `clé ${scope}`, scopes: [scope] })
    visitors.set('key', key)
    for (const route of routes.filter(({ access }) => access !== 'public' && access !== 'anyone-known')) {
      const { status, key: refusal } = await answer('key', route)
      const isOpen = route.access === scope
      const isRefused = status === 403 && ['people.scope-needed', 'people.not-by-key'].includes(refusal)
      expect(isRefused, `${route.method} ${route.path}: ${status} ${refusal}`).toBe(!isOpen)
      if (isOpen) break
    }
  },
)

function isCapability(access: Access | undefined): boolean {
  return access !== undefined && access in CAPABILITIES
}

test('whatever a request is refused for has a name its user knows', () => {
  const names = new Set<string>()
  const collect = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return
    if ('properties' in value) for (const name of Object.keys(value.properties as object)) names.add(name)
    for (const part of Object.values(value)) collect(part)
  }
  for (const { operation } of routes) {
    const { parameters = [], requestBody } = operation as Operation & {
      readonly parameters?: readonly { readonly name: string }[]
      readonly requestBody?: unknown
    }
    for (const { name } of parameters) names.add(name)
    collect(requestBody)
  }
  expect(names.size).toBeGreaterThan(100)
  expect([...names].filter((name) => fieldNameKey(name) === null)).toEqual([])
})
