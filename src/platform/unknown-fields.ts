import type { z } from 'zod'

/**
 * The path of the first field that a request has and its schema does not, "instalments.0.amount"; null when there is
 * none. Such a field would be dropped without a word: a program that sends `email` where `emails` is meant, or filters by
 * a name that does not exist, must be told. The value is one that the schema takes.
 */
export function unknownField(schema: z.ZodType, value: unknown): string | null {
  return findUnknown(schema as z.core.$ZodType, value, [])
}

type Path = readonly (string | number)[]

function findUnknown(schema: z.core.$ZodType, value: unknown, path: Path): string | null {
  const { def } = (schema as z.core.$ZodTypes)._zod
  switch (def.type) {
    case 'object':
      return isRecord(value) ? unknownOfObject(def, value, path) : null
    case 'array':
      return first(listOf(value), (item, at) => findUnknown(def.element, item, [...path, at]))
    case 'tuple':
      return first(def.items, (item, at) => findUnknown(item, listOf(value)[at], [...path, at]))
    case 'record':
      return first(Object.entries(isRecord(value) ? value : {}), ([name, item]) =>
        findUnknown(def.valueType, item, [...path, name]),
      )
    case 'union':
      return unknownOfUnion(def.options, value, path)
    case 'lazy':
      return findUnknown(def.getter(), value, path)
    case 'pipe':
      return findUnknown(def.in, value, path)
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'nonoptional':
    case 'catch':
    case 'readonly':
      return findUnknown(def.innerType, value, path)
    default:
      return null
  }
}

function unknownOfObject(def: z.core.$ZodObjectDef, value: Record<string, unknown>, path: Path) {
  return first(Object.entries(value), ([name, item]) => {
    const field = Object.hasOwn(def.shape, name) ? def.shape[name] : def.catchall
    return field ? findUnknown(field, item, [...path, name]) : [...path, name].join('.')
  })
}

// Known to one of the shapes that take the value: a field of another shape is none of this one's.
function unknownOfUnion(options: readonly z.core.$ZodType[], value: unknown, path: Path): string | null {
  const found = options
    .filter((option) => (option as z.ZodType).safeParse(value).success)
    .map((option) => findUnknown(option, value, path))
  return found.includes(null) ? null : (found[0] ?? null)
}

function first<Item>(items: readonly Item[], find: (item: Item, at: number) => string | null): string | null {
  for (const [at, item] of items.entries()) {
    const found = find(item, at)
    if (found !== null) return found
  }
  return null
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
