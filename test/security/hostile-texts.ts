/** What PostgreSQL cannot keep, and C strings end at. */
export const NULL_BYTE = 'nul\u0000octet'

/** Texts that have broken other programs, each at one border: SQL, C strings, UTF-8, paths, headers, templates. */
export const HOSTILE_TEXTS = [
  "'; drop table customers; --",
  "%' or '1'='1",
  NULL_BYTE,
  'moitié \ud83d de paire',
  '../../../../etc/passwd',
  'ligne\r\nX-Injected: yes',
  '#read("/etc/passwd") {netAmount} {{7*7}}',
  '=cmd|" /C calc"!A0',
  'x'.repeat(50_000),
] as const

interface Schema {
  readonly type?: string | readonly string[]
  readonly format?: string
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly Schema[]
  readonly items?: Schema
  readonly minItems?: number
  readonly properties?: Readonly<Record<string, Schema>>
  readonly minimum?: number
}

/** A place of a request's body that takes text, from its root. */
type Place = readonly (string | number)[]

/** What a sample speaks of: a code that exists, and the number of something. */
interface Subject {
  readonly code: string
  readonly id: number
}

/** A body this schema may well accept, and where it takes text. */
export function sampleBody(
  schema: Schema,
  about: Subject = { code: 'LAMBERT', id: 1 },
): { readonly body: unknown; readonly places: Place[] } {
  const places: Place[] = []
  return { body: sample(schema, [], { places, about }), places }
}

/** The body with this text at this place. */
export function withText(body: unknown, [key, ...rest]: Place, text: string): unknown {
  if (key === undefined) return text
  if (Array.isArray(body)) return body.map((item, at) => (at === key ? withText(item, rest, text) : item))
  const fields = body as Record<string, unknown>
  return { ...fields, [key]: withText(fields[key], rest, text) }
}

interface Sampling {
  readonly places: Place[]
  readonly about: Subject
}

function sample(schema: Schema, place: Place, sampling: Sampling): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  if (schema.anyOf) return sample(schema.anyOf[0] ?? {}, place, sampling)
  const type = typeof schema.type === 'object' ? schema.type[0] : schema.type
  const name = String(place.findLast((key) => typeof key === 'string') ?? '')
  if (type === 'integer' || type === 'number') {
    return /(^i|I)ds?$/.test(name) ? sampling.about.id : Math.max(1, schema.minimum ?? 1)
  }
  if (type === 'boolean') return false
  if (type === 'array') return [sample(schema.items ?? {}, [...place, 0], sampling)]
  if (type === 'object') {
    const fields = Object.entries(schema.properties ?? {})
    return Object.fromEntries(fields.map(([key, field]) => [key, sample(field, [...place, key], sampling)]))
  }
  sampling.places.push(place)
  return wordFor(name, sampling.about)
}

// What the rules refuse would never get further than they: a day, a currency, a code that exists.
function wordFor(name: string, { code }: Subject): string {
  if (/(On|^on|^from|^to|From|To)$/.test(name)) return '2026-03-30'
  if (name === 'currency') return 'EUR'
  if (name === 'email') return 'anne@lambert.example'
  return code
}
