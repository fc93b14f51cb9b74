import type { Day } from '#domain/days-and-money/day.ts'
import type { Database } from '#platform/database.ts'
import type { createRouter } from '#platform/router.ts'
import { createTestApp } from '../app.ts'

/** Asks routes what a screen would, without a port. */
export function openApi(database: Database, api: ReturnType<typeof createRouter>, today: Day) {
  const app = createTestApp({ database, api, today })
  const ask = async (method: string, path: string, body?: unknown) =>
    await app.request(`http://localhost${path}`, {
      method,
      headers: { 'content-type': 'application/json', host: 'localhost', 'accept-language': 'fr' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  return {
    ask,
    /** The JSON of an answer that has to be a success. */
    async get<T>(path: string): Promise<T> {
      const answer = await ask('GET', path)
      if (answer.status !== 200) throw new Error(`GET ${path}: ${await answer.text()}`)
      return (await answer.json()) as T
    },
    async post<T>(path: string, body: unknown): Promise<T> {
      const answer = await ask('POST', path, body)
      if (answer.status !== 200) throw new Error(`POST ${path}: ${await answer.text()}`)
      return (await answer.json()) as T
    },
    /** Status and sentence of a refusal. */
    async refused(method: string, path: string, body?: unknown) {
      const answer = await ask(method, path, body)
      const { key, message } = (await answer.json()) as { key: string; message: string }
      return { status: answer.status, key, message }
    },
  }
}
