import { expect, test } from 'vitest'
import { RECORD_FIELDS } from '#domain/receivables/source.ts'
import { suggestColumns } from '#readers/invoice-columns.ts'
import { bytesSource } from '#readers/source.ts'
import { readTable } from '#readers/table.ts'
import { SourceFault } from './connector.ts'
import { listFile, valueText } from './list-file.ts'

const PARIS = { isInCents: false, timeZone: 'Europe/Paris' }

test('the reader of lists finds each field under the name that is written', async () => {
  const row = {
    ...{
      customerCode: 'C-77',
      customerName: 'Menuiserie "Lambert"; fils',
      number: 'FA-1',
      issuedOn: '2026-01-31',
    },
    ...{
      dueOn: '2026-03-02',
      totalCents: '1200,00',
      openCents: '200,00',
      paidCents: '1000,00',
      currency: 'EUR',
    },
    ...{ kind: 'Facture', email: 'a@b.fr', phone: '0102030405', address1: '1 rue Haute', address2: 'Bât. B' },
    ...{ postcode: '60000', town: 'Beauvais', country: 'FR', siren: '732829320', vatNumber: 'FR44732829320' },
    ...{ customerKind: 'Entreprise', label: 'Portes' },
  }
  const table = await readTable(bytesSource('list.csv', listFile(RECORD_FIELDS, [row])))
  expect(table.rows[0]?.cells).toEqual(RECORD_FIELDS.map((field) => row[field]))
  expect(Object.keys(suggestColumns(table)).toSorted()).toEqual([...RECORD_FIELDS].toSorted())
})

test('an amount keeps its cents, whether it comes as a number, a text or in cents', () => {
  const amount = (value: unknown, isInCents = false) => valueText('openCents', value, { ...PARIS, isInCents })
  expect([1200.5, '1200.50000000', -3, '0', 0.1].map((value) => amount(value))).toEqual([
    ...['1200,50', '1200,50', '-3,00', '0,00', '0,10'],
  ])
  expect([120050, '5', -7].map((value) => amount(value, true))).toEqual(['1200,50', '0,05', '-0,07'])
  // Three decimals are left for the reader to refuse, never rounded.
  expect(amount(1.005)).toBe('1,005')
  expect(amount('1 200,50')).toBe('1 200,50')
  expect(() => amount(12.5, true)).toThrow(SourceFault)
  expect(() => amount(1e30)).toThrow(SourceFault)
  expect(() => amount({ value: 3 })).toThrow(SourceFault)
})

test('a day is that of the company, from an instant as from a count of seconds', () => {
  const day = (value: unknown, timeZone = 'Europe/Paris') => valueText('dueOn', value, { ...PARIS, timeZone })
  expect(day('2026-03-31')).toBe('2026-03-31')
  expect(day('2026-03-31T23:30:00Z')).toBe('2026-04-01')
  expect(day('2026-03-31T23:30:00Z', 'America/Martinique')).toBe('2026-03-31')
  expect(day('2026-03-31 00:00:00')).toBe('2026-03-31')
  expect(day(Date.parse('2026-03-31T12:00:00Z') / 1_000)).toBe('2026-03-31')
  expect(day(Date.parse('2026-03-31T12:00:00Z'))).toBe('2026-03-31')
  expect(day('31/03/2026')).toBe('31/03/2026')
})
