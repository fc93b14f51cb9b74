import { request } from 'node:http'
import { afterAll, expect, test } from 'vitest'
import type { ApiDocument } from '#platform/api-document.ts'
import { listOperations } from '#platform/api-document.ts'
import { listen } from '#platform/listen.ts'
import { createTestDatabase } from '../database.ts'
import { textOfPdf } from '../pdf-text.ts'
import { ADDRESS, openServerApp } from '../server-app.ts'
import { createVisitor } from '../visitor.ts'
import { buildCompany } from '../world.ts'
import { HOSTILE_TEXTS, NULL_BYTE, sampleBody, withText } from './hostile-texts.ts'

// Someone who may do everything types what breaks programs into all there is to type into. Each text is refused
// in a sentence or kept as it is: none is run, and none is a defect (500).

const database = await createTestDatabase()
const FORMULA = '=cmd|" /C calc"!A0'
const MARKUP = '#read("/etc/passwd") *gras* $x^2$ {netAmount}'
await buildCompany(database, {
  code: 'LAMBERT',
  legalName: 'Menuiserie Lambert',
  customers: [
    {
      code: FORMULA,
      name: FORMULA,
      town: '+33',
      invoices: [{ number: '@SUM(A1)', issuedOn: '2026-01-10', dueOn: '2026-02-10', cents: 12_000 }],
      credits: [{ number: '-2+3', cents: 500 }],
    },
    {
      code: 'TYPST',
      name: MARKUP,
      town: '#panic("x")',
      invoices: [{ number: '#F-1', issuedOn: '2026-01-10', dueOn: '2026-02-10', cents: 34_000 }],
    },
  ],
})
const camille = await createVisitor(database)
const server = await openServerApp(database, { today: '2026-03-31' }, { known: async () => camille })
const visit = server.visit()
const { body: described } = await visit.ask<ApiDocument>('GET', '/api/openapi.json')
const operations = listOperations(described)

/** What a route answers as a defect: "get /api/customers?text=… 500". */
async function defects(
  requests: readonly {
    readonly name: string
    readonly method: string
    readonly path: string
    readonly body?: unknown
  }[],
): Promise<string[]> {
  const found: string[] = []
  for (const { name, method, path, body } of requests) {
    const answer = await visit.ask(method.toUpperCase(), path, body)
    if (answer.status >= 500) found.push(`${name}: ${answer.status}`)
    if (answer.headers.has('x-injected')) found.push(`${name}: a header was injected`)
  }
  return found
}

function filled(path: string): string {
  return path.replace('{code}', 'LAMBERT').replaceAll(/\{\w+\}/g, '1')
}

test('in the address: every parameter of every route', async () => {
  const requests = operations.flatMap(({ path, method, operation }) =>
    (operation.parameters ?? []).flatMap((parameter) => {
      if (!('in' in parameter) || (method !== 'get' && parameter.in !== 'path')) return []
      return HOSTILE_TEXTS.map((text, at) => {
        const written = encodeURIComponent(text.toWellFormed().slice(0, 8_000))
        const inPath = parameter.in === 'path'
        const target = filled(inPath ? path.replace(`{${parameter.name}}`, written) : path)
        return {
          name: `${method} ${path} ${parameter.name} n° ${at}`,
          method,
          path: inPath ? target : `${target}?${parameter.name}=${written}`,
        }
      })
    }),
  )
  expect(requests.length).toBeGreaterThan(500)
  expect(await defects(requests)).toEqual([])
})

test('in the body: every text of every route', async () => {
  const requests = operations.flatMap(({ path, method, operation }) => {
    const body = operation.requestBody
    const schema = body && 'content' in body ? body.content['application/json']?.schema : undefined
    if (!schema) return []
    const sample = sampleBody(schema as Parameters<typeof sampleBody>[0])
    return sample.places.flatMap((place, at) =>
      [NULL_BYTE, HOSTILE_TEXTS[at % HOSTILE_TEXTS.length] ?? ''].map((text) => ({
        name: `${method} ${path} ${place.join('.')} ${text.slice(0, 20)}`,
        method,
        path: filled(path),
        body: withText(sample.body, place, text),
      })),
    )
  })
  expect(requests.length).toBeGreaterThan(200)
  expect(await defects(requests)).toEqual([])
  const { rows } = await database.owner.query(
    "select count(*)::int as kept from customers where code = 'TYPST'",
  )
  expect(rows).toEqual([{ kept: 1 }])
})

test('in a list: no cell of an export is a formula', async () => {
  for (const path of ['/api/customer-exports', '/api/invoice-export', '/api/credit-export']) {
    const { status, body } = await visit.ask<string>('GET', `${path}?format=csv`)
    expect(status, path).toBe(200)
    const cells = String(body).split(/[;\r\n]/)
    expect(
      cells.filter((cell) => /^"?[=+@\t]|^"?-\D/.test(cell)),
      path,
    ).toEqual([])
    expect(body, path).toContain("'")
  }
})

test('in a letter: what is typed is printed, never run as a template', async () => {
  const { body: made } = await visit.ask<{ run: number }>('POST', '/api/runs', {
    filters: { on: '2026-03-30' },
    selection: { base: 'all', customers: {}, invoices: {} },
    letterOn: '2026-03-31',
  })
  const { body: letters } = await visit.ask<{ rows: { id: number; code: string }[] }>(
    'GET',
    `/api/runs/${made.run}/letters`,
  )
  const letter = letters.rows.find(({ code }) => code === 'TYPST')
  const answer = await server.app.request(`${ADDRESS}/api/letters/${letter?.id}/pdf`, {
    headers: { host: 'localhost:4800' },
  })
  const words = (await textOfPdf(new Uint8Array(await answer.arrayBuffer()))).replaceAll(/\s+/g, ' ')
  for (const part of ['#read("/etc/passwd")', '*gras*', '$x^2$', '{netAmount}', '#PANIC("X")', '#F-1']) {
    expect(words).toContain(part)
  }
})

test('in the path, as no browser writes it: no file of the machine is served', async () => {
  const listener = await listen(server.app, { host: '127.0.0.1', port: 0 })
  afterAll(() => listener.close())
  for (const path of [
    '/../../../../../../etc/passwd',
    '/assets/../../../../../../etc/passwd',
    '/assets/..%2f..%2f..%2f..%2f..%2fetc%2fpasswd',
    '/%2e%2e/%2e%2e/%2e%2e/%2e%2e/etc/passwd',
    '/assets/..%5c..%5cpackage.json',
    '/etc/passwd%00.js',
    '/api/companies/LAMBERT/images/..%2f..%2f..%2f..%2fetc%2fpasswd',
  ]) {
    expect(await rawGet(listener.address, path), path).not.toContain('root:')
  }
})

// `fetch` would tidy the path up before sending it.
async function rawGet(address: string, path: string): Promise<string> {
  const { port } = new URL(address)
  return await new Promise((resolve, reject) => {
    const asked = request({ host: '127.0.0.1', port, path, headers: { host: 'localhost' } }, (answer) => {
      let body = ''
      answer.on('data', (chunk) => {
        body += chunk
      })
      answer.on('end', () => resolve(`${answer.statusCode} ${body}`))
    })
    asked.on('error', reject)
    asked.end()
  })
}
