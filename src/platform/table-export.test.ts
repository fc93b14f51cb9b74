import { readSheet } from 'read-excel-file/node'
import { expect, test } from 'vitest'
import { type ExportColumn, type ExportFormat, exportTable } from './table-export.ts'

interface Owed {
  readonly name: string | null
  readonly dueOn: string | null
  readonly cents: number | null
  readonly daysLate: number
}

const COLUMNS: readonly ExportColumn<Owed>[] = [
  { label: 'Client', type: 'text', read: (row) => row.name },
  { label: 'Échéance', type: 'day', read: (row) => row.dueOn },
  { label: 'Reste dû', type: 'amount', read: (row) => row.cents },
  { label: 'Retard', type: 'count', read: (row) => row.daysLate },
]

async function exported(format: ExportFormat, rows: readonly Owed[]): Promise<Buffer> {
  async function* batches() {
    yield rows.slice(0, 1)
    yield rows.slice(1)
  }
  const answer = await exportTable(format, { fileName: 'liste', columns: COLUMNS, batches: batches() })
  return Buffer.from(await answer.arrayBuffer())
}

const ROWS: readonly Owed[] = [
  { name: 'Éts "Müller"; fils', dueOn: '2024-01-31', cents: -123_456, daysLate: 12 },
  { name: null, dueOn: null, cents: null, daysLate: 0 },
]

test('a CSV opens in a French spreadsheet: semicolons, decimal commas, accents, quotes doubled', async () => {
  const text = (await exported('csv', ROWS)).toString()
  expect(text).toBe(
    '\ufeffClient;Échéance;Reste dû;Retard\r\n"Éts ""Müller""; fils";31/01/2024;-1234,56;12\r\n;;;0\r\n',
  )
})

test.each(['=1+1', '+33612345678', '-2', '@SUM(A1)', '\t=1', '\r=1'])(
  'a name like %j is text, never a formula',
  async (name) => {
    const line = (await exported('csv', [{ ...ROWS[1], name } as Owed])).toString().split('\r\n')[1]
    expect(line?.replace(/^"/, '')[0]).toBe("'")
  },
)

test('a workbook has the same figures as numbers and days', async () => {
  const [head, first] = await readSheet(await exported('xlsx', ROWS))
  expect(head).toEqual(['Client', 'Échéance', 'Reste dû', 'Retard'])
  expect(first).toEqual(['Éts "Müller"; fils', new Date('2024-01-31T00:00:00Z'), -1234.56, 12])
})
