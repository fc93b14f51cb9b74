import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { type ScopedTransaction, withScope } from '#platform/scoped.ts'
import { createTestDatabase } from '../database.ts'

const database = await createTestDatabase()
const actor = { kind: 'local', name: 'poste local' } as const

async function createCompany(code: string): Promise<number> {
  return await withScope(database, { actor, companyIds: 'all' }, async (tx) => {
    const company = { code, legal_name: `${code} SARL`, created_by: actor.name, updated_by: actor.name }
    const { id } = await tx.insertInto('companies').values(company).returning('id').executeTakeFirstOrThrow()
    return id
  })
}

async function codesSeenBy(companyIds: readonly number[] | 'all'): Promise<string[]> {
  return await withScope(database, { actor, companyIds }, async (tx) => {
    const rows = await tx.selectFrom('companies').select('code').orderBy('code').execute()
    return rows.map(({ code }) => code)
  })
}

test('a transaction sees the companies of its scope, and no other', async () => {
  const fnac = await createCompany('FNAC')
  await createCompany('ISAGRI')
  expect(await codesSeenBy([fnac])).toEqual(['FNAC'])
  expect(await codesSeenBy('all')).toEqual(['FNAC', 'ISAGRI'])
  expect(await codesSeenBy([])).toEqual([])
})

test('a query outside a scope sees nothing: the setting ended with its transaction', async () => {
  expect(await database.db.selectFrom('companies').select('code').execute()).toEqual([])
})

test('the application is neither superuser nor owner', async () => {
  const { rows } = await sql<{ role: string; superuser: string }>`
    select current_user as role, current_setting('is_superuser') as superuser`.execute(database.db)
  expect(rows).toEqual([{ role: 'relances_app', superuser: 'off' }])
  await expect(sql`alter table companies disable row level security`.execute(database.db)).rejects.toThrow(
    'must be owner',
  )
})

test('a read-only scope refuses to write', async () => {
  const write = withScope(
    database,
    { actor, companyIds: 'all' },
    (tx) => tx.updateTable('companies').set({ town: 'Paris' }).execute(),
    { readOnly: true },
  )
  await expect(write).rejects.toThrow('read-only transaction')
})

test('a failed piece of work leaves nothing behind', async () => {
  const work = withScope(database, { actor, companyIds: 'all' }, async (tx) => {
    const company = { code: 'RATE', legal_name: 'Raté', created_by: 'x', updated_by: 'x' }
    await tx.insertInto('companies').values(company).execute()
    throw new Error('half-way')
  })
  await expect(work).rejects.toThrow('half-way')
  expect(await codesSeenBy('all')).not.toContain('RATE')
})

test('work on one picture that somebody else overtakes is begun again on a new one', async () => {
  const scope = { actor: { kind: 'local', name: 'Camille' }, companyIds: 'all' } as const
  const read = (tx: ScopedTransaction) =>
    tx.selectFrom('companies').select(['id', 'town']).orderBy('id').executeTakeFirstOrThrow()
  const write = (tx: ScopedTransaction, id: number, town: string) =>
    tx.updateTable('companies').set({ town }).where('id', '=', id).execute()
  let tries = 0
  await withScope(
    database,
    scope,
    async (tx) => {
      tries += 1
      const { id, town } = await read(tx)
      if (tries === 1) await withScope(database, scope, (other) => write(other, id, 'Beauvais'))
      await write(tx, id, `${town} Cedex`)
    },
    { isolation: 'repeatable read' },
  )
  expect(tries).toBe(2)
  expect((await withScope(database, scope, read)).town).toBe('Beauvais Cedex')
})
