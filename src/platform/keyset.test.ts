import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  sql,
} from 'kysely'
import { expect, test } from 'vitest'
import { isAfter, type Keyset, orderOf, pageOf } from './keyset.ts'

// The statements are written, not run: what they bring is told by the stories of each list.
const db = new Kysely<object>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (one) => new PostgresIntrospector(one),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
})

const byName: Keyset = {
  keys: [
    { of: sql`c.name`, type: 'text', collation: 'fr-x-icu' },
    { of: sql`c.id`, type: 'bigint' },
  ],
  direction: 'asc',
}

const ROWS = [
  { id: 7, name: 'Dupont & Fils' },
  { id: 8, name: 'Épicerie Lambert' },
  { id: 9, name: 'Leroy SARL' },
]
const page = (limit: number) => pageOf(ROWS, limit, (row) => [row.name, row.id])
const written = (keyset: Keyset, after?: string) => isAfter(keyset, after).compile(db)

test('a page holds as many rows as asked, and ends where the next one starts', () => {
  const { rows, next } = page(2)
  expect(rows.map(({ name }) => name)).toEqual(['Dupont & Fils', 'Épicerie Lambert'])
  const { sql: text, parameters } = written(byName, next ?? undefined)
  expect(text).toBe('(c.name, c.id) > ($1::text collate "fr-x-icu", $2::bigint)')
  expect(parameters).toEqual(['Épicerie Lambert', 8])
})

test('the last page has no next, were it full', () => {
  expect(page(3)).toEqual({ rows: ROWS, next: null })
  expect(pageOf([], 3, () => [])).toEqual({ rows: [], next: null })
})

test('the first page starts at the beginning', () => {
  expect(written(byName).sql).toBe('true')
})

test('the greatest first: all keys are in the same direction', () => {
  const backwards = { ...byName, direction: 'desc' } as const
  expect(orderOf(backwards).compile(db).sql).toBe('c.name desc, c.id desc')
  expect(written(backwards, page(1).next ?? undefined).sql).toContain('(c.name, c.id) < (')
})

test('what an index begins with is compared by itself, and may be equal', () => {
  const { sql: text } = written({ ...byName, indexed: 1 }, page(1).next ?? undefined)
  expect(text).toContain('(c.name) >= ($1::text collate "fr-x-icu") and (c.name, c.id) > (')
})

test.each([
  ['not JSON', 'x'],
  ['of another list', Buffer.from('["Leroy"]').toString('base64url')],
  ['with a text for a number', Buffer.from('["Leroy","9"]').toString('base64url')],
  ['with a number for a text', Buffer.from('[4,9]').toString('base64url')],
])('an end of page %s is refused', (_, after) => {
  expect(() => written(byName, after)).toThrow('features.bad-cursor')
})
