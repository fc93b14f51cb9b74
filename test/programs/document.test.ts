import { execFile } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { createConfig, lintFromString } from '@redocly/openapi-core'
import makeTypes from 'openapi-typescript'
import { expect, test } from 'vitest'
import { type ApiDocument, describeApi, listOperations } from '#platform/api-document.ts'
import { apiRoutes, type Services } from '#server/app.ts'
import { temporaryFolder } from '../temporary-folder.ts'

// The OpenAPI document as other teams use it: a linter reads it, types are made from it, a client is written with them.

// Routes are described without anything of what they work with.
const services: Services = new Proxy((() => services) as unknown as Services, {
  get: (_, name) => (name === Symbol.toPrimitive ? () => 'x' : services),
})
const document: ApiDocument = JSON.parse(
  JSON.stringify(describeApi(apiRoutes(services), { version: '0', sessionCookie: 'c' })),
)
const versioned = listOperations(document).filter(({ path }) => path.startsWith('/api/v1/'))

test('the linter of OpenAPI has nothing to say of it', async () => {
  const config = await createConfig({ extends: ['recommended'] })
  const problems = await lintFromString({ source: JSON.stringify(document), config })
  expect(
    problems.map(({ ruleId, message, location }) => `${ruleId}: ${message} ${location[0]?.pointer ?? ''}`),
  ).toEqual([])
})

test('each operation for programs has an example of what is sent and of what is answered', () => {
  expect(versioned.length).toBeGreaterThan(50)
  const without = versioned.flatMap(({ method, path, operation }) => {
    const contents = [operation.requestBody, operation.responses?.[200]].flatMap((part) =>
      part && 'content' in part ? Object.entries(part.content ?? {}) : [],
    )
    return contents
      .filter(([type, content]) => type.endsWith('json') && !('example' in (content as object)))
      .map(() => `${method} ${path}`)
  })
  expect(without).toEqual([])
  const put = versioned.find(({ method, path }) => method === 'put' && path.endsWith('invoices/{externalId}'))
  expect(JSON.stringify(put?.operation.requestBody)).toContain('FA-2026-001')
})

test('a client is typed by it: what the server would refuse does not compile', {
  timeout: 120_000,
}, async () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'api.d.ts'), await makeTypes(document as never))
  writeFileSync(join(folder, 'client.ts'), readFileSync(join(import.meta.dirname, 'typed-client.txt')))
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: { ...{ strict: true, noEmit: true, module: 'nodenext', target: 'es2022' }, types: [] },
      files: ['client.ts'],
    }),
  )
  const tsc = join(import.meta.dirname, '../../node_modules/typescript/bin/tsc')
  const { stdout } = await promisify(execFile)(process.execPath, [tsc, '-p', folder]).catch(
    (error: { stdout: string }) => error,
  )
  expect(stdout).toBe('')
})
