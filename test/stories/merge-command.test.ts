import { expect, test, vi } from 'vitest'
import { merge } from '#cli/merge.ts'
import { verify } from '#cli/verify.ts'
import { importText } from '../database/import-world.ts'
import { createTestDatabase, ownerUrl } from '../database.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { found } from './desk.ts'
import { openDoubledBooks } from './doubled-books.ts'

// Atelier du Lin's books, doubled by the version before: what `verify` names, `merge` makes one. One story, in order.

const database = await createTestDatabase()
const books = await openDoubledBooks(database)
const folder = temporaryFolder()

/** What a command answers: its code, the JSON it prints, and what it says beside. */
async function run(command: typeof merge, ...args: string[]) {
  vi.stubEnv('DATABASE_URL', ownerUrl(database))
  vi.stubEnv('RELANCES_DATA', folder)
  vi.stubEnv('RELANCES_TODAY', '2026-03-02')
  vi.stubEnv('RELANCES_LOG', 'silent')
  const [printed, said]: [string[], string[]] = [[], []]
  const io = { out: (text: string) => void printed.push(text), err: (text: string) => void said.push(text) }
  try {
    const code = await command([...args, '--json'], io)
    return { code, result: JSON.parse(printed.join('')), said: said.join('') }
  } finally {
    vi.unstubAllEnvs()
  }
}

async function owed(): Promise<number> {
  const { rows } = await database.owner.query<{ owed: number }>(
    'select sum(open_cents)::int as owed from instalments where company_id = $1 and is_final',
    [books.companyId],
  )
  return found(rows[0]).owed
}

/** The options that `verify` gives for the two rows called Dupont et fils. */
async function dupont(): Promise<string[]> {
  interface Listed {
    readonly kind: string
    readonly keptId: number
    readonly sides: readonly { readonly id: number; readonly customerCode: string }[]
  }
  const { result } = await run(verify)
  const double = found(
    (result.likelyDoubles as Listed[]).find(
      ({ kind, sides }) => kind === 'customers' && sides[0]?.customerCode === '411DUP',
    ),
  )
  const merged = found(double.sides.find(({ id }) => id !== double.keptId))
  return ['--kind', double.kind, '--keep', String(double.keptId), '--merged', String(merged.id)]
}

test('what is not said well is refused before anything is read', async () => {
  const refusals = [
    ['cli.missing-option', ['--keep', '1', '--merged', '2']],
    ['cli.bad-merge-kind', ['--kind', 'customer', '--keep', '1', '--merged', '2']],
    ['cli.missing-option', ['--kind', 'customers', '--keep', '1']],
    ['cli.bad-number', ['--kind', 'customers', '--keep', 'C00042', '--merged', '2']],
    ['cli.bad-number', ['--undo', '0']],
  ] as const
  for (const [key, args] of refusals) await expect(run(merge, ...args), key).rejects.toMatchObject({ key })
})

test('--preview says what is owed before and after, and writes nothing', async () => {
  const { code, result } = await run(merge, ...(await dupont()), '--preview')
  expect(code).toBe(0)
  expect(result).not.toHaveProperty('id')
  expect(result.owed).toEqual({
    before: [{ currency: 'EUR', cents: 64_000 }],
    after: [{ currency: 'EUR', cents: 29_000 }],
  })
  expect(await owed()).toBe(64_000)
})

test('merged, 290 € are owed and verify names that pair no more; undone, 640 € again', async () => {
  const options = await dupont()
  const done = await run(merge, ...options)
  expect(done).toMatchObject({ code: 0, result: { owed: { after: [{ cents: 29_000 }] } } })
  expect(await owed()).toBe(29_000)
  const checked = await run(verify)
  expect(checked.result.contradictions).toEqual([])
  expect(checked.result.likelyDoubles).toHaveLength(1)
  // By whom: the history says it.
  const { rows } = await database.owner.query('select created_by from merges where id = $1', [done.result.id])
  expect(rows).toEqual([{ created_by: 'ligne de commande' }])
  await expect(run(merge, ...options)).rejects.toMatchObject({ key: 'merges.obstacle-merged' })

  expect(await run(merge, '--undo', String(done.result.id))).toMatchObject({
    code: 0,
    result: { isUndone: true },
    said: '',
  })
  expect(await owed()).toBe(64_000)
  await expect(run(merge, '--undo', String(done.result.id))).rejects.toMatchObject({
    key: 'merges.already-undone',
  })
  await expect(run(merge, '--undo', '999')).rejects.toMatchObject({ code: 'not-found' })
})

test('what rests on it since forbids the undo: exit 1, and it is named', async () => {
  const { result } = await run(merge, ...(await dupont()))
  const list = [
    'Code client;Nom client;Numéro facture;Date facture;Échéance;Montant TTC;Reste dû',
    '411DUP;Dupont et fils;F1;10/01/2026;09/02/2026;100,00;40,00',
  ]
  await importText(database, list.join('\n'), { name: 'mars.csv' })
  const refused = await run(merge, '--undo', String(result.id))
  expect(refused).toMatchObject({
    code: 1,
    result: { isUndone: false, laterFacts: [{ kind: 'import', name: 'mars.csv' }] },
  })
  expect(refused.said).toContain('import de mars.csv')
  const { rows } = await database.owner.query('select undone_at from merges where id = $1', [result.id])
  expect(rows).toEqual([{ undone_at: null }])
})
