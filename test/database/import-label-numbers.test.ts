import { expect, test } from 'vitest'
import { fecText, sale } from '#readers/fec-fixture.ts'
import { createTestDatabase } from '../database.ts'
import { importText, openByNumber, previewText } from './import-world.ts'

const database = await createTestDatabase()

// Ciel's ledger of two months: PieceRef is the number of the entry, the label has that of the invoice.
const january = [
  ...sale('101', 'DUPONT', '20240115', '1200,00', { EcritureLib: 'Facture FA-2024-001 Dupont' }),
  ...sale('102', 'MARTIN', '20240120', '300,00', { EcritureLib: 'Facture FA-2024-002 Martin' }),
]
const february = sale('103', 'DUPONT', '20240205', '80,00', { EcritureLib: 'Facture FA-2024-003 Dupont' })

const asideNow = async () =>
  (await database.owner.query('select count(*)::int as count from dunning_blocks where lifted_at is null'))
    .rows

test('nobody answers: the invoices are imported as they are, none set aside', async () => {
  const result = await importText(database, fecText(january))
  expect(result.doubts).toMatchObject([{ id: 'label-numbers:pieceref', answer: null, setsAside: false }])
  expect(result.counts.toConfirm).toEqual({ doubts: 0, items: 0 })
  expect(await openByNumber(database)).toEqual({ '101': 120_000, '102': 30_000 })
  expect(await asideNow()).toEqual([{ count: 0 }])
})

test('the answer names the same invoices anew, and is remembered for the next ledger', async () => {
  await importText(database, fecText(january), { answers: { 'label-numbers:pieceref': 'same' } })
  expect(await openByNumber(database)).toEqual({ 'FA-2024-001': 120_000, 'FA-2024-002': 30_000 })
  const next = await previewText(database, fecText([...january, ...february]))
  expect(next.doubts).toMatchObject([{ answer: 'same' }])
  await importText(database, fecText([...january, ...february]))
  expect(await openByNumber(database)).toEqual({
    'FA-2024-001': 120_000,
    'FA-2024-002': 30_000,
    'FA-2024-003': 8_000,
  })
})
