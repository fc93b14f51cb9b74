/** A JSON schema, as far as an example of it needs to be known. */
interface Schema {
  readonly $ref?: string
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly example?: unknown
  readonly default?: unknown
  readonly format?: string
  readonly pattern?: string
  readonly minimum?: number
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
}

/** What fields of these names hold, where the schema says no more than "a text" or "a number". */
const BY_NAME: readonly (readonly [RegExp, unknown])[] = [
  [/(On|From|To|day)$/, '2026-03-31'],
  [/At$|asOf/, '2026-03-31T08:00:00.000Z'],
  [/[cC]ents$/, 120_000],
  [/^currency$/, 'EUR'],
  [/^compan(y|ies)$/, 'DUPONT'],
  [/^code$/, 'C-1'],
  [/^(name|customer)$/, 'Dupont SARL'],
  [/^externalId$/, 'F-1'],
  [/^(number|document|invoice)$/, 'FA-2026-001'],
  [/^(town)$/, 'Lille'],
  [/^(postcode)$/, '59000'],
  [/^(addressLines)$/, '12 rue des Lilas'],
  [/[eE]mail$|^address$/, 'compta@dupont.example'],
  [/[pP]hone$/, '03 20 00 00 00'],
  [/^siren$/, '732829320'],
  [/(By|actor)$/, 'Camille Martin'],
  [/^(after|next)$/, null],
]

const MOST_DEPTH = 12

/** An example of a schema of a document: what is asked for by name, else the first value that its type takes. */
export function exampleOf(schema: unknown, schemas: Readonly<Record<string, unknown>>): unknown {
  return exampleAt(schema as Schema, schemas, '', 0)
}

function exampleAt(
  schema: Schema,
  schemas: Readonly<Record<string, unknown>>,
  name: string,
  depth: number,
): unknown {
  if (depth > MOST_DEPTH) return null
  const inside = (one: Schema, called = name) => exampleAt(one, schemas, called, depth + 1)
  if (schema.$ref) return inside(schemas[schema.$ref.split('/').at(-1) ?? ''] as Schema)
  if (schema.example !== undefined) return schema.example
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return schema.enum[0]
  const [first] = schema.anyOf ?? schema.oneOf ?? []
  if (first) return inside(first)
  if (schema.allOf) return Object.assign({}, ...schema.allOf.map((part) => inside(part)))
  switch (typeOf(schema)) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([field, part]) => [field, inside(part, field)]),
      )
    case 'array':
      return schema.items ? [inside(schema.items)] : []
    case 'boolean':
      return false
    case 'integer':
    case 'number':
      return named(name, 'number') ?? schema.minimum ?? 1
    case 'string':
      return schema.format === 'email' ? 'compta@dupont.example' : (named(name, 'string') ?? textOf(schema))
    default:
      return null
  }
}

function typeOf({ type }: Schema): string | undefined {
  return typeof type === 'string' ? type : type?.find((one) => one !== 'null')
}

function named(name: string, type: 'string' | 'number'): unknown {
  const found = BY_NAME.find(([pattern]) => pattern.test(name))?.[1]
  return typeof found === type ? found : undefined
}

function textOf({ format, pattern }: Schema): string {
  if (format === 'date-time') return '2026-03-31T08:00:00.000Z'
  return pattern === '^[A-Z]{3}$' ? 'EUR' : 'texte'
}
