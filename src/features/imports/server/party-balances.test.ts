import { expect, test } from 'vitest'
import { suggestColumns } from '#readers/invoice-columns.ts'
import { readInvoiceList } from '#readers/invoice-list.ts'
import { bytesSource } from '#readers/source.ts'
import { readTable } from '#readers/table.ts'
import { currencySums, partyBalances } from './party-balances.ts'

test('Smith owes in dollars and in euros, which are never added up', async () => {
  const text =
    'N° facture;Client;Date;Échéance;Devise;Solde\nF1;Smith;05/01/2026;04/02/2026;USD;1200,00\nF2;Smith;05/01/2026;04/02/2026;EUR;500,00\nAV1;Smith;06/01/2026;06/01/2026;USD;-200,00\nF3;Leroy;05/01/2026;04/02/2026;EUR;0,00\n'
  const table = await readTable(bytesSource('liste.csv', Buffer.from(text)))
  const balances = partyBalances(readInvoiceList(table, suggestColumns(table)))
  expect(balances.map(({ code, currency, balanceCents }) => [code, currency, balanceCents])).toEqual([
    ['SMITH', 'USD', 100_000],
    ['SMITH', 'EUR', 50_000],
  ])
  expect(currencySums(balances)).toEqual([
    { currency: 'EUR', openCents: 50_000, unallocatedCents: 0 },
    { currency: 'USD', openCents: 120_000, unallocatedCents: 20_000 },
  ])
})
