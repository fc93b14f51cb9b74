import { expect, test } from 'vitest'
import { migrate } from '#platform/migrate.ts'
import { MIGRATIONS } from '#platform/migrations.ts'
import { createTestDatabase } from '../database.ts'

const database = await createTestDatabase()
const options = { canLogin: true }

test('a database that is up to date is left alone', async () => {
  expect(await migrate(database.owner, options)).toBe(0)
  const { rows } = await database.owner.query('select version, name from schema_migrations order by version')
  expect(rows).toEqual(MIGRATIONS.map(({ version, file }) => ({ version, name: file })))
})

test('an applied file that has changed is refused', async () => {
  await database.owner.query("update schema_migrations set sha256 = 'other' where version = 1")
  await expect(migrate(database.owner, options)).rejects.toMatchObject({ key: 'platform.changed-migration' })
})

test('a database of a newer version is refused', async () => {
  await database.owner.query("insert into schema_migrations (version, name, sha256) values (9999, 'x', 'x')")
  await expect(migrate(database.owner, options)).rejects.toMatchObject({
    code: 'conflict',
    key: 'platform.newer-database',
    values: { found: 9999 },
  })
})
