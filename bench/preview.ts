import { pino } from 'pino'
import type { LetterTextState } from '#features/letter-texts/contract.ts'
import { previewLetter, readPreviewBooks } from '#features/letter-texts/server/preview-letter.ts'
import { letterPreviewRoutes } from '#features/letter-texts/server/preview-routes.ts'
import { readLetterText } from '#features/letter-texts/server/store.ts'
import { createLetterPool } from '#letters/pool.ts'
import type { Context } from '#platform/context.ts'
import type { Database } from '#platform/database.ts'
import { createApp } from '#platform/http.ts'
import { withScope } from '#platform/scoped.ts'
import { routerOf } from '#platform/serve.ts'
import { createVisitor } from '../test/visitor.ts'
import { createThreefoldCompany } from './confirm-data.ts'
import { type BenchRow, compared } from './row.ts'
import { medianPairMs } from './timing.ts'

const TODAY = '2026-03-31'
const CODE = 'PREVIEW'
// The letter with the longest of our texts, and a statement of penalties.
const VARIANT = { level: 4, language: 'fr', audience: 'business' } as const
const ROUNDS = 31

/**
 * The letter beside the editor, asked over HTTP, against the bare rendering of the same letter. A word is
 * typed before each, as in life: the engine would know again a letter it has just laid out.
 */
export async function* benchPreview(
  database: Database,
  folder: string,
  customers: number,
): AsyncGenerator<BenchRow> {
  const pool = createLetterPool({ size: 1 })
  try {
    const companyId = await createThreefoldCompany(database, CODE, customers)
    const { text, settings, customer, books } = await readWorld(database, companyId)
    const visitor = await createVisitor(database)
    const app = createApp({
      config: {
        host: '127.0.0.1',
        trustedHosts: [],
        trustedOrigins: [],
        today: TODAY,
        publicUrl: null,
        proxies: [],
      },
      database,
      log: pino({ level: 'silent' }),
      version: 'bench',
      identify: async () => visitor,
      api: routerOf(database, letterPreviewRoutes({ pool })),
      webDir: folder,
    })
    let typed = 0
    const request = () => {
      const paragraph = { type: 'paragraph', content: [{ type: 'text', text: `Mot ${typed++}` }] } as const
      const body = { ...text.body, content: [paragraph, ...text.body.content] }
      return { ...VARIANT, text: { ...text, body }, settings, customer }
    }
    const ask = async () => {
      const answer = await app.request(`http://localhost/api/companies/${CODE}/letter-texts/preview`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', host: 'localhost' },
        body: JSON.stringify(request()),
      })
      if (!answer.ok) throw new Error(await answer.text())
      await answer.arrayBuffer()
    }
    const render = async () => {
      const { letterhead, content } = previewLetter(books, request())
      await pool.print({ letterhead, contents: [content] }, 'interactive')
    }
    const [whole, bare] = await medianPairMs(ROUNDS, ask, render)
    const name = `preview of a text being edited, ${customers.toLocaleString('en')} clients`
    yield compared(name, 'ms', whole, { name: 'bare render of the same letter', value: bare }, 2)
  } finally {
    await pool.close()
  }
}

async function readWorld(database: Database, companyId: number) {
  const context: Context = {
    actor: { kind: 'system', name: 'bench' },
    permission: 'everything',
    companyIds: [companyId],
    today: TODAY,
    language: 'fr',
  }
  return await withScope(database, context, async (tx) => {
    const { text, settings }: LetterTextState = await readLetterText(
      tx,
      { id: companyId, code: CODE },
      VARIANT,
    )
    const { id } = await tx.selectFrom('customers').select('id').limit(1).executeTakeFirstOrThrow()
    const customer = `${id}:EUR`
    const books = await readPreviewBooks(tx, { companyId, today: TODAY, customer })
    return { text, settings, customer, books }
  })
}
