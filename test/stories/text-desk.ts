import { afterAll, expect } from 'vitest'
import type { LevelSettings } from '#domain/letters/letter-text.ts'
import { lineInlines } from '#domain/letters/letter-variables.ts'
import type { Paragraph, RichText } from '#domain/letters/rich-text.ts'
import type { LetterTextState } from '#features/letter-texts/contract.ts'
import { letterPreviewRoutes } from '#features/letter-texts/server/preview-routes.ts'
import { letterTextsRoutes } from '#features/letter-texts/server/routes.ts'
import { createLetterPool } from '#letters/pool.ts'
import type { Database } from '#platform/database.ts'
import { routerOf } from '#platform/serve.ts'
import { createTestApp } from '../app.ts'
import { companyOpener } from './company-desk.ts'

/** The day of every request. */
export const TODAY = '2026-03-31'
interface Refusal {
  readonly code: string
  readonly message: string
}

/** The person who writes the texts, through the routes the screen uses. */
export function textDesk(database: Database) {
  const openCompany = companyOpener(database)
  const pool = createLetterPool({ size: 1 })
  afterAll(() => pool.close())
  const api = routerOf(database, [...letterTextsRoutes, ...letterPreviewRoutes({ pool })])
  const app = createTestApp({ database, api, today: TODAY })

  async function ask(method: string, path: string, body?: unknown) {
    return await app.request(`http://localhost${path}`, {
      method,
      headers: { 'content-type': 'application/json', host: 'localhost' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
  }

  async function call<T>(method: string, path: string, body?: unknown): Promise<{ status: number; body: T }> {
    const answer = await ask(method, path, body)
    return { status: answer.status, body: (await answer.json()) as T }
  }

  async function open(customers: Parameters<typeof openCompany>[0]) {
    const opened = await openCompany(customers, TODAY)
    const base = `/api/companies/${opened.company.code}/letter-texts`
    const read = async (variant = '1/fr/business') => {
      const { status, body } = await call<LetterTextState>('GET', `${base}/${variant}`)
      expect(status).toBe(200)
      return body
    }
    const put = async (seen: LetterTextState, change: { text?: object; settings?: Partial<LevelSettings> }) =>
      await call<LetterTextState & Refusal>(
        'PUT',
        `${base}/${seen.level}/${seen.language}/${seen.audience}`,
        {
          baseVersion: seen.version,
          text: { ...seen.text, ...change.text },
          baseSettings: seen.settings,
          settings: { ...seen.settings, ...change.settings },
        },
      )
    return { ...opened, base, read, put }
  }

  return { ask, call, open, pool }
}

function paragraph(line: string): Paragraph {
  return { type: 'paragraph', content: lineInlines(line) }
}

/** A text of a paragraph a line, {variables} as chips. */
export function saying(...lines: string[]): RichText {
  return { type: 'doc', content: lines.map(paragraph) }
}
