import { expect, test } from 'vitest'
import { mergesRoutes } from '#features/merges/server/routes.ts'
import { collectData } from '#features/personal-data/server/collect-data.ts'
import { erasePersonalData, findSubject } from '#ledger/personal-data.ts'
import { withScope } from '#platform/scoped.ts'
import { routerOf } from '#platform/serve.ts'
import { createTestDatabase } from '../database.ts'
import { contextFor } from '../world.ts'
import { openApi } from './api-caller.ts'
import { found } from './desk.ts'
import { openDoubledBooks } from './doubled-books.ts'

// What the page « Doublons probables » asks, over the books that the version before has doubled. One story.

const TODAY = '2026-03-02'
const database = await createTestDatabase()
const books = await openDoubledBooks(database)
const api = openApi(database, routerOf(database, mergesRoutes), TODAY)
const order = {
  kind: 'customers',
  keptId: found(books.customers.C00042),
  mergedId: found(books.customers['411DUP']),
}
const query = `kind=customers&keptId=${order.keptId}&mergedId=${order.mergedId}`

test('the preview says what is owed before and after, and writes nothing', async () => {
  const preview = await api.get<{
    owed: unknown
    pairs: { number: string; after: unknown }[]
    movedCount: number
  }>(`/api/merge-preview?${query}`)
  expect(preview.owed).toEqual({
    before: [{ currency: 'EUR', cents: 64_000 }],
    after: [{ currency: 'EUR', cents: 29_000 }],
  })
  expect(preview.pairs.map(({ number, after }) => [number, after])).toEqual([
    ['F1', { openCents: 10_000, level: 3 }],
    ['F2', { openCents: 19_000, level: 1 }],
  ])
  // The payment of 60 €, which nothing doubles.
  expect(preview.movedCount).toBe(1)
  expect(await api.get('/api/merges?companies=ATELIER')).toEqual({ rows: [] })
})

test('merged, the double is listed no more; undone, it is again', async () => {
  const { id } = await api.post<{ id: number }>('/api/merges', order)
  const { rows } = await api.get<{ rows: { kind: string }[] }>('/api/likely-doubles?companies=ATELIER')
  expect(rows.map(({ kind }) => kind)).toEqual(['customers'])
  expect(await api.get(`/api/merges?customer=${order.keptId}`)).toMatchObject({
    rows: [
      {
        id,
        kept: { name: 'DUPONT ET FILS' },
        merged: { name: 'Dupont et fils', customerCode: '411DUP' },
        undone: null,
      },
    ],
  })
  expect(await api.refused('POST', '/api/merges', order)).toMatchObject({
    status: 409,
    key: 'merges.obstacle-merged',
  })
  expect(await api.post(`/api/merges/${id}/undo`, {})).toEqual({ isUndone: true, laterFacts: [] })
  expect((await api.get<{ rows: unknown[] }>('/api/likely-doubles?companies=ATELIER')).rows).toHaveLength(4)
})

test('what is known of a client tells the merges that concern it, undone or not, and no other', async () => {
  const parts = {
    kind: 'invoices',
    keptId: books.invoices['C00042 F1'],
    mergedId: books.invoices['411DUP F1'],
  }
  const { id } = await api.post<{ id: number }>('/api/merges', parts)
  const known = async (code: string) =>
    await withScope(database, contextFor([books.companyId], TODAY), async (tx) => {
      const { data } = await collectData(tx, await findSubject(tx, { company: 'ATELIER', code }))
      return (data.merges as { kind: string; kept_id: number; created_by: string }[]).map(
        ({ kind, kept_id, created_by }) => [kind, kept_id, created_by],
      )
    })
  const told = [
    ['customers', order.keptId, 'Camille Martin'],
    ['invoices', parts.keptId, 'Camille Martin'],
  ]
  // The first was undone: it was done all the same.
  expect(await known('C00042')).toEqual(told)
  expect(await known('411DUP')).toEqual(told)
  expect(await known('c1')).toEqual([])
  await api.post(`/api/merges/${id}/undo`, {})
})

test('who is erased is erased under both names, and the merge is then for ever', async () => {
  const { id } = await api.post<{ id: number }>('/api/merges', order)
  await database.owner.query(
    `update instalments set settled_cents = amount_cents where company_id = $1 and is_final;
     update invoices set issued_on = '2010-01-01', created_at = '2010-01-01' where company_id = $1;
     update credits set received_on = '2010-01-01', created_at = '2010-01-01' where company_id = $1`.replaceAll(
      '$1',
      String(books.companyId),
    ),
  )
  await withScope(database, contextFor([books.companyId], TODAY), async (tx) => {
    const subject = await findSubject(tx, { company: 'ATELIER', code: '411DUP' })
    expect(subject).toMatchObject({ id: order.keptId, code: 'C00042' })
    expect(await erasePersonalData(tx, subject, { reason: 'demande', today: TODAY })).toMatchObject({
      erasure: { scope: 'whole' },
    })
  })
  const { rows } = await database.owner.query('select name from customers where id in ($1, $2)', [
    order.keptId,
    order.mergedId,
  ])
  expect(rows).toEqual([{ name: '–' }, { name: '–' }])
  const kept = await database.owner.query(
    `select before::text as text from merge_changes where kind = 'customers'`,
  )
  expect(kept.rows.map(({ text }) => text).join()).not.toContain('411DUP')
  expect(await api.post(`/api/merges/${id}/undo`, {})).toEqual({
    isUndone: false,
    laterFacts: [{ kind: 'erasure', name: '', count: 2 }],
  })
})
