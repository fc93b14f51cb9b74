import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Context as HonoContext, MiddlewareHandler } from 'hono'
import { sql } from 'kysely'
import { RelancesError } from '#domain/errors.ts'
import type { Database } from './database.ts'
import type { AppEnv } from './router.ts'

const HEADER = 'idempotency-key'
/** Long enough not to be met twice by chance, and no longer than a header should be. */
const KEY = /^[\x21-\x7e]{8,200}$/
/** What changes nothing is asked again as often as one likes. */
const SAFE = ['GET', 'HEAD', 'OPTIONS']
const PAUSE_MS = 100
/** How long a second request waits for the first one to be answered. */
const PATIENCE_MS = 30_000

/**
 * Answers a write that bears an `Idempotency-Key` once: sent again within a day by the same person or key, it gets
 * the same answer and nothing is done twice; two at the same moment are one. Only what was done is kept: a request
 * that was refused or failed may be tried again. Another request under the same key is refused. The answer is
 * kept encrypted with the key itself, which is not kept.
 */
export function answerOnce(database: Pick<Database, 'db'>): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const key = c.req.header(HEADER)
    const { actor } = c.var
    if (SAFE.includes(c.req.method) || key === undefined || !('userId' in actor)) return await next()
    if (!KEY.test(key)) throw new RelancesError('invalid', 'platform.bad-idempotency-key')
    const secret = digest(`${actor.kind}\n${actor.userId}\n${key}`)
    const subject = digest(secret.toString('hex')).toString('hex')
    const request = await digestOf(c)
    const kept = await claim(database, subject)
    if (kept !== null) return replay(c, kept, await request(), secret)
    let isKept = false
    try {
      await next()
      isKept = await keep(database, { subject, secret, request: await request(), answer: c.res })
    } finally {
      if (!isKept) await database.db.deleteFrom('idempotency_keys').where('subject', '=', subject).execute()
    }
    return undefined
  }
}

interface KeptAnswer {
  readonly request_sha256: string
  readonly status: number
  readonly answer: string
}

// Null when this request is the first and is to be done; else what the first was answered.
async function claim(database: Pick<Database, 'db'>, subject: string): Promise<KeptAnswer | null> {
  await sql`delete from idempotency_keys where created_at < now() - interval '24 hours'`.execute(database.db)
  for (let waited = 0; ; waited += PAUSE_MS) {
    // A server that died at its work has left a row that nobody will ever answer.
    const claimed = await sql`
      insert into idempotency_keys (subject) values (${subject})
      on conflict (subject) do update set created_at = now()
      where idempotency_keys.status is null and idempotency_keys.created_at < now() - interval '10 minutes'
      returning subject
    `.execute(database.db)
    if (claimed.rows.length > 0) return null
    const kept = await sql<KeptAnswer>`
      select request_sha256, status, answer from idempotency_keys
      where subject = ${subject} and status is not null
    `.execute(database.db)
    if (kept.rows[0]) return kept.rows[0]
    if (waited >= PATIENCE_MS) throw new RelancesError('conflict', 'platform.request-at-work')
    await pause(PAUSE_MS)
  }
}

function replay(c: HonoContext, kept: KeptAnswer, request: string, secret: Buffer): Response {
  if (kept.request_sha256 !== request)
    throw new RelancesError('unprocessable', 'platform.idempotency-key-reused')
  return c.body(decrypt(kept.answer, secret), kept.status as 200, {
    'Content-Type': 'application/json',
    'Idempotency-Replayed': 'true',
  })
}

interface Answered {
  readonly subject: string
  readonly secret: Buffer
  readonly request: string
  readonly answer: Response
}

// A document made on the way changes nothing: it is made again.
async function keep(database: Pick<Database, 'db'>, answered: Answered): Promise<boolean> {
  const { subject, secret, request, answer } = answered
  if (!answer.ok || !answer.headers.get('content-type')?.startsWith('application/json')) return false
  const text = await answer.clone().text()
  await database.db
    .updateTable('idempotency_keys')
    .set({ request_sha256: request, status: answer.status, answer: encrypt(text, secret) })
    .where('subject', '=', subject)
    .execute()
  return true
}

/** The digest of a request, known once its body has been read: a file is read by its route as it comes. */
async function digestOf(c: HonoContext<AppEnv>): Promise<() => Promise<string>> {
  const { pathname, search } = new URL(c.req.url)
  const hash = createHash('sha256').update(`${c.req.method} ${pathname}${search}\n`)
  let read: string | null = null
  const end = () => {
    read ??= hash.digest('hex')
    return read
  }
  const body = c.req.raw.body
  if (body === null) return async () => end()
  if (!c.req.header('content-type')?.startsWith('application/octet-stream')) {
    hash.update(new Uint8Array(await c.req.arrayBuffer()))
    return async () => end()
  }
  const hashed = body.pipeThrough(
    new TransformStream<Uint8Array, Uint8Array>({
      transform(chunk, controller) {
        hash.update(chunk)
        controller.enqueue(chunk)
      },
    }),
  )
  c.req.raw = new Request(c.req.raw, { body: hashed, duplex: 'half' } as RequestInit)
  return async () => {
    if (!c.req.raw.bodyUsed) await c.req.raw.body?.pipeTo(new WritableStream())
    return end()
  }
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest()
}

function encrypt(text: string, secret: Buffer): string {
  const iv = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', secret, iv)
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64')
}

function decrypt(kept: string, secret: Buffer): string {
  const bytes = Buffer.from(kept, 'base64')
  const decipher = createDecipheriv('aes-256-gcm', secret, bytes.subarray(0, 12))
  decipher.setAuthTag(bytes.subarray(12, 28))
  return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
}
