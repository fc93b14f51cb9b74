import { expect, test } from 'vitest'
import { owedByCustomer } from './books-fixture.ts'
import { readFec } from './fec.ts'
import { type FecRow, fecText, payment, sale, textSource } from './fec-fixture.ts'
import { fecReceivables } from './fec-receivables.ts'

const read = async (rows: readonly FecRow[]) =>
  fecReceivables(await readFec(textSource(fecText(rows))), { netting: false })

const reversed = (rows: readonly FecRow[]) =>
  rows.map((row) => ({ ...row, Debit: row.Credit ?? '0,00', Credit: row.Debit ?? '0,00' }))

test.each<[string, FecRow[], number]>([
  ['an invoice among the credits', reversed(sale('F2', 'MARTIN', '20240116', '300,00')), 1],
  [
    'a credit note among the debits',
    sale('AV1', 'MARTIN', '20240116', '50,00', { EcritureLib: 'Avoir AV1' }),
    1,
  ],
  [
    'an invoice cancelled',
    reversed(sale('F2', 'MARTIN', '20240116', '300,00', { EcritureLib: 'Facture F2 annulée' })),
    0,
  ],
  [
    'a credit note that says « facture »',
    reversed(sale('AV2', 'MARTIN', '20240116', '30,00', { EcritureLib: 'Facture AV-2' })),
    0,
  ],
])('%s is read by its side, and told', async (_, rows, count) => {
  const books = await read([...sale('F1', 'MARTIN', '20240115', '1000,00'), ...rows])
  const told = books.warnings.filter(({ code }) => code === 'fec-other-side')
  expect(told.map(({ values }) => values.count)).toEqual(count === 0 ? [] : [count])
})

test('a code in capitals or not is one customer, with one name', async () => {
  const one = await read([
    ...sale('F1', 'DUPONT', '20240115', '1200,00'),
    ...payment('R1', 'dupont', '20240220', '200,00'),
  ])
  expect(owedByCustomer(one)).toEqual({ DUPONT: 100_000 })
  const named = (name: string) => ({ CompAuxLib: name })
  const two = await read([
    ...sale('F1', 'DUP', '20240115', '1200,00').map((row) => ({ ...row, ...named('Dupont') })),
    ...sale('F2', 'dup', '20240115', '300,00').map((row) => ({ ...row, ...named('Duplessis') })),
  ])
  expect(owedByCustomer(two)).toEqual({ DUP: 120_000, dup: 30_000 })
})
