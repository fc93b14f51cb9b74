import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createTestDatabase } from '../database.ts'

// `tables.ts` says by hand what the migrations make. What it says wrongly, every query would believe.

const database = await createTestDatabase()
const PLATFORM = new URL('../../src/platform/', import.meta.url)

interface Shape {
  readonly extended: readonly string[]
  readonly members: ReadonlyMap<string, string>
}

/** Better Auth reads these by itself: of them our queries know a part, or nothing. */
const OF_BETTER_AUTH = ['one_time_values', 'passkeys', 'second_factors', 'sign_in_methods', 'users']

const text = readTables()
const aliases = new Map(
  [...text.matchAll(/^(?:export )?type (\w+) =([^=]+?)(?=\n\S|\n\n|$)/gm)].map(([, name, type]) => [
    name,
    type,
  ]),
)
const shapes = readShapes()

test('every table has the columns of the database, and says which may be null', async () => {
  const { rows } = await database.owner.query<{ table: string; column: string; may_be_null: boolean }>(
    `select c.relname as table, a.attname as column, not a.attnotnull as may_be_null
     from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p')
       and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')`,
  )
  const declared = [...membersOf('Tables')].flatMap(([table, type]) =>
    [...columnsOf(type)].map(([column, columnType]) => lineOf(table, column, mayBeNull(columnType))),
  )
  const read = new Set(declared)
  const stored = rows
    .map((row) => ({ ...row, line: lineOf(row.table, row.column, row.may_be_null) }))
    .filter(({ table, line }) => read.has(line) || !OF_BETTER_AUTH.includes(table))
    .map(({ line }) => line)
  expect(declared.toSorted()).toEqual(stored.toSorted())
})

test('a null is seen through what wraps a type, and not inside what a column holds', () => {
  expect(mayBeNull('Generated<number | null>')).toBe(true)
  expect(mayBeNull('ColumnType<Date | null, Date | undefined, never>')).toBe(true)
  expect(mayBeNull('Generated<Day>')).toBe(false)
  expect(mayBeNull('ColumnType<Date, Date | null>')).toBe(false)
  expect(mayBeNull('JSONColumnType<{ column: string | null }>')).toBe(false)
  expect(mayBeNull('JSONColumnType<Record<string, number>> | null')).toBe(true)
})

function lineOf(table: string, column: string, isNullable: boolean): string {
  return `${table}.${column}${isNullable ? ' or null' : ''}`
}

function columnsOf(type: string): ReadonlyMap<string, string> {
  return type.startsWith('{') ? membersIn(type.slice(1, -1)) : membersOf(type)
}

function membersOf(name: string): ReadonlyMap<string, string> {
  const shape = shapes.get(name)
  if (!shape) throw new Error(`no interface ${name} in tables*.ts`)
  return new Map([...shape.extended.flatMap((one) => [...membersOf(one)]), ...shape.members])
}

function mayBeNull(type: string): boolean {
  const parts = splitOutside(type, '|')
  if (parts.length > 1) return parts.some(mayBeNull)
  const wrapped = /^(\w+)<(.*)>$/s.exec(type.trim())
  if (wrapped && wrapped[1] !== 'Record') return mayBeNull(splitOutside(wrapped[2] ?? '', ',')[0] ?? '')
  const alias = aliases.get(type.trim())
  return alias === undefined ? type.trim() === 'null' : mayBeNull(alias)
}

// Without its comments.
function readTables(): string {
  const files = readdirSync(PLATFORM).filter((name) => /^tables.*\.ts$/.test(name))
  const written = files.map((name) => readFileSync(new URL(name, PLATFORM), 'utf8')).join('\n')
  return written.replace(/\/\*.*?\*\//gs, '').replace(/\/\/.*/g, '')
}

function readShapes(): ReadonlyMap<string, Shape> {
  const found = text.matchAll(/^(?:export )?interface (\w+)(?:\s+extends ([^{]+))?\s*\{\n(.*?)^\}/gms)
  return new Map(
    [...found].map(([, name = '', extended = '', body = '']) => [
      name,
      { extended: splitOutside(extended, ','), members: membersIn(body) },
    ]),
  )
}

function membersIn(body: string): ReadonlyMap<string, string> {
  return new Map(
    splitOutside(body, /[\n;]/).map((line) => {
      const at = line.indexOf(':')
      return [line.slice(0, at).replace('readonly ', '').trim(), line.slice(at + 1).trim()]
    }),
  )
}

/** The parts of a text, cut where no bracket is open; empty ones left out. */
function splitOutside(text: string, mark: string | RegExp): string[] {
  const parts = ['']
  let depth = 0
  for (const character of text) {
    if ('<{(['.includes(character)) depth += 1
    if ('>})]'.includes(character)) depth -= 1
    const isMark = typeof mark === 'string' ? character === mark : mark.test(character)
    if (isMark && depth === 0) parts.push('')
    else parts[parts.length - 1] += character
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '')
}
