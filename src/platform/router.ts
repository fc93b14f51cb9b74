import { OpenAPIHono, z } from '@hono/zod-openapi'
import type { Context as HonoContext } from 'hono'
import type { Day } from '#domain/days-and-money/day.ts'
import { RelancesError } from '#domain/errors.ts'
import { fr } from '#messages/fr/index.ts'
import type { Language } from '#messages/translate.ts'
import type { Actor, Context, Permission } from './context.ts'

/** What the application knows of a request before any route sees it. */
export interface AppEnv {
  Variables: {
    language: Language
    actor: Actor
    permission: Permission
    /** The session of the person who asks; null for a key, or for nobody. */
    sessionId: string | null
    /** Where the request came from: the socket's address, or the one a trusted proxy gives. */
    address: string
    /** Whether something between the browser and us says so, trusted or not. */
    isForwarded: boolean
    /** In Paris, or the day that was set: that of the companies is in their context. */
    today: Day
    followsCalendar: boolean
  }
}

/** A router for the routes of one feature. A request its schemas refuse becomes an "invalid" naming the field. */
export function createRouter(): OpenAPIHono<AppEnv> {
  return new OpenAPIHono<AppEnv>({
    defaultHook: (result) => {
      if (!result.success) throw refusalOf(result.error)
    },
  })
}

/** The context of a request, for the companies it is about. */
export function contextOf(c: HonoContext<AppEnv>, companyIds: Context['companyIds']): Context {
  const { actor, permission, today, followsCalendar, language } = c.var
  return { actor, permission, today, followsCalendar, language, companyIds }
}

/** Whether an address is one of those that keep their shapes for programs (docs/api.md). */
export function isVersioned(path: string): boolean {
  return path.startsWith('/api/v1/')
}

const codes = z.enum([
  'invalid',
  'signed-out',
  'forbidden',
  'not-found',
  'conflict',
  'outdated',
  'unprocessable',
  'too-large',
  'too-many',
  'unavailable',
  'internal',
])
const refused = {
  code: codes,
  key: z.string(),
  field: z.string().optional(),
  choices: z.array(z.string()).optional(),
}

/** The schema of every refusal, as the OpenAPI document shows it. */
export const failure = z.object({ ...refused, message: z.string() }).openapi('Failure')

/** The same for programs, under /api/v1: RFC 9457. */
export const problem = z
  .object({ type: z.string(), title: z.string(), status: z.number().int(), detail: z.string(), ...refused })
  .openapi('Problem')

// A schema may name a sentence of the catalogue as its message; else the field, and what is wrong with it.
function refusalOf(error: z.ZodError): RelancesError {
  const [issue] = error.issues
  if (!issue || (issue.path.length === 0 && issue.code !== 'unrecognized_keys' && !(issue.message in fr)))
    return new RelancesError('invalid', 'platform.http-invalid')
  if (issue.code === 'unrecognized_keys') {
    const field = [...issue.path, issue.keys[0] ?? ''].map(String).join('.')
    return new RelancesError('invalid', 'platform.unknown-field', { field, name: field })
  }
  const values = {
    field: issue.path.map(String).join('.'),
    ...(issue.code === 'too_big' ? { max: Number(issue.maximum) } : {}),
  }
  return new RelancesError('invalid', issue.message in fr ? issue.message : sentenceOf(issue), values)
}

function sentenceOf(issue: z.core.$ZodIssue): string {
  if (issue.message === 'day') return 'platform.field-not-a-day'
  // Zod keeps what was received in its own sentence only.
  if (issue.code === 'invalid_type' && issue.message.endsWith('received undefined'))
    return 'platform.field-missing'
  if (issue.code === 'too_big' && issue.origin === 'string') return 'platform.field-too-long'
  if (issue.code === 'too_big' && issue.origin === 'array') return 'platform.field-too-many'
  return 'platform.bad-field'
}
